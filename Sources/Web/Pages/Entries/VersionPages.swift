import Desk
import HTTPTypes
import Hummingbird
import OneStop
import Records
import Reports

extension Pages {
    /// One version of a procedure: read, and as a draft edited, checked, published or thrown away.
    func addVersions(to group: RouterGroup<DeskContext>) {
        form("catalogue/{procedure}/versions", in: group) { request, context, visit, principal, form in
            let code = try context.entryCode()
            let draft: CatalogueDraft
            if form.optional("from") == nil {
                draft = CatalogueDraft(
                    publication: Publication(),
                    entry: CatalogueEntry(name: try await desk.procedure(code, for: principal).row.name))
            } else {
                let from = Int(try form.number("from", in: 1...1_000_000))
                let version = try await desk.version(from, of: code, for: .principal(principal))
                draft = CatalogueDraft(publication: Publication(), entry: version.entry)
            }
            let answer = try await desk.addDraft(
                draft, of: code, by: principal, at: visit.now, key: try form.requestKey(to: request.uri.path)
            ) { .made(at: EntryAddress.version($0.number, of: code)) }
            return .onward(to: answer.location ?? EntryAddress.procedure(code))
        }
        let path: RouterPath = "catalogue/{procedure}/versions/{number}"
        page(path, in: group) { _, context, visit, principal in
            let version = try await version(context, for: principal)
            return .page(try await versionPage(version, visit, principal))
        }
        page("catalogue/{procedure}/versions/{number}/edit", in: group) { _, context, visit, principal in
            let version = try await draft(context, for: principal)
            return .page(try await editor(version, EntryForm(version, visit.say), visit))
        }
        form("catalogue/{procedure}/versions/{number}/edit", in: group) { request, context, visit, principal, form in
            let version = try await draft(context, for: principal)
            var entry = EntryForm(sent: form)
            if entry.changeRows() { return .page(try await editor(version, entry, visit, key: form.exact("key"))) }
            entry.dropEmptyRows()
            do {
                _ = try await desk.replaceDraft(
                    version.number, of: version.procedure.code, with: try entry.draft(),
                    expected: Int(try form.number("revision", in: 1...Int64(Int32.max))), by: principal, at: visit.now,
                    key: try form.requestKey(to: request.uri.path)
                ) { .made(at: EntryAddress.version($0.number, of: $0.procedure.code)) }
                return .onward(to: EntryAddress.version(version.number, of: version.procedure.code))
            } catch let error as DeskError where [.invalid, .refused, .stale].contains(error.kind) {
                let problem = Problem(error)
                return .page(
                    try await editor(version, entry, visit, problem: problem), status: .init(code: problem.status))
            }
        }
        form("catalogue/{procedure}/versions/{number}/publication", in: group) {
            request, context, visit, principal, form in
            let version = try await version(context, for: principal)
            do {
                _ = try await desk.publish(
                    version.number, of: version.procedure.code, by: try Self.publication(form),
                    expected: Int(try form.number("revision", in: 1...Int64(Int32.max))), for: principal,
                    at: visit.now, key: try form.requestKey(to: request.uri.path)
                ) { .made(at: EntryAddress.version($0.number, of: $0.procedure.code)) }
                return .onward(to: EntryAddress.version(version.number, of: version.procedure.code))
            } catch let error as DeskError where [.invalid, .refused, .stale].contains(error.kind) {
                let problem = Problem(error)
                return .page(
                    try await versionPage(version, visit, principal, failed: (form, problem)),
                    status: .init(code: problem.status))
            }
        }
        form("catalogue/{procedure}/versions/{number}/deletion", in: group) { _, context, visit, principal, form in
            let version = try await version(context, for: principal)
            try await desk.deleteDraft(
                version.number, of: version.procedure.code,
                expected: Int(try form.number("revision", in: 1...Int64(Int32.max))), by: principal, at: visit.now)
            return .onward(to: EntryAddress.procedure(version.procedure.code))
        }
    }

    private func version(_ context: DeskContext, for principal: Principal) async throws -> CatalogueVersion {
        try await desk.version(
            Int(context.number("number", of: "The version")), of: context.entryCode(), for: .principal(principal))
    }

    /// A version that this person may edit.
    private func draft(_ context: DeskContext, for principal: Principal) async throws -> CatalogueVersion {
        let version = try await version(context, for: principal)
        try desk.requireCatalogue(principal, of: version.procedure.agency)
        guard !version.isPublished else {
            throw DeskError(
                .refused, rule: "R10.version_published",
                "Version \(version.number) is published: it never changes. Make a draft of the next version.")
        }
        return version
    }

    private func editor(
        _ version: CatalogueVersion, _ entry: EntryForm, _ visit: Visit, problem: Problem? = nil, key: String? = nil
    ) async throws -> HTML {
        let office = try await desk.directory.office()
        let units = office.agencies[version.procedure.agency]?.units ?? []
        return EntryEditor(
            visit: visit, version: version, units: units, entry: entry, problem: problem,
            key: key ?? TokenSecret.random()
        ).page
    }

    /// Decision and validity, as far as they were typed.
    private static func publication(_ form: Form) throws(DeskError) -> Publication {
        var publication = Publication(validFrom: try form.day("validFrom"), validTo: try form.day("validTo"))
        if form.optional("decision.number") != nil || form.optional("decision.date") != nil {
            guard let date = try form.day("decision.date") else {
                throw .invalid("decision.date", rule: "form.missing", "decision.date must not be empty.")
            }
            publication.decision = Publication.Decision(
                number: try form.words("decision.number", most: 200), date: date)
        }
        return publication
    }

    private func versionPage(
        _ version: CatalogueVersion, _ visit: Visit, _ principal: Principal,
        failed: (form: Form, problem: Problem)? = nil
    ) async throws -> HTML {
        let say = visit.say
        let code = version.procedure.code
        let address = EntryAddress.version(version.number, of: code)
        let office = try await desk.directory.office()
        let today = (office.agencies[version.procedure.agency]?.calendar.offset ?? .vietnam).localDate(of: visit.now)
        let mayKeep = principal.permits(.catalogue, in: version.procedure.agency) == .allowed
        var problems = failed?.problem.problems ?? []
        if problems.isEmpty {
            let found = try await desk.problems(
                of: version.number, of: code, for: .principal(principal), at: visit.now)
            problems = DeskError(found).problems
        }
        let title = say(
            "Bản \(version.number) của \(version.procedure.name)",
            "Version \(version.number) of \(version.procedure.name)")
        let acts: HTML = """
            <div class="row"><p><a href="\(address)/edit">\(say("Sửa dự thảo", "Edit the draft"))</a></p>\(deletion(version, address, visit))</div>
            """
        let isDraft = !version.isPublished
        return Layout(visit: visit, title: title, place: .entries).page(
            """
            <p class="line"><a href="\(EntryAddress.procedure(code))">\(code) · \(HTML.isolated(version.procedure.name))</a></p>
            <h1>\(say("Bản", "Version")) \(version.number): \(HTML.isolated(version.entry.name))</h1>
            <p class="line"><strong>\(version.state(on: today, say))</strong>\(publication(version.publication, say))</p>
            \(failed.flatMap { notice($0.problem, say) })
            <div class="columns wide"><div>\(acts, if: isDraft && mayKeep)<section>\(EntryView(entry: version.entry, say: say).html)</section></div>
            <div>\(checks(problems, of: version, editing: isDraft && mayKeep ? "\(address)/edit" : nil, say))\(publishing(version, address, visit, failed), if: isDraft && mayKeep)</div></div>
            """)
    }

    /// What was refused, where it is no list of what is to be put right: that stands in the list.
    private func notice(_ problem: Problem, _ say: Language) -> HTML? {
        problem.problems.isEmpty
            ? "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: problem, say))</p>"
            : "<p class=\"notice bad\" role=\"alert\">\(say("Chưa công bố được: còn \(problem.problems.count) điều phải sửa.", "Not published: \(problem.problems.count) things are to be put right."))</p>"
    }

    private func publication(_ publication: Publication, _ say: Language) -> String {
        let times = When(say, .vietnam)
        return [
            publication.decision.map { "\($0.number), \(times.short($0.date))" },
            publication.validFrom.map { say("hiệu lực từ \(times.short($0))", "valid from \(times.short($0))") },
            publication.validTo.map { say("đến trước \(times.short($0))", "until \(times.short($0))") },
        ].compactMap(\.self).map { " · \($0)" }.joined()
    }

    private func checks(
        _ problems: [DeskError.Problem], of version: CatalogueVersion, editing: String?, _ say: Language
    ) -> HTML {
        guard !problems.isEmpty else {
            let words =
                version.isPublished
                ? say("Đủ mọi mục bắt buộc.", "No part is missing.")
                : say("Không còn gì phải sửa: công bố được.", "Nothing is left to put right: it can be published.")
            return "<p class=\"notice good\">\(words)</p>"
        }
        let title =
            version.isPublished
            ? say("Mục còn thiếu", "Parts that are missing")
            : say(
                "Còn \(problems.count) điều phải sửa trước khi công bố",
                "\(problems.count) things to put right before publishing")
        return """
            <section id="checks"><h2>\(title)</h2>\(PublishingWords(say: say, entry: version.entry, editing: editing).html(problems))</section>
            """
    }

    private func publishing(
        _ version: CatalogueVersion, _ address: String, _ visit: Visit, _ failed: (form: Form, problem: Problem)?
    ) -> HTML {
        let say = visit.say
        let view = FieldView(say: say, given: failed?.form, fault: failed?.problem.fault(say), focus: nil)
        let known = version.publication
        let fields = [
            FormField(
                name: "decision.number", label: say("Số quyết định công bố", "Number of the decision"),
                kind: .line(most: 200), isRequired: true, value: known.decision?.number ?? ""),
            FormField(
                name: "decision.date", label: say("Ngày quyết định", "Its date"), kind: .day, isRequired: true,
                value: known.decision?.date.iso ?? ""),
            FormField(
                name: "validFrom", label: say("Có hiệu lực từ ngày", "Valid from"), kind: .day, isRequired: true,
                hint: say("Bản đang có hiệu lực kết thúc vào ngày này.", "The version in force ends on that day."),
                value: known.validFrom?.iso ?? ""),
            FormField(
                name: "validTo", label: say("Hết hiệu lực từ ngày", "No longer valid from"), kind: .day,
                value: known.validTo?.iso ?? ""),
        ]
        let key = failed.map { $0.form.exact("key") } ?? TokenSecret.random()
        return """
            <section id="publication"><h2>\(say("Công bố", "Publish"))</h2>
            <p>\(say("Bản đã công bố không sửa được nữa; muốn thay đổi thì soạn bản mới.", "A published version never changes; what is new is a new version."))</p>
            <form method="post" action="\(address)/publication">\(visit.hidden)<input type="hidden" name="key" value="\(key)"><input type="hidden" name="revision" value="\(version.revision)">
            \(view.html(fields))<p><button class="main">\(say("Công bố", "Publish"))</button></p></form></section>
            """
    }

    private func deletion(_ version: CatalogueVersion, _ address: String, _ visit: Visit) -> HTML {
        let say = visit.say
        return """
            <details class="act"><summary>\(say("Xóa dự thảo", "Delete the draft"))</summary>
            <form method="post" action="\(address)/deletion">\(visit.hidden)<input type="hidden" name="revision" value="\(version.revision)">
            <p>\(say("Dự thảo đã xóa không lấy lại được.", "A deleted draft cannot be had back."))</p><p><button>\(say("Xóa hẳn", "Delete it"))</button></p></form></details>
            """
    }
}
