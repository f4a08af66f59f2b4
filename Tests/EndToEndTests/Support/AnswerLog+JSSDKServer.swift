import Foundation
import HTTPClient
import JSON

extension AnswerLog {
    /// The answers of jssdk-server, document 001. Its gateway is with the others.
    func askJSSDKServer() throws {
        let url = "url=https%3A%2F%2Fx.example%2F%3Fa%3D1%23b"
        for query in [url, url + "&explain=1", url + "&callback=a.b[0]", url + "&callback=a%3Bb", "callback=show", ""] {
            try ask("GET", "/wx/config?" + query)
        }
        let person = Browser()
        try logIn(.jssdkServer, person)
        for scope in ["snsapi_userinfo", "snsapi_base", "other"] {
            try visit("/wx/auth?scope=\(scope)&dest=%2F", person)
        }
        for query in ["", "?dest=https%3A%2F%2Felsewhere.example"] { try ask("GET", "/wx/auth" + query) }
        for query in ["", "?state=\(String(repeating: "a", count: 44))&code=x"] { try ask("GET", "/wx/auth2" + query) }
        try logIn(.jssdkServer, person: "xiaoming", "refuse")
        try failing("/sns/oauth2/access_token", "html_500") { try logIn(.jssdkServer) }
        try site.execute("ALTER TABLE sessions RENAME TO lost_sessions")
        try visit("/wx/auth?dest=%2F", person)
    }
}
