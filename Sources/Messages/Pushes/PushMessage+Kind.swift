extension PushMessage {
    /// What a push means for this site.
    package enum Kind: Equatable, Sendable {
        case text(String)
        /// The person follows the account from now on; through a QR code with this scene, if any.
        case follow(scene: String?)
        case unfollow
        /// A follower scanned a QR code with a scene.
        case scan(scene: String)
        /// A follower clicked the menu entry with this key.
        case click(key: String)
        case other
    }

    package var kind: Kind {
        if msgType.lowercased() == "text" { return .text(self["Content"]) }
        switch event?.lowercased() {
        case "subscribe": return .follow(scene: scene)
        case "unsubscribe": return .unfollow
        case "scan": return PushMessage.known(self["EventKey"]).map(Kind.scan) ?? .other
        case "click": return .click(key: self["EventKey"])
        default: return .other
        }
    }

    /// > `EventKey`: `qrscene_` and the code's scene
    ///
    /// After a payment, a new follower has another text there.
    private var scene: String? {
        let (key, prefix) = (self["EventKey"], "qrscene_")
        return key.hasPrefix(prefix) ? PushMessage.known(String(key.dropFirst(prefix.count))) : nil
    }

    /// A scene as WeChat defines it, at most 64 characters; nil for any other text, which is not stored with a person.
    private static func known(_ scene: String) -> String? {
        let isOne =
            scene.utf8.count <= 256 && scene.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        return isOne ? scene : nil
    }
}
