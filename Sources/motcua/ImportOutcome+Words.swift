import Desk
import OneStop
import Store

extension ImportOutcome {
    /// What a person should know beside the answer, a line each.
    func remarks(isDryRun: Bool) -> [String] {
        var lines: [String] = []
        let made = isDryRun ? "Would make" : "Made"
        if isNewAgency, verdict != .nothingDone {
            lines.append("\(made) the agency, with the zone \(offset.text).")
        }
        for (what, names) in [
            ("units", newUnits), ("officers without sign-in", newOfficers), ("procedures", newProcedures),
        ]
        where !names.isEmpty {
            lines.append(
                "\(made) \(names.count) \(what): \(names.prefix(20).joined(separator: ", "))\(names.count > 20 ? ", …" : "")."
            )
        }
        for channel in unmappedChannels {
            lines.append(
                "Warning: channel \"\(channel.name)\" is not in the map; \(channel.count) dossiers count as direct.")
        }
        if let unread = counts.list?.unreadNumbers, unread > 0 {
            lines.append(
                "Warning: \(unread) identity numbers or telephones are none that Viet Nam has; they are kept as written."
            )
        }
        for refusal in refused {
            let name = refusal.reference.map { "\($0) " } ?? ""
            lines.append("Refused: \(name)(line \(refusal.line)): \(refusal.reason).")
        }
        if counts.refused > refused.count {
            lines.append("… and \(counts.refused - refused.count) more; --rejects FILE has all.")
        }
        return lines
    }

    /// Why nothing came in, and what to do.
    var whyNothing: String {
        counts.rows == 0
            ? "Nothing was imported and nothing was made: the file has a heading and no rows. Check how it was exported."
            : "Nothing was imported and nothing was made: every case was refused. Correct the rows and import again."
    }

    /// The answer.
    func summary(isDryRun: Bool) -> String {
        let did = isDryRun ? "would import" : "imported"
        let added = "\(did) \(counts.ended + counts.open) dossiers (\(counts.ended) ended, \(counts.open) open)"
        let others = "already there \(counts.known)\nrefused \(counts.refused)"
        guard let list = counts.list else {
            return """
                \(added) with \(counts.steps) steps
                \(others)
                steps before the start \(counts.stepsBeforeStart), after the end \(counts.stepsAfterEnd)
                """
        }
        return """
            \(added), \(list.applicants) with an applicant
            \(others)
            rows that repeat another \(list.repeated)
            """
    }
}
