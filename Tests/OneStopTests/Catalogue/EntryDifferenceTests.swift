import Testing

@testable import OneStop

@Suite struct EntryDifferenceTests {
    @Test func `versions are told apart by part: what was added, removed and changed from what to what`() throws {
        let before = try PublishingCheckTests.whole().entry
        var after = before
        after.committed = try Limit(parsing: "4wd")
        after.components?[0].originals = 2
        after.components?.append(
            .init(
                number: 2, name: "Ảnh", mandatory: false, originals: 0, copies: 1, electronic: false, reusable: true))
        after.filing?.removeLast()
        after.fees?[0].way = nil
        after.forms = []
        after.requirements = "Có chứng chỉ"
        after.legalBasis = nil
        let told = before.differences(to: after).map { difference in
            let place = [difference.part.rawValue, difference.item, difference.field].compactMap(\.self)
            return
                "\(difference.kind) \(place.joined(separator: ".")): \(difference.before ?? "-") > \(difference.after ?? "-")"
        }
        #expect(
            told == [
                "removed filing.online: limit: 3wd > -",
                "changed components.1.originals: 1 > 2",
                "added components.2: - > name: Ảnh; mandatory: false; originals: 0; copies: 1; electronic: false; reusable: true",
                "changed limit.committed: 5wd > 4wd",
                "removed fees.1.way: online > -",
                "added forms: - > none",
                "added requirements: - > Có chứng chỉ",
                "removed legalBasis.142/2020/NĐ-CP: title: Nghị định về năng lượng nguyên tử; date: 2020-12-09 > -",
            ])
        #expect(before.differences(to: before) == [])
    }

    @Test func `the decision and the days of two versions are told apart, too`() throws {
        let whole = try PublishingCheckTests.whole()
        var later = whole.publication
        later.decision?.number = "13/QĐ-UBND"
        later.validTo = try day("2027-01-01")
        let told = whole.entry.differences(to: whole.entry, publications: (whole.publication, later))
        #expect(told.map(\.part) == [.decision, .validity] && told.map(\.field) == ["number", "validTo"])
        #expect(told.map(\.before) == ["12/QĐ-UBND", nil] && told.map(\.after) == ["13/QĐ-UBND", "2027-01-01"])
    }

    @Test func `a way of filing has its own limit, and online its own steps`() throws {
        let entry = try PublishingCheckTests.whole().entry
        #expect(entry.limit(through: .direct)?.text == "5wd" && entry.limit(through: .online)?.text == "3wd")
        var office = try Office()
        office.process = [
            ProcessStep(
                number: 1, name: "Thẩm định", role: .officer, unit: nil, limit: try Limit(parsing: "4wd"),
                onlineLimit: try Limit(parsing: "2wd"))
        ]
        for (channel, due) in [
            (Channel.direct, "2026-03-06 17:00"), (.post, "2026-03-06 17:00"), (.online, "2026-03-04 17:00"),
        ] {
            let now = try at("2026-03-02 09:00")
            let intake = try office.intake(channel)
            var state: Dossier?
            let commands: [(Command, Actor)] =
                channel == .online
                ? [(.fileOnline(intake), office.portal), (.accept, office.actor(.intake))]
                : [(.takeIn(intake), office.actor(.intake))]
            for (command, actor) in commands + [(.handOver(unit: Office.unit, receiver: nil), office.actor(.intake))] {
                for event in try decide(state, command, office.context(actor, at: now)) {
                    state = apply(event, to: state)
                }
            }
            #expect(state?.stepDue == (try at(due)), "\(channel)")
        }
    }
}
