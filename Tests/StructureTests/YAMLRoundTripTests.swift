import Structure
import Testing

@Suite("YAML read and written")
struct YAMLRoundTripTests {
  @Test("keeps a manifest byte for byte")
  func keepsManifest() throws {
    let text = """
      apiVersion: v1
      data:
        a2: "yes"
        a10: '# no comment'
        script: |
          #!/bin/sh
          exit 0
      kind: ConfigMap
      list:
      - a: 1
        b: []
      - - x
        - {}
      metadata:
        name: demo

      """
    #expect(YAML.text(try YAML.parse(text)) == text)
  }
}
