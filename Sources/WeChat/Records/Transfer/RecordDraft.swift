/// A record as a file has it: of a person who may not be known yet, with or without a number.
struct RecordDraft: Equatable {
    /// Nil: the next free one.
    var recordID: Int64?
    var owner: Owner
    /// Unix seconds.
    var createdAt: Int64
    var type: Int64 = 7
    var finger: Int64
    var strengths: [Int64]
    var heartRates: HeartRates
    var hasPaid = false
    var remark = ""
    var details = MeasurementDetails()

    enum Owner: Equatable {
        /// Of the official account.
        case openid(String)
        case user(Int64)
    }
}
