internal import JSON

extension TokenFile {
    /// Nil when `bytes` are not such a file: it then counts as absent, and the next refresh writes a good one.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(parsing: bytes, limits: .own), json["version"]?.integer == 1 else { return nil }
        for kind in CredentialKind.allCases {
            credentials[kind.name] = json["credentials"]?[kind.name].flatMap(Credential.init)
            refusals[kind.name] = json["refusals"]?[kind.name].flatMap(RememberedRefusal.init)
        }
        forcedAt = (json["forced_at"]?.elements ?? []).compactMap { $0.unixTime }
    }

    var bytes: [UInt8] {
        let json: JSONValue = [
            "version": 1,
            "credentials": .object(members { credentials[$0.name]?.json }),
            "refusals": .object(members { refusals[$0.name]?.json }),
            "forced_at": .array(forcedAt.map(JSONValue.integer)),
        ]
        return json.bytes
    }

    private func members(_ value: (CredentialKind) -> JSONValue?) -> [JSONValue.Member] {
        CredentialKind.allCases.compactMap { kind in value(kind).map { JSONValue.Member(kind.name, $0) } }
    }
}

extension JSONValue {
    /// Seconds from 1970 to the year 9999; nil for any other value, so that no file can make arithmetic overflow.
    fileprivate var unixTime: Int64? { integer.flatMap { (0...253_402_300_799).contains($0) ? $0 : nil } }
}

extension Credential {
    fileprivate init?(_ json: JSONValue) {
        guard let value = json["value"]?.string, !value.isEmpty, let fetchedAt = json["fetched_at"]?.unixTime,
            let expiresAt = json["expires_at"]?.unixTime, expiresAt >= fetchedAt
        else { return nil }
        self.init(
            value: value, fetchedAt: fetchedAt, expiresAt: expiresAt, fetchedUptime: json["uptime"]?.unixTime ?? 0,
            bootID: json["boot_id"]?.string ?? "", renewAfter: json["renew_after"]?.unixTime ?? 0)
    }

    fileprivate var json: JSONValue {
        [
            "value": .string(value), "fetched_at": .integer(fetchedAt), "expires_at": .integer(expiresAt),
            "uptime": .integer(fetchedUptime), "boot_id": .string(bootID), "renew_after": .integer(renewAfter),
        ]
    }
}

extension TokenFile.RememberedRefusal {
    fileprivate init?(_ json: JSONValue) {
        guard let code = json["errcode"]?.integer, let at = json["at"]?.unixTime, let until = json["until"]?.unixTime,
            let call = json["call"]?.string, let secretFingerprint = json["secret"]?.string
        else { return nil }
        self.init(
            refusal: Refusal(call: call, code: code, message: json["errmsg"]?.string ?? ""), at: at, until: until,
            secretFingerprint: secretFingerprint)
    }

    fileprivate var json: JSONValue {
        [
            "call": .string(refusal.call), "errcode": .integer(refusal.code), "errmsg": .string(refusal.message),
            "at": .integer(at), "until": .integer(until), "secret": .string(secretFingerprint),
        ]
    }
}
