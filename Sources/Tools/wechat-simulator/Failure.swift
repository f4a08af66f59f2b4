import SQL
import SQLite

/// Why a call was not answered as intended.
enum Failure: TransactionFailure, CustomStringConvertible {
    /// WeChat would refuse the call.
    case refused(Refusal)
    /// A control call is invalid; in words for its author.
    case misused(String)
    /// The simulator itself is at fault; in words for its log.
    case broken(String)

    init(_ error: DatabaseError) { self = .broken("\(error)") }

    var description: String {
        switch self {
        case .refused(let refusal): "\(refusal.code): \(refusal.message)"
        case .misused(let reason), .broken(let reason): reason
        }
    }
}
