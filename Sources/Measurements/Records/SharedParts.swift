/// The owner's data that a share shows besides the report itself: only what was asked for when its token was made.
package struct SharedParts: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let birthday = SharedParts(rawValue: 1)
    package static let remark = SharedParts(rawValue: 2)
    package static let userID = SharedParts(rawValue: 4)
    package static let all: SharedParts = [.birthday, .remark, .userID]

    /// As spelled by `show` and by the database, in the database's order.
    private static let names: [(name: String, part: SharedParts)] = [
        ("birthday", .birthday), ("remark", .remark), ("user_id", .userID),
    ]

    /// - Parameter text: comma-separated names; nil if one is unknown.
    package init?(text: String) {
        self = []
        for word in text.split(separator: ",") {
            let name = word.filter { $0 != " " }
            guard let part = SharedParts.names.first(where: { $0.name == name })?.part else { return nil }
            insert(part)
        }
    }

    /// Comma-separated names; empty: none.
    package var text: String {
        SharedParts.names.filter { contains($0.part) }.map(\.name).joined(separator: ",")
    }

    /// All names.
    package static var allNames: String { names.map(\.name).joined(separator: ", ") }
}
