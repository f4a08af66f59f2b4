import Foundation

/// The checkout that the tests stand in, and the programs that `make cgi-bin` built in it.
enum Repository {
    static let root: String = {
        var path = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { path.deleteLastPathComponent() }
        return path.path
    }()

    static func text(_ path: String) throws -> String {
        try String(contentsOfFile: root + "/" + path, encoding: .utf8)
    }

    /// nginx's locations of the programs, each on one line.
    static func locations() throws -> [String] {
        try names(in: "Deploy/nginx/programs").sorted().flatMap { name in
            try text("Deploy/nginx/programs/" + name).replacing("\n    ", with: " ").replacing("\n}", with: " }")
                .split(separator: "\n").map(String.init).filter { $0.hasPrefix("location ") }
        }
    }

    static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: root + "/" + folder)
    }
}
