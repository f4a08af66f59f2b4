import Foundation

/// OpenSSL's own HTTPS server, with a certificate for localhost that it signed itself.
final class SelfSignedServer {
    private static let openssl = URL(fileURLWithPath: "/usr/bin/openssl")

    static var isAvailable: Bool { FileManager.default.isExecutableFile(atPath: openssl.path) }

    private(set) var port = 0
    /// Its certificate's file.
    var certificate: String { folder.path + "/cert.pem" }
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-\(UUID().uuidString)")
    private let process = Process()

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try makeCertificate()
        let output = Pipe()
        process.executableURL = SelfSignedServer.openssl
        process.currentDirectoryURL = folder
        process.arguments = ["s_server", "-accept", "127.0.0.1:0", "-key", "key.pem", "-cert", "cert.pem", "-www"]
        process.standardOutput = output
        process.standardInput = Pipe()
        process.standardError = FileHandle.nullDevice
        try process.run()
        port = try announcedPort(output.fileHandleForReading)
    }

    func stop() {
        // Not SIGTERM: the thread of a test may have it blocked, and a child inherits that.
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private func makeCertificate() throws {
        let maker = Process()
        maker.executableURL = SelfSignedServer.openssl
        maker.currentDirectoryURL = folder
        maker.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=localhost",
        ]
        maker.standardError = FileHandle.nullDevice
        try maker.run()
        maker.waitUntilExit()
    }

    /// Waits for the line `ACCEPT 127.0.0.1:12345`.
    private func announcedPort(_ output: FileHandle) throws -> Int {
        var text = ""
        while true {
            if let line = text.components(separatedBy: "\n").dropLast().first(where: { $0.hasPrefix("ACCEPT") }),
                let port = line.components(separatedBy: ":").last.flatMap(Int.init)
            {
                return port
            }
            let chunk = output.availableData
            guard !chunk.isEmpty else { throw CocoaError(.fileReadUnknown) }
            text += String(decoding: chunk, as: UTF8.self)
        }
    }
}
