/// What is stored does not fit together, though no call failed.
package struct StorageFault: Error, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}
