import JSON
import LoopbackServer
import Testing

@testable import wechat_simulator

/// These start the simulator's own program, as the simulator does.
@Suite("Pushes in the background", .timeLimit(.minutes(1)))
struct ParallelTests {
    let weChat: TestWeChat

    init() throws { weChat = try TestWeChat() }

    @Test("Copies of a push are in the gateway's hands at the same time")
    func overlap() throws {
        let gateway = try BarrierGateway(4)
        try weChat.setGateway(gateway.url, ["timeout": .real(10)])
        let push = try weChat.push("text", ["parallel": 4])
        let tries = try #require(push["tries"]?.elements)
        #expect(push["state"] == "accepted" && tries.count == 4, "\(push.text)")
        #expect(Set(tries.compactMap { $0["copy"]?.integer }) == [1, 2, 3, 4])
        #expect(tries.allSatisfy { $0["try"] == 1 })
        let spans = try tries.map { attempt in
            guard case .real(let start) = attempt["started"], case .real(let length) = attempt["seconds"] else {
                throw TestFailure("no times")
            }
            return start...(start + length)
        }
        let latestStart = try #require(spans.map(\.lowerBound).max())
        #expect(spans.allSatisfy { $0.contains(latestStart) })
        let bodies = tries.compactMap { $0["body"]?.string }
        #expect(Set(bodies) == [push["body"]?.string ?? ""])
        #expect(Set(tries.compactMap { $0["query"]?.string }).count == 4)
    }

    @Test("Each copy has its three tries, and one that is lost makes the push lost, once")
    func lostCopies() throws {
        let gateway = try TestServer(answering: "no")
        try weChat.setGateway(gateway.url())
        for _ in 0..<2 {
            let push = try weChat.push("text", ["parallel": 3])
            #expect(push["state"] == "lost" && push["tries"]?.elements?.count == 9)
        }
        #expect(gateway.requests.count == 18)
        #expect(try weChat.push("text")["state"] == "lost")
        #expect(try weChat.push("text")["state"] == "withheld")
    }

    @Test("Without waiting, the answer comes at once and the rest later")
    func background() throws {
        let gateway = try TestServer { _ in [.pause(0.5), .reply(body: "success"), .close] }
        try weChat.setGateway(gateway.url())
        let push = try weChat.push("text", ["wait": false])
        #expect(push["state"] == "sending" && push["tries"] == [] && push["verdict"] == "on its way")
        let result = try weChat.result(push)
        #expect(result["state"] == "accepted" && result["tries"]?.elements?.count == 1)
        #expect(result["body"] == push["body"])
    }

    @Test("A copy that is still on its way when all is forgotten does not count for a later push")
    func reset() throws {
        let gateway = try TestServer { _ in [.pause(0.5), .reply(body: "no"), .close] }
        try weChat.setGateway(gateway.url())
        let old = try weChat.push("text", ["wait": false])
        try weChat.post("/_simulator/pushes/reset")
        let quick = try TestServer(answering: "success")
        try weChat.setGateway(quick.url())
        let new = try weChat.push("text")
        #expect(new["id"] != old["id"] && new["state"] == "accepted")
        #expect(try weChat.get("/_simulator/pushes")["count"] == 1)
    }
}
