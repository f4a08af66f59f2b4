internal import JSON

/// The parsed body, kept after somebody has asked for it.
final class ParsedBody {
    private var result: Result<JSONValue?, RequestError>?
    /// Members that occur more than once.
    var repeated: Set<String> = []
    private var form: Result<MultipartForm?, RequestError>?

    func multipart(_ read: () throws(RequestError) -> MultipartForm?) throws(RequestError) -> MultipartForm? {
        if let form { return try form.get() }
        let new = Result { () throws(RequestError) in try read() }
        form = new
        return try new.get()
    }

    func value(_ read: () throws(RequestError) -> JSONValue?) throws(RequestError) -> JSONValue? {
        if let result { return try result.get() }
        let new = Result { () throws(RequestError) in try read() }
        result = new
        return try new.get()
    }
}
