import Desk
import HTTPTypes
import Hummingbird
import JSONText
import OneStop
import Records

extension API {
    /// Agencies that go into others: drafted, looked at in advance, applied.
    func addTransfers(to group: RouterGroup<DeskContext>) {
        addTransferList(to: group)
        let transfer = group.group("transfers/{transfer}")
        route(.get, "transfers/{transfer}", in: group) { request, context, principal, _ in
            try Query(of: request).finish()
            let view = try await desk.transfer(context.transfer(), for: principal)
            return .current(Answer.transfer(view, status: 200).body, for: request)
        }
        route(.delete, "transfers/{transfer}", in: group) { request, context, principal, _ in
            try Query(of: request).finish()
            try await desk.deleteTransfer(context.transfer(), by: principal)
            var response = Response(status: .noContent)
            response.headers[.contentLength] = nil
            return response
        }
        route(.get, "preview", in: transfer) { request, context, principal, _ in
            try Query(of: request).finish()
            let preview = try await desk.previewTransfer(context.transfer(), by: principal)
            return Response.current(preview.body, for: request)
        }
        route(.post, "application", in: transfer) { request, context, principal, now in
            let body = try await Body(of: request)
            try body.read { _ in }
            return .answer(
                try await desk.applyTransfer(
                    context.transfer(), by: principal, at: now, key: try request.requestKey(for: body)
                ) { .transfer($0, status: 200) })
        }
        route(.delete, "application", in: transfer) { request, context, principal, now in
            try Query(of: request).finish()
            return .answer(
                try await desk.withdrawTransfer(context.transfer(), by: principal, at: now) {
                    .transfer($0, status: 200)
                })
        }
    }

    private func addTransferList(to group: RouterGroup<DeskContext>) {
        route(.get, "transfers", in: group) { request, _, principal, _ in
            var query = try Query(of: request)
            let agency = query.text("agency")
            let state = try query.parsed("state", expected: "draft, waiting, applying or applied") {
                AgencyTransferState(rawValue: $0)
            }
            let limit = try query.limit(most: 100, standard: 20)
            let before = try query.parsed("cursor", expected: "the cursor of a Link header") { Int64($0) }
            try query.finish()
            let page = try await desk.transfers(
                of: agency, state: state, before: before.map(AgencyTransferID.init), limit: limit, for: principal)
            let next = page.next.map { String($0.rawValue) }
            return Response.list(page.views, next: next, for: request) { writer, view in
                writer.transfer(view)
            }.linked(to: next, of: request)
        }
        creation("transfers", in: group) { fields throws(FieldError) in
            try TransferInput(&fields)
        } by: { input, principal, now, key in
            try await desk.draftTransfer(input, by: principal, at: now, key: key) { .transfer($0, status: 201) }
        }
    }
}

extension DeskContext {
    /// The transfer's number in the address.
    fileprivate func transfer() throws -> AgencyTransferID {
        guard let number = Int64(try parameters.require("transfer")) else { throw DeskError.notFound("The transfer") }
        return AgencyTransferID(number)
    }
}

extension Answer {
    fileprivate static func transfer(_ view: TransferView, status: Int) -> Answer {
        var writer = JSONWriter()
        writer.transfer(view)
        return Answer(
            status: status, etag: nil, location: status == 201 ? "/api/v1/transfers/\(view.row.id.rawValue)" : nil,
            body: writer.bytes)
    }
}

extension JSONWriter {
    fileprivate mutating func transfer(_ view: TransferView) {
        object { writer in writer.transferFields(view) }
    }

    private mutating func transferFields(_ view: TransferView) {
        let row = view.row
        field("id", row.id.rawValue)
        field("state", row.state.rawValue)
        field("agency", view.agencyCode)
        field("agencyName", view.agencyName)
        field("successor", view.successorCode)
        field("successorName", view.successorName)
        field("number", row.number)
        field("date", row.decidedOn.iso)
        field("issuer", row.issuer)
        field("effectiveOn", row.effectiveOn.iso)
        array("units") { writer in
            for pair in row.units {
                writer.object { writer in
                    writer.field("unit", view.office.unit(pair.unit)?.code)
                    writer.field("successor", view.office.unit(pair.successor)?.code)
                }
            }
        }
        time("createdAt", row.createdAt, view.offset)
        field("createdBy", row.createdBy)
        time("appliedAt", row.appliedAt, view.offset)
        field("appliedBy", row.appliedBy)
        time("begunAt", row.begunAt, view.offset)
        object("moved") { writer in
            writer.field("dossiers", row.moved)
            writer.field("of", row.toMove)
        }
    }
}

extension TransferPreview {
    fileprivate var body: [UInt8] {
        var writer = JSONWriter()
        let office = view.office
        writer.object { writer in
            writer.field("agency", view.agencyCode)
            writer.field("successor", view.successorCode)
            writer.field("effectiveOn", view.row.effectiveOn.iso)
            writer.object("dossiers") { writer in
                writer.field("decided", counts.decided)
                writer.field("received", counts.received)
                writer.field("uncollected", counts.uncollected)
                writer.field("closed", counts.closed)
            }
            writer.field("legs", counts.legs)
            writer.field("lettersToDraftAnew", counts.letters)
            writer.field("notices", counts.notices)
            writer.field("accounts", counts.accounts)
            writer.field("appointments", counts.appointments)
            writer.field("procedures", counts.procedures)
            writer.array("units") { writer in
                for count in units {
                    let successor = view.row.units.first { $0.unit == count.unit }?.successor
                    writer.object { writer in
                        writer.field("unit", count.unit.flatMap { office.unit($0)?.code })
                        writer.field("name", count.unit.flatMap { office.unit($0)?.name })
                        writer.field("successor", successor.flatMap { office.unit($0)?.code })
                        writer.field("successorName", successor.flatMap { office.unit($0)?.name })
                        writer.field("dossiers", count.dossiers)
                    }
                }
            }
        }
        return writer.bytes
    }
}
