internal import CLinux
internal import Glibc

/// The environment of the process.
package enum Environment {
    /// The value of a variable, or nil. The corresponding C function is `getenv`.
    package static func value(_ name: String) -> String? {
        guard let text = unsafe getenv(name) else { return nil }
        return unsafe String(cString: text)
    }

    /// Sets a variable for this process and those that it starts. The corresponding C function is `setenv`.
    package static func set(_ name: String, _ value: String) { unsafe setenv(name, value, 1) }

    /// The bytes of a variable, which need not be UTF-8, or nil.
    package static func bytes(_ name: String) -> [UInt8]? {
        guard let text = unsafe getenv(name) else { return nil }
        return unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }

    /// The file that this process runs, with links resolved. Without `/proc` it is found by the path with which it was
    /// started; nil when that no longer exists.
    package static var executablePath: String? {
        if let path = FileSystem.linkTarget("/proc/self/exe") { return path }
        return unsafe linux_started_file().flatMap { unsafe FileSystem.realPath(String(cString: $0)) }
    }

    /// The home directory from the environment, else from the host's user database: Apache's suexec passes no `HOME`.
    package static var home: String? {
        if let named = value("HOME"), !named.isEmpty { return named }
        return HostUser.with(id: geteuid()).flatMap { $0.home.isEmpty ? nil : $0.home }
    }
}
