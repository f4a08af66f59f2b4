/// The declared kind of an upload.
enum MediaKind: String, CaseIterable {
    case image, voice, video, thumb

    /// The largest upload in bytes.
    var limit: Int {
        switch self {
        case .image, .video: 10 << 20
        case .voice: 2 << 20
        case .thumb: 64 << 10
        }
    }

    /// The accepted formats.
    var formats: [MediaFormat] {
        switch self {
        case .image: [.jpeg, .png, .gif, .bmp]
        case .voice: [.amr, .mp3]
        case .video: [.mp4]
        case .thumb: [.jpeg]
        }
    }

    /// The default format.
    var usualFormat: MediaFormat {
        switch self {
        case .image, .thumb: .jpeg
        case .voice: .amr
        case .video: .mp4
        }
    }
}
