import ArgumentParser
import Desk
import Glibc
import OneStop
import PrivateCluster
import Store

/// What a command says.
enum Output {
    /// The answer, on standard output.
    static func answer(_ text: String) {
        write(text.hasSuffix("\n") ? text : text + "\n", to: 1)
    }

    /// A remark, on standard error.
    static func remark(_ text: String) {
        write(text + "\n", to: 2)
    }

    /// Lines of the log, on standard error.
    @Sendable static func remark(bytes: [UInt8]) {
        write(bytes, to: 2)
    }

    /// A part of the answer, as it is.
    static func raw(_ bytes: [UInt8]) {
        write(bytes, to: 1)
    }

    private static func write(_ text: String, to descriptor: Int32) {
        write(Array(text.utf8), to: descriptor)
    }

    private static func write(_ whole: [UInt8], to descriptor: Int32) {
        var bytes = whole[...]
        while !bytes.isEmpty {
            let written = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard written > 0 else {
                if written < 0, errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(written)
        }
    }
}

/// Turns what the layers throw into what a person at a terminal can act on.
func told<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let error as DeskError {
        throw CommandFailure(text: error.detail)
    } catch let error as MigrationError {
        throw CommandFailure(text: error.description)
    } catch let error as ClusterError {
        throw CommandFailure(text: error.description)
    } catch StoreError.settings(let what) {
        throw CommandFailure(
            text:
                "No database: \(what). Correct --database or MOTCUA_DATABASE (PostgreSQL manual, \"Connection Strings\")."
        )
    } catch let error as StoreError {
        throw CommandFailure(text: DeskError(error)?.detail ?? "The database refused: \(error)")
    }
}

/// A failure told in one sentence, with exit status 1.
struct CommandFailure: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
}
