/// There is none of what a command was asked about: status 1 and one line, no usage.
struct NotThere: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}
