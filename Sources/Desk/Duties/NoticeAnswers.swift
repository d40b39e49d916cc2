package import OneStop
import Records
import Store

/// What somebody answers to a notice.
package struct NoticeAnswerInput: Sendable {
    /// So many working days at most it may be made to wait.
    package static let mostWorkingDays = 10

    package var note: String
    /// The day through which it is to climb no further; nil lets it climb as before.
    package var until: LocalDate?

    package init(note: String, until: LocalDate?) {
        self.note = note
        self.until = until
    }
}

extension DeskService {
    /// Keeps what somebody whom a notice has reached says about it. Until the end of the day that they name it climbs no
    /// further; without one it climbs when its time comes.
    ///
    /// - Throws: `DeskError`: `notFound` for a notice about a dossier that the caller may not read, `noRight` where it has
    ///   not reached them, `refused` when its cause is gone, `invalid` for a day before today or too far off.
    package func answerNotice(
        _ number: Int64, _ input: NoticeAnswerInput, by principal: Principal, at now: Instant, key: RequestKey? = nil,
        answer: (NoticeView) -> Answer
    ) async throws -> Answer {
        try await once(key, for: principal.account) {
            let office = try await directory.office()
            let view = try await notice(number, by: principal)
            let row = view.row
            guard let agency = office.agencies[row.agency] else { throw DeskError.notFound("The notice") }
            guard view.isMine else {
                throw DeskError(
                    .noRight, rule: "C7.not_reached",
                    "The notice is for \(row.role.vietnamese.lowercased()) of \(agency.row.code) and has not reached you. Leave the answer to them."
                )
            }
            guard row.settledAt == nil else { throw DeskError.settledNotice }
            try input.check(by: agency.calendar, at: now)
            let given = NoticeAnswerRow(
                notice: number, note: input.note, until: input.until, at: now, by: principal.login)
            let told = answer(NoticeView(row, answers: view.answers + [given], in: office, for: principal))
            do {
                try await database.answer(
                    NewNoticeAnswer(
                        notice: number, note: input.note, until: input.until, at: now, by: principal.account,
                        answer: key.map { told.stored(for: principal.account, under: $0, at: now) }))
            } catch StoreError.notFound {
                throw DeskError.settledNotice
            }
            return told
        }
    }
}

extension DeskError {
    fileprivate static var settledNotice: DeskError {
        DeskError(
            .refused, rule: "duties.settled",
            "The notice is settled: what it was about is seen to, and there is nothing left to answer.")
    }
}

extension NoticeAnswerInput {
    fileprivate func check(by calendar: CompiledCalendar, at now: Instant) throws(DeskError) {
        guard let until else { return }
        let today = calendar.offset.localDate(of: now)
        guard until >= today else {
            throw .invalid(
                "until", rule: "duties.until_past", "until: \(until.iso) has passed. Name today or a later day.")
        }
        guard calendar.workingDays(after: today, through: until) <= Self.mostWorkingDays else {
            throw .invalid(
                "until", rule: "duties.until_far",
                "until: a notice waits for \(Self.mostWorkingDays) working days at most. Name an earlier day, and answer again then."
            )
        }
    }
}

extension Principal {
    /// Whether a notice is for this person: by role, agency, unit and procedure, and for an officer who has the dossier by
    /// name. Who is asked for an opinion is so for every procedure.
    func isReached(by notice: NoticeRow) -> Bool {
        guard Rights.permits(.answerNotice, actor: actor, dossier: notice.scope) == .allowed else { return false }
        if let officer = notice.officer, account != officer, account != notice.scope.officer { return false }
        return actor.grants.contains { grant in
            grant.role == notice.role && grant.agencies.contains(notice.agency)
                && (notice.duty == .opinionOverdue || grant.procedures?.contains(notice.scope.procedure) ?? true)
                && (notice.unit.map { grant.units?.contains($0) ?? true } ?? true)
        }
    }
}
