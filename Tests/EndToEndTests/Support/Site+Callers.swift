import Foundation
import Platform
import Testing

/// Callers that are many, and each at an address of its own, as they are outside: nginx counts by address.
extension Site {
    struct CallerReply {
        let status: Int
        let text: String
        let seconds: Double
    }

    /// Starts a caller, which waits for so many seconds and then hangs up.
    func call(
        _ number: Int, _ method: String, _ path: String, body: String? = nil, headers: [String] = [],
        patience: Double = 30
    ) throws -> RunningCommand {
        let format = "\n%{http_code} %{time_total}"
        var arguments = ["-s", "-m", "\(patience)", "-X", method, "-w", format]
        arguments += ["--interface", "127.0.\(1 + number / 250).\(1 + number % 250)"]
        if let body { arguments += ["--data-binary", body] }
        return try Command.start("/usr/bin/curl", arguments + headers.flatMap { ["-H", $0] } + [address + path])
    }

    /// What a caller got; status 0 where it hung up.
    func reply(_ caller: RunningCommand) throws -> CallerReply {
        let output = caller.finish().output
        let lines = output.split(separator: "\n", omittingEmptySubsequences: false)
        let words = try #require(lines.last).split(separator: " ")
        return CallerReply(
            status: Int(words.first ?? "") ?? -1, text: lines.dropLast().joined(separator: "\n"),
            seconds: Double(words.last ?? "") ?? -1)
    }

    /// The processes of a program, but for the one that watches over them.
    func processes(_ program: String) throws -> [pid_t] {
        let pids = try String(contentsOfFile: "\(folder)/state/run/pids/\(program)", encoding: .utf8)
        let leader = String(pids.prefix { $0 != " " })
        let children = try String(contentsOfFile: "/proc/\(leader)/task/\(leader)/children", encoding: .utf8)
        return children.split(separator: " ").compactMap { pid_t($0) }
    }

    /// Kilobytes that the processes of these programs have for themselves.
    func privateMemory(_ programs: [String]) throws -> Int {
        try programs.flatMap(processes).reduce(0) { sum, pid in
            let text = (try? String(contentsOfFile: "/proc/\(pid)/smaps_rollup", encoding: .utf8)) ?? ""
            let lines = text.split(separator: "\n").filter { $0.hasPrefix("Private_Dirty:") }
            return sum + (lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0)
        }
    }
}
