import ArgumentParser
import Desk
import OneStop
import Records

struct CatalogueCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say what keeps each draft from being published, and what published entries lack.",
        discussion: "Exit status: 0 when nothing does; 1 otherwise.")

    @Argument(help: "One procedure only, by its code.")
    var code: String?

    @OptionGroup var catalogue: CatalogueOptions

    func run() async throws {
        let found = try await catalogue.withCatalogue { desk, agency in
            try await desk.check(agency, code: code, at: SystemClock.now())
        }
        var lines: [String] = []
        for (version, problems) in found {
            let verdict =
                version.isPublished
                ? "published: " + (problems.isEmpty ? "whole" : "\(problems.count) parts for the next version to add")
                : "draft: " + (problems.isEmpty ? "ready" : "\(problems.count) things to put right")
            lines.append("\(version.procedure.code) version \(version.number), \(verdict)")
            lines += problems.map { "  \($0.place): \($0.explanation) [\($0.rule.rawValue)]" }
        }
        Output.answer(lines.isEmpty ? "There are no procedures." : lines.joined(separator: "\n"))
        if found.contains(where: { !$0.problems.isEmpty }) { throw ExitCode(1) }
    }
}

struct CatalogueDifferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "difference", abstract: "Print in what one version of a procedure differs from another, by part.")

    @Argument(help: "The procedure's code.") var code: String
    @Argument(help: "The number of the version to start from.") var from: Int
    @Argument(help: "The number of the version to compare with it.") var to: Int
    @OptionGroup var catalogue: CatalogueOptions

    func run() async throws {
        let differences = try await catalogue.withCatalogue { desk, agency in
            try await desk.differences(of: code, from: from, to: to, for: .operatingSystem(agency.id))
        }
        Output.answer(
            differences.isEmpty
                ? "Versions \(from) and \(to) say the same."
                : differences.map(\.line).joined(separator: "\n"))
    }
}

struct CataloguePublishCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Publish a draft by a decision, and end the version before it.",
        discussion: """
            What is not given is taken from the draft. Nothing is published unless everything is right; what is not is told \
            all at once.
            """)

    @Argument(help: "The procedure's code.") var code: String
    @Argument(help: "The draft's number.") var number: Int
    @Option(help: "Number and symbol of the decision.") var decision: String?
    @Option(help: "The decision's date, as 2026-11-20.", transform: day) var date: LocalDate?
    @Option(help: "The first day on which the version holds.", transform: day) var from: LocalDate?
    @Option(help: "The first day on which it no longer holds; left out, it holds until the next.", transform: day)
    var to: LocalDate?
    @OptionGroup var catalogue: CatalogueOptions

    func validate() throws {
        guard (decision == nil) == (date == nil) else {
            throw ValidationError("--decision and --date go together: a decision has a number and a date.")
        }
    }

    func run() async throws {
        var given: Publication.Decision?
        if let decision, let date { given = Publication.Decision(number: decision, date: date) }
        let publication = Publication(decision: given, validFrom: from, validTo: to)
        let result = try await catalogue.withCatalogue { desk, agency in
            do {
                let version = try await desk.publish(
                    number, of: code, by: publication, in: agency, at: SystemClock.now())
                return Result<CatalogueVersion, DeskError>.success(version)
            } catch let error as DeskError where !error.problems.isEmpty {
                return .failure(error)
            }
        }
        switch result {
        case .success(let version):
            Output.remark(
                "Version \(number) of \(code) is published and holds from \(version.publication.validFrom?.iso ?? "") on."
            )
        case .failure(let error):
            let lines = error.problems.map { "  \($0.field): \($0.detail) [\($0.rule)]" }
            throw CommandFailure(
                text: "Version \(number) of \(code) cannot be published yet:\n\(lines.joined(separator: "\n"))")
        }
    }
}

struct CatalogueDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Throw a draft away.",
        discussion: """
            A published version never is: dossiers are pinned to it. The audit trail keeps that there was a draft.
            """)

    @Argument(help: "The procedure's code.") var code: String
    @Argument(help: "The draft's number.") var number: Int
    @OptionGroup var catalogue: CatalogueOptions

    func run() async throws {
        try await catalogue.withCatalogue { desk, agency in
            try await desk.deleteDraft(number, of: code, in: agency, at: SystemClock.now())
        }
        Output.remark("Draft \(number) of \(code) is deleted.")
    }
}

@Sendable private func day(_ text: String) throws -> LocalDate {
    guard let day = LocalDate(iso: text) else {
        throw ValidationError("\"\(text)\" is no date; write it as 2026-11-20.")
    }
    return day
}

extension EntryDifference {
    /// In a line for the terminal.
    fileprivate var line: String {
        var place = part.vietnamese
        if let item { place += " \(item)" }
        if let field { place += ", \(field)" }
        switch kind {
        case .added: return "+ \(place)" + Self.said(after, besides: item)
        case .removed: return "- \(place)" + Self.said(before, besides: item)
        case .changed: return "~ \(place): \(before ?? "") → \(after ?? "")"
        }
    }

    /// What there is to say of a thing besides what it is called.
    private static func said(_ text: String?, besides item: String?) -> String {
        text.map { $0 == item ? "" : ": \($0)" } ?? ""
    }
}
