import Testing

@testable import WeChat

@Suite("A secret")
struct SecretTests {
    private struct Holder {
        let name = "holder"
        let secret = Secret("S3cret")
        let maybe: Secret? = Secret("S3cret")
        let list = [Secret("S3cret")]
        let table = ["key": Secret("S3cret")]
    }

    @Test("gives its text to who asks by name, and is equal by it")
    func exposed() {
        #expect(Secret("S3cret").exposed == "S3cret")
        #expect(Secret("a") == Secret("a") && Secret("a") != Secret("b"))
    }

    @Test("describes itself the same, whatever it is", arguments: ["S3cret", "", "a"])
    func description(text: String) {
        let secret = Secret(text)
        for shown in ["\(secret)", String(describing: secret), String(reflecting: secret), secret.debugDescription] {
            #expect(shown == "••••")
        }
    }

    @Test("is not seen in what holds it")
    func holder() {
        let holder = Holder()
        var dumped = ""
        dump(holder, to: &dumped)
        for shown in ["\(holder)", String(reflecting: holder), dumped] {
            #expect(shown.contains("holder") && !shown.contains("S3cret"))
        }
        var alone = ""
        dump(Secret("S3cret"), to: &alone)
        #expect(!alone.contains("S3cret"))
    }

    @Test("has nothing to reflect")
    func mirror() {
        #expect(Mirror(reflecting: Secret("S3cret")).children.isEmpty)
    }
}
