/// The part of a reply that has arrived so far.
struct Reception {
    private let limit: Int
    private let consumer: (([UInt8]) -> Void)?
    private var received = 0
    private(set) var headers: [(name: String, value: String)] = []
    private(set) var body: [UInt8] = []
    private(set) var isTooLarge = false
    /// Whether the empty line at the end of the head has arrived. libcurl does not mind if a connection ends before it.
    private(set) var isHeadComplete = false

    /// - Parameter consumer: receives the body piece by piece; nil: it is kept.
    init(limit: Int, consumer: (([UInt8]) -> Void)?) {
        self.limit = limit
        self.consumer = consumer
    }

    /// Adds one line of the head, or of the trailer after a chunked body, including its line break. Another status line
    /// starts another head: the previous one was interim (1xx).
    mutating func takeHeaderLine(_ bytes: [UInt8]) {
        if bytes.starts(with: "HTTP/".utf8) {
            isHeadComplete = false
            headers.removeAll()
        }
        if bytes.allSatisfy({ $0 <= 0x20 }) { isHeadComplete = true }
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = String(decoding: bytes[..<colon], as: UTF8.self)
        headers.append((name: name, value: trimmed(bytes[(colon + 1)...])))
    }

    /// Adds a piece of the body; false when it becomes too large.
    mutating func takeBody(_ bytes: some Collection<UInt8>) -> Bool {
        isTooLarge = bytes.count > limit - received
        guard !isTooLarge else { return false }
        received += bytes.count
        if let consumer { consumer(Array(bytes)) } else { body += bytes }
        return true
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let end = bytes.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? bytes.startIndex
        return String(decoding: bytes[..<end].drop { $0 <= 0x20 }, as: UTF8.self)
    }
}
