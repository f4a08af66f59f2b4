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
            ("12345678901234567890", "12345678901234567890"), ("\u{202d}13800000009\u{202c}", "13800000009"),
            ("１３５８０００６６６６", "13580006666"), ("(+86) 138-0000-0009", "+8613800000009"),
            ("（＋８６）13800000009", "+8613800000009"),
            ("(020)12345678", "02012345678"), ("138\u{A0}0000\u{3000}0009\u{200B}", "13800000009"),
            (" 13800000009 ", "13800000009"),
            ("138–0000—0009", "13800000009"), ("138\u{2011}0000\u{2212}0009", "13800000009"),
            ("\u{2068}+86 138 0000 0009\u{2069}", "+8613800000009"),
        ])
    func typed(text: String, kept: String) {
        let phone = PhoneNumber(typed: text)
        #expect(phone?.text == kept && phone?.isVerified == false)
    }

    @Test(
        "is digits, from five to twenty",
        arguments: [
            "", "1234", "123456789012345678901", "++8613580006666", "86+13580006666", "13580006666+", "1358000666a",
            "13580006666\n", "13580006666\u{0}", "()", "1380000000९", "138a\u{200B}0000009", "-", "+", "     ",
            "' OR 1=1",
            "<script>", "12345" + String(repeating: " ", count: 36), "\u{0661}\u{0662}\u{0663}\u{0664}\u{0665}",
            String(repeating: "1", count: 10_000), String(repeating: " ", count: 10_000) + "12345",
        ])
    func wrong(text: String) {
        #expect(PhoneNumber(typed: text) == nil)
        #expect(PhoneNumber(["phoneNumber": .string(text)]) == nil)
    }

    @Test(
        "that WeChat gives is taken only as it is written",
        arguments: ["１３５８０００６６６６", "(020)12345678", "\u{202d}13800000009"])
    func strict(text: String) { #expect(PhoneNumber(["phoneNumber": .string(text)]) == nil) }

    @Test("that WeChat gives is verified")
    func verified() {
        #expect(PhoneNumber(["phoneNumber": "13580006666", "purePhoneNumber": "1"])?.text == "13580006666")
        #expect(PhoneNumber(["phoneNumber": "+15550100"])?.isVerified == true)
        for json: JSONValue in [[:], [], .null, "13580006666", ["phoneNumber": 13_580_006_666], ["phoneNumber": .null]]
        {
            #expect(PhoneNumber(json) == nil)
        }
    }

    /// Members of encrypted data, as text, and whether they are a number at time 1000.
    static let encryptedData: [(members: String, isNumber: Bool)] = [
        (#""phoneNumber":"13580006666","purePhoneNumber":"13580006666","countryCode":"86",M"#, true),
        (#"M,"countryCode":86,"purePhoneNumber":"13580006666","phoneNumber":"13580006666""#, true),
        (#""phoneNumber":"+15550100","purePhoneNumber":"5550100","countryCode":"1",M"#, true),
        (#""phoneNumber":"15550100","purePhoneNumber":"5550100","countryCode":"1",M"#, true),
        (#""phoneNumber":"13580006666","purePhoneNumber":"13580006667","countryCode":"86",M"#, false),
        (#""phoneNumber":"8613580006666","purePhoneNumber":"13580006666","countryCode":"852",M"#, false),
        (#""phoneNumber":"13580006666","purePhoneNumber":"13580006666","countryCode":"",M"#, false),
        (#""phoneNumber":"13580006666","purePhoneNumber":"13580006666","countryCode":"8x",M"#, false),
        (#""phoneNumber":"13580006666","purePhoneNumber":"13580006666","countryCode":null,M"#, false),
        (#""phoneNumber":"13580006666","purePhoneNumber":"13580006666",M"#, false),
        (#""phoneNumber":"13580006666","countryCode":"86",M"#, false),
        (#""phoneNumber":"13580006666","purePhoneNumber":"13580006666","countryCode":"86","gender":1,M"#, false),
        (#""phoneNumber":"1","purePhoneNumber":"1","countryCode":"86",M"#, false),
        (#""phoneNumber":13580006666,"purePhoneNumber":13580006666,"countryCode":"86",M"#, false),
        (#""phoneNumber":"13580006666","purePhoneNumber":"13580006666","countryCode":"86""#, false),
    ]

    private static func read(_ members: String, _ watermark: String) throws -> PhoneNumber? {
        let text = "{" + members.replacing("M", with: #""watermark":{\#(watermark)}"#) + "}"
        return PhoneNumber(encrypted: try JSONValue(parsing: Array(text.utf8)), now: 1000)
    }

    @Test("that comes encrypted is in exactly WeChat's members, and never verified", arguments: encryptedData)
    func encrypted(members: String, isNumber: Bool) throws {
        let phone = try Self.read(members, #""timestamp":1000,"appid":"a""#)
        #expect((phone != nil) == isNumber && phone?.isVerified != true)
    }

    @Test(
        "that comes encrypted is some minutes old",
        arguments: [
            (#""timestamp":400,"appid":"a""#, true), (#""timestamp":1300,"appid":"a""#, true),
            (#""timestamp":399,"appid":"a""#, false), (#""timestamp":1301,"appid":"a""#, false),
            (#""timestamp":"1000","appid":"a""#, false), (#""appid":"a""#, false), (#""timestamp":1000"#, false),
            (#""timestamp":1000,"appid":"a","x":1"#, false),
        ])
    func fresh(watermark: String, isNumber: Bool) throws {
        #expect((try Self.read(Self.encryptedData[0].members, watermark) != nil) == isNumber)
    }
}
