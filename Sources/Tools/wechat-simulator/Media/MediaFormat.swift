/// The format of a file, by its first bytes.
enum MediaFormat: CaseIterable {
    case jpeg, png, gif, bmp, amr, mp3, mp4, speex

    /// Its content type.
    var contentType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .gif: "image/gif"
        case .bmp: "image/bmp"
        case .amr: "audio/amr"
        case .mp3: "audio/mp3"
        case .mp4: "video/mp4"
        case .speex: "voice/speex"
        }
    }

    /// The file extension; `bin` for other types.
    static func fileExtension(_ contentType: String) -> String {
        switch allCases.first(where: { $0.contentType == contentType }) {
        case nil: "bin"
        case .jpeg: "jpg"
        case let format?: "\(format)"
        }
    }

    /// The format of an uploaded file; nil when WeChat does not accept it.
    init?(of bytes: [UInt8]) {
        guard let format = MediaFormat.allCases.first(where: { bytes.starts(with: $0.beginning) }) else { return nil }
        self = format
    }

    /// A file of that size: the beginning of one, then each byte is its position modulo 251.
    func sample(size: Int) -> [UInt8] {
        let period = (0..<251).map { UInt8($0) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size + period.count)
        while bytes.count < size { bytes += period }
        bytes.removeLast(bytes.count - size)
        let start = beginning.prefix(size)
        bytes.replaceSubrange(0..<start.count, with: start)
        return bytes
    }

    private var beginning: [UInt8] {
        switch self {
        case .jpeg: [0xFF, 0xD8, 0xFF]
        case .png: [0x89] + Array("PNG".utf8)
        case .gif: Array("GIF8".utf8)
        case .bmp: Array("BM".utf8)
        case .amr: Array("#!AMR".utf8)
        case .mp3: Array("ID3".utf8)
        case .mp4: [0, 0, 0, 0x18] + Array("ftyp".utf8)
        case .speex: Array("Speex".utf8)
        }
    }
}
