package import OneStop
package import Store
import Synchronization

/// Hands out keys and serials from blocks reserved in transactions of their own.
///
/// An intake then knows its keys and its code before it asks the database, and no desk waits for another's commit. What
/// a block leaves unused when the program stops is a gap; two programs never share a block, so there are no duplicates.
package final class KeyBlocks: Sendable {
    private static let keysInBlock: Int64 = 64
    private static let firstSerials = 4
    private static let mostSerials = 256

    private let database: Database
    private let state = Mutex(State())

    package init(database: Database) {
        self.database = database
    }

    /// A key for a dossier.
    package func dossier() async throws(StoreError) -> DossierID {
        if let key = state.withLock({ $0.dossiers.take() }) { return DossierID(key) }
        return DossierID(keepKeys(try await database.dossierKeyBlock(), \.dossiers))
    }

    /// A key for an applicant.
    package func applicant() async throws(StoreError) -> Int64 {
        if let key = state.withLock({ $0.applicants.take() }) { return key }
        return keepKeys(try await database.applicantKeyBlock(), \.applicants)
    }

    /// A serial for the codes of an agency and a day, from 1.
    package func serial(of agency: AgencyID, on day: LocalDate) async throws(StoreError) -> Int {
        let key = SerialKey(agency: agency, day: day)
        let taken = state.withLock { $0.takeSerial(key) }
        switch taken {
        case .serial(let serial):
            return Int(serial)
        case .reserve(let count):
            let last = try await database.serialBlock(of: agency, on: day, count: count)
            let first = Int64(last - count + 1)
            state.withLock { state in
                state.forgetDays(before: key)
                state.serials[key, default: Supply()].add(first: first + 1, last: Int64(last))
                state.nextCount[key] = min(count * 2, Self.mostSerials)
            }
            return Int(first)
        }
    }

    private func keepKeys(_ first: Int64, _ supply: any WritableKeyPath<State, Supply> & Sendable) -> Int64 {
        state.withLock { $0[keyPath: supply].add(first: first + 1, last: first + Self.keysInBlock - 1) }
        return first
    }

    private struct SerialKey: Hashable {
        var agency: AgencyID
        var day: LocalDate
    }

    private enum Taken {
        case serial(Int64)
        case reserve(Int)
    }

    private struct State {
        var dossiers = Supply()
        var applicants = Supply()
        var serials: [SerialKey: Supply] = [:]
        /// How many serials the next block takes: more while the desks are busy, few where a gap would be seen.
        var nextCount: [SerialKey: Int] = [:]

        mutating func takeSerial(_ key: SerialKey) -> Taken {
            if let serial = serials[key]?.take() { return .serial(serial) }
            return .reserve(nextCount[key] ?? KeyBlocks.firstSerials)
        }

        /// Yesterday's blocks are of no use today.
        mutating func forgetDays(before key: SerialKey) {
            for other in serials.keys where other.agency == key.agency && other.day < key.day {
                serials[other] = nil
                nextCount[other] = nil
            }
        }
    }

    /// Blocks in the order they were reserved. Requests that find none all at once reserve one each, and none is lost.
    private struct Supply {
        private var blocks: [ClosedRange<Int64>] = []

        mutating func add(first: Int64, last: Int64) {
            if first <= last { blocks.append(first...last) }
        }

        mutating func take() -> Int64? {
            guard let block = blocks.first else { return nil }
            if block.lowerBound == block.upperBound {
                blocks.removeFirst()
            } else {
                blocks[0] = (block.lowerBound + 1)...block.upperBound
            }
            return block.lowerBound
        }
    }
}
