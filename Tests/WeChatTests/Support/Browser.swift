import HTTP

@testable import People
@testable import WeChat

/// A browser: shows the cookies that it was given.
struct Browser: Sendable {
    var cookies: [(name: String, value: String)] = []

    func request(_ path: String = "/", query: String = "") -> Request {
        var variables = ["REQUEST_METHOD": "GET", "QUERY_STRING": query, "SCRIPT_NAME": path]
        let header = cookies.map { "\($0.name)=\($0.value)" }.joined(separator: "; ")
        if !header.isEmpty { variables["HTTP_COOKIE"] = header }
        return Request(id: "0123456789abcdef", variables: variables, content: .success([]))
    }

    /// Keeps the response's cookies.
    mutating func take(_ response: Response) {
        for (name, value) in response.newCookies {
            cookies.removeAll { $0.name == name }
            cookies.append((name, value))
        }
    }

    /// One that shows these cookies of one name.
    static func showing(_ kind: SessionKind, _ ids: String...) -> Browser {
        Browser(cookies: ids.map { ((kind.cookie?.text ?? ""), $0) })
    }
}

extension Response {
    var location: String? { header("Location") }

    /// What the response sets, without the attributes.
    var newCookies: [(name: String, value: String)] {
        headers.filter { $0.name == "Set-Cookie" }.compactMap { header in
            let pair = header.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
            return pair.count == 2 ? (String(pair[0]), String(pair[1])) : nil
        }
    }

    /// The state that the response sends to WeChat's page.
    var state: String {
        guard let text = location?.split(separator: "&").first(where: { $0.hasPrefix("state=") }) else { return "" }
        return String(text.dropFirst(6).prefix { $0 != "#" })
    }
}

extension CallbackResult {
    /// In one word, for comparing.
    var word: String {
        switch self {
        case .done: "done"
        case .repeated: "repeated"
        case .declined: "declined"
        case .failed: "failed"
        case .noState: "no state"
        case .unknownState(let mayRestart): mayRestart ? "unknown, may restart" : "unknown"
        case .damagedState(let pending): pending == nil ? "damaged" : "damaged, but readable"
        case .noBrowser(let pending): pending.mayRestart ? "no browser, may restart" : "no browser"
        case .otherBrowser: "other browser"
        }
    }

    var response: Response? { if case .done(let response) = self { response } else { nil } }

    var error: WeChatError? { if case .failed(let error, _) = self { error } else { nil } }
}
