internal import ArgumentParser
internal import Platform

/// The option of the commands that take a passphrase, and the prompt if it is absent.
struct PassphraseOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read the passphrase from the first line of this file instead of asking for it.", valueName: "file"))
    var passphraseFile: String?

    private static let shortest = 8

    /// For a new backup: asked for twice.
    func new() throws -> [UInt8] {
        let phrase = try given() ?? asked("Passphrase: ")
        guard phrase.count >= Self.shortest else {
            throw NotThere("the passphrase must have at least \(Self.shortest) bytes")
        }
        if passphraseFile == nil, try asked("Repeat the passphrase: ") != phrase {
            throw NotThere("the passphrases differ")
        }
        return phrase
    }

    /// For an existing backup.
    func existing() throws -> [UInt8] { try given() ?? asked("Passphrase: ") }

    private func given() throws -> [UInt8]? {
        guard let passphraseFile else { return nil }
        try FileSystem.refuseReadableByOthers(passphraseFile)
        let line = try FileSystem.read(passphraseFile, limit: 4096).prefix { $0 != 0x0A && $0 != 0x0D }
        guard !line.isEmpty else { throw NotThere("\(passphraseFile): the first line is empty") }
        return Array(line)
    }

    private func asked(_ question: String) throws -> [UInt8] {
        guard let line = HiddenInput.ask(question) else {
            throw NotThere("no passphrase: without a terminal, give --passphrase-file")
        }
        return line
    }
}
