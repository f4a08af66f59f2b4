import Testing

@testable import JSON

@Suite("Two JSON values")
struct JSONEqualityTests {
    static let values: [JSONValue] = [
        .null, .bool(true), .bool(false), .integer(0), .integer(1), .real(0), .real(1), .real(1.5), .string(""),
        .string("1"), .array([]), .array([.null]), .array([.integer(1), .integer(2)]),
        .array([.integer(2), .integer(1)]), .object([]), .object([.init("a", .null)]), .object([.init("b", .null)]),
        .object([.init("a", .array([.real(1.5)]))]), .object([.init("a", .array([.real(2.5)]))]),
        .object([.init("a", .null), .init("b", .null)]), .object([.init("b", .null), .init("a", .null)]),
    ]

    @Test("are equal when kind, content and order are the same, and only then", arguments: values.indices)
    func equality(index: Int) {
        for other in Self.values.indices {
            #expect((Self.values[index] == Self.values[other]) == (index == other), "\(Self.values[other])")
        }
    }

    @Test("are equal whatever the sign of zero, and never when one is no number")
    func numbers() {
        #expect(JSONValue.real(0) == .real(-0.0))
        #expect(JSONValue.real(.nan) != .real(.nan))
    }
}
