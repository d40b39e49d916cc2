/// What has to be right before a version of a procedure is published: every rule, all at once (R10).
package struct PublishingCheck: Sendable {
    /// How much of an entry is asked for.
    package enum Extent: Sendable, Hashable {
        /// Every part that the decree lists, and the decision.
        case entry
        /// What the desk and the units work by: what is not given is not asked for. Office documents that only set an
        /// office up name no more.
        case work
    }

    package var code: String
    package var entry: CatalogueEntry
    package var publication: Publication
    /// The versions of the procedure that are published already.
    package var published: [PublishedSpan]
    /// The codes of the agency's units; nil where they are not known yet.
    package var units: Set<String>?
    /// The day on which it is published; nil where that does not matter.
    package var today: LocalDate?
    /// Whether another agency of the tree has a unit, by both codes; nil where that is not known yet.
    package var hasUnitElsewhere: (@Sendable (_ agency: String, _ unit: String) -> Bool)?

    /// A check of one version.
    package init(
        code: String, entry: CatalogueEntry, publication: Publication, published: [PublishedSpan] = [],
        units: Set<String>? = nil, today: LocalDate? = nil,
        hasUnitElsewhere: (@Sendable (_ agency: String, _ unit: String) -> Bool)? = nil
    ) {
        self.code = code
        self.entry = entry
        self.publication = publication
        self.published = published
        self.units = units
        self.today = today
        self.hasUnitElsewhere = hasUnitElsewhere
    }

    /// Everything that stands in the way, in the order of an entry's parts.
    package func problems(_ extent: Extent) -> [PublishingProblem] {
        var found = ofCode() + ofFiling() + ofComponents() + ofLimits() + ofFees() + ofBasis() + ofSteps()
        found += ofPublication(extent)
        if extent == .entry { found += missingParts() }
        let order = Dictionary(uniqueKeysWithValues: EntryPart.allCases.enumerated().map { ($1, $0) })
        return found.enumerated().sorted { left, right in
            let places = (order[left.element.part] ?? 0, order[right.element.part] ?? 0)
            return places.0 == places.1 ? left.offset < right.offset : places.0 < places.1
        }.map(\.element)
    }

    /// Whether something can be read in a text: blanks of any kind say nothing.
    static func says(_ text: String?) -> Bool { text?.contains { !$0.isWhitespace } ?? false }

    private func ofCode() -> [PublishingProblem] {
        guard (try? ProcedureCode(parsing: code)) == nil else { return [] }
        return [
            PublishingProblem(
                .code, .procedureCode,
                "\"\(code)\" is not a procedure's code. Write it as 2.002381, or with a suffix as 1.014393.H38.")
        ]
    }

    private func missingParts() -> [PublishingProblem] {
        entry.missingParts.map { part in
            PublishingProblem(
                part, .partMissing,
                "Every published entry has this part (\(part.vietnamese)), and here it is empty. Write it as the decision has it."
            )
        }
    }

    private func ofPublication(_ extent: Extent) -> [PublishingProblem] {
        var problems: [PublishingProblem] = []
        if !Self.says(publication.decision?.number), extent == .entry {
            problems.append(
                PublishingProblem(
                    .decision, .decisionMissing,
                    "A version is published by a decision. Give the decision's number and date."))
        }
        if let decision = publication.decision, let today, decision.date > today {
            problems.append(
                PublishingProblem(
                    .decision, at: "decision.date", .decisionInFuture,
                    "The decision is dated \(decision.date.iso), after today, \(today.iso). Correct the date, or publish when it is signed."
                ))
        }
        guard let validFrom = publication.validFrom else {
            return problems + [
                PublishingProblem(
                    .validity, at: "validFrom", .validFromMissing,
                    "Give the first day on which the version holds.")
            ]
        }
        if let validTo = publication.validTo, validTo <= validFrom {
            problems.append(
                PublishingProblem(
                    .validity, at: "validTo", .validOrder,
                    "The first day on which it no longer holds must lie after the first on which it does, \(validFrom.iso)."
                ))
        }
        if let later = published.filter({ $0.validFrom >= validFrom }).min(by: { $0.validFrom < $1.validFrom }) {
            problems.append(
                PublishingProblem(
                    .validity, at: "validFrom", .succession,
                    "Version \(later.number) is published and holds from \(later.validFrom.iso). A new version begins after every one published before; give a later day."
                ))
        }
        return problems
    }
}

extension CatalogueEntry {
    /// Whether anything stands in a part. A list that is known to be empty stands there; one that must not be empty does
    /// not.
    package func has(_ part: EntryPart) -> Bool {
        switch part {
        case .name: PublishingCheck.says(name)
        case .sequence: PublishingCheck.says(sequence)
        case .filing: filing?.isEmpty == false
        case .components: components?.isEmpty == false
        case .sets: sets != nil
        case .limit: statutory != nil
        case .subjects: PublishingCheck.says(subjects)
        case .decidedBy: PublishingCheck.says(decidedBy)
        case .result: PublishingCheck.says(result)
        case .fees: fees != nil
        case .forms: forms != nil
        case .requirements: PublishingCheck.says(requirements)
        case .legalBasis: legalBasis != nil
        case .onlineService: onlineService != nil
        case .steps: steps != nil
        case .source: source != nil
        case .code, .field, .decision, .validity: true
        }
    }

    /// The parts that the decree asks for and that are empty.
    package var missingParts: [EntryPart] { EntryPart.allCases.filter { $0.isMandatory && !has($0) } }
}
