internal import Crypto
internal import JSON

/// The body from `cgi-bin/media/get` as it arrives: a file, which is kept only in base64, or JSON, which is recognized
/// by its content and not by its type (`docs/protocol/wechat.md`, "Media").
final class MediaBody {
    /// WeChat's errors and video addresses are short.
    private static let mostJSON = 65_536

    private var encoder = Base64Encoder()
    /// The beginning, as long as it could be JSON.
    private var head: [UInt8] = []
    private var isFile = false

    /// The file in base64; empty when JSON came instead.
    private(set) var base64: [UInt8] = []
    /// The first bytes, which reveal a file's type.
    private(set) var start: [UInt8] = []

    func take(_ piece: [UInt8]) {
        if start.count < MediaType.longestMark { start += piece.prefix(MediaType.longestMark - start.count) }
        guard !isFile else { return encoder.encode(piece, into: &base64) }
        head += piece
        let first = head.first { $0 > 0x20 }
        guard first == UInt8(ascii: "{") || first == nil, head.count <= MediaBody.mostJSON else { return becomeFile() }
    }

    /// Ends the body: the JSON object, or nil for a file.
    func finish() -> JSONValue? {
        if !isFile, let json = try? JSONValue(tolerantly: head), json["errcode"] != nil || json["video_url"] != nil {
            return json
        }
        becomeFile()
        encoder.finish(into: &base64)
        return nil
    }

    private func becomeFile() {
        isFile = true
        encoder.encode(head, into: &base64)
        head = []
    }
}
