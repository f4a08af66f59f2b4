package import HTTP

/// One of the five documented APIs: what all its endpoints share. The APIs are never unified, because each document's
/// clients expect their own shape.
package protocol DocumentedAPI {
    /// An error in the API's shape. Each API has exactly one exhaustive switch over errors.
    static func failure(_ failure: Failure) -> Response
}

/// Which pages of other origins may read an endpoint's answers.
package enum CrossOriginSharing: Sendable {
    case none
    /// Any page, without credentials.
    case anyone
    /// Pages of `[cors] origins`, with credentials.
    case configuredOrigins
}
