internal import HTTP
internal import JSON
internal import Platform
internal import Site
package import WeChat

extension MiniPeople {
    /// The phone number for a phone code. WeChat bills each call and accepts a code once, so the answer is stored: the
    /// person who used a code gets it again without a call, and nobody else does.
    package func phone(forCode code: String, of openid: String) throws(WeChatError) -> PhoneNumber {
        guard (1...256).contains(code.utf8.count) else {
            throw .request(.invalid("phone_code", reason: "is no phone code"))
        }
        let hash = try Fingerprint.of(code)
        let deadline = program.client.deadline()
        return try locks.hold(.phone, hash, until: Deadline(after: deadline.remaining * 2 + 1)) {
            () throws(WeChatError) in
            if let spent = try database.phoneCode(hash: hash) { return try open(spent, hash, openid) }
            let phone = try ask(code, of: openid, until: deadline)
            let sealed = try keys.seal(phone.text, for: context(hash))
            try database.insertPhoneCode(
                hash: hash, SpentPhoneCode(appID: program.account.appID, openid: openid, phone: sealed),
                now: clock.now())
            return phone
        }
    }

    private func ask(_ code: String, of openid: String, until deadline: Deadline) throws(WeChatError) -> PhoneNumber {
        let info = try program.tokens.withAccessToken(until: deadline) { (token) throws(WeChatError) in
            try program.client.phoneInfo(
                for: code, of: openid, at: program.account, accessToken: token, until: deadline)
        }
        guard info["watermark"]?["appid"]?.string == program.account.appID, let phone = PhoneNumber(info) else {
            throw .undecipherable("the phone number is another app's, or none")
        }
        return phone
    }

    private func open(_ spent: SpentPhoneCode, _ hash: [UInt8], _ openid: String) throws(WeChatError) -> PhoneNumber {
        guard spent.appID == program.account.appID, spent.openid == openid,
            let text = try keys.open(spent.phone, for: context(hash)), let phone = PhoneNumber(kept: text)
        else {
            throw .refused(Refusal(call: "wxa/business/getuserphonenumber", code: 40029, message: "the code was spent"))
        }
        return phone
    }

    private func context(_ hash: [UInt8]) -> String {
        "phone_codes.phone " + hash.map { String($0) }.joined(separator: ".")
    }
}
