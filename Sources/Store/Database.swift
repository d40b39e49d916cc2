package import Logging
package import PQ
import ServiceLifecycle

/// The database as the use cases see it: one method for each thing they need, whole transactions only.
///
/// Every method throws `StoreError`; on failure and on cancellation nothing of it was done, unless the error says that
/// this is not known.
package final class Database: Service, Sendable {
    /// The role that the program's connections take on. It owns nothing and cannot change an event.
    package static let serviceRole = "motcua_service"

    /// Plans are made once for a statement, whatever its parameters, so that the plan which a test pins is the one that
    /// runs and no request waits for the planner; and none of the statements runs so long that compiling it pays.
    private static let session = [(name: "plan_cache_mode", value: "force_generic_plan"), (name: "jit", value: "off")]

    package let pool: Pool
    /// What has changed through this process and is still to be announced.
    package let news = NewsDesk()
    let listener: Listener
    private let logger: Logger

    /// - Parameters:
    ///   - connection: a libpq connection string or URI.
    ///   - maxConnections: at most so many sessions.
    package init(_ connection: String, maxConnections: Int = 10, queueLimit: Int = 1_000, logger: Logger) throws {
        do {
            var settings = try ConnectionSettings(connection)
            settings.role = Self.serviceRole
            settings.parameters = Self.session
            var configuration = PoolConfiguration(settings)
            configuration.maxConnections = maxConnections
            configuration.queueLimit = queueLimit
            pool = Pool(configuration, logger: logger)
            listener = Listener(settings, to: [.messages, .news], logger: logger)
            self.logger = logger
        } catch {
            throw StoreError(error)
        }
    }

    /// Keeps the pool in order until graceful shutdown, then drains it.
    package func run() async throws { try await pool.run() }

    /// Waits for what is under way and closes all connections.
    package func close() async { await pool.close() }

    /// Whether the database answers and has exactly the program's schema.
    package func verifySchema() async throws {
        do {
            try await Migrator.verify(pool)
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// Applies the migrations that are missing, as the role that the connection string names.
    /// - Returns: the numbers applied now.
    package static func migrate(_ connection: String, logger: Logger) async throws -> [Int] {
        do {
            let settings = try ConnectionSettings(connection)
            let connection = try await Connection.connect(settings, logger: logger)
            do {
                let applied = try await Migrator(connection).migrate()
                await connection.close()
                return applied
            } catch {
                await connection.close()
                throw error
            }
        } catch {
            throw StoreError.translate(error)
        }
    }

    /// Runs one thing on the pool and translates its error.
    func perform<Value>(_ body: (Pool) async throws(PQError) -> Value) async throws(StoreError) -> Value {
        do {
            return try await body(pool)
        } catch {
            throw StoreError(error)
        }
    }
}
