import OneStop
package import Store

extension OfficeChange {
    /// What was created or changed, in a line for the terminal.
    package var explanation: String {
        switch self {
        case .addAgency(let agency, let parent):
            "created agency \(agency.code) (\(agency.name))" + (parent.map { " below \($0)" } ?? "")
        case .changeAgency(let agency): "changed agency \(agency.code)"
        case .addUnit(let unit): "created unit \(unit.agency)/\(unit.code)" + (unit.isDesk ? ", the desk" : "")
        case .changeUnit(let unit): "changed unit \(unit.agency)/\(unit.code)"
        case .addAccount(let account): "created user \(account.login) of \(account.agency)"
        case .changeAccount(let account): "changed user \(account.login) of \(account.agency)"
        case .appoint(let right): "gave \(right.login) the role \(right.text)"
        case .dismiss(_, let right): "took from \(right.login) the role \(right.text), which the document does not give"
        case .addProcedure(let procedure): "created procedure \(procedure.code)"
        case .changeProcedure(let procedure): "changed procedure \(procedure.code)"
        case .addCalendar(let calendar): "set the calendar of \(calendar.owner)"
        case .changeCalendar(let calendar):
            "changed the calendar of \(calendar.owner); dates already promised stand until a calendar decision moves them"
        case .endVersion(_, let procedure, let number, let day):
            "version \(number) of \(procedure) now holds " + (day.map { "until \($0.iso)" } ?? "without end")
        case .addVersion(let version), .publishDraft(_, let version):
            "published version \(version.number) of \(version.procedure)"
        case .addDraft(let version): "made draft \(version.number) of \(version.procedure)"
        case .deleteDraft(_, let procedure, let number, _): "deleted draft \(number) of \(procedure)"
        case .disable(_, let login, let instant): instant == nil ? "enabled user \(login)" : "disabled user \(login)"
        case .givePassword(_, let login, _, _, _): "gave \(login) a password to be changed"
        case .removeSecondFactor(_, let login): "removed the second factor of \(login)"
        case .endSessions(_, let login, _, _): "ended sessions of \(login)"
        case .revokeToken(let token, _): "revoked token \(token)"
        case .closeUnit(_, let code, let instant): instant == nil ? "opened unit \(code)" : "closed unit \(code)"
        case .markUser(let agency, let login, let instant):
            "user \(login) of \(agency) is " + (instant == nil ? "the document's again" : "the administrators' now")
        case .markUnit(let agency, let unit, let instant):
            "unit \(agency)/\(unit) is " + (instant == nil ? "the document's again" : "the administrators' now")
        case .markAgency(let agency, let instant):
            "the letterhead of \(agency) is " + (instant == nil ? "the document's again" : "the administrators' now")
        case .keep(let what):
            "kept \(what) as an administrator has it, although the document says otherwise; --overwrite takes the document's word"
        case .record(let event): "kept \(event.kind.rawValue) in the audit trail"
        case .changeDraft(_, let version): "changed draft \(version.number) of \(version.procedure)"
        }
    }
}

extension AppointmentFacts {
    fileprivate var text: String {
        "\(role) in \(agency)" + (unit.map { ", unit \($0)" } ?? "") + (procedure.map { ", procedure \($0)" } ?? "")
    }
}

extension CalendarFacts {
    fileprivate var owner: String { procedure.map { "procedure \($0) in \(agency)" } ?? agency }
}
