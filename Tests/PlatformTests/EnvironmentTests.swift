import Foundation
import Testing

@testable import Platform

/// What changes the process is done in one of its own.
@Suite("The environment", .timeLimit(.minutes(1)))
struct EnvironmentTests {
    @Test("is what the process was started with")
    func variables() {
        for (name, value) in ProcessInfo.processInfo.environment { #expect(Environment.value(name) == value) }
        #expect(Environment.value("PATH") != nil)
        #expect(Environment.value("WECHAT_FCGI_ABSENT") == nil)
    }

    @Test("has values with anything in them, and nothing")
    func values() async {
        await #expect(processExitsWith: .success) {
            // A combining mark behind the = makes another character of it.
            let values = ["EMPTY": "", "EQUALS": "a=b==", "SPACES": " a\nb ", "TEXT": "公众号😀", "MARK": "\u{301}a"]
            for (name, value) in values { setenv(name, value, 1) }
            for (name, value) in values { #expect(Environment.value(name) == value) }
            unsetenv("HOME")
            #expect(
                Environment.home == getpwuid(geteuid()).map { String(cString: $0.pointee.pw_dir) }, "as under suexec")
            setenv("HOME", "/home/web", 1)
            #expect(Environment.home == "/home/web")
        }
    }

    @Test("has the first of two variables of one name, and none without a name's end")
    func duplicates() async {
        await #expect(processExitsWith: .success) {
            clearenv()
            for name in ["A", "B", "C", "D"] { setenv(name, "2", 1) }
            for (index, text) in ["TWICE=first", "BROKEN", "TWICE=second"].enumerated() {
                environ[index] = strdup(text)
            }
            #expect(Environment.value("TWICE") == "first")
            #expect(Environment.value("BROKEN") == nil)
        }
    }

    @Test("knows the program that runs")
    func executable() throws {
        let path = try #require(Environment.executablePath)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") == path)
        #expect(FileSystem.exists(path))
    }
}
