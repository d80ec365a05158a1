import Domain

/// How the parts of dossiers stand in rows, and the statements that more than one store uses.
enum DossierRows {
    static let grantColumns = "section, version, team, generation, wrap"
    static let itemColumns = "id, section, version, header, commitment, wrapped_key, content"

    static func insert(_ section: DossierSection, _ session: any SQLSession) throws {
        try session.execute(
            "INSERT INTO dossier_section (id, dossier, kind, version) VALUES ($1, $2, $3, $4)",
            [.id(section.id), .id(section.dossier), .text(section.kind.rawValue), .integer(section.version)])
    }

    static func insert(_ grants: [SectionGrant], _ session: any SQLSession) throws {
        for grant in grants {
            let (team, generation) = holder(grant.holder)
            try session.execute(
                "INSERT INTO section_grant (section, version, team, generation, wrap) VALUES ($1, $2, $3, $4, $5)",
                [.id(grant.section), .integer(grant.version), team, generation, .blob(grant.wrap.bytes)])
        }
    }

    /// The person is no team, in generation 0.
    private static func holder(_ holder: KeyHolder) -> (team: SQLValue, generation: SQLValue) {
        switch holder {
        case .subject: (.null, .integer(0))
        case .team(let team, let generation): (.id(team), .integer(generation))
        }
    }

    static func section(_ row: inout RowReader) throws -> DossierSection {
        DossierSection(id: try row.identifier(), dossier: try row.identifier(), kind: try row.word(), version: try row.number())
    }

    static func grant(_ row: inout RowReader) throws -> SectionGrant {
        let section: Identifier<DossierSection> = try row.identifier()
        let version = try row.number()
        let team: Identifier<Team>? = try row.identifierIfAny()
        let generation = try row.number()
        let holder = team.map { KeyHolder.team($0, generation: generation) } ?? .subject
        return SectionGrant(section: section, version: version, holder: holder, wrap: try row.sealed())
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
