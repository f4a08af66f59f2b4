internal import CLinux
internal import Glibc

/// A program that works beside this one: with nothing to read, nobody who listens, and this program's standard error.
package struct BackgroundProgram: Sendable {
    private let id: pid_t

    /// - Parameter arguments: the program's path, then what it is told.
    package init(_ arguments: [String]) throws(FileSystemError) {
        let nothing = try FileDescriptor("/dev/null", O_RDWR)
        do throws(ChildProcessError) {
            let child = try ChildProcess(arguments, input: nothing, output: nothing, isSupervised: false)
            id = child.id
        } catch {
            throw FileSystemError(operation: "run", path: arguments.first ?? "", message: "\(error)")
        }
    }

    /// Waits until it has ended, or has left: the kernel keeps a program that ended until it is asked about it. The
    /// corresponding C function is `waitpid`.
    package func wait() {
        ChildProcess.wait(id)
    }

    /// Has this program, itself started in the background, go on while the one that started it waits no longer. The
    /// corresponding C function is `fork`: for a program that has done nothing else yet.
    package static func leave() { linux_leave() }
}
