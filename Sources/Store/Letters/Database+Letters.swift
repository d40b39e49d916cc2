package import OneStop
import PQ
package import Records

/// The letter of a dossier under its lock, with the forms that letters take.
package struct LockedLetter: Sendable {
    /// Nil while none is drafted, and for letters that an older program wrote without a text.
    package var row: LetterRow?
    package var forms: [LetterForm]

    package init(row: LetterRow?, forms: [LetterForm]) {
        self.row = row
        self.forms = forms
    }
}

extension Database {
    /// The forms that letters take, by the day from which they are used.
    package func letterForms() async throws(StoreError) -> [LetterForm] {
        try await perform { (pool) throws(PQError) in try await pool.query(LetterReading.forms, ()) }
    }

    /// The letter of a dossier with every attempt to deliver it.
    package func letter(
        of dossier: DossierID, code: String
    ) async throws(StoreError) -> (letter: LockedLetter, deliveries: [LetterDeliveryRow]) {
        try await perform { (pool) throws(PQError) in
            var batch = Batch()
            let row = batch.add(LetterReading.byCode, code)
            let forms = batch.add(LetterReading.forms, ())
            let deliveries = batch.add(LetterReading.deliveries, dossier)
            let result = try await pool.read(batch)
            return (
                LockedLetter(row: try result.first(row), forms: try result.rows(forms)), try result.rows(deliveries)
            )
        }
    }

    /// The bytes of an issued letter; nil while there are none, and when the person is erased.
    package func printedLetter(of dossier: DossierID) async throws(StoreError) -> PrintedLetter? {
        try await perform { (pool) throws(PQError) in try await pool.readFirst(LetterReading.bytes, dossier) }
    }

    /// Letters that are on their way in one of some manners, the oldest first.
    package func lettersUnderWay(
        by methods: [LetterMethod], limit: Int
    ) async throws(StoreError) -> [LetterUnderWay] {
        try await perform { (pool) throws(PQError) in
            try await pool.query(LetterReading.underWay, (methods: methods.map(\.rawValue), limit: limit))
        }
    }
}
