import Desk
import HTTPTypes
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// The catalogue: procedures and their versions, for everybody who signs in; drafts, publication and imports for who
    /// keeps it.
    func addCatalogue(to group: RouterGroup<DeskContext>) {
        addProcedures(to: group)
        addVersions(to: group.group("procedures/{procedure}"))
        addDrafts(to: group.group("procedures/{procedure}"))
        addCarrying(to: group)
    }

    private func addProcedures(to group: RouterGroup<DeskContext>) {
        route(.get, "procedures", in: group) { request, _, principal, now in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let field = query.text("field")
            let limit = try query.limit(most: 200, standard: 50)
            let after = query.text("cursor")
            try query.finish()
            let page = try await desk.procedures(
                agency: agency, field: field, after: after, limit: limit, for: principal)
            let response = Response.list(page.rows, next: page.next, for: request) { writer, row in
                writer.procedure(row, page.office, at: now)
            }
            return response.linked(to: page.next?.percentEncoded, of: request)
        }
        creation("procedures", in: group) { fields throws(FieldError) in
            try NewProcedure(&fields)
        } by: { new, principal, now, key in
            try await desk.addProcedure(new, by: principal, at: now, key: key) { row, office in
                var writer = JSONWriter()
                writer.procedure(row, office, at: now)
                return Answer(
                    status: 201, etag: nil, location: "/api/v1/procedures/\(row.code.percentEncoded)",
                    body: writer.bytes)
            }
        }
        route(.get, "procedures/{procedure}", in: group) { request, context, principal, now in
            try Query(of: request).finish()
            let (row, office) = try await desk.procedure(context.procedureCode(), for: principal)
            var writer = JSONWriter()
            writer.procedure(row, office, at: now)
            return .current(writer.bytes, for: request)
        }
    }

    private func addVersions(to procedure: RouterGroup<DeskContext>) {
        route(.get, "versions", in: procedure) { request, context, principal, _ in
            var query = try Query(of: request)
            let limit = try query.limit(most: 100, standard: 20)
            let after = try query.parsed("cursor", expected: "the cursor of a Link header") { text in
                Int(text).flatMap { $0 >= 0 ? $0 : nil }
            }
            try query.finish()
            let all = try await desk.versions(of: context.procedureCode(), for: .principal(principal))
            let rest = all.filter { $0.number > after ?? 0 }
            let page = rest.prefix(limit)
            let next = rest.count > limit ? page.last.map { String($0.number) } : nil
            return Response.list(Array(page), next: next, for: request) { writer, version in
                writer.version(version)
            }.linked(to: next, of: request)
        }
        route(.get, "versions/{number}", in: procedure) { request, context, principal, _ in
            try Query(of: request).finish()
            let version = try await desk.version(
                context.versionNumber(), of: context.procedureCode(), for: .principal(principal))
            return .current(Answer.version(version, status: 200).body, version: version.revision, for: request)
        }
        route(.get, "versions/{number}/problems", in: procedure) { request, context, principal, now in
            try Query(of: request).finish()
            let problems = try await desk.problems(
                of: context.versionNumber(), of: context.procedureCode(), for: .principal(principal), at: now)
            return Response.list(DeskError(problems).problems, next: nil, for: request) { writer, problem in
                writer.problem(problem)
            }
        }
        route(.get, "differences", in: procedure) { request, context, principal, _ in
            var query = try Query(of: request)
            let from = try query.required("from", expected: "the number of a version") { Int($0) }
            let to = try query.required("to", expected: "the number of a version") { Int($0) }
            try query.finish()
            let differences = try await desk.differences(
                of: context.procedureCode(), from: from, to: to, for: .principal(principal))
            return Response.list(differences, next: nil, for: request) { writer, difference in
                writer.difference(difference)
            }
        }
    }

    private func addDrafts(to procedure: RouterGroup<DeskContext>) {
        route(.post, "versions", in: procedure) { request, context, principal, now in
            let code = try context.procedureCode()
            let body = try await Body(of: request)
            let key = try request.requiredKey(for: body)
            let draft = try body.read { fields throws(FieldError) in try CatalogueDraft(&fields) }
            return .answer(
                try await desk.addDraft(draft, of: code, by: principal, at: now, key: key) {
                    .version($0, status: 201)
                })
        }
        route(.put, "versions/{number}", in: procedure) { request, context, principal, now in
            let code = try context.procedureCode()
            let number = try context.versionNumber()
            let body = try await Body(of: request)
            let draft = try body.read { fields throws(FieldError) in try CatalogueDraft(&fields) }
            let key = try request.requestKey(for: body)
            let answer = try await desk.replaceDraft(
                number, of: code, with: draft, expected: try request.expectedVersion(), by: principal, at: now,
                key: key
            ) { .version($0, status: 200) }
            return .answer(answer)
        }
        route(.delete, "versions/{number}", in: procedure) { request, context, principal, now in
            try Query(of: request).finish()
            try await desk.deleteDraft(
                context.versionNumber(), of: context.procedureCode(), expected: try request.expectedVersion(),
                by: principal, at: now)
            var response = Response(status: .noContent)
            response.headers[.contentLength] = nil
            return response
        }
        route(.post, "versions/{number}/publication", in: procedure) { request, context, principal, now in
            let code = try context.procedureCode()
            let number = try context.versionNumber()
            let body = try await Body(of: request)
            let publication = try body.read { fields throws(FieldError) in try Publication(&fields) }
            let key = try request.requestKey(for: body)
            let answer = try await desk.publish(
                number, of: code, by: publication, expected: try request.expectedVersion(),
                for: principal, at: now, key: key
            ) { .version($0, status: 200) }
            return .answer(answer)
        }
    }

    /// A catalogue of an agency as a file.
    private func addCarrying(to group: RouterGroup<DeskContext>) {
        route(.get, "catalogues/{agency}", in: group) { request, context, principal, _ in
            var query = try Query(of: request)
            let format =
                try query.parsed("format", expected: "json or csv") { CatalogueDocument.Format(rawValue: $0) } ?? .json
            let code = query.text("procedure")
            try query.finish()
            let document = try await desk.exportCatalogue(
                of: context.agencyCode(), code: code, for: .principal(principal))
            var response = Response.current(document.bytes(as: format), for: request)
            if format == .csv, response.status == .ok { response.headers[.contentType] = "text/csv; charset=utf-8" }
            return response
        }
        route(.post, "catalogues/{agency}/imports", in: group) { request, context, principal, now in
            var query = try Query(of: request)
            let isDryRun = try query.parsed("dryRun", expected: "true or false") { Bool($0) } ?? false
            try query.finish()
            let body = try await Body(of: request, types: ["application/json", "text/csv"], largest: Body.largestFile)
            let key: RequestKey? = try isDryRun ? request.requestKey(for: body) : request.requiredKey(for: body)
            let isTable = request.headers[.contentType].map { Body.is($0, "text/csv") } ?? false
            let document = try CatalogueDocument(parsing: body.bytes, as: isTable ? .csv : .json)
            let answer = try await desk.importCatalogue(
                document, into: context.agencyCode(), isDryRun: isDryRun, by: principal,
                at: now, key: key
            ) { .imported($0) }
            return .answer(answer)
        }
    }
}

extension DeskContext {
    /// The procedure's code in the address.
    fileprivate func procedureCode() throws -> String {
        try code("procedure", of: "The procedure")
    }

    /// The agency's code in the address.
    fileprivate func agencyCode() throws -> String { try code("agency", of: "The agency") }

    private func code(_ name: String, of what: String) throws -> String {
        guard let code = try parameters.require(name).percentDecoded, !code.utf8.contains(0) else {
            throw DeskError.notFound(what)
        }
        return code
    }

    /// The version's number in the address.
    fileprivate func versionNumber() throws -> Int {
        guard let number = Int(try parameters.require("number")) else { throw DeskError.notFound("The version") }
        return number
    }
}
