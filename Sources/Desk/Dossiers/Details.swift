import OneStop
import Records

extension DossierRecord {
    /// The details that really change.
    /// - Throws: `DeskError` when there is no applicant whose details could.
    func amended(_ details: [AmendedField: String]) throws(DeskError) -> [AmendedField: String] {
        guard let applicant, applicant.name != nil else {
            throw .invalid(
                "name", rule: "C5.no_applicant",
                "The dossier has no applicant's details: it was imported without them, or they were erased. There is nothing to amend."
            )
        }
        var given = ApplicantRecord(kind: applicant.kind, name: nil)
        for (field, value) in details { given.set(field, value) }
        let checked = try given.checked(under: "")
        return details.reduce(into: [:]) { amended, detail in
            if let value = checked[detail.key], applicant[detail.key] != value { amended[detail.key] = value }
        }
    }
}

extension FeeCharge {
    /// A published fee, so many times.
    init(
        _ number: Int, quantity: Int, freeGround: String?, of version: Office.Version?, through channel: Channel
    ) throws(DeskError) {
        guard let fee = version?.fees.first(where: { $0.number == number }) else {
            throw .invalid(
                "fee", rule: "R10.unknown_fee",
                "The procedure's version publishes no fee \(number), and nothing else may be taken. Give the number of one that it does."
            )
        }
        if let way = fee.way, way != channel {
            throw .invalid(
                "fee", rule: "R10.fee_of_way",
                "Fee \(number) is for who files \(way.name), and this dossier was filed \(channel.name). Give the number of the fee for that."
            )
        }
        let (amount, isTooMuch) = fee.amount.multipliedReportingOverflow(by: Int64(quantity))
        guard !isTooMuch else {
            throw .invalid(
                "quantity", rule: "field.range", "So many times the fee is no amount. Give a smaller number.")
        }
        self.init(
            number: number, quantity: quantity, amount: freeGround == nil ? amount : 0, moment: fee.moment,
            freeGround: freeGround ?? fee.freeGround)
    }
}
