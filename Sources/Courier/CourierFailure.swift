/// Why something could not be delivered, in words that name no person and no secret.
package struct CourierFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Whether it may succeed later.
    package enum Kind: Sendable, Hashable {
        /// Nobody answered, or the answer asks to come again.
        case forNow
        /// It will be refused each time.
        case forGood
    }

    package var kind: Kind
    package var description: String

    package init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
