internal import Site
internal import WeChat

/// A passive reply: what a push is answered with, besides `success`.
///
/// https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.html
package enum Reply: Sendable, Equatable {
    case text(String)
    case image(mediaID: String)
    case voice(mediaID: String)
    case video(mediaID: String, title: String, description: String)
    case music(Music)
    /// One to eight articles; a reply to a message shows only one.
    case news([Article])
    /// Transfers the conversation to customer service; to a certain account, if given.
    case transferToCustomerService(account: String?)

    package struct Music: Sendable, Equatable {
        package let title: String
        package let description: String
        package let url: String
        package let highQualityURL: String
        package let thumbMediaID: String
    }

    package struct Article: Sendable, Equatable {
        package let title: String
        package let description: String
        package let pictureURL: String
        package let url: String
    }

    /// The largest text in UTF-8 bytes.
    static let longestText = MessageSettings.longestReply
    static let mostArticles = 8

    /// WeChat's `MsgType`.
    package var msgType: String {
        switch self {
        case .text: "text"
        case .image: "image"
        case .voice: "voice"
        case .video: "video"
        case .music: "music"
        case .news: "news"
        case .transferToCustomerService: "transfer_customer_service"
        }
    }
}
