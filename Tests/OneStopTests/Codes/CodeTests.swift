import Testing

@testable import OneStop

@Suite struct CodeTests {
    @Test(arguments: ["H38.14", "G09.20", "H38", "H38.14.220.10", "000.00.14.H38"])
    func `an agency code of either shape is read and printed the same`(text: String) throws {
        let code = try AgencyCode(parsing: text)
        #expect(code.text == text)
        #expect(code.form == (text.hasPrefix("0") ? .lowestFirst : .highestFirst))
        #expect(code.firstLevel == (text.hasPrefix("G") ? "G09" : "H38"))
    }

    @Test(arguments: [
        "", "H3", "h38.14", "H38.", "H38..14", "H38.1", "H38.1234", " H38", "H38.14 ", "00.00.14.H38", "000.00.14",
        "H３8", "Đ38", "H38.14.100.100.100.100.100.100.100.100",
    ])
    func `what is no agency code is refused with its text`(text: String) {
        #expect(throws: CodeRefusal.agency(text)) { try AgencyCode(parsing: text) }
    }

    @Test func `a dossier code names agency, day and serial`() throws {
        let code = try DossierCode(parsing: "H38.14-260209-0007")
        #expect(code.agency.text == "H38.14")
        #expect(code.day == (try day("2026-02-09")))
        #expect(code.serial == 7)
        #expect(code.text == "H38.14-260209-0007")
        #expect(try DossierCode(parsing: "000.00.14.H38-991231-12345").text == "000.00.14.H38-991231-12345")
        let agency = try AgencyCode(parsing: "H38.14")
        #expect(try DossierCode(agency: agency, day: day("2005-01-02"), serial: 10_000).text == "H38.14-050102-10000")
    }

    @Test(arguments: [
        "H38.14-260230-0001", "H38.14-260209-0000", "H38.14-260209-007", "H38.14-260209-00007", "H38.14-26029-0001",
        "H38.14-260209", "H38.14-260209-0001-1", "H38.14-260209-1a00", "-260209-0001", "H38.14-260209-1234567890",
    ])
    func `what is no dossier code is refused with its text`(text: String) {
        #expect(throws: CodeRefusal.dossier(text)) { try DossierCode(parsing: text) }
    }

    @Test func `a code outside its century or without a serial cannot be made`() throws {
        let agency = try AgencyCode(parsing: "H38")
        #expect(throws: CodeRefusal.serial(0)) {
            try DossierCode(agency: agency, day: day("2026-01-01"), serial: 0)
        }
        #expect(throws: CodeRefusal.year(2100)) {
            try DossierCode(agency: agency, day: day("2100-01-01"), serial: 1)
        }
    }

    @Test func `every code that can be made is read back`() throws {
        var numbers = RandomNumbers(seed: 6)
        let agencies = try ["H38", "H38.14", "000.00.14.H38", "G09.20.123"].map { try AgencyCode(parsing: $0) }
        let first = try day("2000-01-01")
        for _ in 0..<2000 {
            let serial = numbers.within(1...numbers.pick([9, 9999, 999_999_999]))
            let code = try DossierCode(
                agency: numbers.pick(agencies), day: first.adding(days: numbers.upTo(36_500)), serial: serial)
            #expect(try DossierCode(parsing: code.text) == code)
        }
    }

    @Test func `procedure codes match on their first two groups`() throws {
        let national = try ProcedureCode(parsing: "2.002381")
        let old = try ProcedureCode(parsing: "2.002381.000.00.00.H38")
        let new = try ProcedureCode(parsing: "1.014393.H38")
        #expect(national.matches(old) && old.matches(national) && !new.matches(old))
        #expect(national.suffix == nil && old.suffix?.text == "000.00.00.H38")
        for code in [national, old, new] { #expect(try ProcedureCode(parsing: code.text) == code) }
        for text in ["", "2", "2.00238", "22.002381", "2.002381.", "2.002381.x", "BKHVCN-TGG-282407", "2.0023811"] {
            #expect(throws: CodeRefusal.procedure(text)) { try ProcedureCode(parsing: text) }
        }
    }

    @Test func `document numbers print as decree 30 says`() throws {
        #expect(try DocumentNumber(type: nil, symbol: "SKHCN-VP", year: 2026, number: 5).text == "05/SKHCN-VP")
        #expect(try DocumentNumber(type: "QĐ", symbol: "SKHCN", year: 2026, number: 112).text == "112/QĐ-SKHCN")
        #expect(throws: CodeRefusal.documentNumber(0)) {
            try DocumentNumber(type: nil, symbol: "VP", year: 2026, number: 0)
        }
        for symbol in ["", "A B", "A/B", "A\n", String(repeating: "A", count: 41)] {
            #expect(throws: CodeRefusal.documentSymbol(symbol)) {
                try DocumentNumber(type: nil, symbol: symbol, year: 2026, number: 1)
            }
        }
        #expect(throws: CodeRefusal.year(0)) { try DocumentNumber(type: nil, symbol: "VP", year: 0, number: 1) }
    }
}
