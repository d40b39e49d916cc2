import PQ
import Schema

/// What the role that migrates may do, and what is there already.
struct MigrationRights: Sendable, Hashable {
    var role: String
    var database: String
    /// Whose the tables are that are there, if neither the role's nor those of one it is a member of.
    var foreignOwner: String?
    /// Make tables in the schema `public`.
    var createsTables: Bool
    /// Make the extensions that the migrations need, or there is no need to.
    var hasExtensions: Bool
    var createsRoles: Bool
    /// The service's role is there.
    var hasService: Bool
    /// The role is a member of it, or may make itself one.
    var joinsService: Bool

    /// The migrations that make extensions, and the one that makes the service's role.
    private static let extending: Set = [1, 8]
    private static let guarding = 3

    /// The first right that is missing for the migrations that are to run, with the statement that gives it.
    func missing(for migrations: [Schema.Migration]) -> MigrationError? {
        let numbers = Set(migrations.map(\.number))
        if let foreignOwner { return .notTheOwner(role: role, owner: foreignOwner) }
        if !numbers.isEmpty, !createsTables {
            return .missingRight(
                role: role, right: "to make tables in the schema public",
                remedy: "grant create, usage on schema public to \(role)")
        }
        if !numbers.isDisjoint(with: Self.extending), !hasExtensions {
            return .missingRight(
                role: role, right: "to make the extensions btree_gist, unaccent and pg_trgm",
                remedy: "grant create on database \(database) to \(role)")
        }
        guard numbers.contains(Self.guarding) else { return nil }
        if !hasService, !createsRoles {
            return .missingRight(
                role: role, right: "to make the role motcua_service",
                remedy: "create role motcua_service nologin; grant motcua_service to \(role)")
        }
        if hasService, !joinsService {
            return .missingRight(
                role: role, right: "to take on the role motcua_service", remedy: "grant motcua_service to \(role)")
        }
        return nil
    }

    /// A migration's text as this role can run it. PostgreSQL asks for CREATEROLE before it looks whether there is such a
    /// role already, so where there is one, the line that makes it "if there is none" is left out.
    func text(of migration: Schema.Migration) -> String {
        guard migration.number == Self.guarding, hasService, !createsRoles else { return migration.sql }
        return migration.sql.split(separator: "create role motcua_service nologin;", omittingEmptySubsequences: false)
            .joined(separator: "null;")
    }
}

extension MigrationStatements {
    static let rights = Statement<Void, MigrationRights>(
        """
        select quote_ident(current_user), quote_ident(current_database()),
               (select quote_ident(pg_get_userbyid(relowner)) from pg_class
                where oid = to_regclass('public.schema_migration') and not pg_has_role(relowner, 'usage')),
               has_schema_privilege('public', 'create'),
               has_database_privilege(current_database(), 'create')
                   or (select count(*) = 3 from pg_extension
                           where extname in ('btree_gist', 'unaccent', 'pg_trgm')),
               r.rolsuper or r.rolcreaterole, s.oid is not null,
               r.rolsuper or coalesce(pg_has_role(s.oid, 'member'), false)
                   or coalesce(pg_has_role(s.oid, 'member with admin option'), false)
                   or r.rolcreaterole and (s.oid is null or current_setting('server_version_num')::integer < 160000)
        from pg_roles r left join pg_roles s on s.rolname = 'motcua_service'
        where r.rolname = current_user
        """,
        decode: { row throws(PQError) in
            MigrationRights(
                role: try row.text(), database: try row.text(), foreignOwner: try row.textOrNull(),
                createsTables: try row.bool(),
                hasExtensions: try row.bool(), createsRoles: try row.bool(), hasService: try row.bool(),
                joinsService: try row.bool())
        },
        prepared: false)
}
