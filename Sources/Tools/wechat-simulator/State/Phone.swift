/// A person's phone number.
struct Phone: Equatable {
    /// 86: China.
    var countryCode: Int64
    /// Without the country's code.
    var number: String

    // > 用户绑定的手机号（国外手机号会有区号）
    var text: String { countryCode == 86 ? number : "+\(countryCode)\(number)" }
}
