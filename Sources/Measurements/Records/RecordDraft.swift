/// A record from a file: its owner may be unknown so far, and its id may be missing.
package struct RecordDraft: Sendable, Equatable {
    /// Nil: the next free id.
    package var recordID: Int64?
    package var owner: Owner
    /// Unix seconds.
    package var createdAt: Int64
    package var type: Int64
    package var finger: Int64
    package var strengths: [Int64]
    package var heartRates: HeartRates
    package var hasPaid: Bool
    package var remark: String
    package var details: MeasurementDetails

    package enum Owner: Sendable, Equatable {
        /// An openid of the official account.
        case openid(String)
        case user(Int64)
    }

    /// The largest record id: the largest integer that every JSON reader represents exactly.
    package static let highestID: Int64 = 9_007_199_254_740_991

    package init(
        recordID: Int64? = nil, owner: Owner, createdAt: Int64, type: Int64 = 7, finger: Int64, strengths: [Int64],
        heartRates: HeartRates, hasPaid: Bool = false, remark: String = "",
        details: MeasurementDetails = MeasurementDetails()
    ) {
        self.recordID = recordID
        self.owner = owner
        self.createdAt = createdAt
        self.type = type
        self.finger = finger
        self.strengths = strengths
        self.heartRates = heartRates
        self.hasPaid = hasPaid
        self.remark = remark
        self.details = details
    }
}
