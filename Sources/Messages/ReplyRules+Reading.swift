internal import JSON
internal import Platform

extension ReplyRules {
    /// Reads the file of rules, and reports what is wrong with each rule:
    ///
    ///     {"rules": [
    ///         {"match": "follow", "reply": {"type": "text", "content": "…"}},
    ///         {"match": "exact", "text": "…", "reply": …},
    ///         {"match": "prefix", "text": "…", "reply": …},
    ///         {"match": "click", "key": "…", "reply": …},
    ///         {"match": "default", "reply": …}
    ///     ]}
    ///
    /// The order of the rules does not matter: an exact match goes before a prefix, a longer prefix before a shorter
    /// one, and `default` is for all other texts.
    package static func read(_ bytes: [UInt8]) -> (rules: ReplyRules, faults: [String]) {
        var rules = ReplyRules()
        let file: JSONValue
        do { file = try JSONValue(parsing: bytes, limits: .own, rejectsDuplicates: true) } catch {
            return (rules, [error.excess ?? (error.line > 0 ? "line \(error.line) is not JSON" : "is not JSON")])
        }
        guard let list = file["rules"]?.elements, case .object(let members) = file, members.count == 1 else {
            return (rules, ["must be an object with one member, the array rules"])
        }
        var faults: [String] = []
        for (index, rule) in list.enumerated() {
            do throws(Reply.Fault) { try rules.add(rule) } catch { faults.append("rule \(index + 1): \(error)") }
        }
        rules.prefixes.sort { $0.text.utf8.count > $1.text.utf8.count }
        return (rules, faults)
    }

    private mutating func add(_ rule: JSONValue) throws(Reply.Fault) {
        guard case .object(let members) = rule else { throw Reply.Fault("is not an object") }
        let match = rule["match"]?.string ?? ""
        let extra = ["exact": "text", "prefix": "text", "click": "key"][match]
        for member in members where !["match", "reply", extra].contains(member.name) {
            throw Reply.Fault("unknown member \(member.name) in a rule of match \(match)")
        }
        var text = ""
        if let extra {
            if let value = rule[extra], value != .null {
                guard let given = value.string else { throw Reply.Fault("\(extra) must be a string") }
                text = extra == "text" ? TypedText.folded(given) : given
            }
            guard !text.isEmpty else { throw Reply.Fault("\(extra) is missing") }
        }
        guard let value = rule["reply"] else { throw Reply.Fault("reply is missing") }
        let reply: Reply
        do throws(Reply.Fault) { reply = try Reply(value) } catch { throw Reply.Fault("reply: \(error)") }
        guard try put(reply, match, text) else { throw Reply.Fault("another rule matches the same") }
    }

    /// False when there is one already.
    private mutating func put(_ reply: Reply, _ match: String, _ text: String) throws(Reply.Fault) -> Bool {
        switch match {
        case "follow": return ReplyRules.set(&follow, reply)
        case "default": return ReplyRules.set(&other, reply)
        case "exact": return ReplyRules.set(&exact[text], reply)
        case "click": return ReplyRules.set(&clicks[text], reply)
        case "prefix":
            guard !prefixes.contains(where: { $0.text == text }) else { return false }
            prefixes.append((text, reply))
            return true
        default: throw Reply.Fault("match must be follow, exact, prefix, click or default")
        }
    }

    private static func set(_ place: inout Reply?, _ reply: Reply) -> Bool {
        guard place == nil else { return false }
        place = reply
        return true
    }
}
