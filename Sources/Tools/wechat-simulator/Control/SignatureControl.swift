import Crypto
import JSON
import Platform

/// `POST /_simulator/check_signature` — whether WeChat's own JavaScript would accept a signature for a page.
enum SignatureControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let appid = try call.namedAccount(input.text("appid"), store).appid
        guard let ticket = try store.ticket(appid, .jsapi), ticket.secondsLeft(call.now) > 0 else {
            return .json(["valid": false, "string": nil])
        }
        let string = try signedString(input, ticket)
        let isValid = try hash(string) == input.requiredText("signature")
        return .json(["valid": .bool(isValid), "string": .string(string)])
    }

    /// The page address as it is, not encoded, up to `#`.
    private static func signedString(_ input: ControlInput, _ ticket: Ticket) throws(Failure) -> String {
        let nonce = try input.requiredText("noncestr")
        let timestamp = try input.requiredText("timestamp")
        let page = try input.requiredText("url").prefix { $0 != "#" }
        return "jsapi_ticket=\(ticket.text)&noncestr=\(nonce)&timestamp=\(timestamp)&url=\(page)"
    }

    private static func hash(_ text: String) throws(Failure) -> String {
        do throws(CryptoError) { return Hex.encode(try Digest.sha1(Array(text.utf8))) } catch {
            throw .broken("\(error)")
        }
    }
}
