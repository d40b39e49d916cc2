import ArgumentParser
import Desk
import OneStop
import Store

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check that the program can be trusted here, and say what to do where not.",
        discussion: """
            What --rebuild finds is told one line a difference: code, column, stored, rebuilt.

            Exit status 0: all is well; 1: something needs attention.
            """)

    @OptionGroup var options: DatabaseOptions

    @Flag(help: "Rebuild every dossier from its events and compare. Changes nothing.")
    var rebuild = false

    func run() async throws {
        let isWell = try await told {
            try await options.withDatabase { database in
                let directory = OfficeDirectory(database: database)
                return rebuild
                    ? try await rebuildAll(DeskService(database: database, directory: directory))
                    : try await checkUp(database, try await directory.office())
            }
        }
        guard isWell else { throw ExitCode(1) }
    }

    private func checkUp(_ database: Database, _ office: Office) async throws -> Bool {
        let facts = try await database.health()
        let findings = Checkup(facts: facts, office: office, now: SystemClock.now()).findings
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
