/// Something that goes wrong with a call, on demand.
enum Fault: Equatable {
    /// This error code instead of an answer; -1 is WeChat's "busy".
    case errorCode(Int64)
    /// A web server's error page: with status 500, and with status 200.
    case serverErrorPage, successPage
    /// Status 200 and no body.
    case emptyBody
    /// The connection is closed without a byte.
    case reset
    /// Half of the body.
    case truncated
    /// The correct answer, this many seconds late.
    case slow(Double)
    /// A raw TAB and a byte that is not UTF-8, in a string that is added to the answer.
    case controlCharacter
    /// Every number as a string of digits.
    case numbersAsStrings
    /// `Content-Type: text/plain`.
    case plainText
    /// `Content-Type: application/json; charset=utf-8`, whatever the body is.
    case charset

    /// - Parameter name: as in control calls, such as `html_500` or `errcode:40001`.
    /// - Parameter seconds: for `slow`.
    init?(name: String, seconds: Double) {
        if name.hasPrefix("errcode:"), let code = Int64(name.dropFirst("errcode:".count)) {
            self = .errorCode(code)
        } else if name == "slow" {
            self = .slow(seconds)
        } else if let fault = Fault.named.first(where: { $0.name == name }) {
            self = fault
        } else {
            return nil
        }
    }

    /// The name for `init(name:seconds:)`.
    var name: String {
        switch self {
        case .errorCode(-1): "system_error"
        case .errorCode(let code): "errcode:\(code)"
        case .serverErrorPage: "html_500"
        case .successPage: "html_200"
        case .emptyBody: "empty"
        case .reset: "reset"
        case .truncated: "truncated"
        case .slow: "slow"
        case .controlCharacter: "control_character"
        case .numbersAsStrings: "numbers_as_strings"
        case .plainText: "text_plain"
        case .charset: "charset"
        }
    }

    /// Seconds by which the answer is delayed.
    var delay: Double {
        guard case .slow(let seconds) = self else { return 0 }
        return seconds
    }

    /// The faults without parameters.
    static let named: [Fault] = [
        .errorCode(-1), .serverErrorPage, .successPage, .truncated, .emptyBody, .reset, .controlCharacter,
        .numbersAsStrings, .plainText, .charset,
    ]
}
