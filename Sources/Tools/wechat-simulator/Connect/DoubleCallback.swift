/// WeChat sometimes calls a site's callback twice.
enum DoubleCallback: String {
    /// With the same code.
    case same
    /// With two codes and the same state.
    case other

    /// - Returns: nil for the empty text: once, as usual.
    init?(_ text: String) throws(Failure) {
        if text.isEmpty { return nil }
        guard let double = DoubleCallback(rawValue: text) else {
            throw .refused(Refusal(-1, "double 须为 same 或 other: double must be same or other"))
        }
        self = double
    }
}
