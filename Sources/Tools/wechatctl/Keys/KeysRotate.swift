internal import ArgumentParser
internal import Backup
internal import Site
internal import Storage
internal import WeChat

/// `wechatctl keys rotate` — makes a new key; what old ones sealed or signed stays valid.
struct KeysRotate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Makes a new key for everything that is sealed or signed from now on.",
        discussion: """
            Old keys are kept while they are needed: sealing keys forever, signing keys until the last token that they \
            signed has expired. Nobody is logged out.
            """)

    @Argument(help: "\(KeyFile.Purpose.allCases.map(\.rawValue).joined(separator: " or ")).")
    var purpose: KeyFile.Purpose
    @OptionGroup var options: InstallationOptions

    func run() throws {
        let installation = try options.installation()
        let lifetime = Int64(installation.configuration.sessions.lifetime)
        let check = KeyCheck(installation, try installation.openDatabase())
        let faults = try check.note()
        guard faults.isEmpty else { throw NotThere(faults.joined(separator: "\n")) }
        let key = try installation.keyFile(purpose).rotate(lifetime: purpose == .jwt ? lifetime : nil)
        try check.accept(purpose)
        Table.print([["\(purpose.rawValue)  \(key.name) is in use"]])
    }
}
