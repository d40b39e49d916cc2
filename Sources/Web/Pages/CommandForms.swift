import Desk
import OneStop
import Records
import Reports

/// The forms of the commands that a person may carry out now: those that carry the dossier on first.
struct CommandForms {
    let form: CommandForm
    let permitted: Set<CommandKind>
    let visit: Visit
    let failed: FailedCommand?
    /// The command that somebody came for.
    var opened: CommandKind?

    private var say: Language { visit.say }

    var html: HTML {
        // In the order in which a life has them.
        let kinds = CommandKind.allCases.filter {
            permitted.contains($0) && form.fields(of: $0).allSatisfy(\.isFillable)
        }
        let onTheWay = kinds.filter(isOnTheWay).map(act)
        let beside = kinds.filter { !isOnTheWay($0) }.map(act)
        let none: HTML =
            "<p class=\"empty\">\(say("Hiện không có thao tác nào thuộc quyền của bạn.", "There is nothing for you to do here now."))</p>"
        let more: HTML = "<h3>\(say("Việc khác", "Besides"))</h3><div class=\"row\">\(beside)</div>"
        return """
            <section class="acts"><h2>\(say("Việc cần làm", "What to do"))</h2>
            \(none, if: kinds.isEmpty)\("<div class=\"row\">\(onTheWay)</div>" as HTML, if: !onTheWay.isEmpty)
            \(more, if: !beside.isEmpty)
            </section>
            """
    }

    /// A letter of apology may be drafted at any time; it is what to do where one is due.
    private func isOnTheWay(_ kind: CommandKind) -> Bool {
        switch form.view.apology {
        case .none, .notNeeded, .notKept, .issuedOnTime, .issuedLate: kind.isOnTheWay && kind != .draftApology
        case .atRisk, .dueToday, .missing: kind.isOnTheWay
        }
    }

    /// One command: a button where nothing is to be filled in, else a form that opens.
    private func act(_ kind: CommandKind) -> HTML {
        let fields = form.fields(of: kind)
        let isFailed = failed?.kind == kind
        let isOpened = isFailed || opened == kind && failed == nil
        let title = kind.title(say)
        let warning: HTML? = kind.warning(say).map { "<p class=\"notice warn\">\($0)</p>" }
        let button: HTML = "<button class=\"\(isOnTheWay(kind) ? "main" : "")\">\(title)</button>"
        guard !fields.isEmpty || warning != nil || CommandForm.hasPapers(kind) || isFailed else {
            return "<form class=\"act\" method=\"post\" action=\"\(action(kind))\">\(hidden(kind))\(button)</form>\n"
        }
        let view = FieldView(
            say: say, given: isFailed ? failed?.form : nil,
            fault: isFailed ? failed?.problem.fault(say) : nil,
            focus: isFailed ? failed?.problem.field : isOpened ? fields.first?.name : nil,
            prefix: "\(kind.rawValue)-")
        let papers = PaperFields(components: form.view.version?.components ?? [])
        return """
            <details class="act \(isOnTheWay(kind) ? "first" : "")"\(" open" as HTML, if: isOpened)><summary>\(title)</summary>
            <form method="post" action="\(action(kind))">\(hidden(kind))\(warning)\(view.html(fields))\(papers.html(view), if: CommandForm.hasPapers(kind))
            \(button)</form></details>

            """
    }

    private func action(_ kind: CommandKind) -> String {
        "/dossiers/\(form.view.state.code?.text ?? "")/commands/\(kind.rawValue)"
    }

    /// The mark of the browser, the version that was seen, and a key that makes a second click the same as the first.
    private func hidden(_ kind: CommandKind) -> HTML {
        """
        \(visit.hidden)<input type="hidden" name="version" value="\(form.view.state.version)"><input type="hidden" name="key" value="\(TokenSecret.random())">
        """
    }

    /// Why a command was not carried out, at the head of the page.
    /// - Parameter changes: what others did meanwhile, where that is why.
    static func notice(of failed: FailedCommand, _ say: Language, _ changes: HTML?) -> HTML {
        """
        <div class="notice bad" role="alert"><p><strong>\(failed.kind.title(say)): \(ProblemWords.title(of: failed.problem, say)).</strong>
        \(ProblemWords.detail(of: failed.problem, say))</p>\(changes)</div>
        """
    }
}

extension Problem {
    /// The field at fault with what is wrong with it, in the words of a page.
    func fault(_ say: Language) -> (field: String, words: String)? {
        field.map { field in
            let name = field.hasPrefix("applicant.") ? String(field.dropFirst(10)) : field
            return (name, ProblemWords.detail(of: self, say))
        }
    }
}
