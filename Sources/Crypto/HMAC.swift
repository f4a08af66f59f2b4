internal import COpenSSL

/// HMAC-SHA-256, 32 bytes. The corresponding C function is `HMAC`.
package func hmacSHA256(key: [UInt8], message: [UInt8]) throws(CryptoError) -> [UInt8] {
    guard let keyLength = Int32(exactly: key.count) else {
        throw CryptoError(operation: "HMAC", message: "the key is longer than 2 GiB")
    }
    var isDone = false
    let code = unsafe [UInt8](unsafeUninitializedCapacity: Int(EVP_MAX_MD_SIZE)) { buffer, filled in
        var length: UInt32 = 0
        unsafe isDone =
            HMAC(EVP_sha256(), key, keyLength, message, message.count, buffer.baseAddress, &length) != nil
        filled = isDone ? Int(length) : 0
    }
    guard isDone else { throw .last("HMAC") }
    return code
}
