import Glibc
import TestSupport

/// `martlet-demo`: the whole loop on a Git repository of its own, each step verified.
@main
struct Main {
  static func main() async {
    do {
      let bed = try await TestBed("martlet-demo")
      print("Martlet's demo: a Git repository, the daemons and a chat, all in \(bed.folder.path)")
      do {
        try await Story(bed: bed, timeline: Timeline(isTerminal: isatty(1) == 1)).run()
      } catch {
        await bed.daemons.stop()
        print("\nmartlet up printed:")
        for line in bed.daemons.output { print("  \(line)") }
        throw error
      }
      try await bed.stop()
    } catch {
      print("\nThe demo failed: \(error)")
      exit(1)
    }
    print(
      """

      Every step was verified, and all that was started has ended. Try it on a repository of yours:

        make install PREFIX=$HOME/.local    the binary, under all its names
        martlet up                          the daemons, in a terminal of their own
        martlet apply -f app.yaml           README.md shows what to write into app.yaml
      """)
  }
}
