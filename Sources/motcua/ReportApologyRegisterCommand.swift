import ArgumentParser
import Desk
import JSONText
import OneStop
import Reports

struct ReportApologyRegisterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "apology-register",
        abstract: "The register of the letters of apology that an agency issued in a period.",
        discussion: "As CSV, whether --format is text or csv; with json as an array.")

    @OptionGroup var asked: ReportPeriodOptions

    @Option(help: "Only what had happened by this instant, as 2011-05-20T12:00:00+07:00.")
    var asOf: InstantArgument?

    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        let found = try await asked.figures(from: options) { desk, agency, period in
            try await desk.apologyRegister(
                of: agency, in: period, after: 0, limit: .max - 1, now: asOf?.instant ?? SystemClock.now())
        }
        let register = ApologyRegister(offset: found.offset, letters: found.letters)
        switch asked.format {
        case .text, .csv: Output.raw(register.csv())
        case .json:
            var writer = JSONWriter(capacity: 256 + register.letters.count * 400)
            writer.array { writer in register.write(to: &writer) }
            Output.answer(writer.text)
        }
    }
}
