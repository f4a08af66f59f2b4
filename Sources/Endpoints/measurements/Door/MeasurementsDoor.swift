package import HTTP
internal import MeasurementsShape
package import People
package import Site
package import WeChat

/// Admits requests with a session of the measurements API. Other scripts are told where to log in, and other page
/// visits are sent to WeChat. Writes from pages of other sites are refused.
///
/// Source: document 002, sections 2.5 to 2.8.
package struct MeasurementsDoor {
    package let login: WebLogin
    /// The origins whose pages may change something.
    private let origins: [String]

    package init(_ installation: Installation) throws(WeChatError) {
        login = try WebLogin(.measurements, installation)
        let settings = installation.configuration
        let own = [settings.publicURL, settings.measurements.h5URL].compactMap { $0?.origin }
        origins = own + settings.corsOrigins
    }

    /// - Parameters:
    ///   - page: where a login returns to.
    ///   - answer: the answer to a logged-in person.
    package func admit(
        _ request: Request, from page: MeasurementsPage, _ answer: (Login) throws(WeChatError) -> Response
    ) throws(WeChatError) -> Response {
        try refuseForeignWrite(request)
        if let person = try login.sessions.loginIfAny(of: request) { return try answer(person) }
        guard request.isByScript else { return try login.start(request, returningTo: login.page(page)) }
        return MeasurementsAPI.noSession(
            request, entrance: login.entrance(returningTo: page, seenFrom: request.path))
    }

    /// A page of another site makes the browser send its cookie if it does not know SameSite, and so does a page on a
    /// neighbouring sub-domain: their forms must not change anything here.
    private func refuseForeignWrite(_ request: Request) throws(WeChatError) {
        guard request.method != .get, request.method != .head, let origin = request.header("Origin"),
            !origins.contains(origin.lowercased())
        else { return }
        throw .request(.invalid("Origin", reason: "is no page of this site"))
    }
}

extension Request {
    /// Whether a script sent it, and not a person who opens a page: a script cannot follow a redirect to WeChat's page.
    ///
    /// Android's web view puts its app's name, `com.tencent.mm`, into `X-Requested-With` of page visits, so that value
    /// does not count.
    package var isByScript: Bool {
        if let sender = header("X-Requested-With"), !sender.utf8.contains(UInt8(ascii: ".")) { return true }
        if let mode = header("Sec-Fetch-Mode")?.lowercased(), mode == "cors" || mode == "same-origin" { return true }
        let types = (header("Accept") ?? "").lowercased().split { $0 == "," || $0 == ";" }
        return types.contains { $0.filter { $0 != " " } == "application/json" }
    }
}
