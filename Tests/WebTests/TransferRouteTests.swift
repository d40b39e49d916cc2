import Desk
import HTTPTypes
import OneStop
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(5))) struct TransferRouteTests {
    private static let successor = """
        {"agencies": [{"code": "H99.40", "name": "Sở mới", "parent": "H99", "utcOffset": "+07:00", "gateFrom": "2026-01-01",
          "handOverAt": "15:00", "sameDayUntil": "15:00", "symbol": "SM", "calendar": "viet-nam",
          "units": [{"code": "QUAY", "name": "Quầy", "desk": true, "parent": null},
            {"code": "ATBX", "name": "An toàn bức xạ", "desk": false, "parent": null},
            {"code": "ATBX-1", "name": "Tổ 1", "desk": false, "parent": "ATBX"},
            {"code": "TCDL", "name": "Tiêu chuẩn", "desk": false, "parent": null}],
          "users": [], "procedures": []}]}
        """

    private func json(_ effectiveOn: String, units: String = #", "units": [{"unit": "TDC", "successor": "TCDL"}]"#)
        -> String
    {
        """
        {"agency": "H99.14", "successor": "H99.40", "number": "25/NQ-HĐND", "date": "2026-02-20", "issuer": "HĐND tỉnh",
         "effectiveOn": "\(effectiveOn)"\(units)}
        """
    }

    private func prepare(_ site: Site) async throws {
        _ = try await OfficeDocument(parsing: Self.successor).apply(to: site.test.database)
        try await site.test.script(
            """
            insert into appointment (account_id, role, agency_id)
            select c.id, 'admin', a.id from account c, agency a where c.login = 'admin' and a.code = 'H99.40'
            """)
        _ = try await site.desk.directory.refresh()
    }

    @Test func `drafted, looked at, applied, and the dossier goes on under both names`() async throws {
        try await Site.with { site in
            try await prepare(site)
            let code = try #require(try await site.takeIn()["code"])
            let due = try await site.get("/api/v1/dossiers/\(code)", as: "desk")["clock.due"]
            let missing = try await site.send(
                .post, "/api/v1/transfers", as: "admin", headers: ["Idempotency-Key": "t0"],
                json: json("2026-03-01", units: ""))
            #expect(missing.isProblem(422, rule: "R10.1.unit_without_successor"), "\(missing.text)")
            let draft = try await site.send(
                .post, "/api/v1/transfers", as: "admin", headers: ["Idempotency-Key": "t1"], json: json("2026-03-01"))
            #expect(draft.status == 201 && draft["state"] == "draft", "\(draft.text)")
            let path = "/api/v1/transfers/\(try #require(draft["id"]))"
            let preview = try await site.get("\(path)/preview", as: "admin")
            #expect(preview["dossiers.decided"] == "1" && preview["units.0.unit"] == "MOTCUA", "\(preview.text)")
            #expect(preview["units.0.successor"] == "QUAY")
            for login in ["desk", "leader", "supervisor"] {
                let reply = try await site.send(.post, "\(path)/application", as: login)
                #expect(reply.isProblem(403, rule: "C7.no_right"))
            }
            #expect(try await site.get(path, as: "foreigner").isProblem(404))

            let applied = try await site.send(.post, "\(path)/application", as: "admin")
            #expect(applied["state"] == "waiting", "\(applied.text)")
            let refused = try await site.takeIn()
            #expect(refused.isProblem(422, rule: "R10.1.agency_ended"), "\(refused.text)")
            _ = try await site.desk.carryOutTransfers(at: Site.now)
            _ = try await site.desk.carryOutTransfers(at: Site.now.adding(seconds: 5))
            let done = try await site.get(path, as: "desk")
            #expect(done["state"] == "applied" && done["moved.dossiers"] == "1" && done["agencyName"] == "Sở thử")

            // A token's rights are kept for three seconds.
            try await Site.$now.withValue(Site.now.adding(seconds: 6)) {
                try await goesOn(code, due: due, site)
                let again = try await site.send(.post, "\(path)/application", as: "admin")
                #expect(again.isProblem(422, rule: "R10.1.transfer_state"))
            }
        }
    }

    private func goesOn(_ code: String, due: String?, _ site: Site) async throws {
        let dossier = try await site.get("/api/v1/dossiers/\(code)", as: "desk")
        #expect(dossier["agencies.decidedBy"] == "H99.40" && dossier["agencies.formerly.name"] == "Sở thử")
        #expect(dossier["clock.due"] == due && dossier["work.unit"] == "QUAY", "\(dossier.text)")
        let handed = try await site.command(
            "hand-overs", on: code, as: "desk", version: dossier.etag, json: #"{"unit": "ATBX"}"#)
        #expect(handed.status == 200, "\(handed.text)")
        let events = try await site.get("/api/v1/dossiers/\(code)/events", as: "officer")
        #expect(events["events.1.kind"] == "transferred")
        #expect(events["events.1.facts.decision"] == "25/NQ-HĐND ngày 20/2/2026 của HĐND tỉnh", "\(events.text)")
        let slip = try await site.get("/api/v1/dossiers/\(code)/control-slip", as: "desk")
        #expect(slip["stays.0.unit"] == "MOTCUA" && slip["stays.1.unit"] == "QUAY", "\(slip.text)")
        let figures = try await site.get(
            "/api/v1/figures/on-time?from=2026-01-01&to=2026-12-31&by=agency", as: "leader")
        #expect(figures["rows.0.key"] == "H99.14" && figures["rows.0.label"] == "Sở thử", "\(figures.text)")
    }

    @Test func `a draft is thrown away, and what an office document says of the agency afterwards is refused`()
        async throws
    {
        try await Site.with { site in
            try await prepare(site)
            let draft = try await site.send(
                .post, "/api/v1/transfers", as: "admin", headers: ["Idempotency-Key": "t1"], json: json("2026-03-01"))
            let path = "/api/v1/transfers/\(try #require(draft["id"]))"
            #expect(try await site.send(.delete, path, as: "admin").status == 204)
            #expect(try await site.get(path, as: "admin").isProblem(404))
            let other = try await site.send(
                .post, "/api/v1/transfers", as: "admin", headers: ["Idempotency-Key": "t2"], json: json("2026-03-01"))
            let id = try #require(other["id"])
            _ = try await site.send(.post, "/api/v1/transfers/\(id)/application", as: "admin")
            _ = try await site.desk.carryOutTransfers(at: Site.now)
            let refusal = await #expect(throws: DeskError.self) {
                _ = try await OfficeDocument(parsing: TestOffice.document).apply(to: site.test.database)
            }
            #expect(refusal?.rule == "R10.1.agency_ended" && refusal?.detail.contains("H99.40") == true)
        }
    }
}
