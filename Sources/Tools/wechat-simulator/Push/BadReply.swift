/// Why a gateway's reply is invalid, in words for its developer.
struct BadReply: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
