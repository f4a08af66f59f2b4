internal import JSON

/// What reading a body came to, once somebody has asked.
final class ParsedBody {
    private var result: Result<JSONValue?, RequestError>?

    func value(_ read: () throws(RequestError) -> JSONValue?) throws(RequestError) -> JSONValue? {
        if let result { return try result.get() }
        let new = Result { () throws(RequestError) in try read() }
        result = new
        return try new.get()
    }
}
