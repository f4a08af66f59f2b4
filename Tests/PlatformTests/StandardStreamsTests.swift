import Foundation
import Testing

@testable import Platform

/// Each in a process of its own, since there is one of each stream.
@Suite("Standard streams", .timeLimit(.minutes(1)))
struct StandardStreamsTests {
    @Test("take bytes and lines")
    func output() async throws {
        let result = try #require(
            await #expect(processExitsWith: .success, observing: [\.standardOutputContent, \.standardErrorContent]) {
                StandardStreams.write([0x3C, 0, 0xFF, 0x0A, 0x3E])
                StandardStreams.log("a line")
                StandardStreams.log("another")
            })
        #expect(result.standardOutputContent.firstRange(of: [0x3C, 0, 0xFF, 0x0A, 0x3E]) != nil)
        #expect(result.standardErrorContent.firstRange(of: Array("a line\nanother\n".utf8)) != nil)
    }

    @Test("give the bytes that are there, however they arrive, and no more than asked for")
    func input() async {
        await #expect(processExitsWith: .success) {
            var ends: [Int32] = [0, 0]
            #expect(pipe(&ends) == 0 && dup2(ends[0], 0) == 0)
            let writer = FileHandle(fileDescriptor: ends[1])
            let thread = Thread {
                for part in ["ab", "c", "defg"] {
                    writer.write(Data(part.utf8))
                    Deadline.sleep(0.02)
                }
                try? writer.close()
            }
            thread.start()
            #expect(StandardStreams.read(5) == Array("abcde".utf8))
            #expect(StandardStreams.read(100) == Array("fg".utf8))
            #expect(StandardStreams.read(1).isEmpty)
        }
    }

    @Test("that are closed are no fault")
    func closed() async {
        await #expect(processExitsWith: .success) {
            close(0)
            #expect(StandardStreams.read(5).isEmpty)
            let standardOutput = dup(1)
            close(1)
            StandardStreams.write([1])
            dup2(standardOutput, 1)
        }
    }
}
