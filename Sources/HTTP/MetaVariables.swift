/// The variables that a web server hands to a program with each request (RFC 3875, section 4.1).
///
/// `FastCGI` reads them from the exchange when they are asked for; CGI and tests have them in a dictionary.
package protocol MetaVariables {
    /// The value of `name`, such as `QUERY_STRING` or `HTTP_COOKIE`; nil when it is absent.
    func value(_ name: String) -> String?
}

extension [String: String]: MetaVariables {
    package func value(_ name: String) -> String? { self[name] }
}
