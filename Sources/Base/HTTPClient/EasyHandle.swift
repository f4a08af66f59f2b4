internal import CCurl

/// libcurl's easy handle: the options of one transfer, and connections that outlive it.
@safe struct EasyHandle: ~Copyable {
    /// Why libcurl cannot be used; nil when it can. It is loaded once, at the first request.
    private static let libraryFault: String? = unsafe libcurl_load().map { unsafe String(cString: $0) }

    private let raw: UnsafeMutableRawPointer  // <CURL>
    private var headers: UnsafeMutablePointer<curl_slist>?

    init() throws(HTTPClientError) {
        if let fault = EasyHandle.libraryFault { throw .library(fault) }
        guard let raw = unsafe libcurl_easy_init() else { throw .library("it does not start") }
        unsafe self.raw = raw
        unsafe headers = nil
    }

    deinit {
        unsafe libcurl_easy_cleanup(raw)
        unsafe libcurl_slist_free_all(headers)
    }

    /// Resets every option, and with them every pointer that libcurl was given; keeps the connections.
    mutating func reset() {
        unsafe libcurl_easy_reset(raw)
        unsafe libcurl_slist_free_all(headers)
        unsafe headers = nil
    }

    mutating func set(_ option: CURLoption, _ value: Int) throws(HTTPClientError) {
        try check(unsafe libcurl_easy_setopt_long(raw, option, value))
    }

    /// libcurl keeps a copy of the text.
    mutating func set(_ option: CURLoption, _ value: String) throws(HTTPClientError) {
        try check(unsafe libcurl_easy_setopt_string(raw, option, value))
    }

    /// Trusts the authorities in a PEM file instead of the host's.
    mutating func trustOnly(_ authorities: String) throws(HTTPClientError) {
        try set(CURLOPT_CAINFO, authorities)
        try check(unsafe libcurl_easy_setopt_pointer(raw, CURLOPT_CAPATH, nil))
    }

    /// Makes the request a `POST` of `body`, of which libcurl keeps a copy.
    mutating func setBody(_ body: [UInt8]) throws(HTTPClientError) {
        try check(unsafe libcurl_easy_setopt_offset(raw, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count)))
        try check(unsafe libcurl_easy_setopt_pointer(raw, CURLOPT_COPYPOSTFIELDS, body))
    }

    /// Adds a line in libcurl's notation: `Name: value`, `Name;` for an empty value, `Name:` to send no such header.
    mutating func addHeader(_ line: String) throws(HTTPClientError) {
        guard let longer = unsafe libcurl_slist_append(headers, line) else { throw .library("out of memory") }
        unsafe headers = longer
        try check(unsafe libcurl_easy_setopt_pointer(raw, CURLOPT_HTTPHEADER, longer))
    }

    /// Sends the request and waits for the whole reply. The corresponding C function is `curl_easy_perform`.
    mutating func perform(
        bodyLimit: Int, consumer: (([UInt8]) -> Void)?
    ) throws(HTTPClientError) -> HTTPClientReply {
        var reception = Reception(limit: bodyLimit, consumer: consumer)
        try unsafe withUnsafeMutablePointer(to: &reception) { reception throws(HTTPClientError) in
            try unsafe perform(into: reception)
        }
        var status = 0
        try check(unsafe libcurl_easy_getinfo_long(raw, CURLINFO_RESPONSE_CODE, &status))
        return HTTPClientReply(status: status, headers: reception.headers, body: reception.body)
    }

    private func perform(into reception: UnsafeMutablePointer<Reception>) throws(HTTPClientError) {
        try unsafe attach(reception)
        let (code, detail) = unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CURL_ERROR_SIZE)) {
            unsafe $0.initialize(repeating: 0)
            unsafe libcurl_easy_setopt_pointer(raw, CURLOPT_ERRORBUFFER, $0.baseAddress)
            defer { unsafe libcurl_easy_setopt_pointer(raw, CURLOPT_ERRORBUFFER, nil) }
            let code = unsafe libcurl_easy_perform(raw)
            return (code, unsafe $0.baseAddress.map { unsafe String(cString: $0) } ?? "")
        }
        guard unsafe !reception.pointee.isTooLarge else { throw .tooLarge }
        guard code == CURLE_OK else { throw HTTPClientError(code, detail: detail) }
        guard unsafe reception.pointee.isHeadComplete else { throw .brokenReply("it ends within its head") }
    }

    /// A callback that accepts fewer bytes than it was given ends the transfer.
    private func attach(_ reception: UnsafeMutablePointer<Reception>) throws(HTTPClientError) {
        try check(unsafe libcurl_easy_setopt_pointer(raw, CURLOPT_HEADERDATA, reception))
        try check(
            unsafe libcurl_easy_setopt_callback(raw, CURLOPT_HEADERFUNCTION) { data, size, count, context in
                let bytes = unsafe UnsafeRawBufferPointer(start: data, count: size * count)
                unsafe context?.assumingMemoryBound(to: Reception.self).pointee.takeHeaderLine(Array(bytes))
                return bytes.count
            })
        try check(unsafe libcurl_easy_setopt_pointer(raw, CURLOPT_WRITEDATA, reception))
        try check(
            unsafe libcurl_easy_setopt_callback(raw, CURLOPT_WRITEFUNCTION) { data, size, count, context in
                let bytes = unsafe UnsafeRawBufferPointer(start: data, count: size * count)
                guard let reception = unsafe context?.assumingMemoryBound(to: Reception.self) else { return 0 }
                return unsafe reception.pointee.takeBody(bytes) ? bytes.count : 0
            })
    }

    private func check(_ code: CURLcode) throws(HTTPClientError) {
        guard code == CURLE_OK else { throw HTTPClientError(option: code) }
    }
}
