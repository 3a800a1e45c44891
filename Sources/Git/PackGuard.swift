import CZlib

/// Looks through a pack while it arrives, before libgit2 gets it: a few bytes of it can stand for gigabytes, which
/// libgit2 would allocate without asking.
///
/// It follows the pack's format (git's gitformat-pack): a header, then for each object its type and size, for a delta
/// its base, and a zlib stream. The delta's own first bytes tell the size of the object that it makes.
final class PackGuard {
  /// What a pack may hold.
  struct Limits {
    var objects = 20_000_000
    /// Bytes of one object. Files of this size are of no use to a source, but may lie in a repository.
    var objectSize = 512 << 20
    /// Bytes of all objects together.
    var total = 256 << 30
    /// Steps from deltas down to one that names its base by id, of all deltas together.
    ///
    /// Such a base may come late or never. libgit2 goes down from each delta anew to find that out, and asks nobody in
    /// between whether to go on: the time of all steps is what a timeout may be late by. These take a few seconds.
    var waitingSteps = 5_000_000
  }

  private enum State {
    case header
    case entry
    case base(skipping: Int)
    case baseOffset(Int)
    case content
    case end
  }

  private let limits: Limits
  private var stream = z_stream()
  private var scratch = [UInt8](repeating: 0, count: 65_536)
  private var state = State.header
  /// Bytes of the header or of an entry's head that came so far.
  private var pending: [UInt8] = []
  private var remaining = 0
  private var isDelta = false
  private var size = 0
  private var produced = 0
  /// The start of a delta, up to the two sizes in it.
  private var deltaHead: [UInt8] = []
  private var total = 0
  /// How many bytes came before those at hand, and where in the pack the entry at hand begins.
  private var passed = 0
  private var entryStart = 0
  /// Where the deltas begin whose chain ends at a base named by id, in order, and how many steps each is from there.
  private var waiting: [(start: Int, steps: Int)] = []
  private var waitingSteps = 0

  /// - Throws: ``GitError`` when zlib gives no memory.
  init(_ limits: Limits = Limits()) throws {
    self.limits = limits
    guard inflateInit_(&stream, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw GitError(.mirror, "zlib gives no memory")
    }
  }

  deinit { inflateEnd(&stream) }

  /// Looks at the next bytes of the pack, however it is cut.
  /// - Throws: ``GitError`` with `tooLarge` or `malformed`.
  func take(_ bytes: ArraySlice<UInt8>) throws {
    var rest = bytes
    defer { passed += bytes.count }
    while !rest.isEmpty {
      switch state {
      case .header: try takeHeader(&rest)
      case .entry:
        if pending.isEmpty { entryStart = passed + rest.startIndex - bytes.startIndex }
        try takeEntry(&rest)
      case .base(let count):
        let skipped = min(count, rest.count)
        rest = rest.dropFirst(skipped)
        state = skipped == count ? .content : .base(skipping: count - skipped)
      case .baseOffset(let offset): try takeBaseOffset(offset, &rest)
      case .content: try takeContent(&rest)
      // The checksum, which libgit2 checks.
      case .end: return
      }
    }
  }

  private func takeHeader(_ rest: inout ArraySlice<UInt8>) throws {
    while pending.count < 12, let byte = rest.popFirst() { pending.append(byte) }
    guard pending.count == 12 else { return }
    guard pending.starts(with: "PACK".utf8) else { throw GitError(.malformed, "the server sends no pack") }
    remaining = pending[8...].reduce(0) { $0 << 8 | Int($1) }
    guard remaining <= limits.objects else {
      throw GitError(.tooLarge, "the server's pack claims \(remaining) objects; at most \(limits.objects) are taken")
    }
    pending = []
    state = remaining == 0 ? .end : .entry
  }

  /// Type and size: the type in three bits of the first byte, the size in the others, seven more a byte.
  private func takeEntry(_ rest: inout ArraySlice<UInt8>) throws {
    while let byte = rest.popFirst() {
      pending.append(byte)
      guard pending.count <= 10 else { throw GitError(.malformed, "the server's pack has a malformed object") }
      guard byte & 0x80 == 0 else { continue }
      let type = pending[0] >> 4 & 7
      size = Int(pending[0] & 15)
      for (index, byte) in pending.dropFirst().enumerated() {
        guard size <= limits.objectSize else { break }
        size |= Int(byte & 0x7f) << (4 + 7 * index)
      }
      pending = []
      try admit(size)
      isDelta = type == 6 || type == 7
      produced = 0
      deltaHead = []
      inflateReset(&stream)
      switch type {
      case 1...4: state = .content
      case 6: state = .baseOffset(-1)
      case 7:
        try admitWaiting(steps: 1)
        state = .base(skipping: 20)
      default: throw GitError(.malformed, "the server's pack has an object of unknown type \(type)")
      }
      return
    }
  }

  /// How far back the base begins: seven bits a byte, each byte but the last one more than it says.
  private func takeBaseOffset(_ offset: Int, _ rest: inout ArraySlice<UInt8>) throws {
    guard let byte = rest.popFirst() else { return }
    let offset = (offset + 1) << 7 | Int(byte & 0x7f)
    guard offset <= entryStart else { throw GitError(.malformed, "the server's pack has a delta without a base") }
    guard byte & 0x80 == 0 else {
      state = .baseOffset(offset)
      return
    }
    if let steps = waitingSteps(ofEntryAt: entryStart - offset) { try admitWaiting(steps: steps + 1) }
    state = .content
  }

  private func waitingSteps(ofEntryAt start: Int) -> Int? {
    var (low, high) = (0, waiting.count)
    while low < high {
      let middle = (low + high) / 2
      if waiting[middle].start < start { low = middle + 1 } else { high = middle }
    }
    return low < waiting.count && waiting[low].start == start ? waiting[low].steps : nil
  }

  private func admitWaiting(steps: Int) throws {
    waiting.append((entryStart, steps))
    waitingSteps += steps
    // Servers that name all bases by id have one step for each.
    guard waitingSteps <= max(limits.waitingSteps, waiting.count) else {
      throw GitError(.tooLarge, "the server's pack chains more deltas to bases that it does not hold than are followed")
    }
  }

  private func takeContent(_ rest: inout ArraySlice<UInt8>) throws {
    var result = Z_OK
    let used = rest.withUnsafeBufferPointer { input -> Int in
      // zlib does not write to its input.
      stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.avail_in = UInt32(input.count)
      while result == Z_OK {
        let count = scratch.withUnsafeMutableBufferPointer { output in
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          result = inflate(&stream, Z_NO_FLUSH)
          return output.count - Int(stream.avail_out)
        }
        if isDelta, deltaHead.count < 20 { deltaHead += scratch[..<min(count, 20)] }
        produced += count
        if produced > size || (result == Z_OK && stream.avail_in == 0 && stream.avail_out > 0) { break }
      }
      return input.count - Int(stream.avail_in)
    }
    rest = rest.dropFirst(used)
    guard result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR else {
      throw GitError(.malformed, "the server's pack has an object that cannot be decompressed")
    }
    guard produced <= size, result != Z_STREAM_END || produced == size else {
      throw GitError(.malformed, "the server's pack has an object that is larger or smaller than it claims")
    }
    guard result == Z_STREAM_END else { return }
    if isDelta { try checkDelta() }
    remaining -= 1
    state = remaining == 0 ? .end : .entry
  }

  /// A delta begins with the size of its base and the size of what it makes, seven bits a byte.
  private func checkDelta() throws {
    var sizes: [Int] = []
    var value = 0
    var shift = 0
    for byte in deltaHead where sizes.count < 2 {
      guard shift <= 49 else { throw GitError(.malformed, "the server's pack has a malformed delta") }
      value |= Int(byte & 0x7f) << shift
      shift += 7
      if byte & 0x80 == 0 {
        sizes.append(value)
        (value, shift) = (0, 0)
      }
    }
    guard sizes.count == 2 else { throw GitError(.malformed, "the server's pack has a malformed delta") }
    try admit(sizes[1])
  }

  private func admit(_ size: Int) throws {
    guard size <= limits.objectSize else {
      throw GitError(.tooLarge, "the repository holds an object larger than the limit of \(limits.objectSize) bytes")
    }
    total += size
    guard total <= limits.total else {
      throw GitError(
        .tooLarge, "the objects of the repository are larger than the limit of \(limits.total) bytes together")
    }
  }
}
