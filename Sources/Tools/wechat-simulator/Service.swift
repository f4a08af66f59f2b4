import HTTP
import Platform

/// The simulator as a process that is always there to answer: while its state cannot be opened, it answers 500 and says
/// why, and tries again with the next request.
struct Service: ~Copyable {
    private let directory: String?
    private var simulator: Simulator?

    /// - Parameter directory: where the state is; nil when nobody said.
    init(directory: String?) {
        self.directory = directory
        simulator = nil
    }

    mutating func answer(_ request: Request) -> Outcome {
        do throws(Failure) {
            if let outcome = simulator?.answer(request) { return outcome }
            let opened = try Service.open(directory)
            let outcome = opened.answer(request)
            simulator = consume opened
            return outcome
        } catch {
            return .fault("\(error)")
        }
    }

    static func open(_ directory: String?) throws(Failure) -> Simulator {
        guard let directory else { throw .broken("WECHAT_SIMULATOR_STATE must name a directory; see --help") }
        do throws(FileSystemError) { try FileSystem.makePrivateDirectory(directory) } catch {
            throw .broken("\(error)")
        }
        return try Simulator(file: directory + "/simulator.sqlite3")
    }
}
