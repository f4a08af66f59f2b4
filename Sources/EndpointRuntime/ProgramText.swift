internal import Platform

/// What a program prints about itself in a terminal.
package struct ProgramText {
    private let name: String
    private let routes: [Route]

    package init(name: String, routes: [Route]) {
        self.name = name
        self.routes = routes
    }

    /// The executable's name without `.fcgi`; nil if the process was started without a name.
    package static var calledName: String? {
        guard let file = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) else { return nil }
        return file.hasSuffix(".fcgi") ? String(file.dropLast(5)) : file
    }

    /// The answer to the command line option; nil when there is none.
    ///
    /// A CGI server puts a query without `=` on the command line (RFC 3875, section 4.4). So arguments are ignored
    /// under a server: no client may give this program options.
    package var answer: String? {
        guard Environment.value("GATEWAY_INTERFACE") == nil else { return nil }
        switch CommandLine.arguments.dropFirst().first {
        case "--routes": return list
        case "--version": return "\(name) \(Version.current)\n"
        case "--help", "-h":
            return """
                \(name): a FastCGI program of wechat-fcgi. It answers:
                \(list)
                It serves the socket on descriptor 0 (spawn-fcgi, lighttpd, mod_fcgid) or the one that systemd passes, else
                the one CGI request in the environment. Its configuration is $WECHAT_CONFIG, else wechat.ini in the folder
                above the program, else ~/.config/wechat-fcgi/wechat.ini, else /etc/wechat-fcgi/wechat.ini.

                  --routes    print the methods and paths, one a line
                  --version   print the version
                  --help      print this

                """
        default: return nil
        }
    }

    private var list: String { routes.map { "\($0)\n" }.joined() }
}
