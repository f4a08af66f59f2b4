/// An allowed host: `www.example.com`, or `*.example.com` for every host below `example.com`, but not itself.
package struct HostPattern: Sendable, Equatable {
    private let host: String
    private let matchesBelow: Bool

    /// Nil when `text` is not a host name: letters, digits and hyphens between dots.
    package init?(_ text: String) {
        let name = text.lowercased()
        matchesBelow = name.hasPrefix("*.")
        host = matchesBelow ? String(name.dropFirst(2)) : name
        // Some non-ASCII letters have an ASCII letter as lower case.
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard host.utf8.count <= 253, labels.allSatisfy(HostPattern.isLabel) else { return nil }
    }

    /// Whether the pattern matches `name`, a host without a port.
    package func matches(_ name: String) -> Bool {
        let name = name.lowercased()
        return matchesBelow ? name.hasSuffix("." + host) && name.utf8.count > host.utf8.count + 1 : name == host
    }

    private static func isLabel(_ label: Substring) -> Bool {
        !label.isEmpty
            && label.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, UInt8(ascii: "-"): true
                default: false
                }
            }
    }
}
