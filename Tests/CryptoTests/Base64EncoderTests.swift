import Foundation
import Testing

@testable import Crypto

@Suite("Base64 of bytes that come in pieces")
struct Base64EncoderTests {
    @Test("agrees with Foundation, whatever the length", arguments: 0...100)
    func lengths(length: Int) {
        let bytes = Self.bytes(length)
        #expect(Self.encode([bytes]) == Data(bytes).base64EncodedString())
        #expect(Self.encode(bytes.map { [$0] }) == Data(bytes).base64EncodedString())
    }

    @Test("does not depend on where a piece ends, empty pieces included", arguments: 0..<200)
    func pieces(round: Int) {
        let bytes = Self.bytes(Int.random(in: 0...300))
        var (pieces, rest): ([[UInt8]], ArraySlice<UInt8>) = ([], bytes[...])
        while !rest.isEmpty {
            let piece = rest.prefix(Int.random(in: 0...7))
            pieces.append(Array(piece))
            rest = rest.dropFirst(piece.count)
        }
        #expect(Self.encode(pieces) == Data(bytes).base64EncodedString(), "\(pieces.map(\.count))")
    }

    @Test("adds to what stands in the output, and starts anew after the end")
    func reuse() {
        var encoder = Base64Encoder()
        var output = Array("\"".utf8)
        for text in ["f", "fo", "foo"] {
            encoder.encode(Array(text.utf8), into: &output)
            encoder.finish(into: &output)
            encoder.finish(into: &output)
        }
        #expect(String(decoding: output, as: UTF8.self) == "\"Zg==Zm8=Zm9v")
    }

    private static func encode(_ pieces: [[UInt8]]) -> String {
        var encoder = Base64Encoder()
        var output: [UInt8] = []
        for piece in pieces { encoder.encode(piece, into: &output) }
        encoder.finish(into: &output)
        return String(decoding: output, as: UTF8.self)
    }

    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255) } }
}
