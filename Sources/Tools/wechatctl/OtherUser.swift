internal import Platform

/// The files belong to another user than the one who runs wechatctl: programs could not use what it creates there.
struct OtherUser: Error, CustomStringConvertible {
    let description: String

    /// Checks the state directory and its content; creates nothing.
    static func refuse(_ directory: String) throws(OtherUser) {
        let paths = ["", "/wechat.sqlite3", "/wechat.sqlite3-wal", "/wechat.sqlite3-shm", "/keys", "/tokens", "/locks"]
        for path in paths.map({ directory + $0 }) {
            if let owner = FileOwner.other(of: path) { throw OtherUser(path, owner) }
        }
    }

    private init(_ path: String, _ owner: String) {
        let command = CommandLine.arguments.map(OtherUser.quoted).joined(separator: " ")
        let user = OtherUser.quoted(owner)
        description =
            "\(path) belongs to \(owner), and this is \(FileOwner.me); nothing was done. Run it as the owner: "
            + "sudo -u \(user) \(command)" + (owner.hasPrefix("#") ? "" : " (or: runuser -u \(user) -- \(command))")
    }

    /// Quoted for a shell.
    private static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy {
            switch $0 {
            case 0x2B...0x3A, 0x3D, 0x40...0x5A, 0x5F, 0x61...0x7A: true
            default: false
            }
        }
        if isPlain && !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
