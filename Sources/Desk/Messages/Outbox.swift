import OneStop
import Records
import Store

extension Office {
    /// Who is to be told of events, and what; nil for nobody, so that nothing more is written.
    /// - Parameter record: the dossier with its applicant, as far as it was known before the events.
    func outbox(of events: NewEvents, for record: @autoclosure () -> DossierRecord) -> OutboxSet? {
        guard let state = events.states.last, let last = events.events.last,
            let agency = agencies[state.decidedBy],
            !audience.isEmpty(tenant: agency.row.tenant, agency: agency.id)
                || events.events.contains(where: { $0.kind == .apologySent })
        else { return nil }
        let record = record()
        let procedure = procedures[record.catalogueProcedure]
        var set = OutboxSet(tenant: agency.row.tenant, agency: agency.id, dossier: state.id, at: last.at)
        for (place, (event, state)) in zip(events.events, events.states).enumerated() {
            let sequence = events.firstSequence + place
            var concerned: Set<AgencyID> = [agency.id]
            if case .transferred(let transfer) = event.body { concerned.insert(transfer.from) }
            let subscriptions = audience.subscriptions(
                to: event.kind, of: concerned, tenant: agency.row.tenant, procedure: procedure?.code)
            set.notices += subscriptions.map {
                OutboxSet.Notice(subscription: $0, sequence: sequence, kind: event.kind)
            }
            let words = MessageWords(
                event: event, state: state, applicant: record.applicant, procedure: procedure?.name,
                agency: agency.row.name, offset: agency.calendar.offset)
            set.letters += letters(words, sequence: sequence, to: record, of: agency.id)
            if let letter = apology(words, sequence: sequence, to: record, of: agency.id) { set.letters.append(letter) }
        }
        return set.notices.isEmpty && set.letters.isEmpty ? nil : set
    }

    /// The letter of apology that a clerk sends by mail or message. A mail carries the letter as it was issued, which is fetched when
    /// it goes out; a message says what it says in a few words.
    private func apology(
        _ words: MessageWords, sequence: Int, to record: DossierRecord, of agency: AgencyID
    ) -> OutboxSet.Letter? {
        guard case .apologySent(let method) = words.event.body, let channel = MessageChannel(method),
            let recipient = channel == .email ? record.applicant?.email : record.applicant?.phone,
            !recipient.isEmpty, let key = record.applicantKey
        else { return nil }
        let template = TemplateKey(moment: .apologyIssued, channel: channel, language: .vietnamese)
        let text =
            audience.template(template, of: agency).map { (subject: $0.subject, body: $0.body) } ?? template.standard
        func filled(_ text: String) -> String {
            let read = try? MessageTemplate(text, for: .apologyIssued)
            return read?.filled { words.value(of: $0, in: .vietnamese) } ?? ""
        }
        return OutboxSet.Letter(
            channel: channel, sequence: sequence, kind: .apologySent, applicant: key, recipient: recipient,
            subject: filled(text.subject), body: channel == .email ? "" : filled(text.body))
    }

    private func letters(
        _ words: MessageWords, sequence: Int, to record: DossierRecord, of agency: AgencyID
    ) -> [OutboxSet.Letter] {
        guard let moment = MessageMoment(words.event.body), let key = record.applicantKey,
            let applicant = record.applicant
        else { return [] }
        let ways = [(MessageChannel.email, applicant.email), (.sms, applicant.phone)]
        return ways.compactMap { channel, recipient in
            guard let recipient, !recipient.isEmpty else { return nil }
            let wordings = audience.wordings(for: moment, through: channel, of: agency)
            guard !wordings.isEmpty else { return nil }
            let subjects = wordings.map { wording in
                wording.subject.filled { words.value(of: $0, in: wording.language) }
            }
            let bodies = wordings.map { wording in wording.body.filled { words.value(of: $0, in: wording.language) } }
            return OutboxSet.Letter(
                channel: channel, sequence: sequence, kind: words.event.kind, applicant: key, recipient: recipient,
                subject: subjects.filter { !$0.isEmpty }.joined(separator: " / "),
                body: bodies.joined(separator: channel == .email ? "\n\n— — —\n\n" : " / "))
        }
    }
}
