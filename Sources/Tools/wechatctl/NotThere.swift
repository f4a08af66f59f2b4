/// The thing that a command was asked about does not exist: status 1 and one line, without usage.
struct NotThere: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
