internal import Glibc

/// What the process was started with.
package enum Environment {
    /// The value of one variable, or nil. The corresponding C function is `getenv`.
    package static func value(_ name: String) -> String? {
        guard let text = unsafe getenv(name) else { return nil }
        return unsafe String(cString: text)
    }

    /// The bytes of one variable, which need not be UTF-8, or nil.
    package static func bytes(_ name: String) -> [UInt8]? {
        guard let text = unsafe getenv(name) else { return nil }
        return unsafe Array(UnsafeRawBufferPointer(start: text, count: strlen(text)))
    }

    /// Every variable. A name that stands twice keeps its first value, as `getenv` has it.
    package static var variables: [String: String] {
        var all: [String: String] = [:]
        var entry = unsafe environ
        while let text = unsafe entry.pointee {
            let pair = unsafe String(cString: text)
            if let equals = pair.utf8.firstIndex(of: UInt8(ascii: "=")), all[String(pair[..<equals])] == nil {
                all[String(pair[..<equals])] = String(pair[pair.utf8.index(after: equals)...])
            }
            unsafe entry += 1
        }
        return all
    }

    /// The file that this process runs, links resolved, or nil when `/proc` is not mounted.
    package static var executablePath: String? { FileSystem.linkTarget("/proc/self/exe") }

    /// The home directory as the environment names it.
    package static var home: String? { value("HOME") }
}
