import Desk
import Hummingbird
import OneStop
import Records
import Reports

extension Query {
    /// A choice of a form; nil for one that was left open, which comes as an empty text.
    mutating func chosen<Value>(_ name: String, _ parse: (String) -> Value?) throws(DeskError) -> Value? {
        guard let text = text(name), !text.isEmpty else { return nil }
        guard let value = parse(text) else {
            throw .invalid(name, rule: "query.format", "The parameter \(name) is none of the choices.")
        }
        return value
    }
}

/// Fields of a form that narrows a page. What is chosen stands in the page's address, so that it can be kept and sent.
struct Filters {
    let say: Language

    /// - Parameter open: what leaving it open is called; nil where something has to be chosen.
    func select(
        _ name: String, _ label: String, _ chosen: String?, _ options: [(String, String)], open: String? = nil
    ) -> HTML {
        let items = options.map { value, text -> HTML in
            "<option value=\"\(value)\"\(" selected" as HTML, if: value == chosen)>\(text)</option>"
        }
        let empty: HTML? = open.map { "<option value=\"\">\($0)</option>" }
        return "<label>\(label)<select name=\"\(name)\">\(empty)\(items)</select></label>\n"
    }

    func day(_ name: String, _ label: String, _ chosen: LocalDate) -> HTML {
        "<label>\(label)<input type=\"date\" name=\"\(name)\" value=\"\(chosen.iso)\" required></label>\n"
    }

    /// The agencies whose figures somebody may ask for; nothing where there is one only.
    func agency(_ chosen: Office.Agency, of principal: Principal, in office: Office) -> HTML? {
        let known = Set(
            principal.actor.grants.filter { Rights.reach(.readDossiers, of: $0.role) != nil }.flatMap(\.agencies))
        let agencies = known.compactMap { office.agencies[$0]?.row }.sorted { $0.code < $1.code }
        guard agencies.count > 1 else { return nil }
        return select("agency", say("Cơ quan", "Agency"), chosen.row.code, agencies.map { ($0.code, $0.name) })
    }

    /// An address with those parameters that have a value.
    static func address(_ path: String, _ pairs: KeyValuePairs<String, String?>) -> String {
        let query = pairs.compactMap { name, value in value.map { "\(name)=\($0.percentEncoded)" } }
        return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    }
}
