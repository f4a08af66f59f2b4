import HTTPClient
import JSON
import XML

/// WeChat's check of a gateway's answer to a push.
struct ReplyCheck {
    let push: Push
    let gateway: Gateway

    func verdict(_ reply: HTTPClientReply) -> Verdict {
        guard reply.status == 200 else { return .failed("HTTP status \(reply.status) instead of 200.") }
        do throws(BadReply) { return try verdict(body: reply.body) } catch { return .failed(error.reason + ".") }
    }

    private func verdict(body: [UInt8]) throws(BadReply) -> Verdict {
        if body.isEmpty { return .accepted("Accepted: an empty answer.") }
        if body.elementsEqual("success".utf8) { return .accepted("Accepted: success.") }
        let root = try ReplyCheck.root(body, push.format)
        guard let encrypted = root["Encrypt"] else {
            guard push.mode != .encrypted else {
                throw BadReply("The push was encrypted, and the reply is not: it has no Encrypt")
            }
            return try verdict(on: root, "Accepted")
        }
        guard push.mode != .plain else { throw BadReply("The reply is encrypted, and the push was plain") }
        let message = try ReplyCheck.open(root, encrypted.text, gateway)
        return try verdict(on: ReplyCheck.root(message, push.format), "Accepted, well encrypted")
    }

    private func verdict(on root: XMLElement, _ beginning: String) throws(BadReply) -> Verdict {
        let reply = try PassiveReply(root, to: push, from: gateway)
        return .accepted("\(beginning): \(reply.kind).", shown: reply.shown)
    }

    /// Checks `MsgSignature`, then decrypts.
    private static func open(_ root: XMLElement, _ encrypted: String, _ gateway: Gateway) throws(BadReply) -> [UInt8] {
        let (timestamp, nonce) = (root["TimeStamp"]?.text ?? "", root["Nonce"]?.text ?? "")
        guard Int64(timestamp) != nil else { throw BadReply("TimeStamp is missing or no whole number") }
        guard !nonce.isEmpty else { throw BadReply("Nonce is missing") }
        let signature = root["MsgSignature"]?.text ?? ""
        guard !signature.isEmpty else { throw BadReply("MsgSignature is missing") }
        do throws(Failure) {
            let expected = try MessageSignature.make([gateway.token, timestamp, nonce, encrypted])
            guard signature == expected else {
                throw Failure.misused("MsgSignature is not that of token, TimeStamp, Nonce and Encrypt")
            }
        } catch {
            throw BadReply("\(error)")
        }
        return try cipher(gateway).decrypt(encrypted)
    }

    private static func cipher(_ gateway: Gateway) throws(BadReply) -> MessageCipher {
        do throws(Failure) {
            return try MessageCipher(encodingAESKey: gateway.encodingAESKey, appid: gateway.appid)
        } catch {
            throw BadReply("\(error)")
        }
    }

    /// The reply as a tree: JSON's members as elements, those of a list as `item`.
    static func root(_ body: [UInt8], _ format: Gateway.Format) throws(BadReply) -> XMLElement {
        switch format {
        case .json:
            guard let value = try? JSONValue(parsing: body), value.isObject else {
                throw BadReply("The reply is neither success nor a JSON object")
            }
            return element("xml", value)
        case .xml:
            do throws(XMLError) { return try XMLElement(parsing: body) } catch {
                throw BadReply("The reply is neither empty nor success nor XML (\(error))")
            }
        }
    }

    private static func element(_ name: String, _ value: JSONValue) -> XMLElement {
        switch value {
        case .object(let members): XMLElement(name, children: members.map { element($0.name, $0.value) })
        case .array(let elements): XMLElement(name, children: elements.map { element("item", $0) })
        case .string(let text): XMLElement(name, text: text)
        default: XMLElement(name, text: value.text)
        }
    }
}
