/// A login carried by its own `state`, so that starting one writes nothing. It is stored in the database when it is
internal import HTTP
internal import WeChat
internal import Site
/// completed.
///
/// 59 bytes: flags (1), the expiry in Unix seconds (4), the browser's mark (8), its session's mark (8) if it has one,
/// and the return address without its beginning, padded with zeros. All states have the same length, so that none
/// reveals how long the address is.
struct SealedState {
    private let keys: KeyRing
    /// The beginnings that an address may have, by number; the beginning itself is left out.
    private let beginnings: [String]

    private static let hasUserInfo: UInt8 = 1
    private static let isBound: UInt8 = 2
    private static let hasSession: UInt8 = 128
    /// The bits between the flags are the number of the beginning.
    private static let beginningShift: UInt8 = 2
    /// The part of every state before the session's mark or the address.
    private static let header = 1 + 4 + LoginState.markLength
    private static let size = StateText.capacity - KeyRing.overhead

    init(_ installation: Installation) throws(WeChatError) {
        keys = try installation.keyRing(for: .loginState)
        let settings = installation.configuration
        beginnings = ["", settings.publicURL.origin, (settings.measurements.h5URL ?? settings.publicURL).text]
    }

    /// The state that carries the login; nil when its address is too long.
    func seal(_ login: LoginState, restarts: Int) throws(WeChatError) -> StateText? {
        guard let bytes = content(login) else { return nil }
        let context = StateText.context(login.kind, restarts: restarts)
        return StateText(try keys.seal(bytes, for: context), restarts: restarts)
    }

    /// The login that a state carries; nil when it carries none of this API.
    func open(_ state: StateText, _ kind: SessionKind, hash: [UInt8], now: Int64) throws(WeChatError) -> LoginState? {
        guard let sealed = state.sealed, let bytes = try keys.openBytes(sealed, for: state.context(kind)),
            bytes.count == SealedState.size
        else { return nil }
        let flags = bytes[0]
        let beginning = Int((flags & ~SealedState.hasSession) >> SealedState.beginningShift)
        guard beginning < beginnings.count else { return nil }
        let hasSession = flags & SealedState.hasSession != 0
        let start = SealedState.header + (hasSession ? LoginState.markLength : 0)
        var end = bytes.count
        while end > start, bytes[end - 1] == 0 { end -= 1 }
        return LoginState(
            stateHash: hash, kind: kind,
            returnURL: beginnings[beginning] + String(decoding: bytes[start..<end], as: UTF8.self),
            scope: flags & SealedState.hasUserInfo != 0 ? .userInfo : .base,
            browserMark: flags & SealedState.isBound != 0 ? Array(bytes[5..<SealedState.header]) : nil,
            sessionMark: hasSession ? Array(bytes[SealedState.header..<start]) : nil,
            createdAt: now, expiresAt: Seconds.read(bytes, at: 1))
    }

    private func content(_ login: LoginState) -> [UInt8]? {
        let beginning = beginning(of: login.returnURL)
        let rest = login.returnURL.utf8.dropFirst(beginnings[beginning].utf8.count)
        var bytes = [UInt8(beginning) << SealedState.beginningShift]
        if login.scope == .userInfo { bytes[0] |= SealedState.hasUserInfo }
        if login.browserMark != nil { bytes[0] |= SealedState.isBound }
        if login.sessionMark != nil { bytes[0] |= SealedState.hasSession }
        bytes += Seconds.bytes(login.expiresAt)
        bytes += login.browserMark ?? [UInt8](repeating: 0, count: LoginState.markLength)
        bytes += login.sessionMark ?? []
        guard bytes.count + rest.count <= SealedState.size else { return nil }
        bytes += rest
        return bytes + [UInt8](repeating: 0, count: SealedState.size - bytes.count)
    }

    /// The number of the longest beginning that the address has.
    private func beginning(of address: String) -> Int {
        var found = 0
        for (index, text) in beginnings.enumerated()
        where text.utf8.count > beginnings[found].utf8.count && address.hasPrefix(text) { found = index }
        return found
    }
}

/// Unix seconds in four bytes, big endian, as browsers carry them: good until 2106.
enum Seconds {
    static func bytes(_ time: Int64) -> [UInt8] {
        let time = UInt32(clamping: time)
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: time >> $0) }
    }

    static func read(_ bytes: [UInt8], at start: Int) -> Int64 {
        var time: Int64 = 0
        for index in start..<start + 4 { time = time << 8 | Int64(bytes[index]) }
        return time
    }
}
