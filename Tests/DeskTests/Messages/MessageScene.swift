import Courier
import Desk
import OneStop
import Records
import Store
import TestSupport
import Testing

/// An office that tells others what happens in it.
struct MessageScene {
    let test: TestDatabase
    let desk: DeskService
    let principals: [String: Principal]

    static func at(_ text: String) throws -> Instant { try Instant(rfc3339: text) }

    /// A Tuesday morning.
    static let morning = "2026-03-03T09:00:00+07:00"

    init() async throws {
        test = try await TestDatabase.make()
        _ = try await OfficeDocument(parsing: TestOffice.document).apply(to: test.database)
        let directory = OfficeDirectory(database: test.database)
        let office = try await directory.refresh()
        desk = DeskService(
            database: test.database, directory: directory,
            webhooks: WebhookPolicy(secrets: SecretBox(key: SecretBox.newKey()), allowsPrivate: true))
        var principals: [String: Principal] = [:]
        for login in TestOffice.logins {
            let agency = try #require(office.agency(code: login == "foreigner" ? "H98" : "H99.14"))
            let found = try #require(try await test.database.account(login: login, tenant: agency.row.tenant))
            var principal = Principal(account: found.account, appointments: found.appointments, office: office)
            principal.actor.limitedTo = nil
            principals[login] = principal
        }
        self.principals = principals
    }

    func principal(_ login: String) throws -> Principal { try #require(principals[login]) }

    /// A subscription of the agency's administrator; its key and its secret.
    func subscribe(
        to url: String, kinds: [String] = [], procedures: [String] = [], as login: String = "admin",
        at now: String = morning
    ) async throws -> (id: Int64, secret: String) {
        var made: NewSubscriptionView?
        _ = try await desk.subscribe(
            SubscriptionTerms(label: "portal", url: url, kinds: kinds, procedures: procedures), agency: nil,
            by: principal(login), at: Self.at(now)
        ) { view in
            made = view
            return Answer(status: 201, etag: nil, location: nil, body: [])
        }
        let view = try #require(made)
        return (view.subscription.id, try #require(view.secret))
    }

    /// Takes an application in.
    func takeIn(
        at now: Instant, procedure: String = "9.990001.H99", email: String? = nil, phone: String? = nil,
        identityNumber: String? = nil
    ) async throws -> DossierView {
        var told: DossierView?
        _ = try await desk.takeIn(
            IntakeInput(
                procedure: procedure, channel: .direct,
                applicant: ApplicantRecord(
                    kind: .citizen, name: "Nguyễn Thị Ánh", identityNumber: identityNumber, phone: phone, email: email),
                papers: [PaperLine(component: 1, originals: 1, copies: 0, electronic: 0, reused: false)]),
            by: principal("desk"), at: now
        ) { Self.answer($0, &told) }
        return try #require(told)
    }

    func perform(
        _ input: CommandInput, on view: DossierView, by login: String, at now: Instant
    ) async throws -> DossierView {
        var told: DossierView?
        _ = try await desk.perform(
            input, on: try #require(view.state.code?.text), expected: view.state.version, by: principal(login), at: now
        ) { Self.answer($0, &told) }
        return try #require(told)
    }

    private static func answer(_ view: DossierView, _ told: inout DossierView?) -> Answer {
        told = view
        return Answer(status: 200, etag: nil, location: nil, body: [])
    }

    /// Every message of the agency, the oldest first.
    func messages() async throws -> [MessageRow] {
        try await desk.messages(MessagesInput(limit: 1_000), by: principal("admin")).messages.reversed()
    }

    static func couriers(
        gateway: String? = nil, mail: MailClient? = nil, rule: EgressRule = .everywhere
    ) throws -> Couriers {
        let client = try PostClient(rule: rule, timeout: .seconds(120))
        return Couriers(
            webhooks: client, mail: mail,
            gateway: gateway.flatMap { WebAddress($0) }.map {
                Couriers.Gateway(address: $0, secret: Array("a secret of the gateway".utf8), client: client)
            })
    }
}

/// The name of the event that a request tells of.
extension Receiver.Request {
    var event: EventName? { fields["webhook-id"].flatMap { EventName($0) } }
}
