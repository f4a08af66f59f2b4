internal import Crypto
package import JSON
internal import Platform
internal import Site
internal import WeChat

/// The content of a backup, with the checksum of each file and one of its own.
package struct Manifest: Sendable, Equatable {
    /// A file of the backup.
    package struct File: Sendable, Equatable {
        /// Its path in the backup's folder: `wechat.sqlite3`, `keys/sealing.json` …
        package let name: String
        /// Bytes.
        package let size: Int64
        /// SHA-256, in hexadecimal digits.
        package let sha256: String
        /// For files with secrets, the path in the configuration; else empty.
        package let path: String
    }

    /// Unix seconds.
    package let createdAt: Int64
    /// The version of the program that took the backup.
    package let program: String
    /// The schema of the database.
    package let schema: Int64
    package let files: [File]

    static let format: Int64 = 1
    static let name = "manifest.json"
    static let database = "wechat.sqlite3"
    static let configuration = "configuration/wechat.ini"
    static let secrets = "configuration/secrets/"

    /// The size of all files in bytes.
    package var size: Int { files.reduce(0) { $0 + Int($1.size) } }

    /// As JSON, without its own checksum.
    package var content: JSONValue {
        [
            "format": .integer(Manifest.format), "created_at": .integer(createdAt),
            "created": .string(Timestamp.text(createdAt)), "program": .string(program), "schema": .integer(schema),
            "files": .array(
                files.map {
                    [
                        "name": .string($0.name), "size": .integer($0.size), "sha256": .string($0.sha256),
                        "path": .string($0.path),
                    ]
                }),
        ]
    }

    /// As stored in the backup.
    func bytes() throws(BackupError) -> [UInt8] {
        let checksum = try attempt { Hex.encode(try Digest.sha256(content.bytes)) }
        let whole: JSONValue = ["content": content, "sha256": .string(checksum)]
        return whole.bytes + [0x0A]
    }
}

extension Manifest {
    /// Parses a manifest; every byte of it counts.
    init(parsing bytes: [UInt8], of file: String) throws(BackupError) {
        let content = (try? JSONValue(parsing: bytes, limits: .own))?["content"]
        guard let content, let format = content["format"]?.integer else { throw Manifest.damaged(file) }
        guard format <= Manifest.format else {
            throw BackupError(
                "\(file): has format \(format), this program knows \(Manifest.format): use a newer wechatctl")
        }
        createdAt = content["created_at"]?.integer ?? 0
        program = content["program"]?.string ?? ""
        schema = content["schema"]?.integer ?? 0
        files = (content["files"]?.elements ?? []).map {
            File(
                name: $0["name"]?.string ?? "", size: $0["size"]?.integer ?? 0, sha256: $0["sha256"]?.string ?? "",
                path: $0["path"]?.string ?? "")
        }
        guard try self.bytes() == bytes, files.allSatisfy({ $0.size >= 0 && Manifest.isName($0.name) }),
            Set(files.map(\.name)).count == files.count, files.first?.name == Manifest.database
        else { throw Manifest.damaged(file) }
    }

    private static func damaged(_ file: String) -> BackupError {
        BackupError("\(file): was changed, or is not a manifest")
    }

    /// Whether a backup may contain a file of that name: nothing is written elsewhere.
    private static func isName(_ name: String) -> Bool {
        if name == database || name == configuration { return true }
        if KeyFile.Purpose.allCases.contains(where: { name == "keys/\($0.rawValue).json" }) { return true }
        return name.hasPrefix(secrets) && Int(name.dropFirst(secrets.utf8.count)) != nil
    }
}
