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

    @Test("keep the first failure of output, and write no more behind it")
    func loss() async throws {
        let result = try #require(
            await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
                let standardOutput = dup(1)
                #expect(dup2(open("/dev/full", O_WRONLY), 1) == 1)
                #expect(StandardStreams.loss == nil)
                StandardStreams.write([0x61])
                #expect(StandardStreams.loss?.code == ENOSPC)
                #expect(dup2(standardOutput, 1) == 1)
                StandardStreams.write(Array("behind the hole".utf8))
                #expect(StandardStreams.loss?.code == ENOSPC)
            })
        #expect(result.standardOutputContent.firstRange(of: Array("behind the hole".utf8)) == nil)
    }

    @Test("that a program was started without are not taken by the next file, and a reader that went away is a failure")
    func care() async {
        await #expect(processExitsWith: .success) {
            let standardError = dup(2)
            for raw: Int32 in 0...2 { close(raw) }
            StandardStreams.takeCare()
            let next = open("/dev/null", O_RDWR)
            StandardStreams.write([1])
            let (code, read) = (StandardStreams.loss?.code, StandardStreams.read(1))
            dup2(standardError, 2)
            #expect(next > 2 && code == EBADF && read.isEmpty)
        }
        await #expect(processExitsWith: .success) {
            StandardStreams.takeCare()
            var ends: [Int32] = [0, 0]
            #expect(pipe(&ends) == 0 && dup2(ends[1], 1) == 1 && close(ends[0]) == 0)
            StandardStreams.write([1])
            #expect(StandardStreams.loss?.code == EPIPE)
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
