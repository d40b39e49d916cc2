/// The rules of limits and of the internal process (R10.3).
extension PublishingCheck {
    /// An office may promise less than the law, never more; in whatever way it is filed.
    func ofLimits() -> [PublishingProblem] {
        guard let statutory = entry.statutory else { return [] }
        var problems: [PublishingProblem] = []
        func hold(_ limit: Limit?, _ part: EntryPart, at place: String) {
            guard let limit, let over = Budget.excess(of: limit, over: statutory) else { return }
            problems.append(
                PublishingProblem(
                    part, at: place, .committedLimit,
                    "\(limit.text) is longer than the statutory \(statutory.text) (\(over)). An office may promise less, never more."
                ))
        }
        hold(entry.committed, .limit, at: "limit.committed")
        for (place, way) in (entry.filing ?? []).enumerated() {
            hold(way.limit, .filing, at: "filing[\(place)].limit")
        }
        return problems
    }

    func ofSteps() -> [PublishingProblem] {
        let steps = entry.steps ?? []
        var problems = twice(steps.map { String($0.number) }, "number", of: .steps, "The step")
        for (place, step) in steps.enumerated() {
            if let problem = roleProblem(of: step, at: place) { problems.append(problem) }
            if let unit = step.unit, let units, !units.contains(unit) {
                problems.append(
                    PublishingProblem(
                        .steps, at: "steps[\(place)].unit", .stepUnit,
                        "The agency has no unit \"\(unit)\". Write the code of one that it has, or make it first."))
            }
            problems += legProblems(of: step, at: place)
        }
        return problems + sums(of: steps)
    }

    /// Legs are for units of other agencies of the same tree, each once at a step. Their limits are in no sum: the units
    /// may go on meanwhile.
    private func legProblems(of step: CatalogueEntry.Step, at place: Int) -> [PublishingProblem] {
        var seen: Set<String> = []
        return step.legs.compactMap { leg in
            let known = hasUnitElsewhere?(leg.agency, leg.unit) ?? true
            guard !known || !seen.insert("\(leg.agency)/\(leg.unit)").inserted else { return nil }
            return PublishingProblem(
                .steps, at: "steps[\(place)].legs", .stepLeg,
                known
                    ? "\(leg.agency)/\(leg.unit) is named twice at this step. Name each unit once."
                    : "No other agency of the tree is \(leg.agency) with a unit \"\(leg.unit)\". Write the codes of one that is, or make it first."
            )
        }
    }

    private func roleProblem(of step: CatalogueEntry.Step, at place: Int) -> PublishingProblem? {
        let reason: String
        switch Role(rawValue: step.role) {
        case .intake, .officer, .head, .leader, .clerk, .supervisor, .coordinator: return nil
        case .admin, .auditor:
            reason = "\(step.role) does no step; the administrator touches no dossier and the auditor changes nothing"
        case nil:
            reason = "There is no role \"\(step.role)\""
        }
        return PublishingProblem(
            .steps, at: "steps[\(place)].role", .stepRole,
            "\(reason). Name one of intake, officer, head, leader, clerk, supervisor, coordinator.")
    }

    /// The steps' limits add up to at most the limit, for every way of filing that has another limit or other steps.
    private func sums(of steps: [CatalogueEntry.Step]) -> [PublishingProblem] {
        var channels = entry.filing?.map(\.channel) ?? [.direct]
        if steps.contains(where: { $0.onlineLimit != nil }), entry.filing == nil { channels.append(.online) }
        var seen: Set<[String]> = []
        var problems: [PublishingProblem] = []
        for channel in channels {
            guard let limit = entry.limit(through: channel) else { continue }
            let limits = steps.map { $0.limit(through: channel) }
            guard seen.insert([limit.text] + limits.map(\.text)).inserted,
                let over = Budget.excess(of: limits, over: limit)
            else { continue }
            problems.append(
                PublishingProblem(
                    .steps, .stepLimits,
                    "The limits of the steps add up to more than \(limit.text), the limit of what is filed \(channel.name) (\(over)). Shorten the steps."
                ))
        }
        return problems
    }
}
