/// Why a gateway's reply is none, in words for whoever wrote the gateway.
struct BadReply: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}
