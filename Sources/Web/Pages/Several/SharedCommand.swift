import Desk
import OneStop
import Reports

/// What can be done with several dossiers of a work list at once.
enum SharedCommand: String, CaseIterable {
    case assign
    case takeOver = "take_over"
    case completeStep = "complete_step"
    case submit
    case issueNumber = "issue_number"
    case finish

    /// The command that each of the dossiers is given.
    var kind: CommandKind {
        switch self {
        case .assign: .assign
        case .takeOver: .takeOver
        case .completeStep: .completeStep
        case .submit: .submit
        case .issueNumber: .issueNumber
        case .finish: .finish
        }
    }

    /// Those that a person has the right to, on some dossier at least.
    static func offered(to principal: Principal) -> [SharedCommand] {
        allCases.filter { command in
            principal.actor.grants.contains { Rights.reach(command.kind.verb, of: $0.role) != nil }
        }
    }

    /// What is filled in for all of them together; nothing where a button is enough.
    /// - Parameter colleagues: to whom dossiers can be given.
    func fields(_ colleagues: [FormField.Option], _ say: Language) -> [FormField] {
        switch self {
        case .assign:
            [
                FormField(
                    name: "officer", label: say("Chuyên viên", "Officer"), kind: .choice(colleagues), isRequired: true)
            ]
        case .completeStep:
            [.words("remark", say("Ý kiến, ghi cho từng hồ sơ", "Remark, kept with each dossier"), isRequired: false)]
        case .issueNumber:
            [
                FormField(
                    name: "type", label: say("Loại văn bản, ví dụ GP", "Type, such as GP"), kind: .line(most: 20)),
                FormField(
                    name: "symbol", label: say("Ký hiệu", "Symbol"), kind: .line(most: 40),
                    hint: say("Bỏ trống thì dùng ký hiệu của cơ quan.", "Left empty, it is the agency's.")),
            ]
        case .takeOver, .submit, .finish: []
        }
    }

    var needsFillingIn: Bool {
        switch self {
        case .assign, .completeStep, .issueNumber: true
        case .takeOver, .submit, .finish: false
        }
    }

    /// What the form asks for, of each dossier alike. Its fields mean what they mean on a dossier's own page.
    func input(_ form: Form) throws(DeskError) -> CommandInput {
        switch self {
        case .assign: .assign(officer: try form.words("officer", most: 100))
        case .takeOver: .ready(.takeOver)
        case .completeStep: .ready(.completeStep(remark: try form.optionalWords("remark") ?? ""))
        case .submit: .ready(.submit)
        case .issueNumber:
            .number(
                type: try form.optionalWords("type", most: 20), symbol: try form.optionalWords("symbol", most: 40))
        case .finish: .ready(.finish)
        }
    }

    func done(_ say: Language) -> String {
        switch self {
        case .assign: say("đã phân công", "assigned")
        case .takeOver: say("đã nhận", "taken over")
        case .completeStep: say("đã hoàn thành bước", "step completed")
        case .submit: say("đã trình ký", "submitted")
        case .issueNumber: say("đã cấp số", "numbered")
        case .finish: say("đã hoàn thành", "finished")
        }
    }
}
