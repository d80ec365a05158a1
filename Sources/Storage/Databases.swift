public import Domain

/// The four databases of an installation, on one engine.
public struct Databases: Sendable {
    public let main: any SQLDatabase
    public let log: any SQLDatabase
    public let shred: any SQLDatabase
    public let session: any SQLDatabase

    public init(main: any SQLDatabase, log: any SQLDatabase, shred: any SQLDatabase, session: any SQLDatabase) {
        self.main = main
        self.log = log
        self.shred = shred
        self.session = session
    }

    public subscript(role: DatabaseRole) -> any SQLDatabase {
        switch role {
        case .main: main
        case .log: log
        case .shred: shred
        case .session: session
        }
    }

    /// Brings all four to the schema this program knows.
    /// - Throws: `SchemaRefusal.newer` when a newer program made one of them; `SQLError`.
    public func migrate() async throws {
        for role in DatabaseRole.allCases { try await Migrator(.known(role)).migrate(self[role]) }
    }

    /// The version of each, 0 when it is new.
    /// - Throws: `SQLError`.
    public func versions() async throws -> [DatabaseRole: Int] {
        var versions: [DatabaseRole: Int] = [:]
        for role in DatabaseRole.allCases { versions[role] = try await self[role].read { try Migrator.version($0) } }
        return versions
    }

    /// The version of each, when this program knows it.
    /// - Throws: `SchemaRefusal.newer` when a newer program made one of them; `SQLError`.
    public func knownVersions() async throws -> [DatabaseRole: Int] {
        let versions = try await versions()
        for (role, version) in versions where version > Schema.known(role).newest {
            throw SchemaRefusal.newer(found: version, known: Schema.known(role).newest)
        }
        return versions
    }

    public func close() async {
        for role in DatabaseRole.allCases { await self[role].close() }
    }
}

extension Stores {
    /// All stores of an installation, on its databases.
    public init(_ databases: Databases) {
        self.init(
            conversations: SQLConversationStore(databases.main), dossiers: SQLDossierStore(databases.main),
            sections: SQLSectionStore(databases.main), shred: SQLShredStore(databases.shred), workers: SQLWorkerStore(databases.main),
            teams: SQLTeamStore(databases.main), sessions: SQLSessionStore(databases.session),
            feedback: SQLFeedbackStore(databases.main), roster: SQLRosterStore(databases.main),
            consents: SQLConsentStore(databases.main), referrals: SQLReferralStore(databases.main),
            handovers: SQLHandoverStore(databases.main), exceptions: SQLExceptionStore(databases.main),
            files: SQLFileStore(databases.main), tables: SQLCaseTableStore(databases.main), audit: SQLAuditStore(databases.log))
    }
}
