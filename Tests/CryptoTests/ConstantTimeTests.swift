import Testing

@testable import Crypto

struct ConstantTimeTests {
    @Test(
        "Bytes are equal when all of them are",
        arguments: [
            ([], [], true), ([1, 2, 3], [1, 2, 3], true),
            ([1, 2, 3], [0, 2, 3], false), ([1, 2, 3], [1, 2, 4], false),
            ([1, 2, 3], [1, 2], false), ([1, 2], [1, 2, 3], false), ([], [0], false),
        ] as [([UInt8], [UInt8], Bool)])
    func equality(a: [UInt8], b: [UInt8], areEqual: Bool) {
        #expect(constantTimeEquals(a, b) == areEqual)
    }
}
