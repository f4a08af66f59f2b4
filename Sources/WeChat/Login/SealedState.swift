/// A login that its own `state` carries, so that starting one writes nothing; it is in the database once it is completed.
///
/// 59 bytes: one of flags, the end in Unix seconds (4), the browser's mark (8), and the address to return to without its
/// beginning, filled up with zeros. All states are of one length: none tells how long the address is.
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
        guard let sealed = state.sealed,
            let bytes = try keys.openBytes(sealed, for: state.context(kind)), bytes.count == SealedState.size
        else { return nil }
        let beginning = Int(bytes[0] >> SealedState.beginningShift)
        guard beginnings.indices.contains(beginning) else { return nil }
        let address = bytes[SealedState.header...].prefix { $0 != 0 }
        return LoginState(
            stateHash: hash, kind: kind, returnURL: beginnings[beginning] + String(decoding: address, as: UTF8.self),
            scope: bytes[0] & SealedState.hasUserInfo != 0 ? .userInfo : .base,
            browserMark: bytes[0] & SealedState.isBound != 0 ? Array(bytes[5..<SealedState.header]) : nil,
            createdAt: now, expiresAt: bytes[1...4].reduce(0) { $0 << 8 | Int64($1) })
    }

    private func content(_ login: LoginState) -> [UInt8]? {
        guard let (beginning, rest) = shortened(login.returnURL), let end = UInt32(exactly: login.expiresAt) else {
            return nil
        }
        var flags = UInt8(beginning) << SealedState.beginningShift
        if login.scope == .userInfo { flags |= SealedState.hasUserInfo }
        if login.browserMark != nil { flags |= SealedState.isBound }
        let mark = login.browserMark ?? [UInt8](repeating: 0, count: BrowserBinding.markLength)
        let bytes = [flags] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: end >> $0) } + mark + rest
        return bytes + [UInt8](repeating: 0, count: SealedState.size - bytes.count)
    }

    /// The number of the address's beginning, and what follows; nil when that is too long.
    private func shortened(_ address: String) -> (beginning: Int, rest: [UInt8])? {
        let bytes = Array(address.utf8)
        let known = beginnings.enumerated().filter { bytes.starts(with: $0.element.utf8) }
        guard let longest = known.max(by: { $0.element.utf8.count < $1.element.utf8.count }) else { return nil }
        let rest = Array(bytes.dropFirst(longest.element.utf8.count))
        return rest.count <= SealedState.size - SealedState.header ? (longest.offset, rest) : nil
    }
}
