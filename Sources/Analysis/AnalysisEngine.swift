internal import Platform
internal import Site
package import WeChat

/// Turns a measurement into a report.
package protocol AnalysisEngine: Sendable {
    /// - Throws: `timedOut` when the engine is late, else `fault`; nothing has changed then.
    func analyze(_ subject: AnalysisSubject) throws(WeChatError) -> Analysis
}

extension Installation {
    /// The configured engine: a command, a rule file, or else the rules that ship with the project.
    ///
    /// - Throws: `notConfigured` with every error of the rule file and its place.
    package func analysisEngine() throws(WeChatError) -> any AnalysisEngine {
        let settings = configuration.measurements
        guard settings.analysisCommand.isEmpty else {
            return ExternalEngine(settings.analysisCommand, timeout: settings.analysisTimeout)
        }
        return try configuration.measurements.ruleEngine()
    }
}

extension MeasurementSettings {
    /// The rule file that is used without a command.
    package var ruleFile: String { analysisRules ?? RuleEngine.shippedFile }

    fileprivate func ruleEngine() throws(WeChatError) -> RuleEngine {
        do throws(RuleFileError) { return try RuleEngine(file: ruleFile) } catch {
            throw .notConfigured(.measurements, "[measurements] analysis_rules\n\(error)")
        }
    }
}

extension RuleEngine {
    private static let place = "/share/analysis/rules.json"

    /// The rules that ship with the project: in `share/`, beside the running program's folder `cgi-bin/` or `bin/`.
    ///
    /// A program where it was built finds those of the sources. The portable build also contains them, for when
    /// `share/` is not beside it: `builtIn`.
    package static var shippedFile: String {
        #if PORTABLE
            if !FileSystem.exists(sharedFile) { return builtIn }
        #endif
        return sharedFile
    }

    private static var sharedFile: String {
        let folder = Environment.executablePath.map { FileSystem.directory(of: $0) } ?? "."
        let components = folder.split(separator: "/", omittingEmptySubsequences: false)
        if let build = components.lastIndex(of: ".build") {
            return components[..<build].joined(separator: "/") + place
        }
        let parent = FileSystem.directory(of: folder)
        return (parent == "/" ? "" : parent) + place
    }
}
