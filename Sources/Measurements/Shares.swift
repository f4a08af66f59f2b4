internal import Crypto
internal import Platform
package import Site
internal import Storage
package import WeChat

/// What an operator can look up and end: the links to shared reports.
package struct Shares {
    private let database: SiteDatabase
    private let clock: Clock

    package init(_ installation: Installation) throws(WeChatError) {
        database = try installation.openDatabase()
        clock = installation.clock
    }

    /// The live shares that match the filter, latest first.
    package func list(_ filter: ShareFilter, limit: Int) throws(WeChatError) -> [RecordShare] {
        try database.shares(filter, now: clock.now(), limit: Int64(limit))
    }

    /// The owner of the record that a share shows.
    package func owner(of share: RecordShare) throws(WeChatError) -> Int64? {
        try database.record(share.recordID)?.userID
    }

    /// Ends the shares that match the filter, and returns how many.
    package func revoke(_ filter: ShareFilter) throws(WeChatError) -> Int { try database.deleteShares(filter) }

    /// Ends the shares of that name: practically always one.
    package func revoke(named name: String) throws(WeChatError) -> Int {
        guard let prefix = Hex.decode(name), prefix.count == RecordShare.nameLength else { return 0 }
        return try revoke(hashPrefix: prefix)
    }

    /// Ends the share of a token.
    ///
    /// - Parameter text: the token, or an address that contains it.
    package func revoke(token text: String) throws(WeChatError) -> Int {
        let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        guard let token = words.first(where: { $0.utf8.count == RecordShare.tokenLength }) else { return 0 }
        return try revoke(hashPrefix: Fingerprint.of(String(token)))
    }

    private func revoke(hashPrefix: [UInt8]) throws(WeChatError) -> Int {
        var filter = ShareFilter()
        filter.hashPrefix = hashPrefix
        return try database.deleteShares(filter)
    }
}
