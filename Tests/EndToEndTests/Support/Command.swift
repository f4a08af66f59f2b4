import Foundation

/// A program that a test ran, with what it printed.
struct Command {
    /// The exit status, or the number of the signal that ended it.
    let status: Int32
    let output: String
    let errors: String

    /// Runs a program to its end.
    ///
    /// - Parameter environment: in the place of the test's own.
    static func run(
        _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil
    ) throws -> Command {
        try start(path, arguments, environment: environment).finish()
    }

    /// Starts a program and goes on.
    static func start(
        _ path: String, _ arguments: [String] = [], environment: [String: String]? = nil
    ) throws -> RunningCommand {
        try RunningCommand(path, arguments, environment ?? ProcessInfo.processInfo.environment)
    }
}
