import Desk
import Hummingbird
import OneStop
import Reports

/// One of several dossiers that a form chose.
struct Chosen {
    /// Stands before the code in the name of a field that chooses a dossier; its value is the version that was seen.
    static let pick = "pick-"

    /// The field's name.
    let field: String
    let code: String
    /// Which part of the dossier, such as the number of a leg; nil for the whole.
    let part: Int?

    /// Nil for a field that chooses nothing.
    init?(_ field: String) {
        guard field.hasPrefix(Self.pick) else { return nil }
        let words = field.dropFirst(Self.pick.count).split(separator: "~", maxSplits: 1)
        guard let code = words.first else { return nil }
        self.field = field
        self.code = String(code)
        part = words.count > 1 ? Int(words[1]) : nil
    }

    /// What a form chose, in its order.
    /// - Throws: `DeskError.invalid` where that is nothing.
    static func all(in form: Form) throws(DeskError) -> [Chosen] {
        let chosen = form.names.compactMap(Chosen.init)
        guard !chosen.isEmpty else {
            throw .invalid("pick", rule: "form.nothing_chosen", "Choose at least one dossier.")
        }
        return chosen
    }

    /// The box of a line that chooses it.
    static func box(_ name: String, version: Int, isChosen: Bool, _ say: Language) -> HTML {
        let code = name.split(separator: "~").first.map(String.init) ?? name
        return """
            <input type="checkbox" name="\(pick)\(name)" value="\(version)" aria-label="\(say("Chọn \(code)", "Choose \(code)"))"\(" checked" as HTML, if: isChosen)>
            """
    }
}

/// What became of one of several dossiers.
struct EachOutcome {
    var code: String
    /// What was done, where it was.
    var done: String
    /// Why it was not; nil where it was.
    var problem: Problem?

    /// A line for each, with why one was refused.
    static func section(_ outcomes: [EachOutcome], _ say: Language) -> HTML? {
        guard !outcomes.isEmpty else { return nil }
        let done = outcomes.filter { $0.problem == nil }.count
        let lines = outcomes.map { outcome -> HTML in
            let words: HTML =
                if let problem = outcome.problem {
                    "<span class=\"state late\"><span aria-hidden=\"true\">■</span> \(ProblemWords.title(of: problem, say))</span> \(ProblemWords.detail(of: problem, say))"
                } else {
                    "<span class=\"state calm\"><span aria-hidden=\"true\">●</span> \(outcome.done)</span>"
                }
            return
                "<tr><th scope=\"row\" class=\"code\"><a href=\"/dossiers/\(outcome.code.percentEncoded)\">\(outcome.code)</a></th><td>\(words)</td></tr>\n"
        }
        return """
            <section role="status"><h2>\(say("Đã thực hiện \(done) trong \(outcomes.count)", "\(done) of \(outcomes.count) done"))</h2>
            <table class="told"><tbody>\(lines)</tbody></table></section>
            """
    }
}

extension Pages {
    /// Carries something out on each dossier that a form chose, by itself, as it would be on the dossier's own page: one that
    /// is refused keeps nothing from the others.
    func carryOut(
        _ form: Form, _ request: Request, _ visit: Visit, _ principal: Principal, done: String,
        _ input: (Chosen) throws(DeskError) -> CommandInput
    ) async throws -> [EachOutcome] {
        let key = try form.requestKey(to: request.uri.path)
        var outcomes: [EachOutcome] = []
        for chosen in try Chosen.all(in: form) {
            var outcome = EachOutcome(code: chosen.code, done: done)
            do {
                guard let known = try? DossierCode(parsing: chosen.code) else {
                    throw DeskError.notFound("The dossier")
                }
                let part = chosen.part.map { "-\($0)" } ?? ""
                _ = try await desk.perform(
                    try input(chosen), on: known.text,
                    expected: Int(try form.number(chosen.field, in: 1...Int64(Int32.max))), by: principal,
                    at: visit.now, key: RequestKey(key: "\(key.key)-\(known.text)\(part)", requestHash: key.requestHash)
                ) { .seen($0) }
            } catch let error as DeskError {
                outcome.problem = Problem(error)
            }
            outcomes.append(outcome)
        }
        return outcomes
    }
}
