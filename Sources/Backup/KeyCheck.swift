internal import Platform
package import Site
package import Storage
package import WeChat

/// Checks whether an installation's keys are those with which its database was written.
///
/// The database stores a mark of each key. A key in addition to the known ones is recorded; one that replaces them is
/// not.
package struct KeyCheck {
    private let installation: Installation
    private let database: SiteDatabase

    package init(_ installation: Installation, _ database: SiteDatabase) {
        self.installation = installation
        self.database = database
    }

    /// The errors, a line per key; empty: the keys are the database's.
    package func faults() throws(WeChatError) -> [String] {
        var faults: [String] = []
        for purpose in KeyFile.Purpose.allCases { faults += try self.faults(of: purpose) }
        return faults
    }

    /// Records new keys in addition to those that the database knows.
    ///
    /// - Returns: as `faults`; faulty keys are not recorded.
    package func note() throws(WeChatError) -> [String] {
        var all: [String] = []
        for purpose in KeyFile.Purpose.allCases {
            let faults = try self.faults(of: purpose)
            all += faults
            guard faults.isEmpty else { continue }
            let marks = try installation.keyFile(purpose).marks()
            let known = try database.knownKeys(purpose)
            if marks.count != known.count { try database.replaceKnownKeys(purpose, with: marks) }
        }
        return all
    }

    /// Accepts the present keys as the database's own, whatever it knew.
    package func accept(_ purpose: KeyFile.Purpose) throws(WeChatError) {
        let keys = try installation.keyFile(purpose)
        if purpose == .sealing { try keys.makeFirst() }
        try database.replaceKnownKeys(purpose, with: keys.marks())
    }

    private func faults(of purpose: KeyFile.Purpose) throws(WeChatError) -> [String] {
        let known = try database.knownKeys(purpose)
        let marks = try installation.keyFile(purpose).marks()
        let file = "\(installation.configuration.stateDirectory)/keys/\(purpose.rawValue).json"
        guard !known.isEmpty else {
            return purpose == .sealing ? try unreadable(marks.map(\.id), file) : []
        }
        let missing = known.filter { key in !marks.contains { $0.mark == key.mark } }
        guard !missing.isEmpty else { return [] }
        let foreign = marks.filter { key in !known.contains { $0.mark == key.mark } }
        return missing.map { "\(file): the database's key \(Hex.encode($0.id)) is missing" }
            + foreign.map { "\(file): key \(Hex.encode($0.id)) is not this database's" }
    }

    /// What a database that knows no keys yet reveals itself: the keys with which its rows are sealed.
    private func unreadable(_ ids: [[UInt8]], _ file: String) throws(WeChatError) -> [String] {
        try database.sealingKeysInUse().filter { !ids.contains($0.id) }.map {
            "\(file): the key \(Hex.encode($0.id)), which seals \($0.rows) rows of the database, is missing"
        }
    }
}
