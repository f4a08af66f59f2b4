internal import Crypto
package import Platform

/// Codes and media ids that WeChat has refused, so that nobody can make us ask about the same one again and again: each
/// call counts against the account's quota, and anybody may send any code.
///
/// All processes of the host share one file of fixed size, in which newer refusals replace older ones. It holds only
/// part of each id's SHA-256. Without the file WeChat is asked as usual.
package final class RefusalMemory: Sendable {
    /// Seconds for which a refusal is remembered.
    static let lifetime: Int64 = 300

    /// Final answers about one code or id: 40007 invalid media_id, 40029 invalid code, 40163 code been used. Source:
    /// `docs/protocol/wechat.md`, "Error codes".
    private static let codes: [Int64] = [40007, 40029, 40163]

    /// A slot of the file has 40 bits of the hash, 2 of the code, and 22 of the time in units of 4 seconds. An id may
    /// be in any slot of its row.
    private static let rows = 1 << 14
    private static let rowLength = 4
    private static let timeMask: UInt64 = (1 << 22) - 1

    private let path: String
    private let clock: Clock

    /// - Parameter directory: closed to others; it must exist.
    package init(directory: String, clock: Clock) {
        path = directory + "/refused"
        self.clock = clock
    }

    /// WeChat's recent refusal of an id, if any.
    func refusal(_ call: String, _ appID: String, _ id: String) -> Refusal? {
        guard let (row, tag) = RefusalMemory.place(call, appID, id), let file = try? SlotFile(path),
            let slots = try? file.read(RefusalMemory.rowLength, at: row),
            let slot = slots.first(where: { $0 >> 24 == tag && age($0) < RefusalMemory.lifetime })
        else { return nil }
        let index = Int(slot >> 22 & 3) - 1
        guard RefusalMemory.codes.indices.contains(index) else { return nil }
        return Refusal(call: call, code: RefusalMemory.codes[index], message: "refused a while ago, not asked again")
    }

    /// Remembers a refusal if it is final.
    func remember(_ refusal: Refusal, _ appID: String, _ id: String) {
        guard let index = RefusalMemory.codes.firstIndex(of: refusal.code),
            let (row, tag) = RefusalMemory.place(refusal.call, appID, id), let file = try? SlotFile(path),
            let slots = try? file.read(RefusalMemory.rowLength, at: row)
        else { return }
        // The slot of the same id, else the oldest one.
        let oldest = slots.indices.max { age(slots[$0]) < age(slots[$1]) } ?? 0
        let place = slots.firstIndex { $0 >> 24 == tag } ?? oldest
        try? file.write(tag << 24 | UInt64(index + 1) << 22 | time, at: row + place)
    }

    private var time: UInt64 { UInt64(bitPattern: clock.now() / 4) & RefusalMemory.timeMask }

    /// Seconds since a slot was written; very many for an empty one.
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
    /// Bytes of a code or id; WeChat's have a few dozen. Its servers answer a too long address in HTML, as if they were
    /// down.
    private static let longestID = 512

    /// Makes a call about one code or id, unless WeChat has just refused it, or certainly would.
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
