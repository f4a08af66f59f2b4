import Testing

@testable import Site
@testable import WeChat

@Suite("Secrets of the configuration")
struct ConfigurationSecretTests {
    static let settings = ["official_account.app_secret", "official_account.token", "mini_program.app_secret"]
    static let key = String(repeating: "k3Y", count: 14) + "z"

    @Test(
        "come from a file of their own, without its line end",
        arguments: ["word", "word\n", "word\r\n", "word\nignored\n"])
    func file(content: String) throws {
        let file = try ConfigurationFile(
            ConfigurationFile.required + "[official_account]\ntoken_file = token", mode: 0o644)
        try file.add("token", content)
        let read = try file.read()
        #expect(read.officialAccount.token?.exposed == "word")
        #expect(read.settings.first { $0.name == "official_account.token_file" }?.text == "token")
        #expect(read.settings.first { $0.name == "official_account.token" }?.isGiven == false)
    }

    @Test("can each come from a file, by an absolute path too")
    func eachFile() throws {
        let file = try ConfigurationFile("")
        let folder = file.directory.path
        let text = """
            [official_account]
            app_id = wx1
            app_secret_file = \(folder)/secret
            token_file = secret
            encoding_aes_key_file = ./key
            [mini_program]
            app_id = wx2
            app_secret_file = secret
            """
        try file.add("wechat.ini", ConfigurationFile.required + text, mode: 0o644)
        try file.add("secret", "word\n", mode: 0o640)
        try file.add("key", Self.key)
        let read = try file.read()
        #expect(read.officialAccount.account?.secret == Secret("word"))
        #expect(read.officialAccount.token == Secret("word") && read.officialAccount.encodingAESKey == Secret(Self.key))
        #expect(read.miniProgram.account?.secret == Secret("word"))
    }

    @Test(
        "from a file are refused on that line",
        arguments: [
            ("absent", "absent: open: No such file or directory"), ("empty", "empty: the first line is empty"),
            ("late", "late: the first line is empty"), ("long", "long: read: larger than 4096 bytes"),
            ("open", "open: check: holds secrets and is open to every user of this host (chmod o-rwx open)"),
        ])
    func faultyFile(name: String, message: String) throws {
        let text = "[official_account]\napp_id = wx1\napp_secret_file = \(name)"
        let file = try ConfigurationFile(ConfigurationFile.required + text)
        try file.add("empty", "")
        try file.add("late", "\nword\n")
        try file.add("long", String(repeating: "x", count: 4097))
        try file.add("open", "word", mode: 0o604)
        // The path is looked at before it is opened, and a file that is not there has no mode.
        let expected = message.replacing("absent: open:", with: "absent: stat:")
        #expect(file.faults() == ["wechat.ini:5: [official_account] app_secret_file: \(expected)"])
    }

    @Test("are refused when given twice", arguments: ["app_secret", "token", "encoding_aes_key"])
    func twice(setting: String) throws {
        let text = "[official_account]\napp_id = wx1\n\(setting) = \(Self.key)\n\(setting)_file = secret"
        let file = try ConfigurationFile(ConfigurationFile.required + text)
        try file.add("secret", "word")
        let faults = file.faults()
        #expect(
            faults.contains("wechat.ini:5: [official_account] \(setting): is set twice: here and in \(setting)_file"))
        #expect(!faults.joined().contains(Self.key))
    }

    @Test("in the file itself close it to others", arguments: [0o644, 0o604, 0o602, 0o601])
    func openFile(mode: Int) throws {
        for secret in ["[official_account]\ntoken = s", "[mini_program]\napp_id = wx1\napp_secret = s"] {
            let file = try ConfigurationFile(ConfigurationFile.required + secret, mode: mode)
            let message = "wechat.ini: holds secrets and is open to every user of this host (chmod o-rwx wechat.ini)"
            #expect(file.faults() == [message])
        }
        #expect(
            try ConfigurationFile(ConfigurationFile.required, mode: mode).faults().isEmpty,
            "without secrets it may be open")
        #expect(
            try ConfigurationFile(ConfigurationFile.required + "[mini_program]\napp_secret =", mode: mode).faults()
                .isEmpty)
    }

    @Test("in the file itself leave it open to its group", arguments: [0o600, 0o640, 0o440])
    func groupFile(mode: Int) throws {
        #expect(
            try ConfigurationFile(ConfigurationFile.required + "[official_account]\ntoken = s", mode: mode).faults()
                .isEmpty)
    }

    @Test("are seen in no description, dump or reflection of the configuration")
    func redacted() throws {
        let text = """
            [official_account]
            app_id = wx1
            app_secret = S3cretOne
            token = S3cretTwo
            encoding_aes_key = \(Self.key)
            [mini_program]
            app_id = wx2
            app_secret = S3cretThree
            """
        let read = try configuration(text)
        #expect(read.officialAccount.account?.secret.exposed == "S3cretOne")
        var dumped = ""
        dump(read, to: &dumped)
        // Of a class, a description is the name alone.
        let names = ["\(read)", String(reflecting: read)]
        let texts = [dumped, "\(read.settings)", "\(read.officialAccount)", reflected(read)]
        for text in names + texts { #expect(!text.contains("S3cret") && !text.contains(Self.key)) }
        for text in texts { #expect(text.contains("wx1"), "a text that shows nothing at all proves nothing") }
        for name in Self.settings { #expect(read.settings.first { $0.name == name }?.text == "••••") }
    }

    @Test("are seen in no fault")
    func faults() throws {
        let text = """
            [official_account]
            app_id = wx-1
            app_secret = S3cretOne
            token = S3cretTwo
            token_file = absent
            encoding_aes_key = S3cretThree
            app_secrett = S3cretFour
            [mini_programm]
            app_secret = S3cretFive
            """
        let faults = try ConfigurationFile(ConfigurationFile.required + text, mode: 0o644).faults()
        #expect(faults.count == 6)
        #expect(!faults.joined().contains("S3cret"))
    }

    /// What a debugger or a crash reporter could walk through.
    private func reflected(_ value: Any) -> String {
        Mirror(reflecting: value).children.map { "\($0.value) " + reflected($0.value) }.joined()
    }
}
