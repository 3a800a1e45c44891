import CLibCurl
import Structure

extension Transfer {
  /// Sets all options for the address at hand; an error when curl refuses one.
  func configure() -> HTTPError? {
    curl_easy_reset(handle)
    curl_slist_free_all(headerList)
    headerList = nil
    head = HTTPResponseHead(status: 0, headers: [:], url: shownURL)
    var result = CURLE_OK
    func need(_ code: CURLcode) { if result == CURLE_OK { result = code } }
    let context = Unmanaged.passUnretained(self).toOpaque()

    need(ccurl_set_string(handle, CURLOPT_URL, address.text))
    need(ccurl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https"))
    need(ccurl_set_string(handle, CURLOPT_USERAGENT, ClientVersion.userAgent))
    if request.acceptsCompression { need(ccurl_set_string(handle, CURLOPT_ACCEPT_ENCODING, "")) }
    need(ccurl_set_long(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS)))
    need(ccurl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0))
    need(ccurl_set_long(handle, CURLOPT_NOSIGNAL, 1))
    // A name that never resolves must not hold the thread up when its transfer is given up.
    need(ccurl_set_long(handle, CURLOPT_QUICK_EXIT, 1))
    need(ccurl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1))
    need(ccurl_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText))
    need(ccurl_set_pointer(handle, CURLOPT_PRIVATE, context))
    need(ccurl_set_pointer(handle, CURLOPT_WRITEDATA, context))
    need(ccurl_set_pointer(handle, CURLOPT_HEADERDATA, context))
    need(
      ccurl_set_callback(handle, CURLOPT_WRITEFUNCTION) { data, size, count, context in
        guard let context else { return 0 }
        let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
        return Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().take(bytes)
      })
    need(
      ccurl_set_callback(handle, CURLOPT_HEADERFUNCTION) { data, size, count, context in
        guard let context else { return 0 }
        let bytes = UnsafeRawBufferPointer(start: data, count: size * count)
        Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue().takeHeader(bytes)
        return size * count
      })
    configureTimes(need)
    configureMethod(need)
    configureTrust(need)
    configureHeaders(need)
    guard result == CURLE_OK else { return error(for: result) }
    return nil
  }

  private func configureTimes(_ need: (CURLcode) -> Void) {
    let left = ContinuousClock.now.duration(to: deadline)
    need(ccurl_set_long(handle, CURLOPT_TIMEOUT_MS, max(1, left.milliseconds)))
    need(ccurl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, max(1, min(left, request.connectTimeout).milliseconds)))
    if let silence = request.silenceTimeout {
      need(ccurl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1))
      need(ccurl_set_long(handle, CURLOPT_LOW_SPEED_TIME, max(1, (silence.milliseconds + 999) / 1_000)))
    }
  }

  private func configureMethod(_ need: (CURLcode) -> Void) {
    switch request.method {
    case .get: need(ccurl_set_long(handle, CURLOPT_HTTPGET, 1))
    case .head: need(ccurl_set_long(handle, CURLOPT_NOBODY, 1))
    case .post, .put, .patch, .delete:
      if request.method != .delete || !request.body.isEmpty {
        need(ccurl_set_long(handle, CURLOPT_POST, 1))
        need(ccurl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
        request.body.withUnsafeBytes { bytes in
          let empty: StaticString = ""
          let start = bytes.baseAddress ?? UnsafeRawPointer(empty.utf8Start)
          need(ccurl_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, UnsafeMutableRawPointer(mutating: start)))
        }
      }
      if request.method != .post { need(ccurl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue)) }
    }
  }

  private func configureTrust(_ need: (CURLcode) -> Void) {
    func blob(_ option: CURLoption, _ bytes: [UInt8]?) {
      guard let bytes else { return }
      bytes.withUnsafeBytes { need(ccurl_set_blob(handle, option, $0.baseAddress, $0.count)) }
    }
    blob(CURLOPT_CAINFO_BLOB, request.tls.authorities)
    if request.tls.certificate != nil {
      need(ccurl_set_string(handle, CURLOPT_SSLCERTTYPE, "PEM"))
      need(ccurl_set_string(handle, CURLOPT_SSLKEYTYPE, "PEM"))
    }
    blob(CURLOPT_SSLCERT_BLOB, request.tls.certificate)
    blob(CURLOPT_SSLKEY_BLOB, request.tls.key)
    if request.tls.skipsVerification {
      need(ccurl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 0))
      need(ccurl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 0))
    }
    if connectsOnly {
      need(ccurl_set_long(handle, CURLOPT_CONNECT_ONLY, 1))
      need(ccurl_set_long(handle, CURLOPT_HTTPPROXYTUNNEL, 1))
      need(ccurl_set_long(handle, CURLOPT_FRESH_CONNECT, 1))
      if request.proxy == nil { need(ccurl_set_string(handle, CURLOPT_NOPROXY, "*")) }
    }
    guard let proxy = request.proxy else { return }
    need(ccurl_set_string(handle, CURLOPT_PROXY, proxy.address))
    if let username = proxy.username { need(ccurl_set_string(handle, CURLOPT_PROXYUSERNAME, username)) }
    if let password = proxy.password { need(ccurl_set_string(handle, CURLOPT_PROXYPASSWORD, password)) }
  }

  private func configureHeaders(_ need: (CURLcode) -> Void) {
    var lines = request.headers.fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    switch request.credentials {
    case .basic(let username, let password):
      lines.append("Authorization: Basic \(Base64.encode(Array("\(username):\(password)".utf8)))")
    case .bearer(let token) where token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }):
      lines.append("Authorization: Bearer \(token)")
    case .bearer: need(CURLE_LOGIN_DENIED)
    case nil: break
    }
    // Without these curl asks before it sends a large body, and declares a form.
    lines.append("Expect:")
    if request.headers["Content-Type"] == nil { lines.append("Content-Type:") }
    for line in lines {
      guard let extended = curl_slist_append(headerList, line) else { return need(CURLE_OUT_OF_MEMORY) }
      headerList = extended
    }
    need(ccurl_set_list(handle, CURLOPT_HTTPHEADER, headerList))
  }
}

extension Duration {
  /// Whole milliseconds, rounded up, within what curl takes.
  var milliseconds: Int {
    let (seconds, attoseconds) = components
    guard seconds < 1_000_000_000 else { return 1_000_000_000_000 }
    return Int(seconds) * 1_000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
