#if PORTABLE
    internal import CRules
#endif
internal import JSON
internal import Platform

/// The built-in engine: a rule file's conditions on measurements, and the resulting texts.
///
/// `share/analysis/README.md` describes the file.
package struct RuleEngine: AnalysisEngine {
    /// The largest rule file in bytes.
    package static let largestFile = 1 << 20

    /// The rule file.
    package let file: String
    /// What is valid but probably not intended: texts that no rule gives, comparisons that are always true.
    package let warnings: [RuleFault]
    let program: RuleProgram

    /// The numbers of rules, texts and so on in the file; the disclaimer is one of the texts.
    package var counts: (rules: Int, texts: Int, values: Int, conditions: Int) {
        (program.rules.count, program.texts.count, program.values.count, program.conditions.count)
    }

    /// Reads and checks a rule file.
    ///
    /// - Throws: every error of the file and its place.
    package init(file: String) throws(RuleFileError) {
        let bytes: [UInt8]
        do throws(FileSystemError) { bytes = try RuleEngine.read(file) } catch {
            throw RuleFileError(file: file, faults: [.init(place: "", message: error.explanation)])
        }
        try self.init(bytes, file: file)
    }

    #if PORTABLE
        /// The name of the rules within the program, instead of a file name.
        static let builtIn = "(built in)"
    #endif

    private static func read(_ file: String) throws(FileSystemError) -> [UInt8] {
        #if PORTABLE
            if file == builtIn {
                let bytes = unsafe UnsafeRawBufferPointer(start: shipped_rules_start, count: shipped_rules_size)
                return unsafe Array(bytes)
            }
        #endif
        return try TextFile.read(file, limit: largestFile)
    }
}
