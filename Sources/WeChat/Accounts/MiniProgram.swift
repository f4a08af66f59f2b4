package import Platform

/// The mini program (小程序) as one process uses it.
package final class MiniProgram {
    package let account: Account
    package let client: WeChatClient
    package let tokens: TokenStore
    let clock: Clock

    package init(_ account: Account, client: WeChatClient, tokens: TokenStore, clock: Clock) {
        self.account = account
        self.client = client
        self.tokens = tokens
        self.clock = clock
    }
}
