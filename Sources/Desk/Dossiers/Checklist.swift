import OneStop
import Records
import Store

extension Array where Element == NewPapers.Line {
    /// Holds what comes in against the checklist of the procedure's version: nothing outside it may be taken (Decree
    /// 61/2018, article 4).
    func check(against version: Office.Version) throws(DeskError) {
        var seen: Set<Int> = []
        for (place, line) in enumerated() {
            guard let component = version.components.first(where: { $0.number == line.component }) else {
                throw .invalid(
                    "papers[\(place)].component", rule: "R2.3.outside_checklist",
                    "Component \(line.component) is not on the checklist of this procedure. No paper outside the published list may be taken; remove it."
                )
            }
            guard component.reusable || !line.reused else {
                throw .invalid(
                    "papers[\(place)].reused", rule: "R10.2.not_reusable",
                    "Component \(line.component) cannot be taken from an earlier dossier: the entry asks for it anew each time. Ask the applicant for it."
                )
            }
            guard seen.insert(line.component).inserted else {
                throw .invalid(
                    "papers[\(place)].component", rule: "R2.3.listed_twice",
                    "Component \(line.component) is given twice. Give each component once, with its counts.")
            }
        }
    }

    /// What the checklist demands must be there, on whatever days it came in.
    func checkComplete(against version: Office.Version) throws(DeskError) {
        for component in version.components where component.mandatory {
            let lines = filter { $0.component == component.number }
            guard let first = lines.first, lines.dropFirst().reduce(first, +).satisfies(component) else {
                throw .invalid(
                    "papers", rule: "R2.2.checklist",
                    "Component \(component.number) is mandatory: \(component.demand). Ask the applicant to complete the dossier, or refuse it with its form."
                )
            }
        }
    }
}

extension NewPapers.Line {
    /// Papers of one component that came in at different times.
    fileprivate static func + (first: Self, second: Self) -> Self {
        NewPapers.Line(
            component: first.component, originals: first.originals + second.originals,
            copies: first.copies + second.copies, electronic: first.electronic + second.electronic,
            reused: first.reused || second.reused)
    }

    fileprivate func satisfies(_ component: CatalogueEntry.Component) -> Bool {
        if reused { return true }
        if component.electronic, electronic > 0 { return true }
        return originals >= component.originals && copies >= component.copies && originals + copies > 0
    }
}

extension CatalogueEntry.Component {
    fileprivate var demand: String {
        var parts: [String] = []
        if originals > 0 { parts.append("\(originals) original\(originals == 1 ? "" : "s")") }
        if copies > 0 { parts.append("\(copies) cop\(copies == 1 ? "y" : "ies")") }
        let paper = parts.isEmpty ? "one paper" : parts.joined(separator: " and ")
        return electronic ? "\(paper), or an electronic one" : paper
    }
}

extension SupplementRequest {
    /// No paper outside the published list may be asked for (Decree 61/2018, article 4).
    func check(against version: Office.Version?) throws(DeskError) {
        for (place, item) in items.enumerated() {
            guard let component = item.component else { continue }
            guard version?.components.contains(where: { $0.number == component }) ?? false else {
                throw .invalid(
                    "items[\(place)].component", rule: "R2.3.outside_checklist",
                    "Component \(component) is not on the checklist of this procedure. No paper outside the published list may be asked for; remove it."
                )
            }
        }
    }
}
