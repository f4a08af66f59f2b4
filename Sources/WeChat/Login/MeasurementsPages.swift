internal import HTTP
internal import Platform

/// The H5 site's pages that logins of the measurements API return to.
package enum MeasurementsPage: Sendable {
    /// The list of measurements.
    case history
    case report(Int64)

    /// The page of a record's report; the list for what is no record's number.
    package init(recordID: String) { self = Int64(recordID).map(MeasurementsPage.report) ?? .history }

    fileprivate var path: String {
        switch self {
        case .history: "/app.html#/history"
        case .report(let id): "/app.html#/analysisreport?record_id=\(id)"
        }
    }
}

extension WebLogin {
    /// Where a login returns to when nobody said where.
    package var historyPage: ReturnURL { page(.history) }

    package func page(_ page: MeasurementsPage) -> ReturnURL { ReturnURL(h5Page: page.path, installation) }

    /// The address at which a script sends its page to log in and come back to `page`.
    ///
    /// - Parameter path: of the request that found no session: a site may serve the API under another prefix.
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

    /// With `random=` in its query: four characters that keep WeChat's webview from showing a page it holds in its cache.
    ///
    /// - Parameter isSnapshot: whether the page is to know its visitor for a virtual one: by `is_snapshotuser=1`.
    package func addingRandom(isSnapshot: Bool = false) -> String {
        adding([("random", Random.alphanumeric(4)), ("is_snapshotuser", isSnapshot ? "1" : nil)])
    }
}
