import Foundation
import HTTPTypes
import OneStop
import Testing

/// Everything that the API writes: each command of the dossier machine, what is done to several dossiers or to a person,
/// the catalogue, and what is said against the reckoning of time. A new command has to get its scene, or this does not
/// compile.
enum Write: Sendable, Hashable, CaseIterable, CustomTestStringConvertible {
    case command(CommandKind)
    case group, handOverList, erasure
    case procedure, draft, changeOfDraft, publication, deletionOfDraft
    case timeContest, answerToContest

    static var allCases: [Write] {
        CommandKind.allCases.map(Write.command) + [
            .group, .handOverList, .erasure, .procedure, .draft, .changeOfDraft, .publication, .deletionOfDraft,
            .timeContest, .answerToContest,
        ]
    }

    /// At how many statements it can be struck, and at its commit besides.
    var leastStatements: Int {
        switch self {
        case .procedure, .draft, .changeOfDraft, .deletionOfDraft, .timeContest, .answerToContest: 2
        case .command, .group, .handOverList, .erasure, .publication: 3
        }
    }

    var testDescription: String {
        switch self {
        case .command(let kind): kind.rawValue
        case .group: "dossier group"
        case .handOverList: "hand-over list"
        case .erasure: "erasure"
        case .procedure: "procedure"
        case .draft: "draft"
        case .changeOfDraft: "change of a draft"
        case .publication: "publication"
        case .deletionOfDraft: "deletion of a draft"
        case .timeContest: "contest of time"
        case .answerToContest: "answer to a contest"
        }
    }
}

/// One step of a scene: somebody sends something to a resource below the dossier.
struct SceneStep: Sendable {
    var login: String
    var verb: String
    var json: String

    init(_ login: String, _ verb: String, _ json: String = "{}") {
        (self.login, self.verb, self.json) = (login, verb, json)
    }
}

/// How a dossier begins, what happens to it, and the request that a test is about.
struct Scene: Sendable {
    enum Beginning: Sendable { case nothing, filed, takenIn }

    var beginning = Beginning.takenIn
    var before: [SceneStep] = []
    var last: SceneStep
    /// When the last request is made.
    var at = Site.at("2026-03-03T09:00:00+07:00")
}

extension CommandKind {
    private static let toUnit = SceneStep("desk", "hand-overs", #"{"unit": "ATBX"}"#)
    private static let toOfficer = [toUnit, SceneStep("head", "assignments", #"{"officer": "officer"}"#)]
    private static let done = toOfficer + [SceneStep("officer", "step-completions")]
    private static let submitted = done + [SceneStep("head", "submissions")]
    private static let signed = submitted + [SceneStep("leader", "signatures", Site.sign)]
    private static let numbered = signed + [SceneStep("clerk", "numbers", #"{"type": "GP"}"#)]
    private static let finished = numbered + [SceneStep("clerk", "completions")]
    private static let ask = SceneStep(
        "officer", "supplement-requests",
        #"{"items": [{"component": 2, "text": "ảnh rõ"}], "reason": "ảnh mờ", "answerBy": "2026-03-06"}"#)
    private static let answer = SceneStep(
        "desk", "supplements", #"{"complete": true, "papers": [{"component": 2, "copies": 1}]}"#)
    private static let leg = SceneStep(
        "officer", "legs", #"{"agency": "H99.15", "unit": "TN", "limit": "2wd"}"#)
    private static let demand = SceneStep("officer", "payment-demands", #"{"amount": 50000}"#)
    private static let form = #"{"reason": "ngoài thẩm quyền", "ground": "QĐ 12", "advice": "nộp tại phường"}"#
    private static let letter = SceneStep(
        "officer", "apology-drafts",
        #"{"cause": "workload", "unit": "ATBX", "newDate": "2026-03-16T17:00:00+07:00"}"#)
    private static let signing = SceneStep("leader", "apology-signatures", #"{"capacity": "deputy"}"#)
    private static let numbering = SceneStep("clerk", "apology-numbers")
    private static var issued: [SceneStep] { approved + [signing, numbering] }
    private static let approved = toOfficer + [letter, SceneStep("leader", "apology-approvals")]

    /// Each with a receipt of its own.
    private static func pay(_ amount: Int, _ rest: String = "") -> SceneStep {
        SceneStep(
            "desk", "payments",
            #"{"amount": \#(amount), "receiptNumber": "\#(UUID())", "paidAt": "2026-03-03T08:30:00+07:00", "means": "cash"\#(rest)}"#
        )
    }

    private static let first = #"{"number": 1}"#
    private static let consulted =
        toOfficer + [SceneStep("officer", "opinion-requests", #"{"unit": "ATBX-1", "words": "xin ý kiến"}"#)]

    private static let fee = SceneStep("desk", "fees", #"{"fee": 1}"#)
    private static var feePaid: [SceneStep] { [fee, pay(30_000, #", "moment": "receipt""#)] }

    /// The request that carries the command out, and what has to be there before.
    var scene: Scene {
        switch self {
        case .fileOnline: Scene(beginning: .nothing, last: SceneStep("portal", "filings"))
        case .takeIn: Scene(beginning: .nothing, last: SceneStep("desk", "dossiers"))
        case .refuseAtDesk: Scene(beginning: .nothing, last: SceneStep("desk", "refusals"))
        case .accept:
            Scene(
                beginning: .filed,
                last: SceneStep("desk", "acceptances", #"{"papers": [{"component": 1, "originals": 1}]}"#))
        case .refuse: Scene(beginning: .filed, last: SceneStep("desk", "refusal", Self.form))
        case .handOver: Scene(last: Self.toUnit)
        case .assign: Scene(before: [Self.toUnit], last: Self.toOfficer[1])
        case .reassign:
            Scene(before: Self.toOfficer, last: SceneStep("head", "assignments", #"{"officer": "colleague"}"#))
        case .takeOver: Scene(before: [Self.toUnit], last: SceneStep("officer", "take-overs"))
        case .completeStep: Scene(before: Self.toOfficer, last: SceneStep("officer", "step-completions"))
        case .sendBack:
            Scene(before: Self.done, last: SceneStep("head", "send-backs", #"{"toStep": 2, "remark": "thiếu"}"#))
        case .askSupplement: Scene(before: Self.toOfficer, last: Self.ask)
        case .approveSecondSupplement:
            Scene(
                before: Self.toOfficer + [Self.ask, Self.answer],
                last: SceneStep("leader", "second-supplement-approvals", #"{"ground": "Điều 7"}"#))
        case .recordSupplement: Scene(before: Self.toOfficer + [Self.ask], last: Self.answer)
        case .demandPayment: Scene(before: Self.toOfficer, last: Self.demand)
        case .approveSecondPayment:
            Scene(
                before: Self.toOfficer + [Self.demand, Self.pay(50_000)],
                last: SceneStep("leader", "second-payment-approvals", #"{"ground": "Điều 7"}"#))
        case .confirmPayment: Scene(before: Self.toOfficer + [Self.demand], last: Self.pay(50_000))
        case .chargeFee: Scene(last: Self.fee)
        case .payFee: Scene(before: [Self.fee], last: Self.feePaid[1])
        case .noteRefund:
            Scene(before: Self.feePaid, last: SceneStep("desk", "refunds", #"{"amount": 1000, "ground": "nộp thừa"}"#))
        case .askOpinion:
            Scene(before: Self.toOfficer, last: SceneStep("officer", "opinion-requests", #"{"unit": "TDC"}"#))
        case .remindOpinion:
            Scene(
                before: Self.consulted, last: SceneStep("officer", "opinion-reminders", Self.first),
                at: Site.at("2026-03-04T09:00:00+07:00"))
        case .withdrawOpinion:
            Scene(before: Self.consulted, last: SceneStep("officer", "opinion-withdrawals", Self.first))
        case .passOverOpinion:
            Scene(
                before: Self.consulted, last: SceneStep("officer", "opinion-waivers", Self.first),
                at: Site.at("2026-03-09T09:00:00+07:00"))
        case .answerOpinion:
            Scene(
                before: Self.consulted,
                last: SceneStep(
                    "head", "opinion-answers",
                    #"{"number": 1, "verdict": "disagree", "words": "thiếu bản đo kiểm"}"#))
        case .handOnOpinion:
            Scene(
                before: Self.consulted,
                last: SceneStep("head", "opinion-assignments", #"{"number": 1, "officer": "colleague"}"#))
        case .openLeg: Scene(before: Self.toOfficer, last: Self.leg)
        case .receiveLeg:
            Scene(before: Self.toOfficer + [Self.leg], last: SceneStep("partner", "legs/1/receipts"))
        case .completeLeg:
            Scene(
                before: Self.toOfficer + [Self.leg],
                last: SceneStep("partner", "legs/1/results", #"{"statement": "đồng ý"}"#))
        case .returnLeg:
            Scene(
                before: Self.toOfficer + [Self.leg],
                last: SceneStep("partner", "legs/1/returns", #"{"reason": "ngoài thẩm quyền"}"#))
        case .recallLeg:
            Scene(
                before: Self.toOfficer + [Self.leg],
                last: SceneStep("officer", "legs/1/recalls", #"{"reason": "không cần nữa"}"#))
        case .submit: Scene(before: Self.done, last: Self.submitted[3])
        case .sign: Scene(before: Self.submitted, last: Self.signed[4])
        case .issueNumber: Scene(before: Self.signed, last: Self.numbered[5])
        case .finish: Scene(before: Self.numbered, last: Self.finished[6])
        case .returnResult: Scene(before: Self.finished, last: Self.handing)
        case .withdraw: Scene(before: Self.toOfficer, last: SceneStep("desk", "withdrawal"))
        case .proposeStop:
            Scene(before: Self.toOfficer, last: SceneStep("head", "stop-proposals", #"{"ground": "Điều 9"}"#))
        case .approveStop:
            Scene(
                before: Self.toOfficer + [SceneStep("head", "stop-proposals", #"{"ground": "Điều 9"}"#)],
                last: SceneStep("leader", "stops"))
        case .stopForNoAnswer:
            Scene(
                before: Self.toOfficer + [Self.ask], last: SceneStep("leader", "stops", #"{"notice": "12/TB"}"#),
                at: Site.at("2026-04-02T09:00:00+07:00"))
        case .amend: Scene(last: SceneStep("desk", "amendments", #"{"phone": "0912345678"}"#))
        case .recordContact: Scene(last: SceneStep("desk", "contacts", #"{"kind": "call"}"#))
        case .correct:
            Scene(
                before: Self.finished + [Self.handing],
                last: SceneStep("leader", "corrections", #"{"reason": "sai số"}"#))
        case .draftApology: Scene(before: Self.toOfficer, last: Self.letter)
        case .approveApology: Scene(before: Self.toOfficer + [Self.letter], last: Self.approved[3])
        case .signApology: Scene(before: Self.approved, last: Self.signing)
        case .numberApology: Scene(before: Self.approved + [Self.signing], last: Self.numbering)
        case .sendApology:
            Scene(before: Self.issued, last: SceneStep("clerk", "apology-dispatches", #"{"method": "post"}"#))
        case .noteApologyFailure:
            Scene(
                before: Self.issued + [SceneStep("clerk", "apology-dispatches", #"{"method": "post"}"#)],
                last: SceneStep("clerk", "apology-failures", #"{"reason": "Không có người nhận"}"#))
        case .deliverApology:
            Scene(
                before: Self.issued,
                last: SceneStep("clerk", "apology-deliveries", #"{"method": "desk", "proof": "Sổ số 7"}"#))
        case .explainDelay:
            Scene(
                before: Self.toOfficer,
                last: SceneStep(
                    "head", "delay-causes", #"{"cause": "staff", "unit": "ATBX", "note": "thiếu người"}"#),
                at: Site.at("2026-03-12T09:00:00+07:00"))
        case .overrideGate:
            Scene(
                before: Self.toOfficer, last: SceneStep("supervisor", "gate-overrides", #"{"reason": "gấp"}"#),
                at: Site.at("2026-03-12T09:00:00+07:00"))
        case .applyCalendarDecision:
            Scene(
                before: Self.toOfficer + [SceneStep("", "a day off")],
                last: SceneStep("supervisor", "calendar-decisions", #"{"decision": "QĐ 15 nghỉ bù"}"#))
        }
    }

    private static let handing = SceneStep(
        "desk", "returns", #"{"receiver": "applicant", "method": "desk", "proof": "signature"}"#)
}
