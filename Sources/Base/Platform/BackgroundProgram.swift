internal import CLinux
internal import Glibc

/// A program that runs beside this one. It has nothing to read, nobody reads its output, and it shares this program's
/// standard error.
package struct BackgroundProgram: Sendable {
    private let id: pid_t

    /// - Parameter arguments: the program's path, then its arguments.
    package init(_ arguments: [String]) throws(FileSystemError) {
        let nothing = try FileDescriptor("/dev/null", O_RDWR)
        do throws(ChildProcessError) {
            let child = try ChildProcess(arguments, input: nothing, output: nothing, isSupervised: false)
            id = child.id
        } catch {
            throw FileSystemError(operation: "run", path: arguments.first ?? "", message: "\(error)")
        }
    }

    /// Waits until it has ended or detached itself: the kernel keeps an ended program until somebody asks about it. The
    /// corresponding C function is `waitpid`.
    package func wait() {
        ChildProcess.wait(id)
    }

    /// Detaches this program, which was itself started in the background, so that its parent stops waiting. The
    /// corresponding C function is `fork`: call this before doing anything else.
    package static func leave() { linux_leave() }
}
