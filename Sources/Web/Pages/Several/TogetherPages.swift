import Desk
import Hummingbird
import OneStop
import Reports

extension Pages {
    /// The same done with several dossiers of a list: at once where a button is enough, else after what belongs to it is
    /// filled in.
    func addTogether(to group: RouterGroup<DeskContext>) {
        form("work/together", in: group) { request, _, visit, principal, form in
            do {
                let command = try form.choice("act", of: SharedCommand.self)
                let chosen = try Chosen.all(in: form)
                guard form.isChecked("ready") || !command.needsFillingIn else {
                    return .page(try await fillingIn(command, chosen, form, visit, principal))
                }
                do {
                    let input = try command.input(form)
                    let outcomes = try await carryOut(form, request, visit, principal, done: command.done(visit.say)) {
                        _ in input
                    }
                    return .page(togetherDone(command, outcomes, form, visit))
                } catch let error as DeskError where error.kind == .invalid {
                    let problem = Problem(error)
                    let page = try await fillingIn(command, chosen, form, visit, principal, problem: problem)
                    return .page(page, status: .init(code: problem.status))
                }
            } catch let error as DeskError where error.rule == "form.nothing_chosen" {
                let problem = Problem(error)
                return .page(nothingChosen(problem, form, visit), status: .init(code: problem.status))
            }
        }
    }

    private func fillingIn(
        _ command: SharedCommand, _ chosen: [Chosen], _ form: Form, _ visit: Visit, _ principal: Principal,
        problem: Problem? = nil
    ) async throws -> HTML {
        let say = visit.say
        let title = command.kind.title(say)
        let colleagues =
            command == .assign
            ? try await desk.assignees(of: principal).map {
                FormField.Option(value: $0.login, label: "\($0.name) (\($0.login))")
            } : []
        let fields = command.fields(colleagues, say)
        let fault = problem?.fault(say)
        let view = FieldView(
            say: say, given: problem == nil ? nil : form, fault: fault, focus: fault?.field ?? fields.first?.name)
        let failed: HTML? = problem.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0, say))</p>"
        }
        let warning: HTML? = command.kind.warning(say).map { "<p class=\"notice warn\">\($0)</p>" }
        let lines = chosen.map { one -> HTML in
            """
            <li class="check"><input type="checkbox" id="\(one.field)" name="\(one.field)" value="\(form.exact(one.field))" checked> <label for="\(one.field)">\(one.code)</label></li>

            """
        }
        return Layout(visit: visit, title: title, place: .work).page(
            """
            <div class="narrow">
            <p class="more"><a href="\(back(of: form))">← \(say("Về danh sách", "To the list"))</a></p>
            <h1>\(title): \(say("\(chosen.count) hồ sơ", chosen.count == 1 ? "1 dossier" : "\(chosen.count) dossiers"))</h1>
            \(failed)\(warning)
            <form method="post" action="/work/together">\(visit.hidden)<input type="hidden" name="key" value="\(TokenSecret.random())"><input type="hidden" name="act" value="\(command.rawValue)"><input type="hidden" name="ready" value="1"><input type="hidden" name="back" value="\(back(of: form))">
            \(view.html(fields))
            <fieldset><legend>\(say("Hồ sơ đã chọn", "Dossiers that are chosen"))</legend><ul class="chosen">\(lines)</ul></fieldset>
            <p><button class="main">\(title)</button></p></form>
            </div>
            """)
    }

    private func togetherDone(
        _ command: SharedCommand, _ outcomes: [EachOutcome], _ form: Form, _ visit: Visit
    ) -> HTML {
        let say = visit.say
        let title = command.kind.title(say)
        return Layout(visit: visit, title: title, place: .work).page(
            """
            <h1>\(title)</h1>
            \(EachOutcome.section(outcomes, say))
            <p class="more"><a href="\(back(of: form))">← \(say("Về danh sách", "To the list"))</a></p>
            """)
    }

    private func nothingChosen(_ problem: Problem, _ form: Form, _ visit: Visit) -> HTML {
        let say = visit.say
        let title = ProblemWords.title(of: problem, say)
        return Layout(visit: visit, title: title, place: .work).page(
            """
            <h1>\(title)</h1>
            <p class="notice bad" role="alert">\(ProblemWords.detail(of: problem, say))</p>
            <p class="more"><a href="\(back(of: form))">← \(say("Về danh sách", "To the list"))</a></p>
            """)
    }

    /// The list from which they were chosen, as it was narrowed.
    private func back(of form: Form) -> String { OwnAddress.of(form.optional("back")) }
}
