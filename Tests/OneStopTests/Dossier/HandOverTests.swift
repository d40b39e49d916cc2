import Testing

@testable import OneStop

@Suite struct HandOverTests {
    /// Accepted, planned.
    static let cases = [
        ("2026-03-02 09:00", "2026-03-02 17:00"),
        ("2026-03-02 15:00", "2026-03-02 17:00"),
        ("2026-03-02 15:01", "2026-03-03 07:00"),
        ("2026-03-06 16:00", "2026-03-09 07:00"),
        ("2026-03-07 09:00", "2026-03-09 07:00"),
        ("2026-02-13 16:00", "2026-02-23 07:00"),
    ]

    @Test(arguments: cases)
    func `paper follows the same day, after 15h at the next opening`(accepted: String, planned: String) throws {
        let office = try Office()
        var life = Life(office)
        try life.run(.takeIn(office.intake()), .intake, accepted)
        try life.run(.handOver(unit: Office.unit, receiver: UserID(42)), .intake, "2026-03-10 08:00")
        let slip = try life.state.handOver
        #expect(slip?.planned == (try at(planned)))
        #expect(slip?.real == (try at("2026-03-10 08:00")))
        #expect(slip?.giver == Office.user(.intake))
        #expect(slip?.receiver == UserID(42))
        #expect(try life.state.unit == Office.unit)
    }
}
