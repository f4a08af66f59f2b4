import JSON

/// `POST /_simulator/scan` — a person scans a QR code: a follower is led into the chat, others begin to follow.
enum ScanControl {
    static func answer(_ call: Call, _ store: borrowing Store) throws(Failure) -> Reply {
        let input = try ControlInput(call)
        let code = try code(input, store, now: call.now)
        let person = try call.namedPerson(input, store)
        let key = (person.follows ? "" : "qrscene_") + code.scene
        let content = PushContent(
            event: person.follows ? "SCAN" : "subscribe", summary: key,
            [.init("EventKey", .string(key)), .init("Ticket", .string(code.ticket))])
        return try PushControl.send(input, content.kind, account: code.appid, call, store) { (_) throws(Failure) in
            content
        }
    }

    private static func code(_ input: ControlInput, _ store: borrowing Store, now: Int64) throws(Failure) -> QRCode {
        guard let code = try store.qrCode(input.requiredText("ticket")) else {
            throw .misused("there is no QR code of that ticket")
        }
        guard !code.isExpired(now) else { throw .misused("二维码已过期: the QR code has expired") }
        return code
    }
}
