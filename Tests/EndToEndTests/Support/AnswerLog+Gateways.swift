import Foundation
import HTTPClient
import JSON

extension AnswerLog {
    /// Lines of the configuration, with a reply of each kind in a file.
    static func repliesOfAllKinds(in file: String) throws -> String {
        let rules: JSONValue = [
            "rules": [
                rule("0", ["type": "text", "content": "123"]), rule("1", ["type": "image", "media_id": "m"]),
                rule("2", ["type": "voice", "media_id": "m"]), rule("3", ["type": "video", "media_id": "m"]),
                rule("4", ["type": "music", "thumb_media_id": "m"]),
                rule("5", ["type": "news", "articles": [["title": "帮助", "url": "https://www.example.com/"]]]),
                ["match": "default", "reply": ["type": "transfer_customer_service"]],
            ]
        ]
        try rules.text.write(toFile: file, atomically: true, encoding: .utf8)
        return """
            [official_account]
            encoding_aes_key = \(Push.key)
            [messages]
            encrypted_only = false
            replies_file = \(file)
            """
    }

    private static func rule(_ text: String, _ reply: JSONValue) -> JSONValue {
        ["match": "exact", "text": .string(text), "reply": reply]
    }

    /// The answers of the message gateways, which three of the documents have.
    func askGateways() throws {
        let gateways = Site.gateways + ["/boilerplate/api/v1/wechat-mp/gateway"]
        for (number, gateway) in gateways.enumerated() { try askGateway(gateway, number) }
        try site.execute("ALTER TABLE inbox RENAME TO lost_inbox")
        for gateway in gateways { try push(Push.text("0", id: "9"), gateway) }
    }

    private func askGateway(_ gateway: String, _ number: Int) throws {
        let signed = "?timestamp=1&nonce=2&signature=" + (try Push.signature(["AAAAA", "1", "2"]))
        let forged = "?timestamp=1&nonce=2&signature=" + String(repeating: "0", count: 40)
        for query in [signed + "&echostr=hello", forged + "&echostr=hello", signed, ""] {
            try ask("GET", gateway + query)
        }
        for text in 0...6 {
            let message: JSONValue = [
                "ToUserName": "gh_1", "FromUserName": "oPushed",
                "CreateTime": .integer(Int64(Date().timeIntervalSince1970)),
                "MsgType": "text", "Content": .string("\(text)"), "MsgId": .integer(Int64(1000 + 10 * number + text)),
            ]
            try ask("POST", gateway + signed, message)
            try push(Push.text("\(text)", id: "\(2000 + 10 * number + text)"), gateway)
        }
        try push(Push.text("0", id: "\(3000 + number)"), gateway, encrypted: true)
        try push(Push.event("VIEW"), gateway)
        try push("no message", gateway)
        for query in [forged, ""] { try ask("POST", gateway + query, ["MsgType": "text"]) }
        try ask("POST", gateway + signed, ["Content": .string(String(repeating: "a", count: 140_000))])
    }

    private func push(_ body: String, _ gateway: String, encrypted: Bool = false) throws {
        keep("POST", gateway, try site.push(body, to: gateway, encrypted: encrypted))
    }
}
