internal import EndpointRuntime
internal import FastCGI
internal import HTTP
internal import Platform
internal import Site
internal import WeChat

/// The program that contains every endpoint: it acts as the one by whose name it is called, and under any other name as
/// all of them, by path.
package struct PortableProgram {
    private let endpoints: [PortableEndpoint]

    package init(_ endpoints: [PortableEndpoint]) { self.endpoints = endpoints }

    package func main() {
        let name = ProgramText.calledName
        if let endpoint = endpoints.first(where: { $0.name == name }) { return endpoint.runAlone() }
        ProcessMemory.forbidDumps()
        let routes = endpoints.map(\.routes)
        if let answer = ProgramText(name: name ?? "wechat-fcgi", routes: routes.flatMap { $0 }).answer {
            return StandardStreams.write(Array(answer.utf8))
        }
        serve(RouteTable(routes))
    }

    private func serve(_ table: RouteTable) {
        let (endpoints, source) = (endpoints, ConfigurationSource())
        Server(bodyLimit: endpoints.map(\.bodyLimit).max() ?? 0).run(
            prepare: {
                let switchboard = Switchboard(endpoints, table, source)
                return (PortableProgram.concurrency(source), { request in switchboard.answer(request) })
            },
            {
                let switchboard = Switchboard(endpoints, table, source)
                return { request in switchboard.answer(request) }
            })
    }

    /// Reads the configuration before the first request, so that its errors show at start.
    private static func concurrency(_ source: ConfigurationSource) -> Int {
        do throws(ConfigurationError) { return try source.get().concurrency } catch {
            StandardStreams.log("wechat-fcgi: \(error)")
            return Configuration.concurrency
        }
    }
}
