/// A login that its own `state` carries, so that starting one writes nothing; it is in the database once it is
/// completed.
///
/// 59 bytes: one of flags, the end in Unix seconds (4), the browser's mark (8), and the address to return to without
/// its beginning, filled up with zeros. All states are of one length: none tells how long the address is.
struct SealedState {
    private let keys: KeyRing
    /// With which an address may begin, by number: what it begins with is left out.
    private let beginnings: [String]

    private static let hasUserInfo: UInt8 = 1
    private static let isBound: UInt8 = 2
    /// The rest of the flags is the number of the beginning.
    private static let beginningShift: UInt8 = 2
    private static let header = 1 + 4 + BrowserBinding.markLength
    private static let size = StateText.capacity - KeyRing.overhead

    init(_ installation: Installation) throws(WeChatError) {
        keys = try installation.keyRing(for: .loginState)
        let settings = installation.configuration
        beginnings = ["", settings.publicURL.origin, (settings.measurements.h5URL ?? settings.publicURL).text]
    }

    /// The state that carries the login; nil when its address is too long for that.
    func seal(_ login: LoginState, restarts: Int) throws(WeChatError) -> StateText? {
        guard let bytes = content(login) else { return nil }
        let context = StateText.context(login.kind, restarts: restarts)
        return StateText(try keys.seal(bytes, for: context), restarts: restarts)
    }

    /// The login that a state carries; nil when it carries none of this API's.
    func open(_ state: StateText, _ kind: SessionKind, hash: [UInt8], now: Int64) throws(WeChatError) -> LoginState? {
        guard let sealed = state.sealed, let bytes = try keys.openBytes(sealed, for: state.context(kind)),
            bytes.count == SealedState.size
        else { return nil }
        let beginning = Int(bytes[0] >> SealedState.beginningShift)
        guard beginning < beginnings.count else { return nil }
        var end = bytes.count
        while end > SealedState.header, bytes[end - 1] == 0 { end -= 1 }
        return LoginState(
            stateHash: hash, kind: kind,
            returnURL: beginnings[beginning] + String(decoding: bytes[SealedState.header..<end], as: UTF8.self),
            scope: bytes[0] & SealedState.hasUserInfo != 0 ? .userInfo : .base,
            browserMark: bytes[0] & SealedState.isBound != 0 ? Array(bytes[5..<SealedState.header]) : nil,
            createdAt: now, expiresAt: Seconds.read(bytes, at: 1))
    }

    private func content(_ login: LoginState) -> [UInt8]? {
        let beginning = beginning(of: login.returnURL)
        let rest = login.returnURL.utf8.dropFirst(beginnings[beginning].utf8.count)
        guard rest.count <= SealedState.size - SealedState.header else { return nil }
        var bytes = [UInt8(beginning) << SealedState.beginningShift]
        if login.scope == .userInfo { bytes[0] |= SealedState.hasUserInfo }
        if login.browserMark != nil { bytes[0] |= SealedState.isBound }
        bytes += Seconds.bytes(login.expiresAt)
        bytes += login.browserMark ?? [UInt8](repeating: 0, count: BrowserBinding.markLength)
        bytes += rest
        return bytes + [UInt8](repeating: 0, count: SealedState.size - bytes.count)
    }

    /// The number of the longest with which the address begins.
    private func beginning(of address: String) -> Int {
        var found = 0
        for (index, text) in beginnings.enumerated()
        where text.utf8.count > beginnings[found].utf8.count && address.hasPrefix(text) { found = index }
        return found
    }
}

/// Unix seconds in four bytes, the highest first, as they stand in what browsers carry: they last until 2106.
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
