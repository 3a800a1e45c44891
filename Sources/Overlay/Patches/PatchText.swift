/// Reads the text of a patch, which is a strategic merge patch or a JSON patch.
enum PatchText {
  case strategicMerge([Resource])
  case json(JSONOperations)

  /// - Parameter what: `[patch: …]` or `[path: …]`, for messages.
  /// - Throws: When the text is neither.
  static func read(_ bytes: [UInt8], file: String?, factory: ResourceFactory, what: String) throws(Failure) -> PatchText
  {
    let resources: [Resource]
    do throws(Failure) {
      resources = try factory.resources(in: bytes, file: file)
    } catch {
      do throws(Failure) {
        return .json(try JSONOperations(bytes))
      } catch let second {
        // The one that got further tells more: a list is meant as a JSON patch.
        let isList = bytes.first { ![9, 10, 13, 32].contains($0) }.map {
          $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "-")
        }
        throw (isList ?? false ? second : error).prefixed("unable to parse \(what) as a patch")
      }
    }
    if (try? JSONOperations(bytes)) != nil, !bytes.isEmpty {
      throw Failure("\(what) is both a strategic merge patch and a JSON patch")
    }
    return .strategicMerge(resources)
  }
}
