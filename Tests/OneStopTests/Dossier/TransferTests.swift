import Testing

@testable import OneStop

/// An agency that goes into another, as a dossier meets it.
@Suite struct TransferTests {
    private static let successor = AgencyID(40)

    private func transfer(_ from: AgencyID = Office.agency, to: AgencyID = successor) -> AgencyTransfer {
        let own: [UnitID: UnitID] = [Office.desk: UnitID(405), Office.unit: UnitID(410), UnitID(99): UnitID(499)]
        return AgencyTransfer(
            key: AgencyTransferID(1), from: from, to: to,
            units: from == Office.agency ? own : [Office.partnerUnit: UnitID(420)], decision: "25/NQ-HĐND")
    }

    private func moved(_ life: Life, _ transfer: AgencyTransfer, _ time: String) throws -> Dossier? {
        let before = try life.state
        guard let event = transfer.event(for: before, by: UserID(7), at: try at(time)) else { return nil }
        let after = try #require(apply(event, to: before))
        var same = after
        (same.helpedAt, same.receivedBy, same.decidedBy) = (before.helpedAt, before.receivedBy, before.decidedBy)
        (same.desk, same.unit, same.legs) = (before.desk, before.unit, before.legs)
        (same.version, same.changedAt) = (before.version, before.changedAt)
        #expect(same == before && after.version == before.version + 1)
        if case .transferred(let narrowed) = event.body { #expect(narrowed.units[UnitID(99)] == nil) }
        return after
    }

    @Test func `only where it lies changes, and what comes later keeps to the order of time`() throws {
        let life = try Life.inTheUnit(Office())
        let after = try #require(try moved(life, transfer(), "2026-01-01 09:00"))
        #expect(
            [after.helpedAt, after.receivedBy, after.decidedBy] == [Self.successor, Self.successor, Self.successor])
        #expect(after.desk == UnitID(405) && after.unit == UnitID(410))
        // A clock that is behind turns no life back.
        #expect(after.changedAt == (try life.state.changedAt))
        #expect(transfer().event(for: after, by: UserID(7), at: try at("2026-04-01 09:00")) == nil)
    }

    @Test func `a leg goes with the agency that has it, and one that would be the decider's own is taken back`() throws
    {
        var life = try Life.inTheUnit(Office())
        try life.run(.toThePartner(), .officer, "2026-03-03 09:00")
        let sent = try #require(try life.state.legs.first)
        let theirs = try #require(try moved(life, transfer(Office.partner), "2026-03-03 10:00"))
        #expect(theirs.decidedBy == Office.agency && theirs.unit == Office.unit)
        #expect(theirs.legs.first?.agency == Self.successor && theirs.legs.first?.unit == UnitID(420))
        #expect(theirs.legs.first?.due == sent.due && theirs.legs.first?.end == nil)

        let ours = try #require(try moved(life, transfer(), "2026-03-03 10:00"))
        #expect(ours.legs == [sent])

        let one = try #require(try moved(life, transfer(to: Office.partner), "2026-03-03 10:00"))
        #expect(one.legs.first?.end?.outcome == .recalled && one.legs.first?.end?.statement == "25/NQ-HĐND")
        #expect(one.legs.first?.agency == Office.partner)
        let joined = try #require(try moved(life, transfer(Office.partner, to: Office.agency), "2026-03-03 10:00"))
        #expect(joined.legs.first?.end?.outcome == .recalled && joined.legs.first?.unit == Office.partnerUnit)
    }

    @Test func `a result that waits goes over, what is over does not`() throws {
        var life = try Life.inTheUnit(Office())
        try life.finish("2026-03-05 10:00")
        #expect(try moved(life, transfer(), "2026-03-06 09:00")?.receivedBy == Self.successor)
        try life.run(.giveBack, .intake, "2026-03-06 10:00")
        #expect(try moved(life, transfer(), "2026-03-07 09:00") == nil)
    }
}
