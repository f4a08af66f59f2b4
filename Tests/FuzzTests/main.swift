import Glibc

/// libFuzzer's way into a program that has a `main` of its own (https://llvm.org/docs/LibFuzzer.html, "Using libFuzzer
/// as a library").
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// The target that this process runs: its only argument that is none of libFuzzer's comes from the environment, since
/// libFuzzer takes every other for the name of a folder.
enum Chosen {
    static let target: FuzzTarget = {
        let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            print("FUZZ_TARGET must be one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
            exit(64)
        }
        return target
    }()
}

var count = CommandLine.argc
var arguments = CommandLine.unsafeArgv
_ = Chosen.target
exit(
    runFuzzer(&count, &arguments) { start, count in
        let bytes = Array(UnsafeBufferPointer(start: start, count: count))
        do { try Chosen.target.run(bytes) } catch { fatalError("\(Chosen.target): \(error)") }
        return 0
    })
