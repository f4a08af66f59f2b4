internal import Crypto
internal import Platform

/// Codes and media ids that WeChat has refused, so that nobody can have it asked for the same one again and again: each call
/// counts against the account's quota, and anybody may send any code.
///
/// All processes of the host share one file of fixed size, in which a later refusal takes the place of an earlier one. Only
/// a part of each id's SHA-256 is in it. Without the file WeChat is asked, as ever.
final class RefusalMemory: Sendable {
    /// Seconds for which a refusal is remembered.
    static let lifetime: Int64 = 300

    /// What WeChat says of one code or id, and never takes back: 40007 invalid media_id, 40029 invalid code, 40163 code been
    /// used. Source: `docs/protocol/wechat.md`, "Error codes".
    private static let codes: [Int64] = [40007, 40029, 40163]

    /// A place of the file is 40 bits of the hash, 2 of the code and 22 of the time in units of 4 seconds. An id may stand in
    /// any of the places of its row.
    private static let rows = 1 << 14
    private static let rowLength = 4
    private static let timeMask: UInt64 = (1 << 22) - 1

    private let path: String
    private let clock: Clock

    /// - Parameter directory: closed to others; it must be there.
    init(directory: String, clock: Clock) {
        path = directory + "/refused"
        self.clock = clock
    }

    /// What WeChat has said of an id lately, if it was no.
    func refusal(_ call: String, _ appID: String, _ id: String) -> Refusal? {
        guard let (row, tag) = RefusalMemory.place(call, appID, id), let file = try? SlotFile(path),
            let slots = try? file.read(RefusalMemory.rowLength, at: row),
            let slot = slots.first(where: { $0 >> 24 == tag && age($0) < RefusalMemory.lifetime })
        else { return nil }
        let index = Int(slot >> 22 & 3) - 1
        guard RefusalMemory.codes.indices.contains(index) else { return nil }
        return Refusal(call: call, code: RefusalMemory.codes[index], message: "refused a while ago, not asked again")
    }

    /// Remembers a refusal, if it is one of those.
    func remember(_ refusal: Refusal, _ appID: String, _ id: String) {
        guard let index = RefusalMemory.codes.firstIndex(of: refusal.code),
            let (row, tag) = RefusalMemory.place(refusal.call, appID, id), let file = try? SlotFile(path),
            let slots = try? file.read(RefusalMemory.rowLength, at: row)
        else { return }
        // The same one's place, else the oldest one's.
        let oldest = slots.indices.max { age(slots[$0]) < age(slots[$1]) } ?? 0
        let place = slots.firstIndex { $0 >> 24 == tag } ?? oldest
        try? file.write(tag << 24 | UInt64(index + 1) << 22 | time, at: row + place)
    }

    private var time: UInt64 { UInt64(bitPattern: clock.now() / 4) & RefusalMemory.timeMask }

    /// Seconds since a slot was written; many for an empty one.
    private func age(_ slot: UInt64) -> Int64 {
        slot == 0 ? Int64.max : Int64((time &- slot) & RefusalMemory.timeMask) * 4
    }

    private static func place(_ call: String, _ appID: String, _ id: String) -> (row: Int, tag: UInt64)? {
        guard let hash = try? Fingerprint.of("\(call)\n\(appID)\n\(id)") else { return nil }
        let number = hash.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return (Int(number % UInt64(rows)) * rowLength, number >> 24)
    }
}

extension WeChatClient {
    /// Bytes of a code or id; WeChat's have some dozens. Its servers answer an address that is too long in HTML, as if they
    /// were down.
    private static let longestID = 512

    /// Makes a call about one code or id, unless WeChat has refused that a moment ago, or surely would.
    func asking<T>(
        about id: String, of account: Account, _ path: String, _ call: () throws(WeChatError) -> T
    ) throws(WeChatError) -> T {
        guard id.utf8.count <= WeChatClient.longestID else {
            throw .refused(Refusal(call: path, code: 40029, message: "longer than any code, not asked"))
        }
        if let refusal = refusals.refusal(path, account.appID, id) { throw .refused(refusal) }
        do { return try call() } catch {
            if case .refused(let refusal) = error { refusals.remember(refusal, account.appID, id) }
            throw error
        }
    }
}
