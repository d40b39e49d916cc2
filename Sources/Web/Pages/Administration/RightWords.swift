import Desk
import OneStop
import Records
import Reports

/// Rights and where they hold, as pages say and choose them.
struct RightWords {
    let say: Language
    let office: Office

    /// "Chuyên viên xử lý, An toàn bức xạ và hạt nhân".
    func text(_ right: UserRight) -> String {
        let agency = office.agency(code: right.agency)
        let place = right.unit.flatMap { code in
            agency.flatMap { office.unit(code: code, of: $0.id)?.name }
        }
        return [right.role.name(say), place ?? agency?.row.name ?? right.agency, right.procedure]
            .compactMap(\.self).joined(separator: ", ")
    }

    /// The agencies that somebody administers, with their units, to choose from: `H99.14`, `H99.14/ATBX`.
    func places(of principal: Principal) -> [FormField.Option] {
        agencies(of: principal).flatMap { agency in
            [FormField.Option(value: agency.row.code, label: agency.row.name)]
                + units(of: agency).map {
                    FormField.Option(value: "\(agency.row.code)/\($0.value)", label: "– \($0.label)")
                }
        }
    }

    func units(of agency: Office.Agency) -> [FormField.Option] {
        agency.openUnits.sorted { $0.code < $1.code }.map {
            FormField.Option(value: $0.code, label: "\($0.name) (\($0.code))")
        }
    }

    func agencies(of principal: Principal) -> [Office.Agency] {
        let administered = principal.actor.grants.filter { $0.role == .admin }.flatMap(\.agencies)
        return Set(administered).compactMap { office.agencies[$0] }.sorted { $0.row.code < $1.row.code }
    }

    /// The agency asked for among those that somebody administers; a form to choose where there are several.
    func choice(_ chosen: Office.Agency, of principal: Principal) -> HTML? {
        let agencies = agencies(of: principal)
        guard agencies.count > 1 else { return nil }
        return Filters(say: say).select(
            "agency", say("Cơ quan", "Agency"), chosen.row.code, agencies.map { ($0.row.code, $0.row.name) })
    }

    var roles: [FormField.Option] { Role.allCases.map { FormField.Option(value: $0.rawValue, label: $0.name(say)) } }
}

extension UserRight {
    /// A right as a form sends it: role, place and procedure.
    init(_ form: Form) throws(DeskError) {
        let parts = try form.words("place", most: 130).split(separator: "/", maxSplits: 1).map(String.init)
        self.init(
            role: try form.choice("role", of: Role.self), agency: parts.first ?? "",
            unit: parts.count > 1 ? parts[1] : nil, procedure: try form.optionalWords("procedure", most: 60))
    }

    /// Its place as a form sends it.
    var place: String { [agency, unit].compactMap(\.self).joined(separator: "/") }
}

extension UserState {
    func title(_ say: Language) -> String {
        switch self {
        case .active: say("đang dùng", "in use")
        case .disabled: say("đã khóa", "disabled")
        case .imported: say("chỉ có trong dữ liệu nhập", "from an import only")
        }
    }
}

extension Problem {
    /// The same with the field's name as a form of pages has it.
    func naming(_ fields: [String: String]) -> Problem {
        var problem = self
        problem.field = field.map { fields[$0] ?? $0 }
        return problem
    }
}
