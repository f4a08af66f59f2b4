import Testing

@testable import HTTP

@Suite("A JSON body")
struct TolerantBodyTests {
    private static func parameter(_ body: String, _ name: String = "a") throws -> String? {
        try Request(id: "", variables: ["REQUEST_METHOD": "POST"], content: .success(Array(body.utf8))).parameter(name)
    }

    @Test(
        "may hold anything in members that nobody reads",
        arguments: [
            #"{"a":"1","b":NaN}"#, #"{"b":1,"b":2,"a":"1"}"#, #"{"a":"1","b":123456789012345678901234567890}"#,
            #"{"b":{"a":1,"a":2},"a":"1"}"#,
            #"{"b":"\ud83d","a":"1"}"#, #"{"a":"1","b":[1e999,{"a":3}]}"#, #"{"b":"\"a\":","b":0,"a":1.0}"#,
        ])
    func others(body: String) throws { #expect(try Self.parameter(body) == "1") }

    @Test(
        "says nothing for certain where a member that is read occurs twice",
        arguments: [
            #"{"a":1,"a":2}"#, #"{"a":1,"a":1}"#, #"{"a":1,"\u0061":2}"#, #"{"b":NaN,"a":"1","c":0,"a":"2"}"#,
        ])
    func twice(body: String) throws {
        #expect(throws: RequestError.bodyUnreadable(reason: "a stands more than once")) { try Self.parameter(body) }
        #expect(try Self.parameter(body, "x") == nil)
    }

    @Test("is no place for a number without a value", arguments: [#"{"a":NaN}"#, #"{"a":1e999}"#])
    func noValue(body: String) throws { #expect(try Self.parameter(body) == nil) }
}
