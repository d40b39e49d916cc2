import OneStop
import Testing

@Suite struct FormSetTests {
    private func occasions(_ kinds: [EventKind]) -> [FormSet.Occasion] {
        kinds.enumerated().map {
            FormSet.Occasion(event: $0.offset + 1, at: Instant(microseconds: 0), kind: $0.element)
        }
    }

    private func given(_ kinds: [EventKind], on day: String = "2026-03-03") throws -> [String] {
        let set = FormSet.used(for: try #require(LocalDate(iso: day)))
        return set.given(occasions(kinds)).map { "\($0.form.number) \($0.form.kind.rawValue) \($0.event)" }
    }

    @Test(arguments: [
        ("2018-05-01", "tt01-2018"), ("2019-01-06", "tt01-2018"), ("2025-09-14", "tt01-2018"),
        ("2025-09-15", "tt03-2025"), ("2026-03-03", "tt03-2025"),
    ])
    func `a dossier takes the forms of the day it was accepted on`(day: String, code: String) throws {
        #expect(FormSet.used(for: try #require(LocalDate(iso: day))).code == code)
    }

    @Test func `six forms became seven, and their numbers moved`() {
        let numbers = FormSet.all.map { set in FormKind.allCases.map { set[$0]?.number ?? "–" } }
        #expect(numbers == [["01", "02", "03", "04", "–", "05", "06"], ["01", "02", "03", "04", "05", "06", "07"]])
        #expect(FormSet.all.map(\.forms.count) == [6, 7])
    }

    @Test func `what happened to a dossier says which forms it has`() throws {
        #expect(try given([.takenIn]) == ["01 receipt 1", "06 control_slip 1"])
        #expect(try given([.takenIn, .handedOver], on: "2025-03-03") == ["01 receipt 1", "05 control_slip 1"])
        #expect(try given([.filed]) == [])
        #expect(try given([.filed, .refused]) == ["03 refusal 2"])
        #expect(try given([.refusedAtDesk]) == ["03 refusal 1"])
        #expect(
            try given([.filed, .supplementAsked, .accepted, .handedOver, .supplementAsked])
                == ["01 receipt 3", "02 supplement_request 2", "02 supplement_request 5", "06 control_slip 3"])
        #expect(
            try given([.takenIn, .apologyDrafted, .apologyDrafted, .apologyIssued])
                == ["01 receipt 1", "04 apology 2", "06 control_slip 1"])
        #expect(try given([.imported, .finished]) == ["06 control_slip 1"])
    }

    @Test func `a notice of stopping came with the later circular, and is for what was accepted`() throws {
        for end in [EventKind.withdrawn, .stopped, .stoppedForNoAnswer] {
            #expect(try given([.takenIn, end]).contains("05 stop_notice 2"), "\(end)")
            #expect(try given([.takenIn, end], on: "2025-03-03") == ["01 receipt 1", "05 control_slip 1"], "\(end)")
        }
        #expect(try given([.filed, .withdrawn]) == [])
    }
}
