internal import HTTP
internal import Platform
internal import Site
internal import WeChat

/// The folder from which the web server serves files. Anybody may fetch what is in it: app secret, tokens, sessions.
///
/// RFC 3875 does not know `DOCUMENT_ROOT`, but Apache, LiteSpeed, lighttpd and most nginx configurations send it.
struct DocumentRoot {
    /// As named by the request.
    let name: String
    private let path: String
    /// Whether the server reads `.htaccess`.
    private let obeysDenyFiles: Bool

    /// Nil when the server names none, or one that does not exist.
    init?(_ request: Request) {
        guard let name = request.documentRoot, !name.isEmpty, let path = FileSystem.realPath(name), path != "/" else {
            return nil
        }
        self.name = name
        self.path = path
        let server = request.serverSoftware.lowercased()
        obeysDenyFiles = !server.hasPrefix("nginx") && !server.hasPrefix("lighttpd")
    }

    /// - Throws: `notConfigured` when the web server would serve the configuration or the state directory.
    func check(_ configuration: Configuration) throws(WeChatError) {
        let file = (
            path: configuration.file, folder: FileSystem.directory(of: configuration.file), setting: "the configuration"
        )
        let state = (path: configuration.stateDirectory, folder: configuration.stateDirectory, setting: "state_dir")
        for (path, folder, setting) in [file, state] where isServed(path, folder: folder) {
            let remedy =
                obeysDenyFiles
                ? "; move it elsewhere, or put a .htaccess with \"\(Installation.denial)\" beside it"
                : "; move it elsewhere"
            throw .notConfigured(
                .file, "\(setting), \(path), is below the web server's document root, \(name)\(remedy)")
        }
    }

    /// Whether the server serves it, or part of it.
    private func isServed(_ item: String, folder: String) -> Bool {
        guard let item = FileSystem.realPath(item) else { return false }
        let isBelow = item == path || item.hasPrefix(path + "/")
        return isBelow && !(obeysDenyFiles && isDenied(folder)) || path.hasPrefix(item + "/")
    }

    /// Whether the folder, or one above it within the document root, contains a file that denies access.
    private func isDenied(_ folder: String) -> Bool {
        guard var folder = FileSystem.realPath(folder) else { return false }
        while folder == path || folder.hasPrefix(path + "/") {
            if DocumentRoot.denies(folder + "/.htaccess") { return true }
            folder = FileSystem.directory(of: folder)
        }
        return false
    }

    private static func denies(_ file: String) -> Bool {
        guard let bytes = try? FileSystem.read(file, limit: 1 << 16) else { return false }
        let denial = Installation.denial.lowercased().utf8
        var depth = 0
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = DocumentRoot.words(line)
            if words.starts(with: "</".utf8) { depth -= 1 } else if words.first == UInt8(ascii: "<") { depth += 1 }
            if depth == 0 && words.elementsEqual(denial) { return true }
        }
        return false
    }

    /// In lower case, with single blanks between words.
    private static func words(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var words: [UInt8] = []
        for byte in line {
            if byte > 0x20 {
                words.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
            } else if words.last.map({ $0 != 0x20 }) ?? false {
                words.append(0x20)
            }
        }
        if words.last == 0x20 { words.removeLast() }
        return words
    }
}
