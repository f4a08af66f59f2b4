/// The variables that a web server passes to a program with each request (RFC 3875, section 4.1).
///
/// `FastCGI` reads them from the exchange or, under CGI, from the environment. Tests use a dictionary.
package protocol MetaVariables {
    /// The value of `name`, such as `QUERY_STRING` or `HTTP_COOKIE`; nil when it is absent.
    func value(_ name: String) -> String?
    /// The raw bytes: `value` replaces invalid UTF-8 with U+FFFD.
    func bytes(_ name: String) -> [UInt8]?
}

extension [String: String]: MetaVariables {
    package func value(_ name: String) -> String? { self[name] }
    package func bytes(_ name: String) -> [UInt8]? { self[name].map { Array($0.utf8) } }
}
