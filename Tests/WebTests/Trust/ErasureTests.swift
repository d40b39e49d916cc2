import Desk
import Foundation
import HTTPTypes
import OneStop
import TestSupport
import Testing

/// A person is erased: gone wherever they stood, while the office's own record stays whole.
@Suite(.timeLimit(.minutes(5))) struct ErasureTests {
    /// Every row of every table in which a text, a JSON document, an array or bytes hold a mark.
    private static let places = """
        create function places(mark text) returns setof text language plpgsql as $$
        declare
            c record;
            found boolean;
        begin
            for c in select table_name, column_name, data_type from information_schema.columns
                where table_schema = 'public' and data_type not in ('bigint', 'smallint', 'integer', 'boolean', 'date')
            loop
                execute format('select exists (select from %I where ' ||
                    case c.data_type when 'bytea' then 'position(convert_to($1, ''UTF8'') in %I) > 0'
                    else 'strpos(lower(%I::text), lower($1)) > 0' end || ')', c.table_name, c.column_name)
                    using mark into found;
                if found then return next c.table_name || '.' || c.column_name; end if;
            end loop;
        end $$
        """

    private static func places(_ person: Site.Person, at site: Site) async throws -> [String] {
        var places: [String] = []
        for mark in person.marks {
            let found = try await site.test.value("select string_agg(p, ' ') from places('\(mark)') p") ?? ""
            if !found.isEmpty { places.append("\(mark): \(found)") }
        }
        return places
    }

    /// Everything that figures, rebuilding and events say of the office.
    private static func account(of site: Site) async throws -> [String] {
        let monthly = try await site.get("/api/v1/figures/monthly?period=2026-03&cutoff=calendar", as: "leader")
        let onTime = try await site.get("/api/v1/figures/on-time?from=2026-03-01&to=2026-03-31", as: "leader")
        var differences: [RebuildDifference] = []
        let outcome = try await site.desk.rebuild { differences.append($0) }
        #expect(differences == [])
        let events = try await site.test.value(
            "select md5(string_agg(e::text, '|' order by e::text)) from dossier_event e")
        let dossiers = try await site.test.value("select md5(string_agg(d::text, '|' order by d.id)) from dossier d")
        #expect(monthly.status == 200 && onTime.status == 200)
        return [monthly.text, onTime.text, "\(outcome)", events ?? "", dossiers ?? ""]
    }

    private static func erase(_ json: String, at site: Site, key: String = UUID().uuidString) async throws -> Reply {
        try await site.send(.post, "/api/v1/erasures", as: "admin", headers: ["Idempotency-Key": key], json: json)
    }

    private static func order(_ person: Site.Person, ground: String = "Đơn số 12 ngày 3/3/2026") -> String {
        #"{"identityNumber": "\#(person.identityNumber)", "ground": "\#(ground)"}"#
    }

    @Test func `nothing of the person is left anywhere, and events and figures are as they were`() async throws {
        try await Site.with { site in
            try await site.test.script(Self.places)
            let person = Site.Person()
            let other = Site.Person(
                name: "Lê Văn Cường", identityNumber: "001099000001", phone: "0912000001", email: "c@example.vn",
                address: "Phố Huế")
            var lives: [(code: String, version: String)] = []
            func ends(_ reply: Reply) throws {
                lives.append((try #require(reply["code"], "\(reply.text)"), try #require(reply.etag)))
            }
            try ends(try await site.stage(.command(.amend), of: person).send(key: "phone"))
            try ends(try await site.stage(.command(.recordContact), of: person).send(key: "contact"))
            let (code, version) = lives[0]
            let renamed = try await site.live(
                code, from: version,
                [("desk", "amendments", #"{"name": "Nguyễn Thị Hạc Cầm", "email": "cam@example.vn"}"#)])
            lives[0].version = try #require(renamed.etag)
            let group = try await site.stage(.group, of: person).send(key: "group")
            for place in 0..<2 {
                lives.append((try #require(group["dossiers.\(place).code"]), "\"1\""))
            }
            let list = try await site.send(
                .post, "/api/v1/hand-overs", as: "desk", headers: ["Idempotency-Key": "list"],
                json: #"{"unit": "ATBX", "dossiers": [{"code": "\#(lives[2].code)", "version": 1}]}"#)
            #expect(list.status == 201, "\(list.text)")
            lives[2].version = "\"2\""
            _ = try await site.stage(.command(.refuseAtDesk), of: person).send(key: "refused")
            let remaining = try await site.stage(.command(.recordContact), of: other).send(key: "other")
            _ = try await site.get("/api/v1/search?q=\(person.identityNumber)&kind=applicants", as: "desk")
            try await site.desk.reads.write()

            let open = try await Self.erase(Self.order(person), at: site)
            #expect(open.isProblem(422, rule: "R1.open_dossier"), "\(open.text)")
            for life in lives { #expect(open["detail"]?.contains(life.code) == true) }
            for life in lives {
                try await site.live(life.code, from: life.version, [("desk", "withdrawal", "")])
            }
            let before = try await Self.account(of: site)
            #expect(try await Self.places(person, at: site).count > 5)

            let erased = try await Self.erase(Self.order(person), at: site, key: "erase")
            #expect(erased.status == 201, "\(erased.text)")
            #expect(erased["applicants"] == "4" && erased["dossiers"] == "5" && erased["mentions"] == "0")

            #expect(try await Self.places(person, at: site) == [])
            var renamedPerson = person
            renamedPerson.name = "Hạc Cầm"
            renamedPerson.email = "cam@example.vn"
            #expect(try await Self.places(renamedPerson, at: site) == [])
            #expect(try await Self.account(of: site) == before)
            let read = try await site.get("/api/v1/dossiers/\(code)", as: "leader")
            #expect(read.status == 200 && read["status"] == "7" && read["applicant.name"] == nil)
            for (key, path) in [("group", "dossier-groups"), ("list", "hand-overs")] {
                let gone = try await site.test.value(
                    "select octet_length(body) from idempotency_key where key = '\(key)'")
                #expect(gone == "0", "\(path)")
            }
            let again = try await site.stage(.group, of: person).send(key: "group")
            #expect(again.isProblem(410, rule: "C9.answer_erased"), "\(again.text)")
            let stays = try await site.get("/api/v1/dossiers/\(try #require(remaining["code"]))", as: "leader")
            #expect(stays["applicant.name"] == other.name)
            let audit = try await site.get("/api/v1/audit-events", as: "auditor")
            #expect(audit["events"] == "1" && audit["events.0.kind"] == "person_erased")
            #expect(audit["events.0.ground"] == "Đơn số 12 ngày 3/3/2026" && audit["events.0.actor"] == "admin")
            #expect(audit["events.0.facts.dossiers"] == "5")
            let replayed = try await Self.erase(Self.order(person), at: site, key: "erase")
            #expect(replayed.body == erased.body && replayed.header("Idempotency-Replayed") == "true")
            #expect(try await Self.erase(Self.order(person), at: site).isProblem(404))
        }
    }

    @Test func `it is refused to who has no right, for a ground that names the person, and for half a person`()
        async throws
    {
        try await Site.with { site in
            let person = Site.Person()
            let staged = try await site.stage(.command(.withdraw), of: person)
            _ = try await staged.send(key: "w")
            for login in ["desk", "leader", "auditor", "foreigner"] {
                let refused = try await site.send(
                    .post, "/api/v1/erasures", as: login, headers: ["Idempotency-Key": login], json: Self.order(person))
                #expect(refused.isProblem(403, rule: "C7.no_right"), "\(login): \(refused.text)")
            }
            let named = try await Self.erase(Self.order(person, ground: "Đơn của \(person.name)"), at: site)
            #expect(named.isProblem(422, rule: "R1.ground_names_person", field: "ground"), "\(named.text)")
            for json in [
                #"{"ground": "x"}"#, #"{"identityNumber": "1", "dossier": "\#(staged.codes[0])", "ground": "x"}"#,
                #"{"identityNumber": "001199012345"}"#, #"{"dossier": "x", "ground": "x"}"#,
            ] {
                #expect(try await Self.erase(json, at: site).isProblem(422), "\(json)")
            }
            try await site.test.script(
                "update applicant set agencies = agencies || (select id from agency where code = 'H99')")
            let half = try await Self.erase(Self.order(person), at: site)
            #expect(
                half.isProblem(422, rule: "R1.other_agency") && half["detail"]?.contains("H99,") == true, "\(half.text)"
            )
            #expect(try await site.test.count("applicant where erased_at is not null") == 0)
            #expect(try await site.test.count("audit_event") == 0)
        }
    }

    @Test func `whoever has no number is found by a dossier, and what was written into a remark is told`() async throws
    {
        try await Site.with { site in
            let taken = try await site.takeIn()
            let code = try #require(taken["code"])
            try await site.live(
                code, from: "\"1\"",
                Site.toOfficer()
                    + [
                        ("officer", "step-completions", #"{"remark": "đã gọi ông Nguyễn Văn An"}"#),
                        ("desk", "withdrawal", ""),
                    ])
            let erased = try await Self.erase(#"{"dossier": "\#(code)", "ground": "Đơn số 1"}"#, at: site)
            #expect(erased.status == 201, "\(erased.text)")
            #expect(erased["mentions.0.dossier"] == code && erased["mentions.0.sequence"] == "4", "\(erased.text)")
        }
    }
}
