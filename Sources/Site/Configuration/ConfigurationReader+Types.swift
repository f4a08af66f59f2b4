internal import HTTP
internal import Platform

/// The types of settings, each with the words by which an error describes it.
extension ConfigurationReader {
    mutating func text(_ section: String, _ key: String, default fallback: String = "") -> String {
        value(section, key, fallback: fallback, shownAs: fallback, expected: "a text") { $0.contains("\n") ? nil : $0 }
    }

    mutating func flag(_ section: String, _ key: String, default fallback: Bool) -> Bool {
        let words = [
            "true": true, "yes": true, "on": true, "1": true, "false": false, "no": false, "off": false, "0": false,
        ]
        return value(section, key, fallback: fallback, shownAs: "\(fallback)", expected: "true or false") { words[$0] }
    }

    mutating func whole(_ section: String, _ key: String, default fallback: Int, in range: ClosedRange<Int>) -> Int {
        let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return value(section, key, fallback: fallback, shownAs: "\(fallback)", expected: expected) {
            Int($0).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    mutating func seconds(
        _ section: String, _ key: String, default fallback: Double, in range: ClosedRange<Double>
    ) -> Double {
        let expected = "a number of seconds from \(range.lowerBound) to \(range.upperBound)"
        return value(section, key, fallback: fallback, shownAs: "\(fallback)", expected: expected) {
            Double($0).flatMap { range.contains($0) ? $0 : nil }
        }
    }

    mutating func choice<T: RawRepresentable & CaseIterable>(
        _ section: String, _ key: String, default fallback: T
    ) -> T where T.RawValue == String {
        let expected = T.allCases.map(\.rawValue).joined(separator: " or ")
        return value(section, key, fallback: fallback, shownAs: fallback.rawValue, expected: expected) {
            T(rawValue: $0)
        }
    }

    /// A list, comma-separated or with one item per line; the error names the first item that does not convert.
    mutating func list<T>(_ section: String, _ key: String, of expected: String, convert: (String) -> T?) -> [T] {
        value(
            section, key, fallback: [], shownAs: "", expected: "a list of \(expected)",
            culprit: { Self.items($0).first { convert($0) == nil } ?? $0 }
        ) { text in
            let items = Self.items(text)
            let converted = items.compactMap(convert)
            return converted.count == items.count ? converted : nil
        }
    }

    private static func items(_ list: String) -> [String] {
        list.split { $0 == "," || $0 == "\n" }.map(trimmed).filter { !$0.isEmpty }
    }

    /// An absolute URL without query and fragment; a trailing slash is dropped.
    mutating func url(_ section: String, _ key: String, default fallback: String) -> WebURL? {
        // Two optionals: a plain nil would count as a value, that of an optional URL.
        let convert: (String) -> WebURL?? = { text in
            let base = text.hasSuffix("/") ? String(text.dropLast()) : text
            guard !base.contains("?"), !base.contains("#"), let url = WebURL(base) else { return nil }
            return url
        }
        return value(
            section, key, fallback: WebURL(fallback), shownAs: fallback, expected: "an http or https address",
            convert: convert)
    }

    /// As `url`, but allows plain http only to this machine: app secrets travel on this connection.
    mutating func secureURL(_ section: String, _ key: String, default fallback: String) -> WebURL? {
        guard let url = url(section, key, default: fallback) else { return nil }
        if url.scheme == "http" && !url.isLoopback {
            report(section, key, "must begin with https:// (plain http is for this machine's own simulator)")
        }
        return url
    }

    /// The path of a file with certificates in PEM; nil when none is named.
    mutating func certificates(_ section: String, _ key: String) -> String? {
        let named = text(section, key)
        guard !named.isEmpty else { return nil }
        let path = resolve(named)
        do throws(FileSystemError) {
            let bytes = try FileSystem.read(path, limit: 1 << 20)
            let lines = bytes.split(separator: UInt8(ascii: "\n"))
            if !lines.contains(where: { $0.starts(with: "-----BEGIN CERTIFICATE-----".utf8) }) {
                report(section, key, "\(path): contains no certificate in PEM (-----BEGIN CERTIFICATE-----)")
            }
        } catch { report(section, key, "\(error)") }
        return path
    }

    /// Without blanks and tabs at both ends.
    static func trimmed(_ item: Substring) -> String {
        var item = item.drop { $0 == " " || $0 == "\t" }
        while let last = item.last, last == " " || last == "\t" { item.removeLast() }
        return String(item)
    }
}
