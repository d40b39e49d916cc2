package import OneStop
package import Records
package import Store

/// What the desk says about an application that it takes in.
package struct IntakeInput: Sendable {
    /// The procedure's code in the catalogue.
    package var procedure: String
    package var channel: Channel
    /// The agency that decides; the one that receives when it is nil.
    package var decidedBy: String?
    /// The agency that receives; the caller's own when it is nil.
    package var receivedBy: String?
    /// The agency where the citizen was helped; the one that receives when it is nil.
    package var helpedAt: String?
    package var applicant: ApplicantRecord
    package var papers: [NewPapers.Line]

    package init(
        procedure: String, channel: Channel, decidedBy: String? = nil, receivedBy: String? = nil,
        helpedAt: String? = nil, applicant: ApplicantRecord, papers: [NewPapers.Line]
    ) {
        self.procedure = procedure
        self.channel = channel
        self.decidedBy = decidedBy
        self.receivedBy = receivedBy
        self.helpedAt = helpedAt
        self.applicant = applicant
        self.papers = papers
    }
}

extension Array where Element == NewPapers.Line {
    /// Holds what lies on the counter against the checklist of the procedure's version: nothing outside it may be asked
    /// for or taken (Decree 61/2018, article 4), and what it demands must be there.
    func check(against version: Office.Version) throws(DeskError) {
        var seen: Set<Int> = []
        for (place, line) in enumerated() {
            guard version.components.contains(where: { $0.number == line.component }) else {
                throw .invalid(
                    "papers[\(place)].component", rule: "R2.3.outside_checklist",
                    "Component \(line.component) is not on the checklist of this procedure. No paper outside the published list may be taken; remove it."
                )
            }
            guard seen.insert(line.component).inserted else {
                throw .invalid(
                    "papers[\(place)].component", rule: "R2.3.listed_twice",
                    "Component \(line.component) is given twice. Give each component once, with its counts.")
            }
        }
        for component in version.components where component.mandatory {
            let line = first { $0.component == component.number }
            guard let line, line.satisfies(component) else {
                throw .invalid(
                    "papers", rule: "R2.2.checklist",
                    "Component \(component.number) is mandatory: \(component.demand). Ask the applicant to complete the dossier, or refuse it with its form."
                )
            }
        }
    }
}

extension NewPapers.Line {
    fileprivate func satisfies(_ component: ComponentRow) -> Bool {
        if reused { return true }
        if component.electronic, electronic > 0 { return true }
        return originals >= component.originals && copies >= component.copies && originals + copies > 0
    }
}

extension ComponentRow {
    fileprivate var demand: String {
        var parts: [String] = []
        if originals > 0 { parts.append("\(originals) original\(originals == 1 ? "" : "s")") }
        if copies > 0 { parts.append("\(copies) cop\(copies == 1 ? "y" : "ies")") }
        let paper = parts.isEmpty ? "one paper" : parts.joined(separator: " and ")
        return electronic ? "\(paper), or an electronic one" : paper
    }
}
