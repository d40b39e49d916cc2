import Desk
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// An agency's units and letterhead.
    func addUnits(to group: RouterGroup<DeskContext>) {
        let one = group.group("agencies/{agency}")
        route(.get, "agencies/{agency}", in: group) { request, context, principal, _ in
            try Query(of: request).finish()
            let found = try await desk.agency(context.parameters.require("agency"), by: principal)
            let bytes = JSONWriter.object { writer in
                writer.field("code", found.agency.row.code)
                writer.field("name", found.agency.row.name)
                writer.field("parent", found.parent)
                writer.field("symbol", found.agency.symbol)
                writer.object("letterhead") { $0.letterhead(found.agency.row.letterhead) }
                writer.array("units") { writer in
                    for view in found.units { writer.object { $0.unit(view, found.agency.calendar.offset) } }
                }
            }
            return .current(bytes, for: request)
        }
        route(.put, "letterhead", in: one) { request, context, principal, now in
            let letterhead = try await Body(of: request).read { fields throws(FieldError) in
                Letterhead(
                    governingBody: try fields.optionalLine("governingBody", maxLength: 200),
                    place: try fields.line("place", maxLength: 100),
                    headTitle: try fields.optionalLine("headTitle", maxLength: 100),
                    deputyTitle: try fields.optionalLine("deputyTitle", maxLength: 100))
            }
            try await desk.changeLetterhead(
                of: context.parameters.require("agency"), to: letterhead, by: principal, at: now)
            return .nothing
        }
        route(.post, "units", in: one) { request, context, principal, now in
            let body = try await Body(of: request)
            let key = try request.requiredKey(for: body)
            let agency = try context.parameters.require("agency")
            let input = try body.read { fields throws(FieldError) in
                (code: try fields.line("code", maxLength: 40), terms: try UnitTerms(&fields))
            }
            let answer = try await desk.addUnit(
                input.code, input.terms, to: agency, by: principal, at: now, key: key
            ) { view in
                Answer(
                    status: 201, etag: nil, location: "/api/v1/agencies/\(agency)",
                    body: JSONWriter.object { $0.unit(view, .vietnam) })
            }
            return .answer(answer)
        }
        addUnit(to: one)
    }

    private func addUnit(to agency: RouterGroup<DeskContext>) {
        route(.put, "units/{unit}", in: agency) { request, context, principal, now in
            let terms = try await Body(of: request).read { fields throws(FieldError) in try UnitTerms(&fields) }
            let (code, agency) = try context.unit()
            try await desk.changeUnit(code, of: agency, to: terms, by: principal, at: now)
            return .nothing
        }
        route(.put, "units/{unit}/closure", in: agency) { request, context, principal, now in
            try await Body(of: request).read { _ throws(FieldError) in }
            let (code, agency) = try context.unit()
            try await desk.closeUnit(code, of: agency, by: principal, at: now)
            return .nothing
        }
        route(.delete, "units/{unit}/closure", in: agency) { request, context, principal, now in
            try Query(of: request).finish()
            let (code, agency) = try context.unit()
            try await desk.openUnit(code, of: agency, by: principal, at: now)
            return .nothing
        }
    }
}

extension DeskContext {
    /// The unit in the address, and its agency.
    func unit() throws -> (code: String, agency: String) {
        guard let code = try parameters.require("unit").percentDecoded else { throw DeskError.notFound("The unit") }
        return (code, try parameters.require("agency"))
    }
}

extension UnitTerms {
    fileprivate init(_ fields: inout FieldReader) throws(FieldError) {
        self.init(
            name: try fields.line("name", maxLength: 200), parent: try fields.optionalLine("parent", maxLength: 40))
    }
}

extension JSONWriter {
    fileprivate mutating func letterhead(_ letterhead: Letterhead) {
        field("governingBody", letterhead.governingBody)
        field("place", letterhead.place)
        field("headTitle", letterhead.headTitle)
        field("deputyTitle", letterhead.deputyTitle)
    }

    fileprivate mutating func unit(_ view: UnitView, _ offset: UTCOffset) {
        field("code", view.row.code)
        field("name", view.row.name)
        field("parent", view.parent)
        field("desk", view.row.isDesk)
        time("closedAt", view.row.closedAt, offset)
    }
}
