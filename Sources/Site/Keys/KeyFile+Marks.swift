internal import Crypto
package import WeChat

extension KeyFile {
    /// Makes the first key, unless there is one.
    package func makeFirst() throws(WeChatError) { _ = try newest() }

    /// A mark of each key, oldest first. It identifies a key and reveals nothing else about it.
    ///
    /// - Returns: the key's id, 4 bytes, and its mark, 32 bytes.
    package func marks() throws(WeChatError) -> [(id: [UInt8], mark: [UInt8])] {
        var marks: [(id: [UInt8], mark: [UInt8])] = []
        for key in try keys() {
            do {
                marks.append((key.id, try hmacSHA256(key: key.bytes, message: "wechat-fcgi mark of a key".utf8)))
            } catch { throw .fault("\(error)") }
        }
        return marks
    }
}
