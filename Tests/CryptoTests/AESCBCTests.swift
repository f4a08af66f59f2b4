import Testing

@testable import Crypto
@testable import Platform

@Suite("AES-CBC")
struct AESCBCTests {
    static let plaintext =
        "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
        + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710"
    static let iv: [UInt8] = Array(0...15)
    static let key = [UInt8](repeating: 7, count: 16)

    @Test(
        "agrees with NIST SP 800-38A, F.2.1 and F.2.5, both ways",
        arguments: [
            (
                "2b7e151628aed2a6abf7158809cf4f3c",
                "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"
                    + "73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7"
            ),
            (
                "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
                "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"
                    + "39f23369a9d9bacfa530e26304231461b2eb05e2c39be9fcda6c19078c6a9d1b"
            ),
        ])
    func agrees(key: String, ciphertext: String) throws {
        let key = try #require(Hex.decode(key))
        let plaintext = try #require(Hex.decode(AESCBCTests.plaintext))
        let result = try AESCBC.encrypt(plaintext, key: key, iv: AESCBCTests.iv, padding: .none)
        #expect(Hex.encode(result) == ciphertext)
        #expect(try AESCBC.decrypt(result, key: key, iv: AESCBCTests.iv, padding: .none) == plaintext)
        let padded = try AESCBC.encrypt(plaintext, key: key, iv: AESCBCTests.iv, padding: .pkcs7)
        #expect(Hex.encode(Array(padded.dropLast(16))) == ciphertext)
        #expect(try AESCBC.decrypt(padded, key: key, iv: AESCBCTests.iv, padding: .pkcs7) == plaintext)
    }

    @Test("decrypts WeChat's worked example")
    func weChat() throws {
        let ciphertext =
            "CiyLU1Aw2KjvrjMdj8YKliAjtP4gsMZMQmRzooG2xrDcvSnxIMXFufNstNGTyaGS9uT5geRa0W4oTOb1WT7fJlAC+oNPdbB+"
            + "3hVbJSRgv+4lGOETKUQz6OYStslQ142dNCuabNPGBzlooOmB231qMM85d2/fV6ChevvXvQP8Hkue1poOFtnEtpyxVLW1zAo6"
            + "/1Xx1COxFvrc2d7UL/lmHInNlxuacJXwu0fjpXfz/YqYzBIBzD6WUfTIF9GRHpOn/Hz7saL8xz+W//FRAUid1OksQaQx4CMs"
            + "8LOddcQhULW4ucetDf96JcR3g0gfRK4PC7E/r7Z6xNrXd2UIeorGj5Ef7b1pJAYB6Y5anaHqZ9J6nKEBvB4DnNLIVWSgARns"
            + "/8wR2SiRS7MNACwTyrGvt9ts8p12PKFdlqYTopNHR1Vf7XjfhQlVsAJdNiKdYmYVoKlaRv85IfVunYzO0IKXsyl7JCUjCpoG"
            + "20f0a04COwfneQAGGwd5oa+T8yO5hzuyDb/XcxxmK01EpqOyuxINew=="
        let plaintext =
            #"{"openId":"oGZUI0egBJY1zhBYw2KhdUfwVJJE","nickName":"Band","gender":1,"language":"zh_CN","city":"#
            + #""Guangzhou","province":"Guangdong","country":"CN","avatarUrl":"http://wx.qlogo.cn/mmopen/vi_32/a"#
            + #"SKcBBPpibyKNicHNTMM0qJVh8Kjgiak2AHWr8MHM4WgMEm7GFhsf8OYrySdbvAMvTsw3mo8ibKicsnfN5pRjl1p8HQ/0","u"#
            + #"nionId":"ocMvos6NjeKLIBqg5Mr9QjxrP1FA","watermark":{"timestamp":1477314187,"appid":"wx4f4bc4dec9"#
            + #"7d474b"}}"#
        let key = try #require(Base64.decode("tiihtNczf5v6AKRyjwEUhQ=="))
        let iv = try #require(Base64.decode("r7BXXKkLb8qrSNn05n0qiA=="))
        let bytes = try #require(Base64.decode(ciphertext))
        let result = try #require(try AESCBC.decrypt(bytes, key: key, iv: iv, padding: .pkcs7))
        #expect(String(decoding: result, as: UTF8.self) == plaintext)
        #expect(try AESCBC.encrypt(result, key: key, iv: iv, padding: .pkcs7) == bytes)
    }

    @Test("pads every length to whole blocks, and takes the padding away", arguments: 0...33)
    func lengths(count: Int) throws {
        let text = [UInt8](repeating: 3, count: count)
        let result = try AESCBC.encrypt(text, key: AESCBCTests.key, iv: AESCBCTests.iv, padding: .pkcs7)
        #expect(result.count == (count / 16 + 1) * 16)
        #expect(try AESCBC.decrypt(result, key: AESCBCTests.key, iv: AESCBCTests.iv, padding: .pkcs7) == text)
    }

    @Test("without padding takes whole blocks alone", arguments: [0, 1, 15, 16, 17, 31, 32])
    func blocks(count: Int) throws {
        let text = [UInt8](repeating: 3, count: count)
        guard count.isMultiple(of: 16) else {
            #expect(throws: CryptoError.self) {
                try AESCBC.encrypt(text, key: AESCBCTests.key, iv: AESCBCTests.iv, padding: .none)
            }
            return
        }
        #expect(
            try AESCBC.encrypt(text, key: AESCBCTests.key, iv: AESCBCTests.iv, padding: .none).count == count)
    }

    @Test("decrypts nothing that is empty or not whole blocks", arguments: [0, 1, 15, 17, 31, 33])
    func ciphertextLengths(count: Int) throws {
        let text = [UInt8](repeating: 3, count: count)
        for padding in [AESCBC.Padding.pkcs7, .none] {
            #expect(try AESCBC.decrypt(text, key: AESCBCTests.key, iv: AESCBCTests.iv, padding: padding) == nil)
        }
    }

    @Test(
        "refuses keys and IVs of other lengths",
        arguments: [(0, 16), (15, 16), (24, 16), (33, 16), (16, 0), (16, 15), (32, 17)])
    func keyLengths(key: Int, iv: Int) {
        let (key, iv) = ([UInt8](repeating: 0, count: key), [UInt8](repeating: 0, count: iv))
        for padding in [AESCBC.Padding.pkcs7, .none] {
            #expect(throws: CryptoError.self) { try AESCBC.encrypt([], key: key, iv: iv, padding: padding) }
            #expect(throws: CryptoError.self) { try AESCBC.decrypt([], key: key, iv: iv, padding: padding) }
        }
    }

    @Test(
        "tells wrong padding: none, too long, or not all alike",
        arguments: [
            [UInt8](repeating: 0, count: 16), [UInt8](repeating: 17, count: 16), Array(0...15),
            [UInt8](repeating: 2, count: 14) + [1, 2], [UInt8](repeating: 16, count: 15) + [255],
            [15] + [UInt8](repeating: 16, count: 15),
        ])
    func padding(block: [UInt8]) throws {
        let text = try AESCBC.encrypt(block, key: AESCBCTests.key, iv: AESCBCTests.iv, padding: .none)
        #expect(try AESCBC.decrypt(text, key: AESCBCTests.key, iv: AESCBCTests.iv, padding: .pkcs7) == nil)
        #expect(try AESCBC.decrypt(text, key: AESCBCTests.key, iv: AESCBCTests.iv, padding: .none) == block)
    }
}
