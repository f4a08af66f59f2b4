import Testing

@testable import HTTP

@Suite("What a request shows as authorization")
struct AuthorizationTests {
    static let names = ["HTTP_AUTHORIZATION", "REDIRECT_HTTP_AUTHORIZATION", "HTTP_X_AUTHORIZATION"]

    @Test("stands in one of three places, the first that is not empty")
    func places() {
        for (index, name) in Self.names.enumerated() {
            #expect(Request.test(variables: [name: "jwt a"]).authorization == "jwt a")
            var variables: [String: String] = [:]
            for other in Self.names[index...] { variables[other] = other }
            for other in Self.names[..<index] { variables[other] = "" }
            #expect(Request.test(variables: variables).authorization == name)
        }
        #expect(Request.test().authorization == nil)
        #expect(Request.test(variables: ["HTTP_AUTHORIZATION": ""]).authorization == nil)
    }

    @Test(
        "has its token behind a scheme in any case, or alone",
        arguments: [
            "jwt a.b", "JWT a.b", "Jwt a.b", "bearer a.b", "Bearer a.b", "BEARER  a.b", "jwt     a.b", " jwt a.b ",
            "a.b",
            " a.b ",
        ])
    func token(value: String) {
        for name in Self.names {
            let request = Request.test(variables: [name: value])
            #expect(request.authorizationToken(schemes: ["jwt", "bearer"]) == "a.b")
        }
    }

    @Test(
        "has no token behind another scheme or in more than two words",
        arguments: ["Basic a.b", "jwtx a.b", "jwt a b", "jwt bearer a.b", "jwt\ta b", "", " ", "ｊｗｔ a.b", "jwt: a.b"])
    func noToken(value: String) {
        let request = Request.test(variables: ["HTTP_AUTHORIZATION": value])
        #expect(request.authorizationToken(schemes: ["jwt", "bearer"]) == nil)
    }
}
