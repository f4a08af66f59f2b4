internal import Platform

/// The permission to read one record's report.
package struct RecordShare: Sendable, Equatable {
    package let recordID: Int64
    /// The owner's data that it shows.
    package let shows: SharedParts
    let tokenHash: [UInt8]
    /// The token, sealed.
    let token: [UInt8]
    /// Unix seconds.
    package let createdAt: Int64
    /// Unix seconds; from then on it shows nothing.
    package let expiresAt: Int64

    /// Its name for operators: the beginning of its hash, which is not secret.
    package var name: String { Hex.encode(Array(tokenHash.prefix(RecordShare.nameLength))) }

    /// Bytes of the hash in a name.
    static let nameLength = 8
    /// Characters of a token, each one of 62: more than 256 bits.
    static let tokenLength = 43
}
