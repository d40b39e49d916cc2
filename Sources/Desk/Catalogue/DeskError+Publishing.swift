package import OneStop

extension DeskError {
    /// Everything that keeps a version from being published, told at once.
    /// - Parameter path: where the version stands in a document; nil where it is the document.
    package init(_ problems: [PublishingProblem], under path: String? = nil) {
        let told = problems.map { problem in
            let field = path.map { "\($0).\(problem.place)" } ?? problem.place
            return Problem(
                rule: problem.rule.rawValue, field: field, part: problem.part.rawValue, detail: problem.explanation)
        }
        let lines = told.map { "\($0.field): \($0.detail)" }
        self.init(
            path == nil ? .refused : .invalid, rule: told.first?.rule ?? "R10", field: told.first?.field,
            lines.count == 1 ? lines[0] : "\(lines.count) things are to be put right. \(lines.joined(separator: " "))")
        self.problems = told
    }
}
