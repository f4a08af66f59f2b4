import Testing

@testable import People
@testable import WeChat

@Suite("A parameter put into an address")
struct ReturnURLAddingTests {
    static let cases = [
        ("https://www.example.com", "https://www.example.com?p=v"),
        ("https://www.example.com/", "https://www.example.com/?p=v"),
        ("https://www.example.com/?", "https://www.example.com/?p=v"),
        ("https://www.example.com/?a=1", "https://www.example.com/?a=1&p=v"),
        ("https://www.example.com/#/history", "https://www.example.com/?p=v#/history"),
        ("https://www.example.com/?a=1#/x?b=2", "https://www.example.com/?a=1&p=v#/x?b=2"),
        ("https://www.example.com/#a?p=1", "https://www.example.com/?p=v#a?p=1"),
        ("https://www.example.com/?p=old", "https://www.example.com/?p=v"),
        ("https://www.example.com/?p=old&a=1#c", "https://www.example.com/?a=1&p=v#c"),
        ("https://www.example.com/?a=1&p=old&p=older&b=2", "https://www.example.com/?a=1&b=2&p=v"),
        ("https://www.example.com/?pp=1&xp=2&P=3", "https://www.example.com/?pp=1&xp=2&P=3&p=v"),
        ("https://www.example.com/?a&&b==&=?c%20%zz+'", "https://www.example.com/?a&&b==&=?c%20%zz+'&p=v"),
        ("https://www.example.com/?a=1&", "https://www.example.com/?a=1&&p=v"),
        ("https://www.example.com/##", "https://www.example.com/?p=v##"),
        ("https://www.example.com/#", "https://www.example.com/?p=v#"),
    ]

    @Test("stands before the fragment, in the place of an earlier one; the rest stays byte for byte", arguments: cases)
    func adds(text: String, expected: String) throws {
        let site = try SiteSetting()
        #expect(ReturnURL(text, allowedBy: site.installation)?.adding("p", "v") == expected)
    }

    @Test("has its value percent-encoded, so that it cannot become more than a value")
    func encodes() throws {
        let site = try SiteSetting()
        let url = try #require(ReturnURL("/a#b", allowedBy: site.installation))
        #expect(
            url.adding("p", "{\"a\":\"中&b=#+ \r\n%\"}")
                == "https://www.example.com/a?p=%7B%22a%22%3A%22%E4%B8%AD%26b%3D%23%2B%20%0D%0A%25%22%7D#b")
    }

    @Test("`random` is four letters or digits, new each time")
    func random() throws {
        let site = try SiteSetting()
        let url = try #require(ReturnURL("/app.html?random=abcd#/history", allowedBy: site.installation))
        let texts = (0..<50).map { _ in url.addingRandom() }
        #expect(Set(texts).count > 45)
        for text in texts {
            let start = "https://www.example.com/app.html?random="
            try #require(text.hasPrefix(start) && text.hasSuffix("#/history"))
            let random = text.dropFirst(start.utf8.count).dropLast("#/history".utf8.count)
            #expect(random.utf8.count == 4 && random.utf8.allSatisfy(Account.isWordByte))
        }
    }
}
