internal import HTTP
internal import Platform
internal import Site

/// The pages of the H5 site to which logins of the measurements API return.
package enum MeasurementsPage: Sendable {
    /// The list of measurements.
    case history
    case report(Int64)

    /// The page of a record's report; the list if the text is not a record id.
    package init(recordID: String) { self = Int64(recordID).map(MeasurementsPage.report) ?? .history }

    fileprivate var path: String {
        switch self {
        case .history: "/app.html#/history"
        case .report(let id): "/app.html#/analysisreport?record_id=\(id)"
        }
    }
}

extension WebLogin {
    /// The default return address.
    package var historyPage: ReturnURL { page(.history) }

    package func page(_ page: MeasurementsPage) -> ReturnURL { ReturnURL(h5Page: page.path, installation) }

    /// The address to which a script sends its page to log in and return to `page`.
    ///
    /// - Parameter path: the path of the request without a session: a site may serve the API under another prefix.
    package func entrance(returningTo page: MeasurementsPage, seenFrom path: String) -> String {
        let start = kind.startPath(seenFrom: path)
        return installation.configuration.publicURL.origin + start + "?redirect="
            + PercentEncoding.encode(self.page(page).text)
    }
}

extension ReturnURL {
    init(h5Page page: String, _ installation: Installation) {
        let settings = installation.configuration
        text = (settings.measurements.h5URL ?? settings.publicURL).text + page
    }

    /// Adds `random=` to the query: four characters that keep WeChat's web view from showing a cached page.
    ///
    /// - Parameter isSnapshot: whether to tell the page that its visitor is virtual, by `is_snapshotuser=1`.
    package func addingRandom(isSnapshot: Bool = false) -> String {
        adding([("random", Random.alphanumeric(4)), ("is_snapshotuser", isSnapshot ? "1" : nil)])
    }
}
