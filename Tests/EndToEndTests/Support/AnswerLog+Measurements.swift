import Foundation
import HTTPClient
import JSON
import Testing

extension AnswerLog {
    /// The answers of measurements, document 002. Its gateway is with the others.
    func askMeasurements() throws {
        let owner = Browser()
        try site.importRecords(of: "xiaoming", count: 2)
        try logIn(.measurements, owner)
        try askForMeasurementsLogins()
        let cookie = ("Cookie", "sid=" + (try #require(owner.cookies["sid"])))
        let script = ("Accept", "application/json")
        let newer = ("X-Response-Behavior", "V3")
        for headers in [[cookie, script], [cookie, script, newer], [script], [script, newer], []] {
            try askForSignatures(headers)
            try askForRecords(headers)
        }
        let token = try ask("GET", "/wx/api/measurements/1/token?show=birthday,user_id", headers: [cookie]).json()
        try ask("GET", "/wx/api/measurements/token/\(#require(token["data"]?["token"]?.string))/analyze")
        try ask("GET", "/wx/api/measurements/token/unknown/analyze")
        try ask("GET", "/wx/api/measurements", headers: [("Cookie", "sid=x"), script])
        try site.execute("ALTER TABLE sessions RENAME TO lost_sessions")
        try ask("GET", "/wx/api/measurements", headers: [cookie, script])
    }

    private func askForMeasurementsLogins() throws {
        for query in ["", "?redirect=https%3A%2F%2Felsewhere.example"] { try ask("GET", "/wx/oauth" + query) }
        let browser = Browser()
        for query in ["", "?state=\(String(repeating: "a", count: 44))&code=x"] {
            try visit("/wx/oauth/callback" + query, browser)
            try visit("/wx/oauth", browser)
        }
        try visit("/wx/oauth/callback", browser)
        try logIn(.measurements, person: "xiaoming", "refuse")
        try logIn(.measurements, person: "snapshot")
        for fault in ["errcode:40029", "html_500"] {
            try failing("/sns/oauth2/access_token", fault) { try logIn(.measurements) }
        }
    }

    private func askForSignatures(_ headers: [(String, String)]) throws {
        let bodies: [JSONValue] = [["url": "https://x.example/"], ["url": "ftp://x.example"], [:], "no object"]
        for body in bodies { try ask("POST", "/wx/api/jssdk/config", body, headers: headers) }
    }

    /// Two records of the person's, one that does not exist, and one that has no number. The first is paid for at the
    /// end, the other is not.
    private func askForRecords(_ headers: [(String, String)]) throws {
        let list = "/wx/api/measurements"
        for query in ["", "?size=1", "?size=0", "?start=yesterday"] { try ask("GET", list + query, headers: headers) }
        for id in ["2", "1", "999", "none"] {
            let record = "\(list)/\(id)"
            try ask("GET", record + "/analyze", headers: headers)
            for method in ["POST", "PUT"] {
                for remark in ["备注 🐼", "", String(repeating: "a", count: 256)] {
                    try ask(method, record + "/remark", ["remark": .string(remark)], headers: headers)
                }
                try ask(method, record + "/remark", [:], headers: headers)
            }
            for query in ["", "?show=remark", "?show=other"] {
                try ask("GET", record + "/token" + query, headers: headers)
            }
            try ask("DELETE", record + "/token", headers: headers)
            guard id != "2" else { continue }
            try ask("POST", "/wx/api/payment", ["record_id": .string(id)], headers: headers)
            try ask("POST", "/wx/api/payment/\(id)", headers: headers)
        }
    }
}
