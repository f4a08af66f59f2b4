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
            ("", nil), (" 7", nil), ("7.0", nil), ("0x7", nil), ("七", nil), (.real(7), 7), (.real(7.5), nil),
            (true, nil), (nil, nil),
            ([7], nil),
        ] as [(JSONValue, Int64?)])
    func integer(value: JSONValue, number: Int64?) {
        #expect(value.integer == number)
    }

    static let numbers: [(text: String, whole: Int64?, number: Double?)] = [
        ("12", 12, 12), ("12.0", 12, 12), ("1.2e1", 12, 12), ("120E-1", 12, 12), ("-12.000", -12, -12), ("-0.0", 0, 0),
        ("12.5", nil, 12.5), ("1e-9", nil, 1e-9), ("72.5", nil, 72.5),
        ("9007199254740993", 9_007_199_254_740_993, 0x1p53),
        ("9223372036854775807", .max, 0x1p63), ("-9223372036854775808", .min, -0x1p63),
        ("9007199254740991.0", 9_007_199_254_740_991, 9_007_199_254_740_991), ("9007199254740992.0", nil, 0x1p53),
        ("9007199254740993.0", nil, 0x1p53), ("-9007199254740992e0", nil, -0x1p53), ("1e300", nil, 1e300),
        ("\"12\"", nil, nil), ("true", nil, nil), ("null", nil, nil), ("[12]", nil, nil), ("{}", nil, nil),
    ]

    @Test(
        "takes 12.0 for the whole number that it is, and no number whose digits may be others",
        arguments: numbers.indices)
    func wholeNumbers(index: Int) throws {
        let (text, whole, number) = Self.numbers[index]
        let value = try JSONValue(parsing: Array(text.utf8))
        #expect(value.wholeNumber == whole && value.number == number)
        #expect(value.integer == whole || value.string != nil)
    }

    @Test(
        "writes a number without a fraction where it has none",
        arguments: [
            (72, "72"), (72.5, "72.5"), (-0.0, "0"), (0x1p53, "9007199254740992.0"), (.nan, "null"), (nil, "null"),
        ] as [(Double?, String)])
    func written(number: Double?, text: String) {
        #expect(JSONValue(number).text == text)
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
