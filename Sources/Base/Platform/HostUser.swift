internal import Glibc

/// A user of this machine.
struct HostUser: Equatable {
    let name: String
    let home: String

    /// The user with this number; nil when the machine does not know it. The corresponding C function is `getpwuid`.
    ///
    /// The portable build reads only `/etc/passwd`: `getpwuid` would load libraries of the host (NSS), which a static
    /// program cannot.
    static func with(id: UInt32) -> HostUser? {
        #if PORTABLE
            return listed(id: id)
        #else
            guard let user = unsafe getpwuid(id), let name = unsafe user.pointee.pw_name,
                let home = unsafe user.pointee.pw_dir
            else { return nil }
            return unsafe HostUser(name: String(cString: name), home: String(cString: home))
        #endif
    }

    /// The user with this number in a file like `/etc/passwd`.
    static func listed(id: UInt32, in file: String = "/etc/passwd") -> HostUser? {
        guard let bytes = try? FileSystem.read(file) else { return nil }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let fields = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
                .map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 7, UInt32(fields[2]) == id else { continue }
            return HostUser(name: fields[0], home: fields[5])
        }
        return nil
    }
}
