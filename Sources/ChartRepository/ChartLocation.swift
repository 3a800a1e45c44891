package import HTTP
package import Registry

/// Where a chart is, in any of the forms that Helm takes.
package enum ChartLocation: Sendable, Hashable {
  /// `oci://HOST/REPOSITORY`, perhaps with a tag or digest.
  case registry(RegistryReference)
  /// The address of an archive.
  case archive(WebAddress)
  /// A chart of a repository with an `index.yaml`.
  case repository(WebAddress, name: String)

  /// - Parameters:
  ///   - chart: `oci://…`, the `https://…` of an archive, or with a repository the chart's name.
  ///   - repository: The address of a repository (`https://…`), or of a registry's folder of charts (`oci://…`).
  /// - Throws: ``ChartFetchError`` with `invalidReference`.
  package init(_ chart: String, repository: String? = nil) throws(ChartFetchError) {
    do {
      guard let repository, !repository.isEmpty else {
        if RegistryReference.isReference(chart) {
          self = .registry(try RegistryReference(chart))
        } else if Self.isWeb(chart) {
          self = .archive(try WebAddress(chart))
        } else {
          throw ChartFetchError(
            .invalidReference,
            "expected oci://HOST/REPOSITORY or the address of an archive; a chart's name needs its repository's address",
            subject: WebAddress.redacted(chart))
        }
        return
      }
      guard Self.isName(chart) else {
        throw ChartFetchError(
          .invalidReference, "expected the name of a chart in a repository: letters, digits, '-', '_' and '.'",
          subject: WebAddress.redacted(chart))
      }
      if RegistryReference.isReference(repository) {
        let folder = try RegistryReference(repository)
        guard folder.tag == nil, folder.digest == nil else {
          throw ChartFetchError(
            .invalidReference, "the address of a repository has no tag or digest", subject: "\(folder)")
        }
        self = .registry(try folder.appending(chart))
      } else {
        self = .repository(try WebAddress(repository), name: chart)
      }
    } catch let error as ChartFetchError {
      throw error
    } catch let error as RegistryError {
      throw ChartFetchError(error)
    } catch {
      throw ChartFetchError(.invalidReference, "\(error)", subject: "")
    }
  }

  private static func isWeb(_ text: String) -> Bool {
    let start = text.prefix(8).lowercased()
    return start.hasPrefix("http://") || start.hasPrefix("https://")
  }

  /// Whether a chart may be called so: a name that no path or address can hide in.
  static func isName(_ text: String) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 250, text != ".", text != ".." else { return false }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        true
      default: false
      }
    }
  }
}
