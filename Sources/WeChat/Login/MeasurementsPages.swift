internal import Platform

/// The H5 site's pages that logins of the measurements API return to.
extension WebLogin {
    /// The list of measurements.
    package var historyPage: ReturnURL { ReturnURL(h5Page: "/app.html#/history", installation) }
}

extension ReturnURL {
    init(h5Page page: String, _ installation: Installation) {
        let settings = installation.configuration
        text = (settings.measurements.h5URL ?? settings.publicURL).text + page
    }

    /// With `random=` in its query: four characters that keep WeChat's webview from showing a page it holds in its cache.
    package func addingRandom() -> String { adding("random", Random.alphanumeric(4)) }
}
