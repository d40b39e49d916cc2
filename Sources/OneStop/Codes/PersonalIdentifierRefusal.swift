/// Why a text is not the identifier of a person or an organisation that it should be. Carries nothing of the text, which
/// is somebody's personal datum.
package enum PersonalIdentifierRefusal: Error, Sendable, Hashable, CaseIterable {
    /// Not twelve digits.
    case citizenNumberForm
    /// The first three digits are 000, no province's or country's code.
    case citizenNumberProvince
    /// Neither ten digits nor ten and three.
    case taxCodeForm
    /// The tenth digit does not follow from the nine before it.
    case taxCodeCheckDigit
    /// The three digits of a dependent unit are 000.
    case taxCodeUnit
    /// Not a telephone number as they are dialled in Viet Nam.
    case phoneForm
    /// A number of the right length, with a prefix that nobody has today.
    case phonePrefix

    /// The rule's stable name.
    package var rule: String {
        switch self {
        case .citizenNumberForm: "R1.citizen_number.form"
        case .citizenNumberProvince: "R1.citizen_number.province"
        case .taxCodeForm: "R1.tax_code.form"
        case .taxCodeCheckDigit: "R1.tax_code.check_digit"
        case .taxCodeUnit: "R1.tax_code.unit"
        case .phoneForm: "R1.phone.form"
        case .phonePrefix: "R1.phone.prefix"
        }
    }

    /// What the rule is and what to do.
    package var explanation: String {
        switch self {
        case .citizenNumberForm:
            "A citizen's number has twelve digits. Copy it from the identity card; leave the field out for somebody who has none."
        case .citizenNumberProvince:
            "A citizen's number begins with the code of a province or country, which is never 000. Compare it with the identity card."
        case .taxCodeForm:
            "A tax code has ten digits, that of a dependent unit three more after a hyphen. Copy it from the certificate of registration."
        case .taxCodeCheckDigit:
            "The tenth digit of this tax code does not follow from the first nine, so a digit is wrong. Compare it with the certificate of registration."
        case .taxCodeUnit:
            "The last three digits of a dependent unit's tax code are 001 to 999. Compare it with the certificate of registration."
        case .phoneForm:
            "A telephone number has ten digits from 0 on (a fixed line eleven, from 02 on), or +84 instead of the 0. Ask the applicant for it again, or leave it out."
        case .phonePrefix:
            "No telephone number in Viet Nam begins like this today. Ask the applicant for the present one, or leave it out."
        }
    }
}
