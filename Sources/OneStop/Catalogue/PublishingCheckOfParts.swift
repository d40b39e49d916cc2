/// The rules of the single parts.
extension PublishingCheck {
    func ofFiling() -> [PublishingProblem] {
        let ways = entry.filing ?? []
        var problems = twice(ways.map(\.channel.name), "way", of: .filing, "The way")
        if let service = entry.onlineService, service != .none, entry.filing != nil,
            !ways.contains(where: { $0.channel == .online })
        {
            problems.append(
                PublishingProblem(
                    .onlineService, .onlineWay,
                    "The online service is \(service.rawValue), and online is no way of filing here. Add it to the ways, or say none."
                ))
        }
        return problems
    }

    func ofComponents() -> [PublishingProblem] {
        let components = entry.components ?? []
        var problems = twice(components.map { String($0.number) }, "number", of: .components, "The component")
        for (place, component) in components.enumerated()
        where component.originals == 0 && component.copies == 0 && !component.electronic {
            problems.append(
                PublishingProblem(
                    .components, at: "components[\(place)].originals", .nothingAsked,
                    "Component \(component.number) asks for nothing. Give originals, copies, or say that an electronic one will do."
                ))
        }
        return problems
    }

    func ofFees() -> [PublishingProblem] {
        let fees = entry.fees ?? []
        var problems = twice(fees.map { String($0.number) }, "number", of: .fees, "The fee")
        for (place, fee) in fees.enumerated() {
            func problem(_ field: String, _ rule: PublishingProblem.Rule, _ explanation: String) {
                problems.append(
                    PublishingProblem(.fees, at: "fees[\(place)].\(field)", rule, explanation))
            }
            if fee.amount == nil {
                problem("amount", .feeUnknown, "The amount of fee \(fee.number) is not known. Give it in đồng.")
            } else if (fee.amount == 0) != (fee.freeGround != nil) {
                problem(
                    "freeGround", .freeGround,
                    "Fee \(fee.number) must say by which provision a case is free if its amount is 0, and only then.")
            }
            if fee.moment == nil {
                problem(
                    "moment", .feeUnknown,
                    "When fee \(fee.number) is taken is not known. Say receipt, supplement or return.")
            }
            if let way = fee.way, let filing = entry.filing, !filing.contains(where: { $0.channel == way }) {
                problem(
                    "way", .wayNotPublished,
                    "Fee \(fee.number) is for who files \(way.name), and that is no way of filing here. Add the way, or take it off the fee."
                )
            }
        }
        return problems
    }

    /// A document cannot rest on one that was signed later, and a document's kind stands in its symbol (R11).
    func ofBasis() -> [PublishingProblem] {
        var problems: [PublishingProblem] = []
        for (place, basis) in (entry.legalBasis ?? []).enumerated() {
            if let date = basis.date, let decision = publication.decision, date > decision.date {
                problems.append(
                    PublishingProblem(
                        .legalBasis, at: "legalBasis[\(place)].date", .basisAfterDecision,
                        "\(basis.number) is dated \(date.iso), after the decision of \(decision.date.iso) that rests on it. One of the two dates is wrong; correct it."
                    ))
            }
            if let title = basis.title, let kind = Self.kinds.first(where: { title.hasPrefix($0.name) }),
                !basis.number.contains(kind.symbol)
            {
                problems.append(
                    PublishingProblem(
                        .legalBasis, at: "legalBasis[\(place)].number", .basisSymbol,
                        "\(basis.number) does not have the symbol \(kind.symbol) of what its title calls it (\(kind.name)). Correct the number or the title."
                    ))
            }
        }
        return problems
    }

    private static let kinds: [(name: String, symbol: String)] = [
        ("Nghị định", "NĐ"), ("Thông tư liên tịch", "TTLT"), ("Thông tư", "TT"), ("Quyết định", "QĐ"),
        ("Kế hoạch", "KH"), ("Luật", "QH"), ("Nghị quyết", "NQ"),
    ]

    func twice(
        _ keys: [String], _ field: String, of part: EntryPart, _ what: String
    ) -> [PublishingProblem] {
        var first: [String: Int] = [:]
        var problems: [PublishingProblem] = []
        for (place, key) in keys.enumerated() {
            guard let earlier = first[key] else {
                first[key] = place
                continue
            }
            problems.append(
                PublishingProblem(
                    part, at: "\(part.rawValue)[\(place)].\(field)", .listedTwice,
                    "\(what) \(key) is given twice, first at \(part.rawValue)[\(earlier)]. Give each once."))
        }
        return problems
    }
}
