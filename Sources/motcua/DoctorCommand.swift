import ArgumentParser
import Desk
import OneStop
import PrivateCluster
import Store

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check that the program can be trusted here, and say what to do where not.",
        discussion: """
            What --rebuild finds is told one line a difference: code, column, stored, rebuilt.

            Exit status 0: all is well; 1: something needs attention, and its line says what to do; 2: it could not be \
            looked at, for instance because the database does not answer.
            """)

    @OptionGroup var options: DatabaseOptions

    @Flag(help: "Rebuild every dossier from its events and compare. Changes nothing.")
    var rebuild = false

    @Option(help: "A folder of backups: the newest file in it, or below it, must be young enough.")
    var backups: String?

    @Option(help: "How old the newest backup may be, in hours (26h) or days (2d).")
    var backupAge = BackupAge(hours: 26)

    func run() async throws {
        let isWell: Bool
        do {
            isWell = try await told {
                try await options.withDatabase(logger: Log.logger()) { database, cluster in
                    let directory = OfficeDirectory(database: database)
                    return rebuild
                        ? try await rebuildAll(DeskService(database: database, directory: directory))
                        : try await checkUp(database, try await directory.office(), data: cluster?.folder)
                }
            }
        } catch let failure as CommandFailure {
            Output.remark("Error: \(failure.text)")
            throw ExitCode(2)
        }
        guard isWell else { throw ExitCode(1) }
    }

    private func checkUp(_ database: Database, _ office: Office, data: String?) async throws -> Bool {
        let facts = try await database.health()
        let now = SystemClock.now()
        var findings = Checkup(
            facts: facts, guards: try await database.guards(), duties: try await database.dutyRuns(),
            sweptAt: try await database.sweeps().values.max(), office: office, isOwn: data != nil, now: now
        ).findings
        if let data { findings.append(Surroundings.disk(of: data, called: "the database")) }
        if let backups {
            findings.append(Surroundings.backups(in: backups, age: backupAge, at: now))
            findings.append(Surroundings.disk(of: backups, called: "the folder of backups"))
        }
        for finding in findings { Output.answer("\(finding.isGood ? "good" : "ATTENTION")  \(finding.text)") }
        return findings.allSatisfy(\.isGood)
    }

    private func rebuildAll(_ desk: DeskService) async throws -> Bool {
        let outcome = try await desk.rebuild { difference in
            Output.answer("\(difference.code)  \(difference.column)  \(difference.stored)  \(difference.rebuilt)")
        }
        Output.answer(
            outcome.differing == 0
                ? "good  \(outcome.dossiers) dossiers are as their \(outcome.events) events say."
                : "ATTENTION  \(outcome.differing) of \(outcome.dossiers) dossiers differ from their events. Somebody or something changed rows beside the program: compare with a backup."
        )
        return outcome.differing == 0
    }
}
