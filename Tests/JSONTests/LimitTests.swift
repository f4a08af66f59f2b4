import Testing

@testable import JSON

@Suite("Limits of JSON")
struct LimitTests {
    private static let small = JSONLimits(depth: 3, elements: 5)

    private func excess(_ text: String, _ limits: JSONLimits = small) -> String? {
        do throws(JSONError) { _ = try JSONValue(parsing: Array(text.utf8), limits: limits) } catch {
            return error.excess ?? "\(error)"
        }
        return nil
    }

    @Test(
        "let a text pass that just keeps them",
        arguments: [
            "[[[]]]", #"{"a":{"b":{}}}"#, "[1,2,3,4,5]", #"{"a":1,"b":[2,3,4]}"#, "[[],[],1]", "7",
            #"["[[[[[[,,,,,,"]"#, #"["\"[[[[{{{{,,,,,,,"]"#, #"["\\",[],"\\\"[[[,,,"]"#,
            #"{"[[[[,,,,,,":"{{{{,,,,,,"}"#,
        ])
    func kept(text: String) {
        #expect(excess(text) == nil)
    }

    @Test(
        "refuse a text that is nested deeper",
        arguments: ["[[[[]]]]", #"{"a":{"b":{"c":{}}}}"#, "[[[[", #"["\\",[[[1]]]]"#, #"["\"",[[[]]]]"#])
    func deep(text: String) {
        #expect(excess(text) == "is nested deeper than 3 levels")
    }

    @Test(
        "refuse a text with more elements, also one that never ends or is broken behind them",
        arguments: [
            "[1,2,3,4,5,6]", #"{"a":1,"b":[2,3,4,5]}"#, "[{},{},{},{}]", "[,,,,,,", "[[],[],[],[", #"["\\",1,2,3,4,5]"#,
            "[1,2,3,4,5,6,x]",
        ])
    func many(text: String) {
        #expect(excess(text) == "has more than 5 elements")
    }

    @Test("leave it to the parser what is no JSON within them", arguments: ["", "]]]]", "[\"", "[\"\\", "[1,2"])
    func broken(text: String) {
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(text.utf8), limits: Self.small) }
        #expect(error?.excess == nil)
    }

    @Test("fit WeChat's largest list; what is not said to be an answer is a stranger's")
    func sizes() throws {
        let openids = Array(repeating: "\"oABCDEFGHIJKLMNOPQRSTUVWXYZ1\"", count: 10_000).joined(separator: ",")
        let list = #"{"total":10000,"count":10000,"data":{"openid":[\#(openids)]},"next_openid":"o"}"#
        #expect(try JSONValue(tolerantly: Array(list.utf8))["data"]?["openid"]?.elements?.count == 10_000)
        #expect(excess(list, .answer) == nil)
        #expect(excess(list, .own) == nil)
        let error = #expect(throws: JSONError.self) { try JSONValue(parsing: Array(list.utf8)) }
        #expect(error?.excess == "has more than 1000 elements")
        let attack = "{\"a\":[" + Array(repeating: "{}", count: 349_000).joined(separator: ",") + "]}"
        #expect(throws: JSONError.self) { try JSONValue(tolerantly: Array(attack.utf8)) }
    }
}
