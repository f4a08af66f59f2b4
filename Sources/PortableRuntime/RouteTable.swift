internal import EndpointRuntime

/// Which endpoint answers a path.
struct RouteTable: Sendable {
    private let rows: [Row]

    private struct Row: Sendable {
        let segments: [Substring]
        let endpoint: Int

        /// Whether a path is this route's, perhaps under a prefix; an empty segment does not match a segment in braces.
        func matches(_ path: [Substring]) -> Bool {
            Route.segments(segments, end: path) && !path.suffix(segments.count).contains("")
        }
    }

    /// - Parameter endpoints: the routes of each.
    init(_ endpoints: [[Route]]) {
        rows = endpoints.enumerated().flatMap { index, routes in
            routes.map { Row(segments: $0.path.split(separator: "/"), endpoint: index) }
        }
    }

    /// The endpoint with the longest route that the path is, or ends with: a site may serve an API under another
    /// prefix. Of two routes of equal length, the one with fewer segments in braces wins.
    func endpoint(for path: String) -> Int? {
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        return rows.filter { $0.matches(segments) }.max { RouteTable.rank($0) < RouteTable.rank($1) }?.endpoint
    }

    private static func rank(_ row: Row) -> (Int, Int) {
        (row.segments.count, -row.segments.filter { $0.hasPrefix("{") }.count)
    }
}
