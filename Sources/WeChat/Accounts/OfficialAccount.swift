package import Platform

/// The official account (公众号) as one process uses it: its token store over one client.
package final class OfficialAccount {
    package let account: Account
    package let tokens: TokenStore
    package let client: WeChatClient
    package let clock: Clock

    package init(_ account: Account, client: WeChatClient, tokens: TokenStore, clock: Clock) {
        self.account = account
        self.client = client
        self.tokens = tokens
        self.clock = clock
    }

    /// Signs a page address for the JS-SDK.
    ///
    /// - Parameter nonceLength: in characters; each documented API has its own.
    package func sign(_ url: PageURL, nonceLength: Int) throws(WeChatError) -> JSSDKSignature {
        let ticket = try tokens.ticket(.jsapi, until: client.deadline())
        return try JSSDKSignature(
            url: url, ticket: ticket, nonce: Random.alphanumeric(nonceLength), timestamp: clock.now())
    }
}
