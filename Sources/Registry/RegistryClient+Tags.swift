import HTTP
import Structure

extension RegistryClient {
  /// Lists the tags of a repository, in the registry's order.
  /// - Throws: ``RegistryError``, with `tooLarge` for a list that does not end within ``Limits``; `CancellationError`.
  package func tags(in reference: RegistryReference) async throws -> [String] {
    var repository = reference
    repository.tag = nil
    repository.digest = nil
    let base = try base(of: repository)
    var next: WebAddress? = try WebAddress(try url(repository, "tags/list"))
    var tags: [String] = []
    var seen: Set<WebAddress> = []
    while let page = next {
      guard seen.insert(page).inserted else {
        throw malformed("the list of tags leads back to a page that was read", repository)
      }
      guard seen.count <= options.limits.pages else {
        throw RegistryError(
          .tooLarge, "the list of tags has more than \(options.limits.pages) pages", subject: "\(repository)")
      }
      let response = try await exchange(HTTPRequest(.get, page.text), repository, "list the tags")
      tags += try names(in: response.body, repository)
      guard tags.count <= options.limits.tags else {
        throw RegistryError(
          .tooLarge, "the repository has more than \(options.limits.tags) tags", subject: "\(repository)")
      }
      next = try Self.nextPage(response.headers, after: page)
      if let next, !next.sharesOrigin(with: base) {
        throw malformed("the list of tags goes on at another host, \(next.host)", repository)
      }
    }
    return tags
  }

  private func malformed(_ message: String, _ reference: RegistryReference) -> RegistryError {
    RegistryError(.malformed, message, subject: "\(reference)")
  }

  private func names(in body: [UInt8], _ reference: RegistryReference) throws -> [String] {
    let value: Value
    do { value = try JSON.parse(body, depthLimit: 16) } catch {
      throw malformed("the list of tags is malformed: \(error)", reference)
    }
    // An empty repository has null.
    guard let tags = value["tags"], !tags.isNull else { return [] }
    guard let elements = tags.array else {
      throw malformed("the list of tags is malformed: 'tags' is no list", reference)
    }
    return try elements.map { element in
      guard let tag = element.string, tag.utf8.count <= 128 else {
        throw malformed("the list of tags is malformed: it holds what is no tag", reference)
      }
      return tag
    }
  }

  /// The address in `Link: <ADDRESS>; rel="next"`.
  static func nextPage(_ headers: HTTPHeaders, after page: WebAddress) throws -> WebAddress? {
    for link in headers.values("Link").flatMap({ $0.split(separator: ",") }) {
      guard let start = link.firstIndex(of: "<"), let end = link[start...].firstIndex(of: ">") else { continue }
      let parameters = link[end...].lowercased().filter { $0 != "\"" && $0 != " " }
      guard parameters.contains("rel=next") else { continue }
      return try WebAddress(String(link[link.index(after: start)..<end]), relativeTo: page)
    }
    return nil
  }
}
