internal import ArgumentParser
internal import Backup
internal import JSON
internal import Platform
internal import WeChat

/// `wechatctl backup` — saves everything that the installation cannot get again.
struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Backs up the database, the keys and the configuration, while programs run.",
        discussion: """
            Makes a folder, or with --seal one file that opens only with the passphrase. It gets its name when it is complete; \
            an interrupted one is called NAME.partial-… and can be deleted. The access token is not included: WeChat gives it \
            to whoever has the configuration. A folder contains the keys and secrets in clear text.
            """)

    @Argument(help: "The folder to make, or with --seal the file. It must not exist.")
    var target: String
    @Flag(help: "Seal it with a passphrase (scrypt, AES-256-GCM).")
    var seal = false
    @Flag(help: "Print its contents as JSON.")
    var json = false
    @OptionGroup var passphrase: PassphraseOption
    @OptionGroup var options: InstallationOptions

    func validate() throws {
        guard seal || passphrase.passphraseFile == nil else {
            throw ValidationError("--passphrase-file goes with --seal")
        }
    }

    func run() throws {
        let installation = try options.installation()
        let phrase = seal ? try passphrase.new() : nil
        let steps = StepProgress()
        defer { steps.end() }
        let manifest = try BackupJob(installation).run(to: target, passphrase: phrase, progress: steps.show)
        steps.end()
        guard !json else { return Table.print(manifest.content) }
        Table.print(manifest.files.map { [$0.name, "\($0.size) bytes", $0.sha256] })
        Table.print([["\(target): backed up, schema \(manifest.schema)"]])
    }
}

/// A progress bar for each step of a task.
final class StepProgress {
    private var step = ""
    private var bar: ProgressBar?

    func show(_ step: String, _ done: Int, _ total: Int) {
        if step != self.step {
            end()
            self.step = step
            bar = ProgressBar(step)
        }
        bar?.show(done, of: total)
    }

    func end() { bar?.end() }
}
