package import HTTP
package import WeChat

/// Signs page addresses for the JS-SDK, as one documented API wants it.
package struct PageSigner {
    private let installation: Installation
    private let account: OfficialAccount
    private let nonceLength: Int

    /// - Parameter nonceLength: in characters; each documented API has its own.
    package init(_ installation: Installation, nonceLength: Int) throws(WeChatError) {
        self.installation = installation
        self.nonceLength = nonceLength
        account = try installation.officialAccount()
    }

    /// The app id that `wx.config` needs besides the signature.
    package var appID: String { account.account.appID }

    /// The signature for the page at `address`.
    ///
    /// - Throws: `request` if it is not a page address, or its host is not in `[jssdk] hosts`.
    package func sign(_ address: String) throws(WeChatError) -> JSSDKSignature {
        let url: PageURL
        do throws(RequestError) {
            url = try PageURL(address)
            guard installation.signs(url) else { throw .invalid("url", reason: "is not on a host of [jssdk] hosts") }
        } catch { throw .request(error) }
        return try account.sign(url, nonceLength: nonceLength)
    }

    /// The signature for the page in parameter `url` of a request's JSON body, form or query.
    package func sign(pageOf request: Request) throws(WeChatError) -> JSSDKSignature {
        let address: String
        do throws(RequestError) {
            guard let given = try request.address("url"), !given.isEmpty else { throw .missing("url") }
            address = given
        } catch { throw .request(error) }
        return try sign(address)
    }
}
