@testable import People
@testable import WeChat

extension SessionKind {
    /// Those whose clients are browsers.
    static let ofBrowsers = allCases.filter { $0.cookie != nil }
}
