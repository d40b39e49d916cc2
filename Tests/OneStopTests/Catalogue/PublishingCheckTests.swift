import Testing

@testable import OneStop

@Suite struct PublishingCheckTests {
    /// An entry in which every part stands, and the publication that goes with it.
    static func whole() throws -> PublishingCheck {
        var entry = CatalogueEntry(name: "Khai báo thiết bị X-quang")
        entry.sequence = "Nộp hồ sơ; thẩm định; trả kết quả."
        entry.filing = [.init(channel: .direct), .init(channel: .online, limit: try Limit(parsing: "3wd"))]
        entry.components = [
            .init(
                number: 1, name: "Đơn", mandatory: true, originals: 1, copies: 0, electronic: true, reusable: false)
        ]
        entry.sets = 1
        entry.statutory = try Limit(parsing: "5wd")
        entry.subjects = "Tổ chức, cá nhân"
        entry.decidedBy = "Sở Khoa học và Công nghệ"
        entry.result = "Giấy xác nhận"
        entry.fees = [
            .init(number: 1, name: "Cấp mới", amount: 200_000, moment: .receipt, freeGround: nil, way: .online)
        ]
        entry.legalBasis = [
            .init(number: "142/2020/NĐ-CP", title: "Nghị định về năng lượng nguyên tử", date: try day("2020-12-09"))
        ]
        entry.onlineService = .full
        entry.steps = [
            .init(
                number: 1, name: "Thẩm định", role: "officer", unit: "ATBX", limit: try Limit(parsing: "4wd"),
                onlineLimit: try Limit(parsing: "2wd")),
            .init(
                number: 2, name: "Ký", role: "leader", unit: nil, limit: try Limit(parsing: "8wh"), onlineLimit: nil),
        ]
        return PublishingCheck(
            code: "2.002131", entry: entry,
            publication: Publication(
                decision: .init(number: "12/QĐ-UBND", date: try day("2026-02-27")), validFrom: try day("2026-03-02")),
            published: [PublishedSpan(number: 1, validFrom: try day("2025-01-01"), validTo: nil)], units: ["ATBX"],
            today: try day("2026-03-01"))
    }

    @Test func `a whole entry is published, and so is one for desk and units only`() throws {
        #expect(try Self.whole().problems(.entry) == [])
        var check = try Self.whole()
        check.entry.sequence = nil
        check.publication.decision = nil
        #expect(check.problems(.work) == [])
    }

    typealias Fault = @Sendable (inout PublishingCheck) throws -> Void
    static let faults: [(rule: PublishingProblem.Rule, place: String, fault: Fault)] = [
        (.procedureCode, "code", { $0.code = "BKHVCN-TGG-282407" }),
        (.partMissing, "name", { $0.entry.name = "" }),
        (.partMissing, "sequence", { $0.entry.sequence = nil }),
        (.partMissing, "sequence", { $0.entry.sequence = " \u{A0}\n" }),
        (.partMissing, "subjects", { $0.entry.subjects = "\u{A0}" }),
        (.partMissing, "decidedBy", { $0.entry.decidedBy = "\u{3000}" }),
        (.partMissing, "result", { $0.entry.result = "\t" }),
        (.partMissing, "components", { $0.entry.components = [] }),
        (.partMissing, "sets", { $0.entry.sets = nil }), (.partMissing, "subjects", { $0.entry.subjects = nil }),
        (.partMissing, "decidedBy", { $0.entry.decidedBy = nil }), (.partMissing, "result", { $0.entry.result = nil }),
        (
            .listedTwice, "filing[1].way",
            {
                $0.entry.filing?[1].channel = .direct
                $0.entry.fees = []
                $0.entry.onlineService = nil
            }
        ),
        (.listedTwice, "steps[1].number", { $0.entry.steps?[1].number = 1 }),
        (
            .nothingAsked, "components[0].originals",
            {
                $0.entry.components?[0].originals = 0
                $0.entry.components?[0].electronic = false
            }
        ),
        (
            .onlineWay, "onlineService",
            {
                $0.entry.filing?.removeLast()
                $0.entry.fees = []
            }
        ),
        (.committedLimit, "limit.committed", { $0.entry.committed = try Limit(parsing: "6wd") }),
        (.committedLimit, "limit.committed", { $0.entry.committed = Limit.none }),
        (.committedLimit, "filing[1].limit", { $0.entry.filing?[1].limit = try Limit(parsing: "41wh") }),
        (.feeUnknown, "fees[0].amount", { $0.entry.fees?[0].amount = nil }),
        (.feeUnknown, "fees[0].moment", { $0.entry.fees?[0].moment = nil }),
        (.freeGround, "fees[0].freeGround", { $0.entry.fees?[0].amount = 0 }),
        (.wayNotPublished, "fees[0].way", { $0.entry.fees?[0].way = .post }),
        (.basisAfterDecision, "legalBasis[0].date", { $0.entry.legalBasis?[0].date = try day("2026-02-28") }),
        (.basisSymbol, "legalBasis[0].number", { $0.entry.legalBasis?[0].number = "31/QĐ-UBND" }),
        (
            .stepLeg, "steps[1].legs",
            {
                $0.entry.steps?[1].legs = [StepLeg(agency: "H99.15", unit: "X", limit: .none)]
                $0.hasUnitElsewhere = { agency, unit in agency == "H99.15" && unit == "TN" }
            }
        ),
        (
            .stepLeg, "steps[0].legs",
            { $0.entry.steps?[0].legs = [StepLeg](repeating: StepLeg(agency: "A", unit: "B", limit: .none), count: 2) }
        ),
        (.stepLimits, "steps", { $0.entry.steps?[0].limit = try Limit(parsing: "33wh") }),
        (.stepLimits, "steps", { $0.entry.steps?[0].onlineLimit = try Limit(parsing: "17wh") }),
        (.stepRole, "steps[0].role", { $0.entry.steps?[0].role = "chief" }),
        (.stepRole, "steps[0].role", { $0.entry.steps?[0].role = "auditor" }),
        (.stepUnit, "steps[0].unit", { $0.entry.steps?[0].unit = "KHO" }),
        (.decisionMissing, "decision", { $0.publication.decision = nil }),
        (.decisionMissing, "decision", { $0.publication.decision?.number = "\u{A0} " }),
        (.decisionInFuture, "decision.date", { $0.publication.decision?.date = try day("2026-03-02") }),
        (.validFromMissing, "validFrom", { $0.publication.validFrom = nil }),
        (.validOrder, "validTo", { $0.publication.validTo = $0.publication.validFrom }),
        (.succession, "validFrom", { $0.publication.validFrom = try day("2025-01-01") }),
    ]

    @Test func `every rule is seen to refuse, alone, at its place and in a whole sentence`() throws {
        for (rule, place, fault) in Self.faults {
            var check = try Self.whole()
            try fault(&check)
            let problems = check.problems(.entry)
            #expect(problems.map(\.rule) == [rule] && problems.map(\.place) == [place], "\(rule): \(problems)")
            #expect(problems.allSatisfy { $0.explanation.hasSuffix(".") })
        }
        #expect(Set(Self.faults.map(\.rule)) == Set(PublishingProblem.Rule.allCases))
    }

    @Test func `everything is told at once, in the order of an entry`() throws {
        let bare = PublishingCheck(
            code: "2.002131", entry: CatalogueEntry(name: "Thủ tục"), publication: Publication())
        #expect(
            bare.problems(.entry).map(\.part) == [
                .sequence, .filing, .components, .sets, .limit, .subjects, .decidedBy, .result, .decision, .validity,
            ])
    }

    @Test(arguments: [
        ("5wd+25d", "30wd", true), ("5wd+25d", "31wd", false), ("1mo", "23wd", true), ("1mo", "185wh", false),
        ("25d", "25d", true), ("25d", "26d", false), ("5wd", "3d", true), ("none", "90wd", true),
    ])
    func `steps in working time fit into mixed limits as long as they could at all`(
        limit: String, step: String, fits: Bool
    ) throws {
        let over = Budget.excess(of: [try Limit(parsing: step)], over: try Limit(parsing: limit))
        #expect((over == nil) == fits, "\(over ?? "")")
    }

    @Test(arguments: [
        ("5wd", "3mo", false), ("5wd", "10mo", false), ("30d", "2mo", false), ("5wd+25d", "25d+25d", false),
        ("1mo", "60d", false), ("15d", "15wd", false), ("8wh", "1mo", false), ("7d", "7wd", false),
        ("5wd", "7d", true), ("10wd", "14d", true), ("30d", "1mo", true), ("1mo", "31d", true), ("20wd", "1mo", true),
        ("5wd+25d", "30d", true), ("15d", "13wd", true), ("6d", "6wd", true), ("3mo", "60wd", true),
    ])
    func `what surely lasts longer than the limit is told in whatever units it is given, and nothing else`(
        limit: String, asked: String, fits: Bool
    ) throws {
        let limit = try Limit(parsing: limit)
        let over = Budget.excess(of: try Limit(parsing: asked), over: limit)
        #expect((over == nil) == fits, "\(over ?? "")")
    }

    /// Every length of a year's beginning is within the bounds that refuse.
    @Test func `nothing is refused that ends in time on some day`() throws {
        let calendar = try CompiledCalendar(.vietNam)
        let limits = try ["3wd", "5wd", "15wd", "40wd", "8wh", "7d", "20d", "45d", "1mo", "2mo", "5wd+10d"]
            .map { try Limit(parsing: $0) }
        for limit in limits {
            for asked in limits where Budget.excess(of: asked, over: limit) != nil {
                for days in stride(from: 0, to: 1460, by: 1) {
                    let start = try at("2022-01-01 09:00").adding(minutes: Int64(days) * 1440)
                    let given = try calendar.deadline(limit, from: start, dayZero: .working, sameDayHour: 900)?.due
                    let taken = try calendar.deadline(asked, from: start, dayZero: .working, sameDayHour: 900)?.due
                    let (latest, end) = (try #require(given), try #require(taken))
                    guard end >= latest else {
                        Issue.record("\(asked.text) from \(start) ends before \(limit.text)")
                        return
                    }
                }
            }
        }
    }

    @Test func `a new version ends those that would still hold on its first day`() throws {
        let spans = try [
            PublishedSpan(number: 1, validFrom: day("2024-01-01"), validTo: day("2025-01-01")),
            PublishedSpan(number: 2, validFrom: day("2025-01-01"), validTo: nil),
        ]
        #expect(PublishedSpan.ended(by: try day("2026-03-02"), among: spans).map(\.number) == [2])
        #expect(PublishedSpan.ended(by: try day("2025-01-01"), among: spans).map(\.number) == [])
        let first = try day("2025-01-01")
        #expect(!spans[0].holds(on: first) && spans[1].holds(on: first))
    }
}
