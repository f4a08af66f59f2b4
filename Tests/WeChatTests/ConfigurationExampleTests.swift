import Testing

@testable import HTTP
@testable import Site
@testable import WeChat

@Suite("The documented configuration")
struct ConfigurationExampleTests {
    /// As an operator writes it, with comments.
    static let example = """
        public_url = https://www.example.com      ; what the browser sees; never guessed from request headers
        state_dir  = /var/lib/wechat-fcgi         ; database, token store, keys; closed to others

        [official_account]                        ; 公众号
        app_id =
        app_secret =
        token =                                   ; gateway verification
        encoding_aes_key =                        ; 43 characters, only for encrypted messages
        encoding_aes_key_previous =               ; the one before, for a while after a change

        [mini_program]                            ; 小程序
        app_id =
        app_secret =

        [upstream]
        api_url  = https://api.weixin.qq.com
        open_url = https://open.weixin.qq.com
        connect_timeout = 2.0                     ; seconds
        timeout = 4.0

        [login]
        redirect_hosts = www.example.com, *.example.com   ; besides public_url's own host
        state_lifetime = 600
        bind_browser = true                       ; the callback must come from the browser that started
        openid_login = recent_exchange            ; or open: as the wx_auth document has it (logs a warning)
        encrypted_phone = unverified              ; only phone_code gives a verified one
        snapshot = mark                           ; or refuse

        [sessions]
        cookie_domain =                           ; e.g. example.com
        secure = auto                             ; Secure cookies when public_url is https
        measurements_lifetime = 1200              ; seconds; 20 minutes, absolute
        lifetime = 604800                         ; others: 7 days
        per_user = 20                             ; the oldest goes

        [cors]
        origins =                                 ; exact origins allowed to read with credentials

        [jssdk]
        explain = false

        [measurements]
        h5_url = https://h5.example.com           ; where the H5 pages live
        unpaid = brief                            ; full: the page alone hides what is not paid for
        share_lifetime = 2592000                  ; seconds; 30 days
        analysis_rules =                          ; empty: the rules that ship with the project
        analysis_command =                        ; e.g. /opt/engine/analyze --fast : JSON in, JSON out, no shell
        analysis_timeout = 5.0                    ; seconds that the command may take for one report

        [messages]
        encrypted_only = auto                     ; whether pushes in clear text are refused
        follow_reply =                            ; what a new follower is answered with
        replies_file =                            ; replies to texts and menu entries, in JSON
        handler_command =                         ; for all others, e.g. /opt/site/on-message : JSON in, JSON out, no shell
        handler_processes = 4                     ; at a time on this host; messages beyond them are left to `inbox work`
        handler_timeout = 3.0                     ; seconds, at most 4: WeChat waits five
        work_timeout = 60.0                       ; seconds that it has for a message that was put off
        keep_days = 30
        """

    @Test("reads to the documented values")
    func values() throws {
        let file = try ConfigurationFile(Self.example)
        let read = try file.read()
        #expect(read.file == file.path)
        #expect(read.publicURL.text == "https://www.example.com" && read.publicURL.host == "www.example.com")
        #expect(read.stateDirectory == "/var/lib/wechat-fcgi")
        #expect(read.officialAccount.account == nil && read.officialAccount.token == nil)
        #expect(read.officialAccount.encodingAESKey == nil && read.miniProgram.account == nil)
        #expect(read.upstream.apiURL.text == "https://api.weixin.qq.com")
        #expect(read.upstream.openURL.text == "https://open.weixin.qq.com")
        #expect(read.upstream.connectTimeout == 2 && read.upstream.timeout == 4 && read.upstream.proxy == nil)
        #expect(read.login.redirectHosts == [SitePattern("www.example.com"), SitePattern("*.example.com")])
        #expect(read.login.stateLifetime == 600 && read.login.bindsBrowser && read.login.openidLogin == .recentExchange)
        #expect(read.login.encryptedPhone == .unverified && read.login.snapshot == .mark)
        #expect(read.sessions.perUser == 20)
        #expect(read.sessions.cookieDomain == nil && read.sessions.isSecure)
        #expect(read.sessions.measurementsLifetime == 1200 && read.sessions.lifetime == 604_800)
        #expect(read.corsOrigins.isEmpty && !read.jssdk.explains && read.jssdk.hosts.isEmpty && !read.logsRequests)
        #expect(read.measurements.h5URL?.text == "https://h5.example.com")
        #expect(
            read.messages.encryptedOnly == .auto && read.messages.followReply == nil && read.messages.repliesFile == nil
        )
        #expect(read.messages.handlerCommand.isEmpty && read.messages.handlerTimeout == 3)
        #expect(read.messages.handlerProcesses == 4)
        #expect(read.messages.workTimeout == 60 && read.messages.keepDays == 30)
        #expect(read.measurements.analysisRules == nil && read.measurements.analysisCommand.isEmpty)
        #expect(read.measurements.analysisTimeout == 5 && read.measurements.unpaid == .brief)
        #expect(read.measurements.shareLifetime == 2_592_000 && read.strictTransport == 31_536_000)
    }

    @Test("gives the defaults, but for what has none")
    func defaults() throws {
        func values(_ configuration: Configuration) throws -> [String: String] {
            Dictionary(uniqueKeysWithValues: configuration.settings.map { ($0.name, $0.text) })
        }
        var documented = try values(ConfigurationFile(Self.example).read())
        documented["state_dir"] = "/srv/state"
        documented["login.redirect_hosts"] = ""
        documented["measurements.h5_url"] = ""
        documented["upstream.connect_timeout"] = "2.0"
        #expect(try documented == values(configuration("")))
    }

    @Test("names every setting there is, but the few that most do without")
    func complete() throws {
        let settings = try ConfigurationFile(Self.example).read().settings
        let rest: Set = [
            "upstream.proxy", "upstream.ca_file", "jssdk.hosts", "log.requests", "server.concurrency", "server.hsts",
        ]
        for setting in settings where !rest.contains(setting.name) {
            #expect(
                Self.example.contains("\n\(setting.key) ") || Self.example.hasPrefix("\(setting.key) "),
                "\(setting.name)")
        }
        #expect(settings.filter { rest.contains($0.name) }.count == rest.count)
    }

    @Test("is listed section by section, with what is given and what is not")
    func settings() throws {
        let settings = try configuration("[login]\nstate_lifetime = 60\nredirect_hosts = a.example,\n b.example\n")
            .settings
        let sections = settings.map(\.section)
        #expect(
            sections.indices.dropFirst().filter { sections[$0] != sections[$0 - 1] }.count == Set(sections).count - 1)
        #expect(
            settings.filter(\.isGiven).map(\.name) == [
                "public_url", "state_dir", "login.redirect_hosts", "login.state_lifetime",
            ])
        #expect(settings.first { $0.name == "login.state_lifetime" }?.text == "60")
        #expect(settings.first { $0.name == "login.redirect_hosts" }?.text == "a.example,\nb.example")
        #expect(settings.first { $0.name == "sessions.lifetime" }?.text == "604800")
    }
}
