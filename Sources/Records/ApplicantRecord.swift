package import OneStop

/// The applicant's personal data; erased ones keep their key and lose everything else.
package struct ApplicantRecord: Sendable, Hashable {
    /// Who applies, with the national codes.
    package enum Kind: Int, Sendable, Hashable, CaseIterable {
        case citizen = 0
        case enterprise = 1
        case household = 2
    }

    package var kind: Kind
    package var name: String?
    package var identityNumber: String?
    package var phone: String?
    package var email: String?
    package var address: String?

    package init(
        kind: Kind, name: String?, identityNumber: String? = nil, phone: String? = nil, email: String? = nil,
        address: String? = nil
    ) {
        self.kind = kind
        self.name = name
        self.identityNumber = identityNumber
        self.phone = phone
        self.email = email
        self.address = address
    }
}

extension ApplicantRecord {
    /// A detail that may be amended; nil when it is not known.
    package subscript(field: AmendedField) -> String? {
        switch field {
        case .name: name
        case .phone: phone
        case .email: email
        case .address: address
        case .identityNumber: identityNumber
        }
    }

    /// Puts a new value in the place of a detail.
    package mutating func set(_ field: AmendedField, _ value: String) {
        switch field {
        case .name: name = value
        case .phone: phone = value
        case .email: email = value
        case .address: address = value
        case .identityNumber: identityNumber = value
        }
    }
}
