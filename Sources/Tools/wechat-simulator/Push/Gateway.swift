import Crypto
import JSON
import SQL
import SQLite
import Platform

/// The gateway of an account's messages, as set in its console (服务器配置), and the simulator's patience with it.
struct Gateway: Equatable {
    enum Mode: String, CaseIterable {
        /// 明文模式
        case plain
        /// 兼容模式: the message is there twice, plain and encrypted.
        case compatible
        /// 安全模式
        case encrypted
    }

    enum Format: String {
        case xml
        /// Mini programs may choose it.
        case json
    }

    /// The gateways of the site beside the simulator.
    static let sitePaths = ["/wx", "/wx/service", "/boilerplate/api/v1/wechat-mp/gateway"]

    /// Like many keys, it has unused bits at its end that are not zero.
    static let defaultKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"

    let appid: String
    /// Nil: the first gateway of the site beside.
    var url: String?
    var token = "simulator"
    /// 43 letters and digits.
    var encodingAESKey = Gateway.defaultKey
    var mode = Mode.plain
    var format = Format.xml
    /// The account's own name in messages: `gh_` and 12 hexadecimal digits.
    var originalID: String
    /// Seconds per attempt.
    var timeout = 5.0
    /// Whether pushes stop for a while after several in a row were lost.
    var marksFailure = true
    /// How many pushes in a row were lost.
    var lost: Int64 = 0
    /// Until then nothing is pushed, by the simulator's clock.
    var stoppedUntil: Int64 = 0

    /// The defaults of an account.
    init(appid: String) throws(Failure) {
        self.appid = appid
        do throws(CryptoError) {
            originalID = "gh_" + Hex.encode(Array(try Digest.sha256(Array(appid.utf8)).prefix(6)))
        } catch {
            throw .broken("\(error)")
        }
    }

    /// Whether WeChat pushes nothing now. (The clock may have been set back.)
    func isStopped(_ now: Int64) -> Bool {
        marksFailure && now < stoppedUntil && now >= stoppedUntil - Store.pause
    }

    /// A gateway's whole address.
    ///
    /// - Parameters:
    ///   - text: an address, or a path on the site; nil: the account's own.
    ///   - site: the site beside, without a path; nil when there is none.
    func address(_ text: String?, site: String?) throws(Failure) -> String {
        let text = text ?? url ?? Gateway.sitePaths[0]
        guard text.hasPrefix("/") else {
            guard RedirectURI(text) != nil, !text.utf8.contains(UInt8(ascii: "#")) else {
                throw .misused("url must be an address of HTTP or HTTPS, or a path on the site")
            }
            return text
        }
        guard let site else { throw .misused("no site runs beside the simulator: url must be a whole address") }
        guard RedirectURI(site + text) != nil else { throw .misused("\(text) is no path") }
        return site + text
    }
}

extension Gateway {
    init(row: borrowing Row) throws(DatabaseError) {
        appid = try row.text("appid")
        url = try row.optionalText("url")
        token = try row.text("token")
        encodingAESKey = try row.text("encoding_aes_key")
        mode = Mode(rawValue: try row.text("mode")) ?? .plain
        format = Format(rawValue: try row.text("format")) ?? .xml
        originalID = try row.text("original_id")
        timeout = try row.real("timeout")
        marksFailure = try row.boolean("marks_failure")
        lost = try row.integer("lost")
        stoppedUntil = try row.integer("stopped_until")
    }

    /// As shown by control calls.
    ///
    /// - Parameter site: the site beside, if there is one.
    func json(site: String?) -> JSONValue {
        [
            "appid": .string(appid), "url": (try? address(nil, site: site)).map(JSONValue.string) ?? .null,
            "token": .string(token), "encoding_aes_key": .string(encodingAESKey), "mode": .string(mode.rawValue),
            "format": .string(format.rawValue), "original_id": .string(originalID), "timeout": .real(timeout),
            "mark_fail": .bool(marksFailure), "stopped_until": stoppedUntil > 0 ? .integer(stoppedUntil) : .null,
        ]
    }
}
