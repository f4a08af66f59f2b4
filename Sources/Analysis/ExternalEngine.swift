internal import JSON
internal import Platform
package import WeChat

/// An engine of the operator's: a program that is given the subject as JSON and answers with its findings as JSON.
///
/// It is run once for each analysis, without a shell. What it writes is checked whole before anything of it is used.
/// `share/analysis/README.md` describes both texts.
package struct ExternalEngine: AnalysisEngine {
    /// Bytes that an answer may have.
    package static let largestAnswer = 1 << 20

    private let command: ExternalCommand
    /// Seconds that one run may take.
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
