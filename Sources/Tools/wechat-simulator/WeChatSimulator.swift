import FastCGI
import HTTP
import Platform

/// A local WeChat, for developing and testing without a public domain and a real account.
///
/// It answers like `api.weixin.qq.com`, with the real one's rules and refusals. What that does not have is under
/// `/_simulator`: a clock that can be set, faults on demand, and the list of received calls. Several processes are one
/// WeChat, because everything they know is in one SQLite file.
///
/// It is written from the description of WeChat (`docs/protocol/wechat.md`) and shares no code with the client in
/// `WeChat`, so that a misunderstanding in one of them shows in the other.
@main
enum WeChatSimulator {
    static func main() {
        ProcessMemory.forbidDumps()
        switch arguments.first {
        case "--help", "-h": return StandardStreams.write(Array(help.utf8))
        case "--version": return StandardStreams.write(Array("wechat-simulator \(Version.current)\n".utf8))
        case "openids": return OpenIDList.print(account: arguments.dropFirst().first ?? "")
        case Courier.command: return deliver(Array(arguments.dropFirst()))
        default: break
        }
        Server(bodyLimit: bodyLimit).run(prepare: { (concurrency, handler()) }, handler)
    }

    /// Makes what answers requests in one worker.
    private static func handler() -> Server.Handler {
        var service = Service(
            directory: Environment.value("WECHAT_SIMULATOR_STATE"), site: Environment.value("WECHAT_SIMULATOR_SITE"))
        return { request in
            let outcome = service.answer(request)
            return Answer(outcome.response, log: outcome.log)
        }
    }

    /// Requests that a process answers at a time: WeChat is never too busy to let some wait for an answer.
    private static let concurrency = 64

    /// In bytes: the largest upload is 10 MiB; larger ones up to this size are refused with WeChat's words.
    private static let bodyLimit = 16 << 20

    /// A web server that runs it as CGI may put a query on the command line (RFC 3875, section 4.4), so arguments count
    /// only in a terminal.
    private static var arguments: ArraySlice<String> {
        Environment.value("GATEWAY_INTERFACE") == nil ? CommandLine.arguments.dropFirst() : []
    }

    /// The work of a process that delivers a push in the background.
    private static func deliver(_ arguments: [String]) {
        if let fault = Courier.run(arguments) { StandardStreams.log(fault) }
    }

    private static let help = """
        wechat-simulator: a local WeChat (api.weixin.qq.com, and the pages of open.weixin.qq.com for web authorization), as a FastCGI program of wechat-fcgi.

        Scripts/serve start --config FILE --simulator PORT runs it behind nginx; http://127.0.0.1:PORT/ then shows the calls
        it received, and http://127.0.0.1:PORT/_simulator how to set its clock and what can go wrong in it. Endpoints use
        it when the configuration says so: [upstream] api_url = http://127.0.0.1:PORT

        By hand: WECHAT_SIMULATOR_STATE=DIRECTORY spawn-fcgi -n -s SOCKET wechat-simulator
        DIRECTORY, closed to others, holds simulator.sqlite3 and is made when it is not there. WECHAT_SIMULATOR_SITE, as in
        http://127.0.0.1:8080, is where it pushes messages to when nothing else is set.

        WECHAT_SIMULATOR_STATE=DIRECTORY wechat-simulator openids APPID
        prints a line for each person: what control calls name them by, a tab, and their openid at that account.

        Never let others reach it: it gives whatever token one asks for.

        """
}
