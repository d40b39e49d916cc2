import JSONText
import OneStop
package import Records

extension ApplicantRecord {
    /// The details as they are stored: the name in normal form C with single blanks, numbers checked and in one form, so
    /// that a search finds them however they are typed.
    ///
    /// - Parameter prefix: what stands before the names of the details in the request: `applicant.`.
    /// - Throws: `DeskError.invalid` with the field, without its value.
    package func checked(under prefix: String) throws(DeskError) -> ApplicantRecord {
        var checked = self
        checked.name = name?.tidied
        checked.address = address?.tidied
        do {
            checked.identityNumber = try identityNumber.map { text throws(PersonalIdentifierRefusal) in
                try kind.identity(text)
            }
        } catch {
            throw .invalid("\(prefix)identityNumber", rule: error.rule, error.explanation)
        }
        do {
            checked.phone = try phone.map { text throws(PersonalIdentifierRefusal) in
                try PhoneNumber(parsing: text.tidied).text
            }
        } catch {
            throw .invalid("\(prefix)phone", rule: error.rule, error.explanation)
        }
        return checked
    }
}

extension ApplicantRecord.Kind {
    /// The number that this kind of applicant has, in the form in which it is stored. A household's tax code is its
    /// head's number unless it was given one of its own before (Circular 86/2024/TT-BTC, article 5).
    func identity(_ written: String) throws(PersonalIdentifierRefusal) -> String {
        let written = written.tidied
        switch self {
        case .citizen: return try CitizenNumber(parsing: written).text
        case .enterprise: return try TaxCode(parsing: written).text
        case .household:
            if let number = try? CitizenNumber(parsing: written) { return number.text }
            return try TaxCode(parsing: written).text
        }
    }
}

extension String {
    /// In normal form C, without blanks around it and with single ones inside.
    var tidied: String {
        inNormalFormC.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
