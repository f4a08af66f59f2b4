package import Platform

extension TokenStore {
    /// Makes a call with the access token, and once more when WeChat says that the token is no longer valid.
    package func withAccessToken<T>(
        until deadline: Deadline, _ call: (String) throws(WeChatError) -> T
    ) throws(WeChatError) -> T {
        let token = try accessToken(until: deadline)
        do { return try call(token) } catch {
            guard case .refused(let refusal) = error, refusal.meansStaleToken else { throw error }
            return try call(replacement(forFailed: token, until: deadline))
        }
    }
}
