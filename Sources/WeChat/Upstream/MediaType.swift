/// The types of files that people send, by their first bytes.
enum MediaType {
    /// The number of bytes needed.
    static let longestMark = 16

    /// WeChat's type if it says anything; else the type that the bytes reveal.
    static func of(_ start: [UInt8], given: String?) -> String {
        let name = (given ?? "").split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() } ?? ""
        if let given, !silent.contains(name) { return given }
        return told(start) ?? given.flatMap { $0.isEmpty ? nil : $0 } ?? "application/octet-stream"
    }

    private static let silent = [
        "", "application/octet-stream", "binary/octet-stream", "text/plain", "application/json", "*/*",
    ]

    private static func told(_ start: [UInt8]) -> String? {
        func has(_ text: String, at place: Int = 0) -> Bool { start.dropFirst(place).starts(with: text.utf8) }
        if start.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if start.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
        if has("GIF8") { return "image/gif" }
        if has("RIFF") { return has("WEBP", at: 8) ? "image/webp" : has("WAVE", at: 8) ? "audio/wav" : nil }
        if has("BM") { return "image/bmp" }
        if has("#!AMR") { return "audio/amr" }
        if has("#!SILK") || has("#!SILK", at: 1) { return "audio/silk" }
        if has("Speex   ") { return "voice/speex" }
        if has("ID3") || start.starts(with: [0xFF, 0xFB]) || start.starts(with: [0xFF, 0xF3]) { return "audio/mp3" }
        if has("OggS") { return "audio/ogg" }
        if has("ftyp", at: 4) { return "video/mp4" }
        return nil
    }
}
