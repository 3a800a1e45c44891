/// How our clients call themselves.
package enum ClientVersion {
  /// The version of Martlet.
  package static let number = "0.1.0"
  /// The `User-Agent` of every request.
  package static let userAgent = "martlet/\(number)"
}
