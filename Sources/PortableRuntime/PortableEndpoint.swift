package import EndpointRuntime
internal import FastCGI
internal import HTTP

/// An endpoint as one of many in a program.
package struct PortableEndpoint: Sendable {
    /// The name of the endpoint's own program.
    let name: String
    let routes: [Route]
    /// Bytes.
    let bodyLimit: Int
    /// Serves only this endpoint until the process is told to stop.
    let runAlone: @Sendable () -> Void
    /// Makes the service for one worker.
    let makeService: @Sendable (ConfigurationSource) -> PortableService

    package init<E: Endpoint>(_ name: String, _ endpoint: E.Type) {
        self.name = name
        routes = E.routes
        bodyLimit = E.bodyLimit
        runAlone = { E.main() }
        makeService = { source in
            var service = Service<E>(name: name, source)
            return PortableService { request in service.answer(request) }
        }
    }
}

/// Answers the requests of one endpoint in one worker.
struct PortableService {
    let answer: (Request) -> Answer

    init(_ answer: @escaping (Request) -> Answer) { self.answer = answer }
}
