package import OneStop
import PQ

/// A dossier's life so far, to be written in one go: how it came in and every change since, in order.
package struct WrittenLife: Sendable {
    package var intake: IntakeSet
    package var changes: [ChangeSet]

    package init(intake: IntakeSet, changes: [ChangeSet]) {
        self.intake = intake
        self.changes = changes
    }
}

extension Database {
    /// The external references of an agency's dossiers that begin with a text.
    package func references(of agency: AgencyID, prefix: String) async throws(StoreError) -> Set<String> {
        try await perform { (pool) throws(PQError) in
            Set(try await pool.query(LifeStatements.references, (agency: agency, prefix: prefix)))
        }
    }

    /// Writes whole lives, all or none, with numbers taken from the registers as clerks take them.
    ///
    /// Two that write lives wait for each other. The body may run again after a deadlock and must have no other effect.
    /// - Parameters:
    ///   - registers: every register from which a life takes a number.
    ///   - make: makes the lives from the references that are there already and the next number of each register.
    /// - Returns: how many were written.
    /// - Throws: `StoreError`, or what `make` throws.
    package func addLives(
        of agency: AgencyID, prefix: String, registers: [Register],
        _ make: (_ present: Set<String>, _ next: [Register: Int]) throws -> [WrittenLife]
    ) async throws -> Int {
        do {
            return try await pool.transaction { transaction in
                var reading = Batch()
                reading.add(OfficeStatements.takeLock, ())
                let present = reading.add(LifeStatements.references, (agency: agency, prefix: prefix))
                var numbers: [(register: Register, next: Ticket<Int>)] = []
                for register in registers {
                    reading.add(RegisterStatements.lock, register)
                    numbers.append((register, reading.add(RegisterStatements.next, register)))
                }
                let read = try await transaction.run(reading)
                var next: [Register: Int] = [:]
                for (register, ticket) in numbers { next[register] = try read.first(ticket) }
                let lives = try make(Set(try read.rows(present)), next)
                for start in stride(from: 0, to: lives.count, by: Self.livesInBatch) {
                    var writing = Batch()
                    for life in lives[start..<min(start + Self.livesInBatch, lives.count)] {
                        life.intake.add(to: &writing)
                        for change in life.changes { change.add(to: &writing) }
                    }
                    _ = try await transaction.run(writing)
                }
                return lives.count
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// Enough for few round trips, and few enough that a batch stays small in memory.
    private static let livesInBatch = 20
}

enum LifeStatements {
    static let references = Statement<(agency: AgencyID, prefix: String), String>(
        """
        select external_reference from dossier
        where line_id = $1 and external_reference is not null and starts_with(external_reference, $2)
        """,
        types: [.int8, .text],
        encode: { asked, parameters in
            parameters.int8(asked.agency.rawValue)
            parameters.text(asked.prefix)
        },
        decode: { row throws(PQError) in try row.text() }, prepared: false)
}
