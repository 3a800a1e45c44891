import CDeferred
import CLibCurl
import Glibc
import Synchronization

/// The thread that owns a `CURLM` and all transfers in it. Others leave orders in an inbox and wake it.
final class CurlEngine: @unchecked Sendable {  // `multi` is used by the thread alone, but for `curl_multi_wakeup`
  private enum Order {
    case start(Transfer)
    case cancel(UInt64)
    case resume(UInt64)
    case stop
  }

  private struct Inbox {
    var orders: [Order] = []
    var isStopped = false
  }

  private let multi: OpaquePointer
  private let inbox = Mutex(Inbox())

  init() throws(HTTPError) {
    if let problem = cdeferred_problem(CDEFERRED_CURL) {
      throw HTTPError(code: .closed, message: "cannot start the HTTP client: \(String(cString: problem))", url: "")
    }
    guard Self.globalIsReady, let multi = curl_multi_init().map(OpaquePointer.init) else {
      throw HTTPError(code: .closed, message: "cannot start the HTTP client: libcurl gives no memory", url: "")
    }
    self.multi = multi
    var thread = pthread_t()
    let result = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<CurlEngine>.fromOpaque(context).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    guard result == 0 else {
      Unmanaged.passUnretained(self).release()
      throw HTTPError(code: .closed, message: "cannot start the HTTP client's thread: error \(result)", url: "")
    }
    pthread_detach(thread)
  }

  deinit { curl_multi_cleanup(UnsafeMutableRawPointer(multi)) }

  private static let outOfMemory = HTTPError(code: .broken, message: "libcurl gives no memory", url: "")
  private static let globalIsReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  func start(_ transfer: Transfer) {
    let accepted = put(.start(transfer))
    if !accepted {
      transfer.finish(HTTPError(code: .closed, message: "the HTTP client is closed", url: transfer.shownURL))
    }
  }

  /// Ends a transfer; also one whose start is still in the inbox or only about to get there.
  func cancel(_ token: TransferToken) {
    token.cancel()
    put(.cancel(token.id))
  }

  func resume(_ token: TransferToken) { put(.resume(token.id)) }
  func stop() { put(.stop) }

  @discardableResult private func put(_ order: Order) -> Bool {
    let accepted = inbox.withLock { inbox in
      guard !inbox.isStopped else { return false }
      if case .stop = order { inbox.isStopped = true }
      inbox.orders.append(order)
      return true
    }
    if accepted { curl_multi_wakeup(UnsafeMutableRawPointer(multi)) }
    return accepted
  }

  /// The thread's loop: it sleeps in `curl_multi_poll` until a socket, a timer or an order calls.
  private func run() {
    let multi = UnsafeMutableRawPointer(multi)
    var transfers: [UInt64: Transfer] = [:]
    var running: Int32 = 0

    func settle(_ transfer: Transfer, _ outcome: TransferOutcome) {
      curl_multi_remove_handle(multi, transfer.handle)
      switch outcome {
      case .again where curl_multi_add_handle(multi, transfer.handle) == CURLM_OK: return
      case .again: transfer.finish(Self.outOfMemory)
      case .done: transfer.finish(nil)
      case .failed(let error): transfer.finish(error)
      }
      transfers[transfer.token.id] = nil
    }

    while true {
      let orders = inbox.withLock { inbox in
        defer { inbox.orders.removeAll(keepingCapacity: true) }
        return inbox.orders
      }
      for order in orders {
        switch order {
        case .start(let transfer):
          if transfer.token.isCancelled {
            transfer.finish(CancellationError())
            continue
          }
          transfers[transfer.token.id] = transfer
          if let error = transfer.prepare() {
            transfer.finish(error)
            transfers[transfer.token.id] = nil
          } else if curl_multi_add_handle(multi, transfer.handle) != CURLM_OK {
            settle(transfer, .failed(Self.outOfMemory))
          }
        case .cancel(let id):
          if let transfer = transfers[id] { settle(transfer, .failed(CancellationError())) }
        case .resume(let id):
          if let transfer = transfers[id] { curl_easy_pause(transfer.handle, CURLPAUSE_CONT) }
        case .stop:
          for transfer in transfers.values {
            settle(transfer, .failed(HTTPError(code: .closed, message: "the HTTP client was closed", url: "")))
          }
          return
        }
      }
      curl_multi_perform(multi, &running)
      var remaining: Int32 = 0
      while let message = curl_multi_info_read(multi, &remaining) {
        guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else { continue }
        let result = ccurl_message_result(message)
        guard let transfer = Transfer.owner(of: handle) else { continue }
        settle(transfer, transfer.outcome(of: result))
      }
      curl_multi_poll(multi, nil, 0, 60_000, nil)
    }
  }
}
