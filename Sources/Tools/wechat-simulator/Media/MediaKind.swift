/// What an upload says it is.
enum MediaKind: String, CaseIterable {
    case image, voice, video, thumb

    /// Bytes that an upload may have.
    var limit: Int {
        switch self {
        case .image, .video: 10 << 20
        case .voice: 2 << 20
        case .thumb: 64 << 10
        }
    }

    /// The formats that an upload may have.
    var formats: [MediaFormat] {
        switch self {
        case .image: [.jpeg, .png, .gif, .bmp]
        case .voice: [.amr, .mp3]
        case .video: [.mp4]
        case .thumb: [.jpeg]
        }
    }

    /// That of a file of which nothing else is known.
    var usualFormat: MediaFormat {
        switch self {
        case .image, .thumb: .jpeg
        case .voice: .amr
        case .video: .mp4
        }
    }
}
