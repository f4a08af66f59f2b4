import Foundation
import HTTP
import JSON
import LoopbackServer
import WeChat

@testable import EndpointRuntime
@testable import Site

/// An installation in a folder of its own whose token store holds a ticket already, so that an endpoint answers without
/// WeChat. WeChat itself is a port where nobody listens, or the test's own.
final class EndpointSetting: Sendable {
    static let ticket = "sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg"
    static let appID = "wx0000000000000001"
    let path: String

    /// - Parameters:
    ///   - extra: lines at the end of the configuration.
    ///   - more: lines of `[official_account]`.
    ///   - upstream: the server that plays WeChat.
    init(
        extra: String = "", more: String = "", hasTicket: Bool = true, hasAccount: Bool = true,
        upstream: ScriptedWeChat? = nil,
        publicURL: String = "https://www.example.com", timeout: Double = 1, appID: String = EndpointSetting.appID
    ) throws {
        path = "/tmp/we-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: path + "/state/tokens", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let account = hasAccount ? "app_id = \(appID)\napp_secret = secret\ntoken = AAAAA\n\(more)" : ""
        try write(
            """
            public_url = \(publicURL)
            state_dir = state
            [official_account]
            \(account)
            [upstream]
            api_url = \(upstream?.url ?? "http://127.0.0.1:1")
            timeout = \(timeout)
            \(extra)
            """, to: "wechat.ini")
        if hasTicket { try write(Self.tokenFile, to: "state/tokens/\(Self.appID).json") }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A service of the endpoint's type over this installation, which lives as long as the service.
    func service<E: Endpoint>(_ type: E.Type) -> Service<E> {
        Service<E>(name: "test", ConfigurationSource { self.path + "/wechat.ini" })
    }

    /// What the domain sees of it.
    func installation() throws -> Installation { try Installation(Configuration(file: path + "/wechat.ini")) }

    func write(_ text: String, to name: String) throws {
        let file = path + "/" + name
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }

    private static var tokenFile: String {
        let now = Int(Date().timeIntervalSince1970)
        return """
            {"version": 1, "credentials": {"jsapi_ticket": {"value": "\(ticket)", "fetched_at": \(now), "expires_at": \
            \(now + 7200)}}}
            """
    }
}
