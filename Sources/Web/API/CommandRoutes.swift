import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// The verbs of a dossier's life, each a resource below it.
    func addCommands(to group: RouterGroup<DeskContext>) {
        let dossier = group.group("dossiers/{code}")
        addProcessing(to: dossier)
        addSigning(to: dossier)
        addLetters(to: dossier)
        command("gate-overrides", in: dossier) { (fields) throws(FieldError) in
            .ready(.overrideGate(reason: try fields.words("reason")))
        }
        addSupplements(to: dossier)
        addMoney(to: dossier)
        addOpinions(to: dossier)
        addEnds(to: dossier)
        addLegCommands(to: dossier)
    }

    private func addProcessing(to dossier: RouterGroup<DeskContext>) {
        command("hand-overs", in: dossier) { (fields) throws(FieldError) in
            let unit = try fields.string("unit", minLength: 1, maxLength: 60)
            let receiver = try fields.optionalString("receiver", minLength: 1, maxLength: 100)
            return .handOver(unit: unit, receiver: receiver)
        }
        command("assignments", in: dossier) { (fields) throws(FieldError) in
            .assign(officer: try fields.string("officer", minLength: 1, maxLength: 100))
        }
        command("take-overs", in: dossier) { _ in .ready(.takeOver) }
        command("step-completions", in: dossier) { (fields) throws(FieldError) in
            .ready(.completeStep(remark: try fields.optionalString("remark", maxLength: 2_000) ?? ""))
        }
        command("send-backs", in: dossier) { (fields) throws(FieldError) in
            .ready(
                .sendBack(
                    toStep: try fields.integer("toStep", in: 1...999),
                    remark: try fields.words("remark")))
        }
        command("submissions", in: dossier) { _ in .ready(.submit) }
        command("delay-causes", in: dossier) { (fields) throws(FieldError) in
            .explainDelay(
                cause: try fields.choice("cause", of: DelayCause.self),
                unit: try fields.string("unit", minLength: 1, maxLength: 60), note: try fields.words("note"))
        }
        command("calendar-decisions", in: dossier) { (fields) throws(FieldError) in
            .ready(.applyCalendarDecision(decision: try fields.words("decision")))
        }
    }

    private func addSigning(to dossier: RouterGroup<DeskContext>) {
        command("signatures", in: dossier) { (fields) throws(FieldError) in
            .ready(
                .sign(
                    Signing(
                        capacity: try fields.choice("capacity", of: SigningCapacity.self),
                        personalSignature: try fields.bool("personalSignature"),
                        agencySignature: try fields.bool("agencySignature"))))
        }
        command("numbers", in: dossier) { (fields) throws(FieldError) in
            .number(
                type: try fields.optionalString("type", minLength: 1, maxLength: 20),
                symbol: try fields.optionalString("symbol", minLength: 1, maxLength: 40))
        }
        command("completions", in: dossier) { _ in .ready(.finish) }
        command("returns", in: dossier) { (fields) throws(FieldError) in
            .ready(
                .returnResult(
                    ResultReturn(
                        receiver: try fields.choice("receiver", of: ResultReturn.Receiver.self),
                        method: try fields.choice("method", of: ResultReturn.Method.self),
                        proof: try fields.choice("proof", of: ResultReturn.Proof.self))))
        }
    }

    func command(
        _ path: RouterPath, in group: RouterGroup<DeskContext>,
        _ read: @escaping @Sendable (inout FieldReader) throws(FieldError) -> CommandInput
    ) {
        command(path, in: group, number: nil) { (fields, _) throws(FieldError) in try read(&fields) }
    }

    /// A command on something of the dossier that a number in the address names.
    func command(
        _ path: RouterPath, in group: RouterGroup<DeskContext>,
        number: (@Sendable (DeskContext) throws -> Int)?,
        _ read: @escaping @Sendable (inout FieldReader, Int) throws(FieldError) -> CommandInput
    ) {
        route(.post, path, in: group) { request, context, principal, now in
            let code = try context.dossierCode()
            let number = try number?(context) ?? 0
            let body = try await Body(of: request)
            let input = try body.read { (fields) throws(FieldError) in try read(&fields, number) }
            let key = try request.requestKey(for: body)
            let expected = try request.expectedVersion()
            let answer = try await desk.perform(
                input, on: code, expected: expected, by: principal, at: now, key: key
            ) { view in .dossier(view, status: 200) }
            return .answer(answer)
        }
    }
}

extension FieldReader {
    /// A text that a form prints.
    mutating func words(_ name: String) throws(FieldError) -> String {
        try string(name, minLength: 1, maxLength: 2_000)
    }

    /// The papers that came in.
    mutating func papers() throws(FieldError) -> [PaperLine] {
        var papers: [PaperLine] = []
        for var paper in try optionalObjects("papers", maxCount: 200) ?? [] { papers.append(try PaperLine(&paper)) }
        return papers
    }

    /// A day such as the last one for an answer; nil when it is left out.
    mutating func optionalDay(_ name: String) throws(FieldError) -> LocalDate? {
        try optionalParsed(name, maxLength: 10, expected: "a date that exists, such as 2026-02-09") {
            LocalDate(iso: $0)
        }
    }
}
