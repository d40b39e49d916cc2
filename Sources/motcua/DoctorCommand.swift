import ArgumentParser
import Desk
import OneStop
import Store

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check that the program can be trusted here, and say what to do where not.",
        discussion: "Exit status 0: all is well; 1: something needs attention.")

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let findings = try await told {
            try await options.withDatabase { database in
                let office = try await OfficeDirectory(database: database).office()
                let facts = try await database.health()
                return Checkup(facts: facts, office: office, now: SystemClock.now()).findings
            }
        }
        for finding in findings { Output.answer("\(finding.isGood ? "good" : "ATTENTION")  \(finding.text)") }
        guard findings.allSatisfy(\.isGood) else { throw ExitCode(1) }
    }
}
