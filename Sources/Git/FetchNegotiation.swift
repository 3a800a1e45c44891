import HTTP

/// What to ask upload-pack for, in one message: the commits we want, how deep, and what we have already.
struct FetchNegotiation {
  var wants: [GitObjectID]
  /// Nil fetches the whole history.
  var depth: Int?
  /// Commits whose whole tree we hold; those marked shallow without their history.
  var haves: [(id: GitObjectID, isShallow: Bool)] = []

  /// The message, up to `done`. The same for a stateless POST and for an open connection: nothing in it waits for an
  /// answer, so a fetch costs one round trip.
  func message(capabilities offered: Set<String>) -> [UInt8] {
    var writer = PacketWriter()
    let wanted = ["side-band-64k", "thin-pack", "ofs-delta", "no-progress"].filter(offered.contains)
    let agent = offered.contains { $0.hasPrefix("agent=") } ? ["agent=\(ClientVersion.userAgent)"] : []
    for (index, id) in wants.enumerated() {
      writer.line(index == 0 ? "want \(id) \((wanted + agent).joined(separator: " "))" : "want \(id)")
    }
    for have in haves where have.isShallow { writer.line("shallow \(have.id)") }
    if let depth { writer.line("deepen \(depth)") }
    writer.flush()
    for have in haves { writer.line("have \(have.id)") }
    writer.line("done")
    return writer.bytes
  }

  /// Reads the answer and gives the bytes of the pack to `sink`.
  /// - Throws: ``GitError``, and what `sink` throws.
  static func receivePack(from packets: inout PacketReader, sink: (ArraySlice<UInt8>) throws -> Void) throws {
    var hasPack = false
    while let packet = try packets.next() {
      guard case .data(let bytes) = packet, let band = bytes.first else {
        // Ends the list of shallow commits, and the pack itself.
        if hasPack { return }
        continue
      }
      switch band {
      case 1:
        hasPack = true
        try sink(bytes.dropFirst())
      case 2: continue
      case 3:
        throw GitError(.malformed, "the server gave up: \(PacketReader.remoteText(bytes.dropFirst()))")
      default:
        guard !hasPack, ["shallow ", "unshallow ", "ACK ", "NAK"].contains(where: { bytes.starts(with: $0.utf8) })
        else { throw GitError(.malformed, "the server's answer is not Git's protocol") }
      }
    }
    guard hasPack else { throw GitError(.malformed, "the server closed the connection without sending a pack") }
    throw GitError(.network, "the connection ended in the middle of the pack")
  }
}
