import JSON
import Testing

@Suite("The simulator on the command line", .timeLimit(.minutes(1)))
struct SimulatorCommandTests {
    @Test("lists the openids that people have at an account, as the running one knows them")
    func openids() throws {
        let site = try Site(workers: 1)
        try site.simulator("POST", "people", ["id": "new-one", "nickname": "新人"])
        let listed = try list(site.folder + "/state/simulator", Site.appID)
        #expect(listed.status == 0)
        let people = try site.simulator("GET", "people?appid=\(Site.appID)")["people"]?.elements ?? []
        let expected = people.map { "\($0["id"]?.string ?? "")\t\($0["openid"]?.string ?? "")" }
        #expect(listed.output.split(separator: "\n").map(String.init) == expected)
        #expect(listed.output.contains("new-one\to"))
    }

    @Test("says what is wrong when there is no such account")
    func unknownAccount() throws {
        let site = try Site(workers: 1)
        let listed = try list(site.folder + "/state/simulator", "wx1")
        #expect(listed.status == 1)
        #expect(listed.output.isEmpty)
        #expect(listed.errors == "wechat-simulator: there is no account wx1\n")
    }

    private func list(_ state: String, _ account: String) throws -> Command {
        try Command.run(
            Repository.root + "/bin/wechat-simulator", ["openids", account],
            environment: ["WECHAT_SIMULATOR_STATE": state])
    }
}
