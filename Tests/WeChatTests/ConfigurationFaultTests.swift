import Foundation
import Testing

@testable import Site
@testable import WeChat

@Suite("A faulty configuration")
struct ConfigurationFaultTests {
    /// The two required settings take the first two lines, and each text begins on the third.
    @Test(
        "is refused with file, line and key",
        arguments: [
            ("[sessions]\nlifetim = 1", "4: [sessions] lifetim: is not a setting"),
            ("[session]\nlifetime = 1", "4: [session] lifetime: is in an unknown section"),
            ("app_id = wx1", "3: app_id: is not a setting"),
            ("[log]\nRequests = true", "4: [log] Requests: is not a setting"),
            ("[log]\nrequests_file = a", "4: [log] requests_file: is not a setting"),
            ("[log]\nrequests = true\nrequests = true", "5: requests is already set on line 4"),
            ("state_dir = /b", "3: state_dir is already set on line 2"),
            ("[log\nrequests = 1", "3: a section header has no ]"),
            ("[log]\nrequests", "4: a line has no ="),
            ("[log]\nrequests = maybe", "4: [log] requests: must be true or false, not \"maybe\""),
            (
                "[upstream]\ntimeout = soon",
                "4: [upstream] timeout: must be a number of seconds from 0.1 to 60.0, not \"soon\""
            ),
            (
                "[upstream]\n\ntimeout = 61",
                "5: [upstream] timeout: must be a number of seconds from 0.1 to 60.0, not \"61\""
            ),
            (
                "[login]\nstate_lifetime = 29",
                "4: [login] state_lifetime: must be a whole number from 30 to 86400, not \"29\""
            ),
            (
                "[login]\nopenid_login = closed",
                "4: [login] openid_login: must be recent_exchange or handle or open, not \"closed\""
            ),
            (
                "[login]\nredirect_hosts = a.example, *.b.example:8443, ftp://c.example, d.example:x",
                "4: [login] redirect_hosts: must be a list of hosts such as h5.example.com, *.example.com:8443 or "
                    + "http://old.example.com, not \"ftp://c.example\""
            ),
            (
                "[cors]\norigins = https://a.example, null",
                "4: [cors] origins: must be a list of origins such as "
                    + "https://h5.example.com, not \"null\""
            ),
            ("[sessions]\nsecure = maybe", "4: [sessions] secure: must be auto or true or false, not \"maybe\""),
        ])
    func fault(text: String, message: String) throws {
        #expect(try ConfigurationFile(ConfigurationFile.required + text).faults() == ["wechat.ini:" + message])
    }

    @Test(
        "is refused for values of the wrong kind",
        arguments: [
            "[upstream]\ntimeout = 0", "[upstream]\ntimeout = nan", "[upstream]\ntimeout = -1",
            "[upstream]\ntimeout = 1,5",
            "[upstream]\nconnect_timeout = 2s", "[login]\nstate_lifetime = 600.0",
            "[login]\nstate_lifetime = 99999999999999999999",
            "[sessions]\nlifetime = 1 day", "[sessions]\nmeasurements_lifetime = 59", "[login]\nbind_browser = TRUE",
            "[login]\nredirect_hosts = https://a.example/", "[login]\nredirect_hosts = a.example, b c",
            "[login]\nredirect_hosts = *",
            "[jssdk]\nhosts = a.example/x", "[cors]\norigins = *", "[cors]\norigins = a.example",
            "[cors]\norigins = https://a.example/",
            "[cors]\norigins = https://a.example?b", "[cors]\norigins = null",
            "[sessions]\ncookie_domain = *.example.com",
            "[sessions]\ncookie_domain = .example.com", "[sessions]\ncookie_domain = a; Secure",
            "[upstream]\napi_url = ftp://a",
            "[upstream]\napi_url = https://user:word@a.example", "[upstream]\napi_url = https://a.example?b=c",
            "[upstream]\nopen_url = api.weixin.qq.com", "[upstream]\nproxy = proxy:3128",
            "[measurements]\nh5_url = https://",
            "[measurements]\nunpaid = none", "[measurements]\nshare_lifetime = 59", "[server]\nhsts = -1",
            "[measurements]\nanalysis_timeout = 61",
            "[measurements]\nanalysis_rules = a\n b",
            "[official_account]\napp_id = ../x\napp_secret = s",
            "[mini_program]\napp_id = wx_1\napp_secret = s", "[official_account]\nencoding_aes_key = short",
        ])
    func wrongKind(text: String) throws {
        let faults = try ConfigurationFile(ConfigurationFile.required + text).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("wechat.ini:4: [") == true && faults.first?.contains(": must be ") == true)
    }

    @Test("is refused when the authorities are to be trusted of a file that holds none")
    func authorities() throws {
        let folder = try TemporaryDirectory()
        let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
        for (text, fault) in [
            (certificate, nil), ("# ours\n" + certificate, nil), ("", "contains no certificate"),
            ("MIIB", "contains no"),
        ] {
            try text.write(toFile: folder.path + "/ca.pem", atomically: true, encoding: .utf8)
            let setting = ConfigurationFile.required + "[upstream]\nca_file = \(folder.path)/ca.pem"
            guard let fault else {
                #expect(try ConfigurationFile(setting).read().upstream.authorities == folder.path + "/ca.pem")
                continue
            }
            let faults = try ConfigurationFile(setting).faults()
            #expect(
                faults.count == 1 && faults[0].contains("4: [upstream] ca_file: \(folder.path)/ca.pem: \(fault)"),
                "\(faults)")
        }
        let absent = try ConfigurationFile(ConfigurationFile.required + "[upstream]\nca_file = /nonexistent").faults()
        #expect(absent == ["wechat.ini:4: [upstream] ca_file: /nonexistent: open: No such file or directory"])
    }

    @Test(
        "is refused when WeChat would be reached without TLS, but on this machine",
        arguments: [
            "http://api.weixin.qq.com", "http://127.example.com", "http://127.0.0.1.example.com",
            "http://localhost.example",
        ])
    func plainHTTP(url: String) throws {
        let message = "must begin with https:// (plain http is for this machine's own simulator)"
        let text = ConfigurationFile.required + "[upstream]\napi_url = \(url)\nopen_url = \(url)"
        #expect(
            try ConfigurationFile(text).faults() == [
                "wechat.ini:4: [upstream] api_url: \(message)", "wechat.ini:5: [upstream] open_url: \(message)",
            ])
    }

    @Test(
        "is refused without what is required, empty or absent",
        arguments: ["", "public_url =\nstate_dir =", "; nothing"])
    func missing(text: String) throws {
        let faults = try ConfigurationFile(text).faults()
        #expect(faults.count == 2)
        #expect(faults.contains { $0.hasSuffix("state_dir: is missing: the folder for the database and tokens") })
        #expect(faults.contains { $0.hasSuffix("public_url: is missing: the address that browsers use") })
    }

    @Test("does not call missing what is there and wrong")
    func wrongRequired() throws {
        let text = "public_url = www.example.com\nstate_dir = /a\n b"
        #expect(
            try ConfigurationFile(text).faults() == [
                "wechat.ini:1: public_url: must be an http or https address, not \"www.example.com\"",
                "wechat.ini:2: state_dir: must be a text, not \"/a b\"",
            ])
    }

    @Test("is refused with half an account", arguments: ["official_account", "mini_program"])
    func halfAccount(section: String) throws {
        let noSecret = try ConfigurationFile(ConfigurationFile.required + "[\(section)]\napp_id = wx1").faults()
        #expect(noSecret == ["wechat.ini: [\(section)] app_secret: is missing, but app_id is set"])
        let noID = try ConfigurationFile(ConfigurationFile.required + "[\(section)]\napp_secret = s").faults()
        #expect(noID == ["wechat.ini: [\(section)] app_id: is missing, but app_secret is set"])
        let emptyID = try ConfigurationFile(ConfigurationFile.required + "[\(section)]\napp_id =\napp_secret = s")
            .faults()
        #expect(emptyID == ["wechat.ini:4: [\(section)] app_id: is missing, but app_secret is set"])
    }

    @Test("tells all its faults at once")
    func all() throws {
        let text =
            "state_dir = /a\nold = 1\n[login]\nbind_browser = x\n[upstream]\ntimeout = x\n[nowhere]\nkey = 1\n[mini_program]\napp_id = wx1"
        let faults = try ConfigurationFile(text).faults()
        let places = faults.map { $0.split(separator: ": ").prefix(2).joined(separator: " ") }
        #expect(
            Set(places) == [
                "wechat.ini public_url", "wechat.ini:2 old", "wechat.ini:4 [login] bind_browser",
                "wechat.ini:6 [upstream] timeout",
                "wechat.ini:8 [nowhere] key", "wechat.ini [mini_program] app_secret",
            ])
        #expect(faults.count == 6)
    }

    @Test(
        "is refused when it is not there, or no file",
        arguments: [("absent.ini", "open: No such file"), ("", "read: Is a directory")])
    func unreadable(name: String, message: String) throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/" + name
        let error = #expect(throws: ConfigurationError.self) { try Configuration(file: path) }
        #expect(error?.description.hasPrefix("\(path): \(message)") == true)
    }

    @Test("is refused when it is no text, on the line of it")
    func notText() throws {
        let file = try ConfigurationFile("")
        try Data(Array(ConfigurationFile.required.utf8) + [0xFF]).write(to: URL(fileURLWithPath: file.path))
        #expect(file.faults() == ["wechat.ini:3: the line is not UTF-8"])
    }
}
