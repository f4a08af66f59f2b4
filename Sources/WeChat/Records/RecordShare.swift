internal import Crypto

/// The permission to read one record's report.
package struct RecordShare: Sendable, Equatable {
    package let recordID: Int64
    /// What it shows of the owner.
    package let shows: SharedParts
    let tokenHash: [UInt8]
    /// The token, sealed.
    let token: [UInt8]
    /// Unix seconds.
    package let createdAt: Int64
    /// Unix seconds; from then on it shows nothing.
    package let expiresAt: Int64

    /// How operators name it: the beginning of its hash, which is no secret.
    package var name: String { Hex.encode(Array(tokenHash.prefix(RecordShare.nameLength))) }

    /// Bytes of the hash that a name shows.
    static let nameLength = 8
    /// Characters of a token, out of 62: more than 256 bits.
    static let tokenLength = 43
}
