import PQ

/// The owner's session of a test's database, opened when it is first used: tests look at rows again and again. Scripts find
/// it as the one before has left it, but for settings that hold for a transaction.
actor OwnerSession {
    private let conninfo: String
    private var opening: Task<Connection, any Error>?

    init(_ conninfo: String) {
        self.conninfo = conninfo
    }

    /// Runs something on the session; once more on a new one when the old one was ended by the test.
    func use<Value: Sendable>(
        _ body: @Sendable (Connection) async throws(PQError) -> Value
    ) async throws -> Value {
        let connection = try await connection()
        do throws(PQError) {
            return try await body(connection)
        } catch {
            guard error.code == .connectionLost else { throw error }
            opening = nil
            return try await body(try await self.connection())
        }
    }

    private func connection() async throws -> Connection {
        if let opening { return try await opening.value }
        let conninfo = conninfo
        let task = Task { try await Connection.connect(try .patient(conninfo), logger: quietLogger) }
        opening = task
        return try await task.value
    }

    /// Ends the session, if there is one.
    func close() async {
        guard let connection = try? await opening?.value else { return }
        await connection.close()
    }
}
