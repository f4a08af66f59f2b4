import HTTP
import Platform

/// The simulator as a process that always answers: while its state cannot be opened, it answers 500 with the reason,
/// and tries again at the next request.
struct Service: ~Copyable {
    private let directory: String?
    private let site: String?
    private var simulator: Simulator?

    /// - Parameters:
    ///   - directory: the folder of the state; nil if unknown.
    ///   - site: the address of the site beside the simulator, without a path; nil when there is none.
    init(directory: String?, site: String? = nil) {
        (self.directory, self.site) = (directory, site)
        simulator = nil
    }

    mutating func answer(_ request: Request) -> Outcome {
        do throws(Failure) {
            if let outcome = simulator?.answer(request) { return outcome }
            let opened = try Service.open(directory, site: site)
            let outcome = opened.answer(request)
            simulator = consume opened
            return outcome
        } catch {
            return .fault("\(error)")
        }
    }

    static func open(_ directory: String?, site: String? = nil) throws(Failure) -> Simulator {
        guard let directory else { throw .broken("WECHAT_SIMULATOR_STATE must name a directory; see --help") }
        do throws(FileSystemError) { try FileSystem.makePrivateDirectory(directory) } catch {
            throw .broken("\(error)")
        }
        return try Simulator(file: directory + "/simulator.sqlite3", site: site)
    }
}
