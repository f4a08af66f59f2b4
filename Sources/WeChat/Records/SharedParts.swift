/// What a share shows of its owner beyond the report itself: nothing that was not asked for when its token was made.
package struct SharedParts: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let birthday = SharedParts(rawValue: 1)
    package static let remark = SharedParts(rawValue: 2)
    package static let userID = SharedParts(rawValue: 4)
    package static let all: SharedParts = [.birthday, .remark, .userID]

    /// As `show` and the database spell them, in the database's order.
    private static let names: [(name: String, part: SharedParts)] = [
        ("birthday", .birthday), ("remark", .remark), ("user_id", .userID),
    ]

    /// - Parameter text: names between commas; nil when one of them is none.
    package init?(text: String) {
        self = []
        for word in text.split(separator: ",") {
            let name = word.filter { $0 != " " }
            guard let part = SharedParts.names.first(where: { $0.name == name })?.part else { return nil }
            insert(part)
        }
    }

    /// Names between commas; empty: none.
    package var text: String {
        SharedParts.names.filter { contains($0.part) }.map(\.name).joined(separator: ",")
    }

    /// The names that there are.
    package static var allNames: String { names.map(\.name).joined(separator: ", ") }
}
