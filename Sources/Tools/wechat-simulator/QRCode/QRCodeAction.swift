import JSON

/// The requested content of a QR code.
struct QRCodeAction {
    let isPermanent: Bool
    let scene: String

    /// - Parameter body: `{"action_name", "action_info": {"scene": {"scene_id" or "scene_str"}}}`
    init(_ body: JSONValue) throws(Failure) {
        let scene = body["action_info"]?["scene"] ?? .null
        switch body["action_name"]?.string {
        // > 临时二维码时为32位非0整型，永久二维码时最大值为100000（目前参数只支持1--100000）
        case "QR_SCENE": (isPermanent, self.scene) = (false, try QRCodeAction.number(scene, most: 4_294_967_295))
        case "QR_LIMIT_SCENE": (isPermanent, self.scene) = (true, try QRCodeAction.number(scene, most: 100_000))
        case "QR_STR_SCENE": (isPermanent, self.scene) = (false, try QRCodeAction.text(scene))
        case "QR_LIMIT_STR_SCENE": (isPermanent, self.scene) = (true, try QRCodeAction.text(scene))
        default: throw .refused(Refusal(40052))
        }
    }

    private static func number(_ scene: JSONValue, most: Int64) throws(Failure) -> String {
        guard let number = scene["scene_id"]?.integer, (1...most).contains(number) else {
            throw .refused(Refusal(40053))
        }
        return "\(number)"
    }

    // > 长度限制为1到64
    private static func text(_ scene: JSONValue) throws(Failure) -> String {
        guard let text = scene["scene_str"]?.string, (1...64).contains(text.unicodeScalars.count) else {
            throw .refused(Refusal(40053))
        }
        return text
    }
}
