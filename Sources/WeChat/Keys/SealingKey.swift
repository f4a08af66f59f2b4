internal import Crypto
internal import JSON
internal import Platform

/// One key of the ring, and the number that stands in front of what it sealed.
struct SealingKey: Sendable {
    /// Four random bytes, so that a ring that was lost and made anew never gives an old number to another key.
    let id: [UInt8]
    /// 32 bytes.
    let bytes: [UInt8]
    let createdAt: Int64

    static let idLength = 4

    /// A new key.
    init(createdAt: Int64) {
        id = Random.bytes(SealingKey.idLength)
        bytes = Random.bytes(32)
        self.createdAt = createdAt
    }

    init?(_ json: JSONValue) {
        guard let id = json["id"]?.string.flatMap(Hex.decode), id.count == SealingKey.idLength,
            let bytes = json["key"]?.string.flatMap(Hex.decode), bytes.count == 32,
            let createdAt = json["created_at"]?.integer
        else { return nil }
        self.id = id
        self.bytes = bytes
        self.createdAt = createdAt
    }

    var json: JSONValue {
        ["id": .string(Hex.encode(id)), "created_at": .integer(createdAt), "key": .string(Hex.encode(bytes))]
    }
}
