/// All that a letter of apology says, ready to be laid out by Decree 30/2020 (R5.4).
package struct LetterText: Sendable, Hashable {
    /// The body above the agency; nil when there is none to name.
    package var governingBody: String?
    package var agency: String
    /// Where the letter is written, before its day.
    package var place: String?
    /// Number and day; nil until the clerk gives them.
    package var number: DocumentNumber?
    package var day: LocalDate?
    /// What follows the number while there is none.
    package var symbol: String
    package var title: String
    package var addressee: Addressee
    package var paragraphs: [String]
    /// The signer; nil until a leader signs.
    package var signer: Signer?
    /// Who gets it, a line each.
    package var recipients: [String]

    /// Whom it is addressed to.
    package struct Addressee: Sendable, Hashable {
        package var name: String?
        package var address: String?
        package var phone: String?
        package var email: String?

        /// The details that the office has; nil for what it has not.
        package init(name: String?, address: String?, phone: String?, email: String?) {
            self.name = name
            self.address = address
            self.phone = phone
            self.email = email
        }
    }

    /// Who signed it.
    package struct Signer: Sendable, Hashable {
        package var capacity: SigningCapacity
        /// The title of the head.
        package var headTitle: String
        /// The signer's own title, for a deputy.
        package var ownTitle: String
        package var name: String

        /// A leader, in the capacity of the signature.
        package init(capacity: SigningCapacity, headTitle: String, ownTitle: String, name: String) {
            self.capacity = capacity
            self.headTitle = headTitle
            self.ownTitle = ownTitle
            self.name = name
        }

        /// The lines over the name: `KT. GIÁM ĐỐC` and `PHÓ GIÁM ĐỐC` for a deputy, one line for everybody else.
        package var lines: [String] {
            let formula = capacity.formula
            let first = formula.isEmpty ? headTitle : "\(formula) \(headTitle)"
            return capacity == .deputy ? [first, ownTitle] : [first]
        }
    }

    /// A letter that is not numbered and not signed yet.
    package init(
        governingBody: String?, agency: String, place: String?, symbol: String, title: String, addressee: Addressee,
        paragraphs: [String], recipients: [String]
    ) {
        self.governingBody = governingBody
        self.agency = agency
        self.place = place
        self.symbol = symbol
        self.title = title
        self.addressee = addressee
        self.paragraphs = paragraphs
        self.recipients = recipients
    }

    /// What stands before the symbol in the number of a letter of apology (R5.2).
    package static let documentType = "PXL"
}

/// A letter laid out: the bytes that are kept.
package struct PrintedLetter: Sendable, Hashable {
    /// The page, HTML in UTF-8.
    package var page: [UInt8]
    /// The same in plain text, UTF-8.
    package var plain: [UInt8]

    /// The two copies of one letter.
    package init(page: [UInt8], plain: [UInt8]) {
        self.page = page
        self.plain = plain
    }
}

/// What stands at the head of an agency's letters and over the signer's name. Nil where the office has not said.
package struct Letterhead: Sendable, Hashable {
    /// The body above the agency, where that is not the agency above it in the tree.
    package var governingBody: String?
    /// The place before the day.
    package var place: String?
    package var headTitle: String?
    package var deputyTitle: String?

    /// What the office document says; nothing, when it says nothing.
    package init(
        governingBody: String? = nil, place: String? = nil, headTitle: String? = nil, deputyTitle: String? = nil
    ) {
        self.governingBody = governingBody
        self.place = place
        self.headTitle = headTitle
        self.deputyTitle = deputyTitle
    }
}
