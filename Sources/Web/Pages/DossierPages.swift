import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

/// A command that was not carried out, with what was typed: the page shows both.
struct FailedCommand {
    var kind: CommandKind
    var form: Form
    var problem: Problem
}

extension Pages {
    /// One dossier, whole, and what this person may do with it.
    func addDossier(to group: RouterGroup<DeskContext>) {
        page("dossiers/{code}", in: group) { request, context, visit, principal in
            var query = try Query(of: request)
            let done = query.text("done").flatMap(CommandKind.init(rawValue:))
            let opened = query.text("open").flatMap(CommandKind.init(rawValue:))
            try query.finish()
            do {
                return .page(try await dossierPage(context.dossierName(), visit, principal, done: done, opened: opened))
            } catch let error as DeskError where error.kind == .notFound {
                guard let done else { throw error }
                return .page(outOfSight(done, visit))
            }
        }
        form("dossiers/{code}/commands/{command}", in: group) { request, context, visit, principal, form in
            let code = try context.dossierCode()
            guard let kind = CommandKind(rawValue: try context.parameters.require("command")) else {
                throw DeskError.notFound("The command")
            }
            do {
                try await carry(out: kind, form, on: code, request, visit, principal)
                return .onward(to: "/dossiers/\(code)?done=\(kind.rawValue)")
            } catch let error as DeskError where error.kind != .notFound && error.kind != .unavailable {
                let failed = FailedCommand(kind: kind, form: form, problem: Problem(error))
                let page = try await dossierPage(try context.dossierName(), visit, principal, failed: failed)
                return .page(page, status: .init(code: failed.problem.status))
            }
        }
    }

    /// What somebody did was what they could see the dossier for: a question is answered, a leg returned.
    private func outOfSight(_ done: CommandKind, _ visit: Visit) -> HTML {
        let say = visit.say
        let title = say("Đã thực hiện", "Done")
        return Layout(visit: visit, title: title, place: .work).page(
            """
            <h1>\(title): \(done.title(say))</h1>
            <p class="notice good" role="status">\(say("Hồ sơ không còn thuộc phạm vi xem của bạn.", "The dossier is no longer yours to see."))</p>
            <p class="more">\(list(behind: done, say)) <a href="/work">\(say("Về việc cần làm", "To the work list"))</a></p>
            """)
    }

    /// Where more of the same waits.
    private func list(behind done: CommandKind, _ say: Language) -> HTML? {
        if done.verb == .answerOpinion {
            return "<a href=\"/questions\">\(say("Về danh sách lấy ý kiến", "To the questions"))</a> ·"
        }
        return done.verb == .answerLeg
            ? "<a href=\"/legs\">\(say("Về danh sách liên thông", "To the legs"))</a> ·" : nil
    }

    private func carry(
        out kind: CommandKind, _ form: Form, on code: String, _ request: Request, _ visit: Visit,
        _ principal: Principal
    ) async throws {
        let name = DossierName.code(try DossierCode(parsing: code))
        let view = try await desk.dossier(name, by: principal, at: visit.now)
        let input = try CommandInput(kind, form, of: view) { $0.printed }
        _ = try await desk.perform(
            input, on: code, expected: Int(try form.number("version", in: 1...Int64(Int32.max))), by: principal,
            at: visit.now, key: try form.requestKey(to: request.uri.path)
        ) { .seen($0) }
    }

    private func dossierPage(
        _ name: DossierName, _ visit: Visit, _ principal: Principal, done: CommandKind? = nil,
        opened: CommandKind? = nil, failed: FailedCommand? = nil
    ) async throws -> HTML {
        let say = visit.say
        let (view, explanation) = try await desk.explainDue(of: name, by: principal, at: visit.now)
        let slip = try await desk.controlSlip(
            of: name, SequencePage(after: 0, limit: 200), by: principal, at: visit.now)
        let events = try await desk.events(of: name, after: 0, limit: 500, by: principal, at: visit.now).events
        let money = try await desk.money(of: name, SequencePage(after: 0, limit: 200), by: principal, at: visit.now)
        let used = view.state.acceptedAt == nil ? nil : try await desk.timeUsed(of: name, by: principal, at: visit.now)
        let asked = try await desk.opinions(of: name, by: principal, at: visit.now).details
        let permitted = desk.permitted(on: view, by: principal, at: visit.now)
        var form = CommandForm(view: view, say: say, now: visit.now)
        if permitted.contains(.assign) || permitted.contains(.reassign) {
            form.colleagues = try await desk.colleagues(for: view).map {
                FormField.Option(value: $0.login, label: "\($0.name) (\($0.login))")
            }
        }
        if permitted.contains(.handOnOpinion) { form.answerers = try await answerers(of: view) }
        let onlookers = try await desk.onlookers(of: view, by: principal, at: visit.now)
        let parts = DossierParts(view: view, visit: visit)
        let told: HTML? = done.map {
            "<p class=\"notice good\" role=\"status\">\(say("Đã thực hiện", "Done")): \($0.title(say)).</p>"
        }
        let title = view.state.code?.text ?? view.record.externalReference ?? ""
        return Layout(visit: visit, title: title, place: .work).page(
            """
            \(told)
            \(failed.map { CommandForms.notice(of: $0, say, parts.changes(since: $0, events)) })
            <div class="heading"><h1>\(title)</h1>\(parts.summary)\(parts.company(onlookers))</div>
            <div class="columns wide">
            <div>
            \(CommandForms(form: form, permitted: permitted, visit: visit, failed: failed, opened: opened).html)
            \(parts.opinions(asked))
            \(parts.legs)
            \(parts.applicant)
            \(parts.papers(slip))
            \(parts.money(money))
            </div>
            <div>
            \(parts.clock(explanation))
            \(parts.forms(events))
            \(used.flatMap(parts.time))
            \(parts.timeline(events))
            </div>
            </div>
            """)
    }
}

extension Pages {
    /// Who can answer the questions about a dossier that wait for an answer.
    private func answerers(of view: DossierView) async throws -> [FormField.Option] {
        var options: [FormField.Option] = []
        for opinion in view.state.opinions where opinion.state == .open || opinion.state == .passedOver {
            for colleague in try await desk.colleagues(answeringFor: opinion.unit, of: opinion.terms.agency)
            where !options.contains(where: { $0.value == colleague.login }) {
                options.append(.init(value: colleague.login, label: "\(colleague.name) (\(colleague.login))"))
            }
        }
        return options
    }
}

extension Answer {
    /// What is kept under a form's key: that it was done, and to which dossier.
    static func seen(_ view: DossierView) -> Answer {
        let code = view.state.code?.text ?? ""
        return Answer(status: 303, etag: nil, location: "/dossiers/\(code)", body: Array("{\"code\":\"\(code)\"}".utf8))
    }
}
