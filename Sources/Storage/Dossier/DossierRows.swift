import Domain

/// How the parts of dossiers stand in rows, and the statements that more than one store uses.
enum DossierRows {
    static let sectionColumns = "id, dossier, kind, version, volume, needs_new_key"
    /// Of `g` and `c`, as `grants` names them.
    static let grantColumns = "g.section, g.version, g.team, g.generation, g.consent, c.hash, g.wrap"
    static let grants = "section_grant g LEFT JOIN consent c ON c.id = g.consent"
    static let dossierById = "SELECT id, public_key, keeping, opened_in, visited_in FROM dossier WHERE id = $1"
    static let itemCount = "SELECT count(*) FROM item WHERE section = $1"
    static let items = "SELECT \(itemColumns) FROM item WHERE section = $1 ORDER BY number LIMIT $2 OFFSET $3"
    static let itemColumns = "id, section, version, header, commitment, wrapped_key, content"

    static func insert(_ section: DossierSection, _ session: any SQLSession) throws {
        try session.execute(
            "INSERT INTO dossier_section (\(sectionColumns)) VALUES ($1, $2, $3, $4, $5, $6)",
            [
                .id(section.id), .id(section.dossier), .text(section.kind.rawValue), .integer(section.version), .integer(section.volume),
                .flag(section.needsNewKey),
            ])
    }

    /// - Throws: `StoreRefusal.conflict` when a team has another key by now than a grant was sealed to.
    static func insert(_ grants: [SectionGrant], _ session: any SQLSession) throws {
        try mustBePresent(grants.map(\.holder), session)
        for grant in grants {
            let (team, generation) = holder(grant.holder)
            try session.execute(
                "INSERT INTO section_grant (section, version, team, generation, consent, wrap) VALUES ($1, $2, $3, $4, $5, $6)",
                [.id(grant.section), .integer(grant.version), team, generation, .id(grant.ground?.consent), .blob(grant.wrap.bytes)])
        }
    }

    /// - Throws: `StoreRefusal.conflict` when a section has another key by now than an item was sealed for.
    static func insert(_ items: [SealedItem], _ session: any SQLSession) throws {
        let statement = session.dialect.expand(
            """
            INSERT INTO item (\(itemColumns))
            SELECT $1, s.id, s.version, $4, $5, $6, $7 FROM dossier_section s WHERE s.id = $2 AND s.version = $3{LOCK_SECTION}
            """)
        for item in items where try session.execute(statement, values(item)) == 0 { throw StoreRefusal.conflict }
    }

    /// Keys and items for sections that stand already, and may get another key at the same moment.
    /// - Throws: `StoreRefusal.conflict` when one has it by now.
    static func add(_ grants: [SectionGrant], _ items: [SealedItem], _ session: any SQLSession) throws {
        let isPresent = session.dialect.expand("SELECT id FROM dossier_section WHERE id = $1 AND version = $2{LOCK}")
        for grant in grants where try !session.exists(isPresent, [.id(grant.section), .integer(grant.version)]) {
            throw StoreRefusal.conflict
        }
        try insert(grants, session)
        try insert(items, session)
    }

    /// What is sealed to a team's key is refused from the moment it has the next one: whoever seals anew what the key before opened must find all
    /// of it. The team's row is held fast until this is written, in one order for everybody.
    /// - Throws: `StoreRefusal.conflict`.
    static func mustBePresent(_ holders: [KeyHolder], _ session: any SQLSession) throws {
        var sealed: [(team: Identifier<Team>, generation: Int)] = []
        for case .team(let team, let generation) in holders { sealed.append((team, generation)) }
        guard !sealed.isEmpty else { return }
        let present = session.dialect.expand("SELECT generation FROM team WHERE id = $1{SHARE}")
        for (team, generation) in sealed.sorted(by: { $0.team.text < $1.team.text }) {
            guard let row = try session.first(present, [.id(team)]) else { continue }
            var reader = RowReader(row)
            guard try reader.number() <= generation else { throw StoreRefusal.conflict }
        }
    }

    /// The person is no team, in generation 0.
    private static func holder(_ holder: KeyHolder) -> (team: SQLValue, generation: SQLValue) {
        switch holder {
        case .subject: (.null, .integer(0))
        case .team(let team, let generation): (.id(team), .integer(generation))
        }
    }

    static func dossier(_ row: inout RowReader) throws -> Dossier {
        Dossier(
            id: try row.identifier(), publicKey: PublicKey(bytes: try row.bytes()), keeping: try row.word(), openedIn: try row.week(),
            visitedIn: try row.week())
    }

    static func section(_ row: inout RowReader) throws -> DossierSection {
        DossierSection(
            id: try row.identifier(), dossier: try row.identifier(), kind: try row.word(), version: try row.number(),
            volume: try row.number(), needsNewKey: try row.flag())
    }

    static func grant(_ row: inout RowReader) throws -> SectionGrant {
        let section: Identifier<DossierSection> = try row.identifier()
        let version = try row.number()
        let team: Identifier<Team>? = try row.identifierIfAny()
        let generation = try row.number()
        let holder = team.map { KeyHolder.team($0, generation: generation) } ?? .subject
        let consent: Identifier<Consent>? = try row.identifierIfAny()
        let hash = try row.bytesIfAny()
        let ground = consent.map { ConsentGround(consent: $0, hash: hash ?? []) }
        return SectionGrant(section: section, version: version, holder: holder, ground: ground, wrap: try row.sealed())
    }

    static func item(_ row: inout RowReader) throws -> SealedItem {
        SealedItem(
            id: try row.identifier(), section: try row.identifier(), version: try row.number(), header: try row.bytes(),
            commitment: try row.bytes(), wrappedKey: try row.bytes(), content: try row.sealed())
    }

    /// The values of an item in the order of `itemColumns`.
    static func values(_ item: SealedItem) -> [SQLValue] {
        [
            .id(item.id), .id(item.section), .integer(item.version), .blob(item.header), .blob(item.commitment), .blob(item.wrappedKey),
            .blob(item.content.bytes),
        ]
    }
}
