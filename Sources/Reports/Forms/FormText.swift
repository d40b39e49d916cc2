package import OneStop

/// All that an official form says, ready to be laid out by Decree 30/2020 (R5.4).
package struct FormText: Sendable, Hashable {
    /// A part of what it says, from the top down.
    package enum Part: Sendable, Hashable {
        /// What is filled in on one line, each behind its label. What is not known is left open.
        case fields([Field])
        /// To whom it is written, line by line, set in from the margin as in a letter.
        case address([[Field]])
        case paragraph(String)
        /// Points that are numbered.
        case points([String])
        case table(Table)
    }

    package struct Field: Sendable, Hashable {
        package var label: String
        package var value: String?

        package init(_ label: String, _ value: String?) {
            self.label = label
            self.value = value
        }
    }

    package struct Table: Sendable, Hashable {
        package struct Column: Sendable, Hashable {
            package var title: String
            /// In hundredths of the table's.
            package var width: Int
            /// For numbers.
            package var isCentred: Bool

            package init(_ title: String, _ width: Int, isCentred: Bool = false) {
                self.title = title
                self.width = width
                self.isCentred = isCentred
            }
        }

        package var columns: [Column]
        package var rows: [[String]]

        package init(_ columns: [Column], _ rows: [[String]]) {
            self.columns = columns
            self.rows = rows
        }
    }

    package var title: String
    /// What a notice is about, under its title; nil where the title says it.
    package var subject: String?
    /// Whose form it is: `Mẫu số 01, Thông tư số …`; nil for a paper that no circular lays down.
    package var source: String?
    /// The body above who issues it; nil when there is none to name.
    package var above: String?
    package var issuer: String
    /// The line with the number, such as `Số: 05/PTC-SKHCN`; nil for a form without.
    package var number: String?
    /// Where it is written, before its day.
    package var place: String?
    package var day: LocalDate?
    /// The dossier's code, which stands under its bar code; nil for a form of no one dossier.
    package var code: String?
    /// The address that the QR code leads to; nil where the office has not said under which address citizens find it.
    package var address: String?
    package var parts: [Part] = []
    package var signatures: [PaperSignature] = []
    package var recipients: [String] = []
    /// Whether it lies across, for a wide table.
    package var isLandscape = false

    /// A form with its head.
    package init(_ form: OfficialForm, of circular: String, above: String?, issuer: String) {
        self.init(titled: form.title, above: above, issuer: issuer)
        source = "Mẫu số \(form.number), \(circular)"
    }

    /// A paper of the office's own, laid out as a form is.
    package init(titled title: String, above: String?, issuer: String) {
        self.title = title
        self.above = above
        self.issuer = issuer
    }
}

/// The paper that a form is printed on.
package enum FormSize: String, Sendable, Hashable, CaseIterable {
    case whole = "a4"
    /// Half of that, for receipts.
    case half = "a5"
}
