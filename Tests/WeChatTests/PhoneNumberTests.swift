import JSON
import Testing

@testable import WeChat

@Suite("A phone number")
struct PhoneNumberTests {
    @Test(
        "may be typed with spaces and dashes",
        arguments: [
            ("13580006666", "13580006666"), ("+8613580006666", "+8613580006666"), ("135 8000 6666", "13580006666"),
            ("+86 135-8000-6666", "+8613580006666"), ("12345", "12345"), ("020-12345678", "02012345678"),
            ("12345678901234567890", "12345678901234567890"),
        ])
    func typed(text: String, kept: String) {
        let phone = PhoneNumber(typed: text)
        #expect(phone?.text == kept && phone?.isVerified == false)
    }

    @Test(
        "is digits, from five to twenty",
        arguments: [
            "", "1234", "123456789012345678901", "++8613580006666", "86+13580006666", "13580006666+", "1358000666a",
            "１３５８０００６６６６", "13580006666\n", "13580006666\u{0}", "(020)12345678", "-", "+", "     ", "' OR 1=1",
            "<script>", "12345" + String(repeating: " ", count: 36), "\u{0661}\u{0662}\u{0663}\u{0664}\u{0665}",
            String(repeating: "1", count: 10_000), String(repeating: " ", count: 10_000) + "12345",
        ])
    func wrong(text: String) {
        #expect(PhoneNumber(typed: text) == nil)
        #expect(PhoneNumber(["phoneNumber": .string(text)]) == nil)
    }

    @Test("that WeChat gives is verified")
    func verified() {
        #expect(PhoneNumber(["phoneNumber": "13580006666", "purePhoneNumber": "1"])?.text == "13580006666")
        #expect(PhoneNumber(["phoneNumber": "+15550100"])?.isVerified == true)
        for json: JSONValue in [[:], [], .null, "13580006666", ["phoneNumber": 13_580_006_666], ["phoneNumber": .null]]
        {
            #expect(PhoneNumber(json) == nil)
        }
    }
}
