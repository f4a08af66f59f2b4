import HTTP
import JSON
import Platform

@testable import RecordTransfer
@testable import Site
@testable import WeChat

/// Queries, forms, bodies, cookies and the texts in them.
enum Requests {
    /// A request's variables as bytes: nobody has checked them.
    private struct Variables: MetaVariables {
        var values: [String: [UInt8]]

        func value(_ name: String) -> String? { values[name].map { String(decoding: $0, as: UTF8.self) } }
        func bytes(_ name: String) -> [UInt8]? { values[name] }
    }

    fileprivate static func request(_ values: [String: [UInt8]], body: [UInt8] = []) -> Request {
        Request(id: "", variables: Variables(values: values), content: .success(body))
    }

    static func checkForm(_ bytes: [UInt8]) throws {
        for type in ["application/x-www-form-urlencoded", "application/json", ""] {
            let request = request(["QUERY_STRING": bytes, "CONTENT_TYPE": Array(type.utf8)], body: bytes)
            for name in ["a", "url", "code"] {
                for value in [try? request.parameter(name), try? request.queryParameter(name)] {
                    try promise(value?.utf8.contains(0) != true, "no value holds a NUL")
                }
            }
            _ = try? request.json()
        }
    }

    static func checkCookies(_ bytes: [UInt8]) throws {
        let request = request(["HTTP_COOKIE": bytes, "HTTP_AUTHORIZATION": bytes])
        for name in ["sid", "__Host-login", "wxuser"] {
            let values = request.cookies(name)
            try promise(values.reduce(0) { $0 + $1.utf8.count } <= bytes.count * 3, "no value is made longer")
        }
        _ = request.authorizationToken(schemes: ["bearer", "jwt"])
    }

    static func checkURL(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        if let url = WebURL(text) {
            try promise(url.text == text && WebURL(url.origin)?.origin == url.origin, "an origin is an address")
        }
        if let page = try? PageURL(text) {
            try promise(page.text + page.fragment == text && !page.text.contains("#"), "a page is signed as it came")
        }
        if let pattern = SitePattern(text), let url = WebURL("https://" + text) {
            try promise(pattern.matches(url, onSecureSite: true), "a site allows itself")
        }
        if let pattern = HostPattern(text), !text.hasPrefix("*") {
            try promise(pattern.matches(text), "a host is itself")
        }
        _ = JSONPCallback(text)?.response(bytes)
        _ = NetworkAddress.network(of: text)
        let html: HTML = "<a href=\"\(text)\">\(text)</a>"
        try promise(html.text.utf8.count(where: { $0 == UInt8(ascii: "<") }) == 2, "no text opens an element")
    }

    static func checkTyped(_ bytes: [UInt8]) throws {
        let text = String(decoding: bytes, as: UTF8.self)
        let folded = TypedText.folded(text)
        try promise(TypedText.folded(folded) == folded && TypedText.trimmed(folded) == folded, "what is folded stays")
        try promise(TypedText.trimmed(TypedText.trimmed(text)) == TypedText.trimmed(text), "what is trimmed stays")
        if let phone = PhoneNumber(typed: text) {
            try promise(PhoneNumber(typed: phone.text) == phone && !phone.isVerified, "a number is read as written")
        }
        if let time = Timestamp.parse(tolerantly: text), Timestamp.writable.contains(time.seconds) {
            let written = Timestamp.text(time.seconds)
            try promise(Timestamp.parse(written)?.seconds == time.seconds, "a time comes back")
        }
        if let day = CalendarDate(tolerantly: text) {
            try promise(day.year <= 0 || CalendarDate(text: day.text)?.text == day.text, "a day comes back")
        }
        for hasComma in [true, false] {
            guard let number = DecimalText(text, hasComma: hasComma) else { continue }
            try Documents.checkWriting(number.value)
        }
        for isFree in [true, false] {
            let guarded = SpreadsheetText.guarded(text, isFree: isFree)
            try promise(SpreadsheetText.unguarded(guarded) == text || !isFree, "a guarded cell comes back")
        }
    }
}

extension Requests {
    /// A multipart form, whose boundary is `b`, and an address that nobody encoded.
    static func checkMultipart(_ bytes: [UInt8]) throws {
        let values = ["CONTENT_TYPE": Array("multipart/form-data; boundary=b".utf8), "QUERY_STRING": bytes]
        let request = request(values, body: bytes)
        for name in ["a", "url"] {
            guard let value = try? request.parameter(name) else { continue }
            try promise(!value.utf8.contains(0) && value.utf8.count <= bytes.count, "a value is a part of the body")
        }
        let typed = Requests.request(["CONTENT_TYPE": bytes], body: Array("--b\r\n\r\n\r\n--b--".utf8))
        _ = try? typed.parameter("a")
        guard let plain = (try? PlainAddress(bytes, "url", before: ["callback", "_"])).flatMap({ $0 }) else { return }
        try promise(plain.text.lowercased().hasPrefix("http"), "an address is one")
        _ = try? plain.others.value("callback")
    }
}
