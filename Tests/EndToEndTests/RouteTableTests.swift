import Foundation
import Testing

/// The list of endpoints stands in several places, each for another reader. They must say the same.
@Suite("The route tables")
struct RouteTableTests {
    /// Program → routes, as each program says of itself.
    private func programs() throws -> [String: [String]] {
        var programs: [String: [String]] = [:]
        for file in try Repository.names(in: "cgi-bin") where file.hasSuffix(".fcgi") {
            let output = try Command.run("\(Repository.root)/cgi-bin/\(file)", ["--routes"]).output
            programs[String(file.dropLast(5))] = output.split(separator: "\n").map(String.init)
        }
        return programs
    }

    @Test("Package.swift, the endpoint folders and cgi-bin name the same programs")
    func folders() throws {
        var rows: [String] = []
        for match in try Repository.text("Package.swift").matches(of: /\("([a-z-]+)", "([a-z0-9-]+)"\),/) {
            rows.append("\(match.1)/\(match.2)")
        }
        var folders: [String] = []
        for document in try Repository.names(in: "Sources/Endpoints") {
            let names = try Repository.names(in: "Sources/Endpoints/\(document)").filter {
                $0.first?.isLowercase == true
            }
            folders += names.map { "\(document)/\($0)" }
        }
        #expect(!rows.isEmpty)
        #expect(rows.sorted() == folders.sorted())
        #expect(
            rows.compactMap { $0.split(separator: "/").last.map(String.init) }.sorted()
                == (try programs().keys.sorted()))
    }

    @Test("nginx's include sends every path to the program that answers it, and nothing else")
    func nginx() throws {
        var included: [String: Set<String>] = [:]
        let locations = try Repository.locations()
        for match in locations.joined(separator: "\n").matches(
            of: /location (= \S+|~ \^\S+\$) \{.* fastcgi_pass wechat-fcgi-([a-z0-9-]+); \}/)
        {
            included[String(match.2), default: []].insert(String(match.1))
        }
        let paths = try programs().mapValues { routes in
            Set(routes.compactMap { $0.split(separator: " ").last }.map(location))
        }
        #expect(included == paths && locations.count == paths.values.reduce(0) { $0 + $1.count })
        #expect(locations.allSatisfy { $0.contains(" { include wechat-fcgi/wechat-fcgi-params.conf; ") })
        #expect(
            try Repository.names(in: "Deploy/nginx/programs").sorted() == paths.keys.map { $0 + ".conf" }.sorted())
        let upstreams = try Repository.text("Deploy/nginx/wechat-fcgi-http.conf").matches(
            of:
                /upstream wechat-fcgi-([a-z0-9-]+) \{ server unix:\/run\/wechat-fcgi\/([a-z0-9-]+)\.sock; keepalive 16; \}/
        )
        #expect(upstreams.allSatisfy { $0.1 == $0.2 })
        #expect(upstreams.map { String($0.1) }.sorted() == paths.keys.sorted())
    }

    /// How nginx finds a path: by the whole of it, or by a pattern where a segment stands for any.
    private func location(_ path: Substring) -> String {
        let pattern = path.replacing(/\{[a-z_]+\}/, with: "[^/]+")
        return pattern == path ? "= \(path)" : "~ ^\(pattern)$"
    }

    @Test(
        "every page of endpoints lists every route with its program",
        arguments: ["docs/endpoints.md", "docs/endpoints.zh-CN.md"])
    func pages(file: String) throws {
        var rows: Set<String> = []
        for match in try Repository.text(file).matches(of: /\| `([A-Z]+ \/\S*)` \| `([a-z0-9-]+)` \|/) {
            rows.insert("\(match.2) \(match.1)")
        }
        let routes = try programs().flatMap { program, routes in routes.map { "\(program) \($0)" } }
        #expect(rows == Set(routes))
    }
}
