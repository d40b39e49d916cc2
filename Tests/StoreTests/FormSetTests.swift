import OneStop
import TestSupport
import Testing

@testable import Store

@Suite(.timeLimit(.minutes(3))) struct FormSetTests {
    @Test func `the letters of apology and the other forms go by the same circulars and days`() async throws {
        let test = try await SampleOffice.database()
        let letters = try await test.database.letterForms().map { form in
            [form.code, form.circular, form.acceptedFrom.iso, "\(form.isConfirmed)", form.number, form.title]
        }
        let sets = FormSet.all.map { set in
            [
                set.code, set.circular, set.acceptedFrom.iso, "\(set.isConfirmed)", set[.apology]?.number ?? "",
                set[.apology]?.title.uppercased() ?? "",
            ]
        }
        #expect(letters == sets)
    }
}
