/// The name of a header that a response may carry. Only literals can be names, so no input ever becomes one.
package struct HeaderName: ExpressibleByStringLiteral, Hashable, Sendable {
    package let text: String

    package init(stringLiteral value: StaticString) { text = value.description }
}
