/// A command's standard error on its way to the log: line by line, with the command's name in front, and cut if it is
/// too much.
struct ErrorLines {
    private let name: String
    private let log: (String) -> Void
    private var line: [UInt8] = []
    private var logged = 0
    private var dropped = 0
    private var lines = 0

    /// Bytes that are logged per run.
    static let most = 16_384
    /// Lines that are logged per run.
    static let mostLines = 200
    /// Bytes after which a line is split.
    static let longest = 2000

    /// - Parameter program: its name or path.
    init(of program: String, _ log: @escaping (String) -> Void) {
        name = program.split(separator: "/").last.map(String.init) ?? program
        self.log = log
    }

    mutating func take(_ bytes: [UInt8]) {
        for byte in bytes {
            guard logged < ErrorLines.most, lines < ErrorLines.mostLines else {
                dropped += 1
                continue
            }
            logged += 1
            if byte == UInt8(ascii: "\n") { flush() } else { line.append(byte) }
            if line.count >= ErrorLines.longest { flush() }
        }
    }

    /// Logs an unfinished last line, and how much was left out.
    mutating func end() {
        flush()
        if dropped > 0 { log("\(name): … and \(dropped) more bytes on its standard error") }
        dropped = 0
    }

    private mutating func flush() {
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        if !line.isEmpty {
            log("\(name): " + String(decoding: line, as: UTF8.self))
            lines += 1
        }
        line = []
    }
}
