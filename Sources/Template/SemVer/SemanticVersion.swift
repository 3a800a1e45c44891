/// A version as Masterminds/semver reads it: loosely, `v1.2` included.
package struct SemanticVersion: Sendable, Hashable {
  package var major: UInt64
  package var minor: UInt64
  package var patch: UInt64
  package var prerelease: String
  package var metadata: String
  /// The text that it was read from.
  package var original: String

  /// - Throws: ``FunctionError`` with Masterminds' message.
  package init(_ text: String) throws(FunctionError) {
    let invalid = FunctionError("invalid semantic version")
    var rest = Array(text.utf8)[...]
    if rest.first == UInt8(ascii: "v") { rest = rest.dropFirst() }
    var numbers: [ArraySlice<UInt8>] = []
    while numbers.count < 3 {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty else { throw invalid }
      numbers.append(digits)
      rest = rest.dropFirst(digits.count)
      guard rest.first == UInt8(ascii: "."), numbers.count < 3 else { break }
      rest = rest.dropFirst()
    }
    func identifiers(after mark: UInt8) throws(FunctionError) -> String {
      guard rest.first == mark else { return "" }
      rest = rest.dropFirst()
      let part = rest.prefix { Self.isIdentifier($0) || $0 == UInt8(ascii: ".") }
      rest = rest.dropFirst(part.count)
      guard part.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty })
      else { throw invalid }
      return String(decoding: part, as: UTF8.self)
    }
    prerelease = try identifiers(after: UInt8(ascii: "-"))
    metadata = try identifiers(after: UInt8(ascii: "+"))
    guard rest.isEmpty else { throw invalid }
    major = try Self.segment(numbers[0])
    minor = numbers.count > 1 ? try Self.segment(numbers[1]) : 0
    patch = numbers.count > 2 ? try Self.segment(numbers[2]) : 0
    original = text
    for part in prerelease.utf8.split(separator: UInt8(ascii: ".")) {
      if part.count > 1, part.first == 0x30, part.allSatisfy({ (0x30...0x39).contains($0) }) {
        throw FunctionError("version segment starts with 0")
      }
    }
  }

  private static func segment(_ digits: ArraySlice<UInt8>) throws(FunctionError) -> UInt64 {
    let text = String(decoding: digits, as: UTF8.self)
    guard let number = UInt64(text) else {
      throw FunctionError(
        "error parsing version segment: strconv.ParseUint: parsing \"\(text)\": value out of range")
    }
    return number
  }

  private static func isIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D: true
    default: false
    }
  }

  /// `1.2.3-rc+build`.
  package var text: String {
    "\(major).\(minor).\(patch)" + (prerelease.isEmpty ? "" : "-\(prerelease)")
      + (metadata.isEmpty ? "" : "+\(metadata)")
  }

  /// Negative, zero or positive, as this version is before, equal to or after the other. Metadata does not count.
  package func compare(_ other: SemanticVersion) -> Int {
    for (mine, theirs) in [(major, other.major), (minor, other.minor), (patch, other.patch)] where mine != theirs {
      return mine < theirs ? -1 : 1
    }
    if prerelease.isEmpty || other.prerelease.isEmpty {
      if prerelease.isEmpty == other.prerelease.isEmpty { return 0 }
      return prerelease.isEmpty ? 1 : -1
    }
    return Self.comparePrereleases(prerelease, other.prerelease)
  }

  static func comparePrereleases(_ left: String, _ right: String) -> Int {
    let mine = left.split(separator: ".", omittingEmptySubsequences: false)
    let theirs = right.split(separator: ".", omittingEmptySubsequences: false)
    for index in 0..<max(mine.count, theirs.count) {
      let a = index < mine.count ? mine[index] : ""
      let b = index < theirs.count ? theirs[index] : ""
      if a == b { continue }
      if a.isEmpty || b.isEmpty { return a.isEmpty ? -1 : 1 }
      switch (UInt64(a), UInt64(b)) {
      case (let x?, let y?): return x > y ? 1 : -1
      case (nil, nil): return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
      // Numbers come before words.
      case (nil, _): return 1
      case (_, nil): return -1
      }
    }
    return 0
  }

  /// The version after a change of one segment: 0 major, 1 minor, 2 patch.
  func incremented(_ segment: Int) throws(FunctionError) -> SemanticVersion {
    var next = self
    next.prerelease = ""
    next.metadata = ""
    switch segment {
    case 0: (next.major, next.minor, next.patch) = (major &+ 1, 0, 0)
    case 1: (next.minor, next.patch) = (minor &+ 1, 0)
    default: if prerelease.isEmpty { next.patch = patch &+ 1 }
    }
    next.original = (original.hasPrefix("v") ? "v" : "") + next.text
    return next
  }
}

/// `*semver.Version`.
package final class GoVersion: GoObject {
  let version: SemanticVersion

  package init(_ version: SemanticVersion) { self.version = version }

  static let goType = GoType.named("*semver.Version", kind: .pointer)

  package override var type: GoType { Self.goType }
  package override var text: ByteString? { ByteString(version.text) }

  package override var printedFields: [(name: String, value: GoValue)]? {
    let number = { (value: UInt64) in GoValue.object(GoInteger(Int64(bitPattern: value), .uint64)) }
    return [
      ("major", number(version.major)), ("minor", number(version.minor)), ("patch", number(version.patch)),
      ("pre", .string(version.prerelease)), ("metadata", .string(version.metadata)),
      ("original", .string(version.original)),
    ]
  }

  package override func isEqual(to other: GoObject) -> Bool { (other as? GoVersion)?.version == version }

  package override func member(_ name: String) -> Member? {
    let version = version
    let answer: @Sendable () throws -> GoValue
    switch name {
    case "Major": answer = { .object(GoInteger(Int64(truncatingIfNeeded: version.major), .uint64)) }
    case "Minor": answer = { .object(GoInteger(Int64(truncatingIfNeeded: version.minor), .uint64)) }
    case "Patch": answer = { .object(GoInteger(Int64(truncatingIfNeeded: version.patch), .uint64)) }
    case "Prerelease": answer = { .string(version.prerelease) }
    case "Metadata": answer = { .string(version.metadata) }
    case "Original": answer = { .string(version.original) }
    case "String": answer = { .string(version.text) }
    case "IncMajor": answer = { .object(GoVersion(try version.incremented(0))) }
    case "IncMinor": answer = { .object(GoVersion(try version.incremented(1))) }
    case "IncPatch": answer = { .object(GoVersion(try version.incremented(2))) }
    case "SetPrerelease", "SetMetadata":
      return .method(
        Function(name, [.string]) { arguments, _ in
          var next = version
          if name == "SetMetadata" {
            next.metadata = arguments.string(0).text
          } else {
            next.prerelease = arguments.string(0).text
          }
          guard (try? SemanticVersion(next.text)) != nil else {
            throw FunctionError(name == "SetMetadata" ? "invalid metadata string" : "invalid prerelease string")
          }
          return .object(GoVersion(next))
        })
    case "Compare", "LessThan", "LessThanEqual", "GreaterThan", "GreaterThanEqual", "Equal":
      return .method(
        Function(name, [Self.goType]) { arguments, _ in
          guard let other = arguments[0].object(as: GoVersion.self) else {
            throw FunctionError("runtime error: invalid memory address or nil pointer dereference")
          }
          let order = version.compare(other.version)
          return switch name {
          case "Compare": .int(order)
          case "LessThan": .bool(order < 0)
          case "LessThanEqual": .bool(order <= 0)
          case "GreaterThan": .bool(order > 0)
          case "GreaterThanEqual": .bool(order >= 0)
          default: .bool(order == 0)
          }
        })
    default: return nil
    }
    return .method(Function(name, []) { _, _ in try answer() })
  }
}
