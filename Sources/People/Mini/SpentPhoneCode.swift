/// A used phone code, and the number that it gave.
struct SpentPhoneCode: Sendable {
    let appID: String
    /// The person who used it: nobody else gets the number for it.
    let openid: String
    /// Sealed.
    let phone: [UInt8]
}
