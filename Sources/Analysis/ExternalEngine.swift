internal import JSON
internal import Platform
package import WeChat

/// The operator's own engine: a program that receives the subject as JSON and returns its findings as JSON.
///
/// It runs once per analysis, without a shell. Its output is checked completely before any of it is used.
/// `share/analysis/README.md` describes both texts.
package struct ExternalEngine: AnalysisEngine {
    /// The largest answer in bytes.
    package static let largestAnswer = 1 << 20

    private let command: ExternalCommand
    /// Seconds for one run.
    private let timeout: Double

    /// - Parameter arguments: the program and its arguments.
    package init(_ arguments: [String], timeout: Double) {
        command = ExternalCommand(arguments)
        self.timeout = timeout
    }

    package func analyze(_ subject: AnalysisSubject) throws(WeChatError) -> Analysis {
        let output = try run(subject.json.bytes)
        do throws(ExternalAnswerError) { return try Analysis(external: output) } catch {
            throw .fault("analysis command: \(error)")
        }
    }

    private func run(_ input: [UInt8]) throws(WeChatError) -> [UInt8] {
        do throws(ExternalCommandError) {
            return try command.run(
                input, deadline: Deadline(after: timeout), mostOutput: ExternalEngine.largestAnswer)
        } catch {
            if case .late = error { throw .timedOut(call: "analysis command") }
            throw .fault("analysis command: \(error)")
        }
    }
}
