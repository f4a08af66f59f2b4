internal import Crypto
internal import JSON
internal import Platform

/// A key that this installation made itself.
package struct SecretKey: Sendable {
    /// Four random bytes, so that a lost and newly made file never gives an old id to another key.
    package let id: [UInt8]
    /// 32 random bytes.
    package let bytes: [UInt8]
    /// Unix seconds.
    let createdAt: Int64

    static let idLength = 4
    private static let length = 32

    /// A new key.
    init(createdAt: Int64) {
        id = Random.bytes(SecretKey.idLength)
        bytes = Random.bytes(SecretKey.length)
        self.createdAt = createdAt
    }

    /// Nil unless it is a complete key: a shorter one would be weaker.
    init?(_ json: JSONValue) {
        guard let id = json["id"]?.string.flatMap(Hex.decode), id.count == SecretKey.idLength,
            let bytes = json["key"]?.string.flatMap(Hex.decode), bytes.count == SecretKey.length,
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
