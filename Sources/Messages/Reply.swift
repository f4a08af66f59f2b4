internal import WeChat

/// What a push is answered with, beside `success`: a passive reply.
///
/// https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.html
package enum Reply: Sendable, Equatable {
    case text(String)
    case image(mediaID: String)
    case voice(mediaID: String)
    case video(mediaID: String, title: String, description: String)
    case music(Music)
    /// One to eight articles; people who wrote a message are shown one.
    case news([Article])
    /// Hands the conversation to a person; to a certain one, by the account's name, if that is given.
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

    /// Bytes of UTF-8 that a text may have.
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
