package import HTTP

/// Parameters, with the domain's errors.
extension Request {
    /// A query parameter; nil when it is absent or empty.
    package func checkedQuery(_ name: String) throws(WeChatError) -> String? {
        do throws(RequestError) { return try queryParameter(name).flatMap { $0.isEmpty ? nil : $0 } } catch {
            throw .request(error)
        }
    }

    /// As `checkedQuery`, but absence is an error.
    package func requiredQuery(_ name: String) throws(WeChatError) -> String {
        guard let text = try checkedQuery(name) else { throw .request(.missing(name)) }
        return text
    }

    /// A parameter of body or query; nil when it is absent or empty.
    package func checkedParameter(_ name: String) throws(WeChatError) -> String? {
        do throws(RequestError) { return try parameter(name) } catch { throw .request(error) }
    }

    /// A parameter of body or query that may be empty; absence is an error.
    package func checkedPresentParameter(_ name: String) throws(WeChatError) -> String {
        let value: String?
        do throws(RequestError) { value = try possiblyEmptyParameter(name) } catch { throw .request(error) }
        guard let value else { throw .request(.missing(name)) }
        return value
    }

    /// As `checkedParameter`, but absence is an error.
    package func checkedRequiredParameter(_ name: String) throws(WeChatError) -> String {
        do throws(RequestError) { return try requiredParameter(name) } catch { throw .request(error) }
    }
}
