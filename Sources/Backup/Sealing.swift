internal import Crypto
internal import Platform

/// The form of a sealed backup: a header, then chunks of 64 KiB under AES-256-GCM.
///
/// The header is `WXFCGIB1`, scrypt's log2 N (1 byte), r and p (4 bytes each, big-endian), a salt of 16 bytes, and an
/// HMAC-SHA-256 of all that under the second half of scrypt's 64 bytes. The first half is the chunks' key. A chunk's
/// nonce is its number, and its associated data are the header and whether it is the last: no chunk can be changed,
/// omitted, moved or cut off.
struct Sealing {
    static let chunk = 1 << 16
    static let headerLength = fixedLength + 32

    let header: [UInt8]
    private let key: [UInt8]

    private static let magic = Array("WXFCGIB1".utf8)
    private static let fixedLength = 8 + 1 + 4 + 4 + 16

    /// A new header, with which every guess of the passphrase costs 128 MiB and some tenths of a second.
    init(passphrase: [UInt8]) throws(BackupError) {
        let cost: [UInt8] = [17, 0, 0, 0, 8, 0, 0, 0, 1]
        let fixed = Sealing.magic + cost + Random.bytes(16)
        let derived = try Sealing.derive(fixed, passphrase)
        key = Array(derived.prefix(32))
        header = fixed + (try attempt { try hmacSHA256(key: Array(derived.suffix(32)), message: fixed) })
    }

    /// The sealing described by a header.
    init(header: [UInt8], passphrase: [UInt8], of file: String) throws(BackupError) {
        guard header.count == Sealing.headerLength, header.starts(with: Sealing.magic) else {
            throw BackupError("\(file): is not a sealed backup, or its beginning was changed")
        }
        let fixed = Array(header.prefix(Sealing.fixedLength))
        guard (10...20).contains(fixed[8]) else { throw Sealing.refused(file) }
        guard let derived = try? Sealing.derive(fixed, passphrase) else { throw Sealing.refused(file) }
        let check = try attempt { try hmacSHA256(key: Array(derived.suffix(32)), message: fixed) }
        guard constantTimeEquals(check, Array(header.suffix(32))) else { throw Sealing.refused(file) }
        key = Array(derived.prefix(32))
        self.header = header
    }

    func seal(_ bytes: [UInt8], number: UInt64, isLast: Bool) throws(BackupError) -> [UInt8] {
        try attempt {
            try AESGCM.seal(bytes, key: key, nonce: nonce(number), context: header + [isLast ? 1 : 0])
        }
    }

    /// Nil when it is not that chunk.
    func open(_ bytes: [UInt8], number: UInt64, isLast: Bool) throws(BackupError) -> [UInt8]? {
        try attempt {
            try AESGCM.open(bytes, key: key, nonce: nonce(number), context: header + [isLast ? 1 : 0])
        }
    }

    private func nonce(_ number: UInt64) -> [UInt8] {
        [0, 0, 0, 0] + (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    private static func refused(_ file: String) -> BackupError {
        BackupError("\(file): the passphrase is wrong, or the file's first \(headerLength) bytes were changed")
    }

    private static func derive(_ header: [UInt8], _ passphrase: [UInt8]) throws(BackupError) -> [UInt8] {
        func number(_ start: Int) -> UInt32 { header[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) } }
        let (blockSize, parallelism) = (number(9), number(13))
        guard (1...32).contains(blockSize), (1...16).contains(parallelism) else {
            throw BackupError("scrypt's parameters are out of range")
        }
        return try attempt {
            try Scrypt.key(
                passphrase: passphrase, salt: Array(header[17..<33]), logCost: header[8], blockSize: blockSize,
                parallelism: parallelism)
        }
    }
}

/// Writes a sealed file.
final class SealedWriter {
    private let sealing: Sealing
    private let output: OutputFile
    private var waiting: [UInt8] = []
    private var number: UInt64 = 0

    /// - Parameter path: a file that does not exist yet.
    init(_ path: String, passphrase: [UInt8]) throws(BackupError) {
        sealing = try Sealing(passphrase: passphrase)
        output = try attempt { try OutputFile(path) }
        output.write(sealing.header)
    }

    func write(_ bytes: [UInt8]) throws(BackupError) {
        waiting += bytes
        var start = 0
        while waiting.count - start > Sealing.chunk {
            try put(Array(waiting[start..<start + Sealing.chunk]), isLast: false)
            start += Sealing.chunk
        }
        waiting.removeFirst(start)
    }

    /// Writes the last chunk, and makes the file survive a power cut.
    func finish() throws(BackupError) {
        try put(waiting, isLast: true)
        try attempt { try output.finish() }
    }

    private func put(_ bytes: [UInt8], isLast: Bool) throws(BackupError) {
        output.write(try sealing.seal(bytes, number: number, isLast: isLast))
        number += 1
    }
}

/// Reads a sealed file from its beginning to its end.
final class SealedReader {
    private let path: String
    private let sealing: Sealing
    private let input: InputFile
    private var next: [UInt8]
    private var plain: ArraySlice<UInt8> = []
    private var number: UInt64 = 0

    init(_ path: String, passphrase: [UInt8]) throws(BackupError) {
        self.path = path
        let input = try attempt { try InputFile(path) }
        let header = try SealedReader.take(Sealing.headerLength, of: input)
        sealing = try Sealing(header: header, passphrase: passphrase, of: path)
        self.input = input
        next = try SealedReader.take(Sealing.chunk + AESGCM.tagLength, of: input)
    }

    /// Reads at most `count` bytes; none at the end, and then the file is complete.
    func read(_ count: Int) throws(BackupError) -> [UInt8] {
        while plain.isEmpty && !next.isEmpty { try open() }
        let piece = Array(plain.prefix(count))
        plain = plain.dropFirst(count)
        return piece
    }

    private func open() throws(BackupError) {
        let chunk = next
        next = try SealedReader.take(Sealing.chunk + AESGCM.tagLength, of: input)
        guard let opened = try sealing.open(chunk, number: number, isLast: next.isEmpty) else {
            throw BackupError("\(path): was changed or truncated in chunk \(number + 1)")
        }
        plain = opened[...]
        number += 1
    }

    private static func take(_ count: Int, of input: InputFile) throws(BackupError) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count {
            let piece = try attempt { try input.read(count - bytes.count) }
            if piece.isEmpty { break }
            bytes += piece
        }
        return bytes
    }
}
