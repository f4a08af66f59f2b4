import Testing

@testable import wechat_simulator

@Suite("The QR code's symbol")
struct QRSymbolTests {
    @Test(
        "A text comes back out of the modules",
        arguments: ["", "a", "http://weixin.qq.com/q/02", String(repeating: "é", count: 31)])
    func text(text: String) throws {
        #expect(try #require(QRSymbol(text)).text() == text)
    }

    @Test("There is no place for 63 bytes")
    func tooLong() {
        #expect(QRSymbol(String(repeating: "a", count: 63)) == nil)
    }

    @Test("The parity is that of the standard's worked example")
    func parity() {
        // ISO/IEC 18004, annex I: `01234567` in version 1-M.
        let data: [UInt8] = [
            0x10, 0x20, 0x0C, 0x56, 0x61, 0x80, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11, 0xEC, 0x11,
        ]
        #expect(
            ReedSolomon.parity(data, count: 10)
                == [0xA5, 0x24, 0xD4, 0xC1, 0xED, 0x36, 0xC7, 0x87, 0x2C, 0x55])
    }

    @Test("The patterns by which a phone finds it are in their places")
    func patterns() throws {
        let dark = try #require(QRSymbol("a")).isDark
        let finder = ["#######", "#     #", "# ### #", "# ### #", "# ### #", "#     #", "#######"]
        for (top, left) in [(0, 0), (0, 26), (26, 0)] {
            for (row, line) in finder.enumerated() {
                #expect(String(dark[top + row][left..<left + 7].map { $0 ? "#" : " " }) == line)
            }
        }
        #expect(String(dark[6][8...24].map { $0 ? "#" : " " }) == "# # # # # # # # #")
        #expect(dark.allSatisfy { $0.count == 33 } && dark.count == 33)
    }
}
