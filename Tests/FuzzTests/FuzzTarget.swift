/// A reader of bytes that strangers, people's programs or WeChat send, as libFuzzer runs it (`make fuzz`) and as its
/// corpus is replayed in `make test`. Its name is that of its folder in `Corpora`.
enum FuzzTarget: String, CaseIterable, Sendable {
    case answer, base64, cipher, cookies, csv, encoding, form, ini, json, jsonlines, jwt, multipart, percent, replies,
        rules, state
    case terminal, typed, url, userdata, xml

    /// Reads `bytes`, and checks what came out.
    ///
    /// - Throws: a promise of the reader that does not hold. Crashes are found without one.
    func run(_ bytes: [UInt8]) throws {
        switch self {
        case .answer: try ProgramAnswers.check(bytes)
        case .base64: try Encodings.checkBase64(bytes)
        case .cipher: try Encrypted.checkMessage(bytes)
        case .cookies: try Requests.checkCookies(bytes)
        case .csv: try RecordFiles.checkCSV(bytes)
        case .encoding: try Encodings.checkText(bytes)
        case .form: try Requests.checkForm(bytes)
        case .ini: try Settings.check(bytes)
        case .json: try Documents.checkJSON(bytes)
        case .jsonlines: try RecordFiles.checkJSONLines(bytes)
        case .jwt: try Tokens.checkToken(bytes)
        case .multipart: try Requests.checkMultipart(bytes)
        case .percent: try Encodings.checkPercent(bytes)
        case .replies: try ProgramAnswers.checkReplyRules(bytes)
        case .rules: try ProgramAnswers.checkRules(bytes)
        case .state: try Tokens.checkState(bytes)
        case .terminal: try Encodings.checkTerminal(bytes)
        case .typed: try Requests.checkTyped(bytes)
        case .url: try Requests.checkURL(bytes)
        case .userdata: try Encrypted.checkUserData(bytes)
        case .xml: try Documents.checkXML(bytes)
        }
    }
}

/// A promise that a reader broke.
struct BrokenPromise: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

func promise(_ holds: Bool, _ what: @autoclosure () -> String) throws {
    if !holds { throw BrokenPromise(what()) }
}
