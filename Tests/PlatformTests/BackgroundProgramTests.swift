import Foundation
import Testing

@testable import Platform

@Suite("Programs in the background", .timeLimit(.minutes(1)))
struct BackgroundProgramTests {
    @Test("what it was told it does, and waiting lasts until it has ended")
    func work() throws {
        let folder = try ScratchDirectory()
        let file = folder.file("done")
        let program = try BackgroundProgram([
            "/bin/sh", "-c", "sleep 0.3; test ! -t 0 && cat && echo \"$0\" >\"$1\"", "a b", file,
        ])
        #expect(!FileManager.default.fileExists(atPath: file))
        program.wait()
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "a b\n")
    }

    @Test("two are at work at the same time")
    func together() throws {
        let start = Date()
        let programs = try (0..<4).map { _ in try BackgroundProgram(["/bin/sleep", "0.5"]) }
        for program in programs { program.wait() }
        #expect(Date().timeIntervalSince(start) < 1.9)
    }

    @Test("a program that is not there is an error that names it")
    func missing() {
        let error = #expect(throws: FileSystemError.self) { try BackgroundProgram(["/nowhere/program"]) }
        #expect(error?.path == "/nowhere/program")
    }
}
