internal import EndpointRuntime
internal import FastCGI
internal import HTTP
internal import JSON

/// Passes each request of one worker to the endpoint that its path names.
final class Switchboard {
    /// Endpoints that a worker keeps ready; each has a connection to the database and one to WeChat.
    private static let limit = 8

    private let endpoints: [PortableEndpoint]
    private let table: RouteTable
    private let source: ConfigurationSource
    /// Those that are ready, the most recently used first.
    private var ready: [(endpoint: Int, service: PortableService)] = []

    init(_ endpoints: [PortableEndpoint], _ table: RouteTable, _ source: ConfigurationSource) {
        self.endpoints = endpoints
        self.table = table
        self.source = source
    }

    func answer(_ request: Request) -> Answer {
        for path in request.possiblePaths {
            guard let endpoint = table.endpoint(for: path) else { continue }
            return service(endpoint).answer(request.forwarded(to: path, bodyLimit: endpoints[endpoint].bodyLimit))
        }
        return Answer(Switchboard.notFound(request))
    }

    private func service(_ endpoint: Int) -> PortableService {
        let place = ready.firstIndex { $0.endpoint == endpoint }
        let service = place.map { ready.remove(at: $0).service } ?? endpoints[endpoint].makeService(source)
        if ready.count == Switchboard.limit { ready.removeLast() }
        ready.insert((endpoint, service), at: 0)
        return service
    }

    private static func notFound(_ request: Request) -> Response {
        let error: JSONValue = ["code": 404, "message": "no endpoint has this path"]
        var response = Response.json(["error": error], status: 404)
        response.set("X-Request-Id", request.id)
        SecurityHeaders(nil).add(to: &response)
        return response
    }
}
