/// What a web site asks a person to allow.
enum WebScope: String {
    /// The openid alone, for which the person is not asked.
    case base = "snsapi_base"
    /// Name, picture and so on, if the person allows it.
    case userInfo = "snsapi_userinfo"
}
