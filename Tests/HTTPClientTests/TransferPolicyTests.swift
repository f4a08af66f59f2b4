import Foundation
import LoopbackServer
import Testing

@testable import HTTPClient

@Suite(.timeLimit(.minutes(1)))
struct TransferPolicyTests {
    @Test("Proxies of the environment are not used")
    func environmentProxy() throws {
        let server = try TestServer { _ in [.reply(body: "direct")] }
        defer { server.stop() }
        setenv("http_proxy", "http://127.0.0.1:1", 1)
        defer { unsetenv("http_proxy") }
        var transfer = try Transfer()
        #expect(try transfer.perform(HTTPClientRequest(url: server.url())).body == Array("direct".utf8))
    }

    @Test("A configured proxy is used, even for hosts that the environment exempts")
    func configuredProxy() throws {
        let proxy = try TestServer { _ in [.reply(body: "proxied")] }
        defer { proxy.stop() }
        setenv("no_proxy", "*", 1)
        defer { unsetenv("no_proxy") }
        var transfer = try Transfer(proxy: "http://127.0.0.1:\(proxy.port)")
        _ = try transfer.perform(HTTPClientRequest(url: "http://api.invalid/a"))
        #expect(proxy.requests.first?.hasPrefix("GET http://api.invalid/a HTTP/1.1\r\n") == true)
    }

    @Test("A proxy that is not there makes a host unreachable")
    func missingProxy() throws {
        let (listener, port) = try openLoopbackListener(backlog: 1)
        close(listener)
        let server = try TestServer { _ in [.reply()] }
        defer { server.stop() }
        var transfer = try Transfer(proxy: "http://127.0.0.1:\(port)")
        #expect(throws: HTTPClientError.self) { try transfer.perform(HTTPClientRequest(url: server.url())) }
        #expect(server.connections == 0)
    }

    @Test("A redirect is a reply like any other")
    func redirect() throws {
        let server = try TestServer { _ in [.reply("302 Found", headers: ["Location: /next"])] }
        defer { server.stop() }
        var transfer = try Transfer()
        let reply = try transfer.perform(HTTPClientRequest(url: server.url()))
        #expect(reply.status == 302)
        #expect(reply.header("location") == "/next")
        #expect(server.requests.count == 1)
    }

    @Test("A host that does not speak TLS is not trusted")
    func notTLS() throws {
        let server = try TestServer { _ in [.reply()] }
        defer { server.stop() }
        let reason = try #require(distrust("https://127.0.0.1:\(server.port)/?secret=5ecret"))
        #expect(!reason.isEmpty && !reason.contains("secret"))
    }

    /// OpenSSL's program comes with Debian's ca-certificates, so a host that can verify anything has it.
    @Test("A certificate that nobody vouches for is not trusted", .enabled(if: SelfSignedServer.isAvailable))
    func selfSigned() throws {
        let server = try SelfSignedServer()
        defer { server.stop() }
        let reason = try #require(distrust("https://localhost:\(server.port)/?secret=5ecret"))
        #expect(reason.contains("self-signed certificate") && !reason.contains("5ecret"))
    }

    @Test("A certificate of one's own is trusted, and then no other", .enabled(if: SelfSignedServer.isAvailable))
    func ownAuthority() throws {
        let (server, other) = (try SelfSignedServer(), try SelfSignedServer())
        defer {
            server.stop()
            other.stop()
        }
        var transfer = try Transfer(authorities: server.certificate)
        for _ in 1...2 {
            #expect(try transfer.perform(HTTPClientRequest(url: "https://localhost:\(server.port)/")).status == 200)
        }
        #expect(distrust("https://localhost:\(other.port)/", authorities: server.certificate) != nil)
        // It vouches for its own name only.
        #expect(distrust("https://127.0.0.1:\(server.port)/", authorities: server.certificate) != nil)
        #expect(distrust("https://localhost:\(server.port)/", authorities: server.certificate + "x") != nil)
    }

    /// Why the host is not trusted, if that is how the request fails.
    private func distrust(_ url: String, authorities: String? = nil) -> String? {
        do throws(HTTPClientError) {
            var transfer = try Transfer(authorities: authorities)
            _ = try transfer.perform(HTTPClientRequest(url: url))
            return nil
        } catch {
            guard case .tls(let reason) = error else { return nil }
            return reason
        }
    }
}
