import Foundation
import HTTPClient
import JSON
import Testing

extension AnswerLog {
    /// The answers of official-account, document 004.
    func askOfficialAccount() throws {
        let api = "/2020/wechat/"
        let person = Browser()
        try logIn(.officialAccount, person)
        try askAboutPeople(api, person)
        try askForOfficialLogins(api)
        for url in ["https://x.example/?a=1#b", "ftp://x.example", ""] {
            try ask("POST", api + "offiaccount/jssdk", ["url": .string(url)])
        }
        try ask("POST", api + "offiaccount/jssdk", "no object")
        try ask("POST", api + "offiaccount/jssdk", ["url": .string(String(repeating: "a", count: 40_000))])
        try askForMedia(api + "offiaccount/media")
        try site.execute("ALTER TABLE sessions RENAME TO lost_sessions")
        try visit(api + "auth/user/openid", person)
    }

    private func askAboutPeople(_ api: String, _ person: Browser) throws {
        let paths = ["auth/user/openid", "auth/user", "offiaccount/user"].map { api + $0 }
        for path in paths {
            try visit(path, person)
            try ask("GET", path)
        }
        for someone in ["stranger", "snapshot"] {
            let browser = Browser()
            try logIn(.officialAccount, browser, person: someone)
            for path in paths { try visit(path, browser) }
        }
        try failing("/sns/userinfo", "errcode:48001") { try visit(paths[1], person) }
        try failing("/sns/userinfo", "html_500") { try visit(paths[1], person) }
        let follower = Browser()
        try logIn(.officialAccount, follower, person: "emoji")
        try failing("/cgi-bin/user/info", "html_500") { try visit(paths[2], follower) }
    }

    private func askForOfficialLogins(_ api: String) throws {
        try logIn(.officialAccount, person: "xiaoming", "refuse")
        for fault in ["errcode:40029", "errcode:48001", "html_500"] {
            try failing("/sns/oauth2/access_token", fault) { try logIn(.officialAccount) }
        }
        for query in ["", "?state=https%3A%2F%2Felsewhere.example", "?state=%ff"] {
            try ask("GET", api + "auth" + query)
        }
        for query in ["", "?state=short&code=x", "?state=\(String(repeating: "a", count: 44))&code=x"] {
            try ask("GET", api + "auth/code" + query)
        }
    }

    private func askForMedia(_ path: String) throws {
        let picture = try site.simulator(
            "POST", "media",
            ["appid": .string(Site.appID), "type": "image", "content_type": "image/jpeg", "base64": "YWJjZA=="])
        let video = try site.simulator("POST", "media", ["appid": .string(Site.appID), "type": "video", "size": 10])
        for media in [picture, video] { try ask("GET", path + "?media_id=" + #require(media["media_id"]?.string)) }
        for query in ["", "?media_id=unknown", "?media_id=a%2Fb"] { try ask("GET", path + query) }
        try failing("/cgi-bin/media/get", "html_500") { try ask("GET", path + "?media_id=late") }
    }
}
