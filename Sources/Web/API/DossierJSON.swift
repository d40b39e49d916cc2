import Desk
import JSONText
import OneStop
import Records

/// The body of an answer.
struct JSONBody {
    var writer = JSONWriter(capacity: 2_048)
    var bytes: [UInt8] { writer.bytes }

    /// A dossier as the API tells it: times with the deciding agency's offset, dates as local days.
    mutating func dossier(_ view: DossierView, permitted: Set<CommandKind>? = nil) {
        let state = view.state
        let offset = view.offset
        writer.object { writer in
            writer.field("code", state.code?.text)
            writer.field("externalReference", view.record.externalReference)
            writer.field("group", view.record.group)
            writer.field("version", state.version)
            writer.field("status", state.status.rawValue)
            writer.field("statusLabel", state.status.vietnamese)
            writer.field("channel", state.channel.name)
            writer.procedure(of: view)
            writer.object("agencies") { writer in
                writer.field("helpedAt", view.office.agencies[state.helpedAt]?.row.code)
                writer.field("receivedBy", view.office.agencies[state.receivedBy]?.row.code)
                writer.field("decidedBy", view.agency?.row.code)
                writer.formerAgency(of: view)
            }
            writer.applicant(view.record.applicant)
            writer.time("filedAt", state.filedAt, offset)
            writer.receipt(of: view)
            writer.time("acceptedAt", state.acceptedAt, offset)
            writer.time("refusedAt", state.refusedAt, offset)
            writer.time("endedAt", state.endedAt, offset)
            writer.time("returnedAt", state.returnedAt, offset)
            writer.clock(of: view)
            writer.work(of: view)
            writer.legs(of: view)
            writer.result(of: state, offset)
            writer.fees(of: state.fees)
            writer.field("supplements", state.supplementsAfterAcceptance)
            writer.field("paymentDemands", state.paymentDemands)
            writer.field("contacts", state.contacts)
            if let twins = view.possibleDuplicates { writer.field("possibleDuplicates", twins) }
            if let permitted { writer.field("permitted", permitted.map(\.rawValue).sorted()) }
        }
    }
}

extension JSONWriter {
    mutating func time(_ key: StaticString, _ instant: Instant?, _ offset: UTCOffset) {
        self.key(key)
        if let instant { plain { instant.appendRFC3339(in: offset, to: &$0) } } else { null() }
    }

    mutating func day(_ key: StaticString, _ day: LocalDate?) {
        self.key(key)
        if let day { plain { day.appendISO(to: &$0) } } else { null() }
    }

    fileprivate mutating func procedure(of view: DossierView) {
        object("procedure") { writer in
            writer.field("code", view.version?.procedure.code)
            writer.field("name", view.version?.procedure.name)
            writer.field("field", view.version?.procedure.fieldName)
            writer.field("version", view.version?.row.number)
        }
    }

    /// The agency that the code names, where it has gone into the one that has the dossier now; else null.
    fileprivate mutating func formerAgency(of view: DossierView) {
        guard let code = view.state.code?.agency.text, code != view.office.agencies[view.state.receivedBy]?.row.code,
            let former = view.office.agency(code: code)
        else { return field("formerly", nil as String?) }
        object("formerly") { writer in
            writer.field("code", former.row.code)
            writer.field("name", former.row.name)
        }
    }

    /// The receipt clock of a filing, and the form of one that was refused.
    fileprivate mutating func receipt(of view: DossierView) {
        let state = view.state
        object("receipt") { writer in
            writer.time("due", state.receiptDue, view.offset)
            writer.time("respondedAt", state.firstResponseAt, view.offset)
            writer.field("late", view.receiptLate)
            writer.field("refusalNumber", state.refusalNumber?.text)
        }
    }

    fileprivate mutating func fees(of account: FeeAccount) {
        object("fees") { writer in
            writer.field("charged", account.charged)
            writer.field("paid", account.paid)
            writer.field("owed", account.owed)
            writer.field("demanded", account.demanded)
            writer.field("demandsPaid", account.demandsPaid)
            writer.field("refunded", account.refunded)
        }
    }

    mutating func applicant(_ applicant: ApplicantRecord?) {
        guard let applicant else {
            key("applicant")
            return null()
        }
        object("applicant") { writer in writer.details(of: applicant) }
    }

    /// The fields of an applicant.
    mutating func details(of applicant: ApplicantRecord) {
        field("kind", applicant.kindName)
        field("name", applicant.name)
        field("identityNumber", applicant.identityNumber)
        field("phone", applicant.phone)
        field("email", applicant.email)
        field("address", applicant.address)
    }

    fileprivate mutating func clock(of view: DossierView) {
        let state = view.state
        let offset = view.offset
        object("clock") { writer in
            writer.field("limit", state.limit.text)
            writer.field("dayZeroRule", state.dayZero.rawValue)
            writer.time("firstPromise", state.firstPromise, offset)
            writer.time("due", state.deadline?.due, offset)
            writer.day("dueOn", state.deadline?.dueOn)
            writer.field("provisional", state.deadline?.provisional ?? false)
            writer.time("newDate", state.newDate, offset)
            writer.day("dayZero", state.deadline?.dayZero)
            writer.day("atRiskFrom", state.deadline?.atRiskFrom)
            writer.day("apologyLatest", state.deadline?.apologyLatest)
            writer.time("pausedSince", state.pause?.since, offset)
            writer.field("pausedFor", state.pause?.kind.rawValue)
            writer.field("apology", view.apology.rawValue)
            writer.time("receiptDue", state.receiptDue, offset)
            writer.day("answerBy", state.pause?.answerBy)
        }
    }

    fileprivate mutating func work(of view: DossierView) {
        let state = view.state
        let step = view.version?.steps.first { $0.number == state.step }
        object("work") { writer in
            writer.field("unit", (state.unit ?? state.desk).flatMap { view.office.unit($0)?.code })
            writer.field("officer", view.record.officerLogin)
            writer.field("step", state.step)
            writer.field("stepName", step?.name)
            writer.time("stepDue", state.stepDue, view.offset)
            if let handOver = state.handOver {
                writer.object("handOver") { writer in
                    writer.field("unit", view.office.unit(handOver.unit)?.code)
                    writer.time("planned", handOver.planned, view.offset)
                    writer.time("real", handOver.real, view.offset)
                }
            }
        }
    }

    fileprivate mutating func result(of state: Dossier, _ offset: UTCOffset) {
        object("result") { writer in
            writer.time("submittedAt", state.submittedAt, offset)
            writer.time("signedAt", state.signedAt, offset)
            writer.field("number", state.number?.text)
            writer.field("numberYear", state.number?.year)
            writer.field("version", state.resultVersion)
        }
    }
}
