internal import INI
internal import Platform
internal import WeChat

/// Returns the settings of one INI file by name and type, and remembers errors and settings that nobody asked for.
///
/// The reads are the schema: a key that nobody reads is unknown. Errors are collected so that an operator sees all of
/// them at once; meanwhile a faulty setting has its default.
struct ConfigurationReader {
    private let file: String
    private let entries: [String: INIEntry]
    private var asked: Set<String> = []
    private(set) var faults: [ConfigurationError.Fault] = []
    private(set) var settings: [Setting] = []
    private(set) var holdsSecrets = false
    private(set) var retired: [String] = []

    init(file: String) throws(ConfigurationError) {
        self.file = file
        entries = Dictionary(
            try Self.entries(file).map { (Self.name($0.section, $0.key), $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static func entries(_ file: String) throws(ConfigurationError) -> [INIEntry] {
        func error(line: Int?, _ message: String) -> ConfigurationError {
            ConfigurationError(faults: [.init(file: file, line: line, key: nil, message: message)])
        }
        let (bytes, text): ([UInt8], [UInt8])
        // The error already names the file.
        do throws(FileSystemError) { bytes = try FileSystem.read(file, limit: 1 << 20) } catch let fault {
            throw error(line: nil, fault.explanation)
        }
        do throws(TextEncodingError) { text = try TextFile.utf8(bytes) } catch let fault {
            throw error(line: fault.line, "\(fault.line == nil ? "the file" : "the line") \(fault.message)")
        }
        do throws(INIError) { return try parseINI(text) } catch let fault {
            throw error(line: fault.line, fault.message)
        }
    }

    /// The setting's value converted by `convert`, which returns nil for a text that is not `expected`; `fallback` when
    /// the setting is absent, empty or faulty.
    ///
    /// - Parameter culprit: the part of an invalid text that is to blame.
    mutating func value<T>(
        _ section: String, _ key: String, fallback: T, shownAs shown: String, expected: String,
        culprit: (String) -> String = { $0 }, convert: (String) -> T?
    ) -> T {
        guard let text = noted(section, key, shownAs: shown) else { return fallback }
        guard let value = convert(text) else {
            reportInvalid(section, key, expected: expected, culprit(text))
            return fallback
        }
        return value
    }

    // What does not depend on a setting's type is here once, and not inlined: `value` is compiled for each type.

    /// The setting's text; it is listed with it, or with its default.
    @inline(never)
    private mutating func noted(_ section: String, _ key: String, shownAs shown: String) -> String? {
        let text = given(section, key)
        settings.append(Setting(section: section, key: key, text: text ?? shown, isGiven: text != nil))
        return text
    }

    @inline(never)
    private mutating func reportInvalid(_ section: String, _ key: String, expected: String, _ culprit: String) {
        let line = String(culprit.map { $0 == "\n" ? " " : $0 })
        // An address may contain a password.
        report(section, key, "must be \(expected)" + (line.contains("@") ? "" : ", not \"\(line)\""))
    }

    /// A secret, given directly or as the content of the file named by `<key>_file`; nil when neither is set.
    mutating func secret(_ section: String, _ key: String) -> Secret? {
        let inPlace = given(section, key)
        let path = given(section, key + "_file")
        settings.append(
            Setting(section: section, key: key, text: inPlace == nil ? "" : "••••", isGiven: inPlace != nil))
        if let path { settings.append(Setting(section: section, key: key + "_file", text: path, isGiven: true)) }
        if inPlace != nil && path != nil { report(section, key, "is set twice: here and in \(key)_file") }
        holdsSecrets = holdsSecrets || inPlace != nil
        return inPlace.map(Secret.init) ?? path.flatMap { secret(inFile: $0, section, key + "_file") }
    }

    /// Records an error of the setting, or its absence.
    mutating func report(_ section: String, _ key: String, _ message: String) {
        let shown = section.isEmpty ? key : "[\(section)] \(key)"
        let line = entries[Self.name(section, key)]?.line
        faults.append(.init(file: file, line: line, key: shown, message: message))
    }

    /// Records that a setting is missing, unless the file has it: then its error is already recorded.
    mutating func reportMissing(_ section: String, _ key: String, _ message: String) {
        guard text(of: section, key) == nil, text(of: section, key + "_file") == nil else { return }
        report(section, key, "is missing" + message)
    }

    /// Records an error of the whole file.
    mutating func report(_ message: String) { faults.append(.init(file: file, line: nil, key: nil, message: message)) }

    /// Accepts a setting of an earlier release, whatever its value.
    mutating func retire(_ section: String, _ key: String) {
        let name = Self.name(section, key)
        guard entries[name] != nil else { return }
        asked.insert(name)
        retired.append("[\(section)] \(key)")
    }

    /// Records every key that nobody read. To be called last.
    mutating func reportUnknown(sections: Set<String>) {
        for (name, entry) in entries.sorted(by: { $0.value.line < $1.value.line }) where !asked.contains(name) {
            let isKnown = sections.contains(entry.section)
            report(entry.section, entry.key, isKnown ? "is not a setting" : "is in an unknown section")
        }
    }

    /// `path` relative to the configuration file's folder.
    func resolve(_ path: String) -> String {
        path.hasPrefix("/") ? path : FileSystem.directory(of: file) + "/" + path
    }

    private mutating func given(_ section: String, _ key: String) -> String? {
        asked.insert(Self.name(section, key))
        return text(of: section, key)
    }

    private func text(of section: String, _ key: String) -> String? {
        guard let text = entries[Self.name(section, key)]?.value, !text.isEmpty else { return nil }
        return text
    }

    private mutating func secret(inFile path: String, _ section: String, _ key: String) -> Secret? {
        do throws(FileSystemError) {
            let path = resolve(path)
            try FileSystem.refuseReadableByOthers(path)
            let text = String(decoding: try TextFile.read(path, limit: 4096), as: UTF8.self)
            let line = Self.trimmed(text.prefix { !$0.isNewline })
            if line.isEmpty { report(section, key, "\(path): the first line is empty") }
            return line.isEmpty ? nil : Secret(line)
        } catch {
            report(section, key, "\(error)")
            return nil
        }
    }

    private static func name(_ section: String, _ key: String) -> String { "\(section)\u{0}\(key)" }
}
