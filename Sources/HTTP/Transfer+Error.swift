import CLibCurl

extension Transfer {
  /// The operator's line for a code of curl.
  func error(for result: CURLcode) -> HTTPError {
    let detail = String(cString: errorText[0] == 0 ? curl_easy_strerror(result) : UnsafePointer(errorText))
    let peer = "\(address.host):\(address.port)"
    let (code, message): (HTTPError.Code, String) =
      switch result {
      case CURLE_COULDNT_RESOLVE_HOST:
        (.dns, "cannot resolve the host name \(address.host): check the address and the name server")
      case CURLE_COULDNT_RESOLVE_PROXY:
        (.proxy, "cannot resolve the host name of the proxy \(WebAddress.redacted(proxyAddress ?? ""))")
      case CURLE_COULDNT_CONNECT: (.connect, "cannot connect to \(peer): \(detail)")
      case CURLE_OPERATION_TIMEDOUT where detail.hasPrefix("Operation too slow"):
        (
          .silence,
          "\(peer) fell silent for \(request.silenceTimeout.map { "\($0.milliseconds / 1_000)s" } ?? "too long")"
        )
      case CURLE_OPERATION_TIMEDOUT: (.timeout, "\(peer) did not answer in time: \(detail)")
      case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR:
        (.tls, "the TLS certificate of \(peer) is not trusted: \(detail)")
      case CURLE_SSL_CACERT_BADFILE: (.tls, "the CA certificates to trust are no valid PEM: \(detail)")
      case CURLE_SSL_CERTPROBLEM: (.tls, "the client certificate or its key is not usable: \(detail)")
      case CURLE_SSL_CONNECT_ERROR: (.tls, "the TLS handshake with \(peer) failed: \(detail)")
      case CURLE_PROXY: (.proxy, "the proxy refused: \(detail)")
      case CURLE_LOGIN_DENIED: (.invalidRequest, "the bearer token holds blanks or other characters no token has")
      case CURLE_BAD_FUNCTION_ARGUMENT, CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_UNKNOWN_OPTION:
        (.invalidRequest, "libcurl refuses the request: \(detail)")
      default: (.broken, "the connection to \(peer) broke: \(detail)")
      }
    return HTTPError(code: code, message: message, url: shownURL)
  }
}
