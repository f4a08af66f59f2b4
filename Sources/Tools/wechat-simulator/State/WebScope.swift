/// What a web site asks of a person.
enum WebScope: String {
    /// The openid alone, of which the person is not asked.
    case base = "snsapi_base"
    /// Name, picture and so on, if the person allows it.
    case userInfo = "snsapi_userinfo"
}
