import Testing

@testable import OneStop

@Suite struct PersonalIdentifierTests {
    private typealias Refusal = PersonalIdentifierRefusal

    @Test func `a citizen's number is read however it is grouped`() throws {
        for text in ["001099000001", "001 099 000 001", "096.300.123.456"] {
            #expect(try CitizenNumber(parsing: text).text == text.filter(\.isNumber))
        }
        for text in ["", "00109900001", "0010990000012", "00109900000a", "００1099000001", "012345678"] {
            #expect(throws: Refusal.citizenNumberForm) { try CitizenNumber(parsing: text) }
        }
        for text in ["000099000001"] {
            #expect(throws: Refusal.citizenNumberProvince) { try CitizenNumber(parsing: text) }
        }
    }

    @Test func `a tax code's tenth digit checks it, and a dependent unit has three more`() throws {
        // Published codes of large enterprises.
        for text in ["0100109106", "0100686209", "0300588569"] {
            #expect(try TaxCode(parsing: text).text == text)
            for digit in 0..<10 where text.last != Character(String(digit)) {
                #expect(throws: Refusal.taxCodeCheckDigit) { try TaxCode(parsing: text.dropLast() + String(digit)) }
            }
        }
        for text in ["0100109106-001", "0100109106001", "0100109106 001"] {
            #expect(try TaxCode(parsing: text).text == "0100109106-001")
        }
        #expect(throws: Refusal.taxCodeUnit) { try TaxCode(parsing: "0100109106-000") }
        for text in ["", "010010910", "01001091061", "0100109106-01", "O100109106"] {
            #expect(throws: Refusal.taxCodeForm) { try TaxCode(parsing: text) }
        }
    }

    @Test func `a telephone number is kept as it is dialled at home`() throws {
        for text in [
            "0912345678", "+84912345678", "+84 91 234 56 78", "0084912345678", "84912345678", "+84 (0)912 345 678",
            "0912.345.678",
        ] {
            #expect(try PhoneNumber(parsing: text).text == "0912345678", "\(text)")
        }
        #expect(try PhoneNumber(parsing: "+84 24 3825 5555").text == "02438255555")
        // Prefixes of eleven digits ended in 2018; 095 and 031 are nobody's.
        for text in ["0951234567", "0312345678", "0123456789"] {
            #expect(throws: Refusal.phonePrefix, "\(text)") { try PhoneNumber(parsing: text) }
        }
        for text in [
            "", "+", "912345678", "01234567890", "09123456789", "+1 202 555 0100", "0912-345-67a", "0243825555",
        ] {
            #expect(throws: Refusal.phoneForm, "\(text)") { try PhoneNumber(parsing: text) }
        }
    }

    @Test func `every refusal has a rule of its own and a sentence that says what to do`() {
        #expect(Set(Refusal.allCases.map(\.rule)).count == Refusal.allCases.count)
        #expect(Refusal.allCases.allSatisfy { $0.explanation.split(separator: ". ").count == 2 })
    }
}
