import Foundation
import HTTP
import HTTPClient
import JSON
import Testing

/// A running installation: nginx, every endpoint and the simulator, as `Scripts/serve` starts them, on free ports and
/// in a folder of its own. Stopped, and checked to have left nothing, when the test is over.
final class Site {
    static let appID = "wx0000000000000001"
    static let miniAppID = "wx0000000000000002"
    let folder: String
    let port: UInt16
    let simulatorPort: UInt16
    private let checkout: String

    /// - Parameters:
    ///   - workers: processes per endpoint.
    ///   - extra: lines at the end of the configuration.
    ///   - checkout: whose scripts and programs are run.
    ///   - server: the web server, as `Scripts/serve --server` names it.
    init(workers: Int = 2, extra: String = "", server: String = "nginx", checkout: String = Repository.root) throws {
        self.checkout = checkout
        (port, simulatorPort) = (Ports.free(), Ports.free())
        folder = "/tmp/ws-\(UUID().uuidString.prefix(6))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        try writeConfiguration(extra)
        let started = try serve(
            "start", "--listen", "127.0.0.1:\(port)", "--simulator", "\(simulatorPort)", "--workers", "\(workers)",
            "--server", server)
        guard started.status == 0 else {
            throw SiteError(text: "Scripts/serve start: \(started.output)\(started.errors); was `make cgi-bin` run?")
        }
    }

    deinit {
        let stopped = try? serve("stop")
        if stopped?.status != 0 { Issue.record("Scripts/serve stop: \(stopped?.errors ?? "did not run")") }
        try? FileManager.default.removeItem(atPath: folder)
    }

    var configuration: String { folder + "/wechat.ini" }
    var tokenFile: String { "\(folder)/state/tokens/\(Self.appID).json" }
    var address: String { "http://127.0.0.1:\(port)" }

    func serve(_ command: String, _ options: String...) throws -> Command {
        // From another folder than the checkout's, as operators call it.
        try Command.run(
            "/usr/bin/env",
            ["-C", "/", checkout + "/Scripts/serve", command, "--config", configuration] + options)
    }

    /// What the programs and nginx wrote to their logs.
    func logs() throws -> String {
        let logs = folder + "/state/run/logs"
        return try FileManager.default.contentsOfDirectory(atPath: logs)
            .map { try String(contentsOfFile: logs + "/" + $0, encoding: .utf8) }.joined(separator: "\n")
    }

    private func writeConfiguration(_ extra: String) throws {
        let text = """
            public_url = \(address)
            state_dir = state
            [official_account]
            app_id = \(Self.appID)
            app_secret = 00000000000000000000000000000001
            token = AAAAA
            [mini_program]
            app_id = \(Self.miniAppID)
            app_secret = 00000000000000000000000000000002
            [upstream]
            api_url = http://127.0.0.1:\(simulatorPort)
            open_url = http://127.0.0.1:\(simulatorPort)
            \(extra)
            """
        try text.write(toFile: configuration, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: configuration)
    }
}

struct SiteError: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}
