internal import Glibc

/// What the process was started with.
package enum Environment {
    /// The value of one variable, or nil. The corresponding C function is `getenv`.
    package static func value(_ name: String) -> String? {
        guard let text = unsafe getenv(name) else { return nil }
        return unsafe String(cString: text)
    }

    /// Sets one variable, for this process and what it starts. The corresponding C function is `setenv`.
    package static func set(_ name: String, _ value: String) { unsafe setenv(name, value, 1) }

    /// The bytes of one variable, which need not be UTF-8, or nil.
    package static func bytes(_ name: String) -> [UInt8]? {
        guard let text = unsafe getenv(name) else { return nil }
        return unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }

    /// The file that this process runs, links resolved, or nil when `/proc` is not mounted.
    package static var executablePath: String? { FileSystem.linkTarget("/proc/self/exe") }

    /// The home directory: as the environment names it, or else as the host knows it of this user. Apache's suexec passes no `HOME`.
    package static var home: String? {
        if let named = value("HOME"), !named.isEmpty { return named }
        guard let user = unsafe getpwuid(geteuid()), let folder = unsafe user.pointee.pw_dir else { return nil }
        return unsafe String(cString: folder)
    }
}
