/// A message of the inbox that this process has claimed, for one run of the handler.
struct ClaimedMessage {
    let id: Int64
    let appID: String
    let push: PushMessage
    /// Unix seconds.
    let receivedAt: Int64
    /// Counted from 1.
    let attempt: Int64
    let claim: [UInt8]
}
