internal import FastCGI
internal import HTTP
internal import Platform
internal import WeChat

/// The program around an endpoint.
enum Program<E: Endpoint> {
    static func main() {
        ProcessMemory.forbidDumps()
        if let answer = commandLineAnswer() { return StandardStreams.write(Array(answer.utf8)) }
        let (name, source) = (name, ConfigurationSource())
        Server(bodyLimit: E.bodyLimit).run(
            prepare: {
                var service = Service<E>(name: name, source)
                service.prepare()
                let concurrency = source.current?.concurrency ?? Configuration.concurrency
                return (concurrency, { request in service.answer(request) })
            },
            {
                var service = Service<E>(name: name, source)
                return { request in service.answer(request) }
            })
    }

    /// The executable's name without `.fcgi`.
    private static var name: String {
        let file = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "\(E.self)"
        return file.hasSuffix(".fcgi") ? String(file.dropLast(5)) : file
    }

    /// What the program says of itself in a terminal.
    ///
    /// A CGI server puts a query without `=` on the command line (RFC 3875, section 4.4), so under a server arguments mean
    /// nothing: nobody out there gives this program options.
    private static func commandLineAnswer() -> String? {
        guard Environment.value("GATEWAY_INTERFACE") == nil else { return nil }
        let routes = E.routes.map { "\($0)\n" }.joined()
        switch CommandLine.arguments.dropFirst().first {
        case "--routes": return routes
        case "--version": return "\(name) \(Version.current)\n"
        case "--help", "-h":
            return """
                \(name): a FastCGI program of wechat-fcgi. It answers:
                \(routes)
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
}
