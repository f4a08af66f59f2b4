import Crypto
import JSON
import SQL
import SQLite

/// Somebody with a WeChat account on a phone.
struct Person: Equatable {
    /// Their name in control calls and forms: a slug that WeChat does not have.
    let id: String
    var nickname: String
    /// 0: not told, 1: male, 2: female.
    var sex: Int64
    var province: String
    var city: String
    var country: String
    /// Empty: no picture.
    var avatar: String
    var privilege: [String]
    var language: String
    var unionid: String?
    /// Whether they follow all official accounts, or none.
    var follows: Bool
    /// When they began to follow.
    var followsSince: Int64
    /// The virtual user that a site sees when it is viewed as a snapshot.
    var isSnapshot: Bool
    /// Nil: WeChat knows none.
    var phone: Phone?
    /// WeChat considers them dangerous and blocks their logins to mini programs (40226).
    var isHighRisk: Bool
    /// They have a newer account, for which WeChat gives no sex, language and place, and mini programs get neither name
    /// nor picture.
    var isAnonymous: Bool

    /// Somebody about whom nothing is known.
    init(id: String) {
        self.id = id
        (nickname, province, city, country) = ("", "", "", "")
        (avatar, language, unionid) = ("", "zh_CN", nil)
        (sex, followsSince, privilege) = (0, 0, [])
        (follows, isSnapshot, phone, isHighRisk, isAnonymous) = (false, false, nil, false, false)
    }

    /// The openid: 28 characters, always the same, and different at every account.
    static func openID(_ appid: String, _ person: String) throws(Failure) -> String {
        do throws(CryptoError) {
            return "o" + RandomText.base64URL(of: try Digest.sha256(Array("\(appid) \(person)".utf8)).prefix(27))
        } catch {
            throw .broken("\(error)")
        }
    }

    /// The unionid that the account gets.
    func unionid(at account: Account) -> String? { account.isBound ? unionid : nil }
}

extension Person {
    init(row: borrowing Row) throws(DatabaseError) {
        id = try row.text("id")
        nickname = try row.text("nickname")
        sex = try row.integer("sex")
        province = try row.text("province")
        city = try row.text("city")
        country = try row.text("country")
        avatar = try row.text("headimgurl")
        privilege = JSONValue.strings(try row.text("privilege"))
        language = try row.text("language")
        unionid = try row.optionalText("unionid")
        follows = try row.boolean("follows")
        followsSince = try row.integer("subscribe_time")
        isSnapshot = try row.boolean("is_snapshot")
        let countryCode = try row.integer("country_code")
        phone = try row.optionalText("phone").map { Phone(countryCode: countryCode, number: $0) }
        isHighRisk = try row.boolean("is_high_risk")
        isAnonymous = try row.boolean("is_anonymous")
    }

    /// As shown by control calls.
    var members: [JSONValue.Member] {
        [
            .init("id", .string(id)), .init("nickname", .string(nickname)), .init("sex", .integer(sex)),
            .init("province", .string(province)), .init("city", .string(city)), .init("country", .string(country)),
            .init("headimgurl", .string(avatar)), .init("privilege", .array(privilege.map(JSONValue.string))),
            .init("language", .string(language)), .init("unionid", unionid.map(JSONValue.string) ?? .null),
            .init("follows", .bool(follows)), .init("subscribe_time", .integer(followsSince)),
            .init("is_snapshot", .bool(isSnapshot)),
            .init("phone", phone.map { .string($0.number) } ?? .null),
            .init("country_code", phone.map { .integer($0.countryCode) } ?? .null),
            .init("high_risk", .bool(isHighRisk)), .init("anonymous", .bool(isAnonymous)),
        ]
    }
}
