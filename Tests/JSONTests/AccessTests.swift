import Testing

@testable import JSON

@Suite("Asking a JSON value")
struct AccessTests {
    static let samples: [JSONValue] = [nil, true, 7, .real(7), "text", ["element"], ["name": "value"]]

    @Test("gives a member of an object only", arguments: samples)
    func member(value: JSONValue) {
        #expect(value["name"] == (value.isObject ? "value" : nil))
        #expect(value["absent"] == nil)
        #expect(value.isObject == (value == ["name": "value"]))
    }

    @Test("gives strings, truths and elements to those alone that are such", arguments: samples)
    func types(value: JSONValue) {
        #expect(value.string == (value == "text" ? "text" : nil))
        #expect(value.bool == (value == true ? true : nil))
        #expect(value.elements == (value == ["element"] ? ["element"] : nil))
    }

    @Test(
        "takes whole numbers also from strings, as WeChat sends them",
        arguments: [
            (7200, 7200), ("7200", 7200), ("-1", -1), ("9223372036854775807", Int64.max), ("9223372036854775808", nil),
            ("", nil), (" 7", nil), ("7.0", nil), ("0x7", nil), ("七", nil), (.real(7), nil), (true, nil), (nil, nil),
            ([7], nil),
        ] as [(JSONValue, Int64?)])
    func integer(value: JSONValue, number: Int64?) {
        #expect(value.integer == number)
    }

    @Test("gives the last of several members of one name, whoever made the object")
    func lastMember() {
        #expect(JSONValue.object([.init("a", 1), .init("b", 2), .init("a", 3)])["a"] == 3)
    }

    @Test("tells a null member from an absent one")
    func nullMember() {
        let value: JSONValue = ["a": nil]
        #expect(value["a"] == .some(.null))
        #expect(value["b"] == nil)
    }
}
