internal import CCurl

extension HTTPClientError {
    /// The meaning of a failed `libcurl_easy_perform`.
    ///
    /// `detail` is the transfer's own description (`CURLOPT_ERRORBUFFER`). It is used only for failures before the
    /// request is sent, when libcurl knows only hosts, ports and certificates. For others it may quote what was sent or
    /// received, so they get the code's general text.
    init(_ code: CURLcode, detail: String) {
        let general = HTTPClientError.text(code)
        let detailed = detail.isEmpty ? general : detail
        self =
            switch code {
            case CURLE_OPERATION_TIMEDOUT: .timedOut
            case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_PROXY:
                .unreachable(detailed)
            case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER,
                CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS:
                .tls(detailed)
            case CURLE_URL_MALFORMAT: .badRequest(general)
            case CURLE_OUT_OF_MEMORY, CURLE_FAILED_INIT: .library(general)
            default: .brokenReply(general)
            }
    }

    /// libcurl refused an option.
    init(option code: CURLcode) {
        self = .library(HTTPClientError.text(code))
    }

    private static func text(_ code: CURLcode) -> String { unsafe String(cString: libcurl_easy_strerror(code)) }
}
