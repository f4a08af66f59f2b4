internal import CLinux
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

    /// The file that this process runs, links resolved. Where `/proc` is not mounted, it is found by the path that it was
    /// started by: nil when nothing is there any more.
    package static var executablePath: String? {
        if let path = FileSystem.linkTarget("/proc/self/exe") { return path }
        return unsafe linux_started_file().flatMap { unsafe FileSystem.realPath(String(cString: $0)) }
    }

    /// The home directory: as the environment names it, or else as the host knows it of this user. Apache's suexec passes no `HOME`.
    package static var home: String? {
        if let named = value("HOME"), !named.isEmpty { return named }
        return HostUser.with(id: geteuid()).flatMap { $0.home.isEmpty ? nil : $0.home }
    }
}
