import Domain

/// Conversations in a database.
struct SQLConversationStore: ConversationStore {
    private let database: RefusingDatabase
    private let addItem: String
    private let addToTurn: String
    private let nextArrival: String

    init(_ database: any SQLDatabase) {
        self.database = RefusingDatabase(database)
        // One statement on the way every message goes. It finds no row when the section is gone, belongs to another dossier, or has a newer
        // key than the item's; on PostgreSQL it makes those who write in one section wait for each other, so that numbers grow in the
        // order in which they become visible.
        addItem = database.dialect.expand(
            """
            INSERT INTO item (\(DossierRows.itemColumns))
            SELECT $1, s.id, s.version, $4, $5, $6, $7 FROM dossier_section s JOIN conversation c ON c.dossier = s.dossier
            WHERE s.id = $2 AND s.version = $3 AND c.id = $8{LOCK_SECTION}
            """)
        // The conversation is held fast as well: an answer that is being written meanwhile ends the turn first, or comes after.
        addToTurn = database.dialect.expand(
            """
            INSERT INTO item (\(DossierRows.itemColumns))
            SELECT $1, s.id, s.version, $4, $5, $6, $7 FROM dossier_section s JOIN conversation c ON c.dossier = s.dossier
            WHERE s.id = $2 AND s.version = $3 AND c.id = $8 AND c.state = 'waiting'{LOCK_SECTION}{LOCK_TURN}
            """)
        nextArrival = database.dialect.expand("{ARRIVAL}")
    }

    func open(_ new: NewConversation) async throws {
        let nextArrival = nextArrival
        try await database.write { session in
            try Self.insert(new.dossier, new.returnKey, session)
            try DossierRows.insert(new.section, session)
            try DossierRows.insert(new.grants, session)
            for item in new.items {
                try session.execute(
                    "INSERT INTO item (\(DossierRows.itemColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7)", DossierRows.values(item))
            }
            try Self.insert(new.conversation, arrival: nextArrival, session)
        }
    }

    private static func insert(_ dossier: Dossier, _ key: ReturnKey, _ session: any SQLSession) throws {
        try session.execute(
            "INSERT INTO dossier (id, public_key, keeping, opened_in, visited_in) VALUES ($1, $2, $3, $4, $5)",
            [
                .id(dossier.id), .blob(dossier.publicKey.bytes), .text(dossier.keeping.rawValue), .week(dossier.openedIn),
                .week(dossier.visitedIn),
            ])
        try session.execute(
            "INSERT INTO return_key (locator, dossier, version, derivation, wrapped_seed) VALUES ($1, $2, $3, $4, $5)",
            [.blob(key.locator), .id(key.dossier), .integer(key.version), .integer(key.derivation), .blob(key.wrappedSeed.bytes)])
    }

    private static func insert(_ conversation: Conversation, arrival: String, _ session: any SQLSession) throws {
        try session.execute(
            """
            INSERT INTO conversation (id, dossier, messages, team, language, urgency, state, arrival, claimed_by, revision, card,
                card_generation)
            VALUES ($1, $2, $3, $4, $5, $6, $7, \(arrival), $8, $9, $10, $11)
            """,
            [
                .id(conversation.id), .id(conversation.dossier), .id(conversation.messages), .id(conversation.team),
                .text(conversation.language.value), .integer(Int64(conversation.urgency.rawValue)), .text(conversation.state.rawValue),
                .id(conversation.claimedBy), .integer(conversation.revision), .blob(conversation.card.bytes),
                .integer(conversation.cardGeneration),
            ])
    }

    // MARK: Reading

    private static let columns = """
        id, dossier, messages, team, language, urgency, state, arrival, claimed_by, revision, card, card_generation,
            note_waits
        """

    private static let byId = "SELECT \(columns) FROM conversation WHERE id = $1"

    func conversation(_ id: Identifier<Conversation>) async throws -> Conversation? {
        try await database.first(Self.byId, [.id(id)]) { try Self.conversation(&$0) }
    }

    func withDossier(_ id: Identifier<Conversation>) async throws -> (conversation: Conversation, dossier: Dossier?)? {
        try await database.glance { session in
            guard let conversation = try session.first(Self.byId, [.id(id)], { try Self.conversation(&$0) }) else { return nil }
            return (conversation, try session.first(DossierRows.dossierById, [.id(conversation.dossier)]) { try DossierRows.dossier(&$0) })
        }
    }

    func progress(of id: Identifier<Conversation>) async throws -> (conversation: Conversation, count: Int)? {
        try await database.glance { session in
            guard let conversation = try session.first(Self.byId, [.id(id)], { try Self.conversation(&$0) }) else { return nil }
            let words = try session.first(DossierRows.itemCount, [.id(conversation.messages)]) { try $0.number() } ?? 0
            return (conversation, words + (try SQLHandoverStore.pulse(of: id, session)))
        }
    }

    func conversation(of dossier: Identifier<Dossier>) async throws -> Conversation? {
        try await database.first(
            "SELECT \(Self.columns) FROM conversation WHERE dossier = $1 ORDER BY arrival LIMIT 1", [.id(dossier)]
        ) { try Self.conversation(&$0) }
    }

    func queue(of teams: [Identifier<Team>], limit: Int) async throws -> [Conversation] {
        guard !teams.isEmpty else { return [] }
        let teams = SQLDialect.padded(teams.map { .id($0) })
        return try await database.all(
            """
            SELECT \(Self.columns) FROM conversation WHERE state <> 'closed' AND team IN \(SQLDialect.list(from: 2, count: teams.count))
            ORDER BY urgency, arrival LIMIT $1
            """,
            [.integer(limit)] + teams
        ) { try Self.conversation(&$0) }
    }

    func closed(of teams: [Identifier<Team>], limit: Int) async throws -> [Conversation] {
        guard !teams.isEmpty else { return [] }
        let teams = SQLDialect.padded(teams.map { .id($0) })
        return try await database.all(
            """
            SELECT \(Self.columns) FROM conversation WHERE state = 'closed' AND team IN \(SQLDialect.list(from: 2, count: teams.count))
            ORDER BY arrival DESC LIMIT $1
            """,
            [.integer(limit)] + teams
        ) { try Self.conversation(&$0) }
    }

    private static func conversation(_ row: inout RowReader) throws -> Conversation {
        let id: Identifier<Conversation> = try row.identifier()
        let dossier: Identifier<Dossier> = try row.identifier()
        let messages: Identifier<DossierSection> = try row.identifier()
        let team: Identifier<Team> = try row.identifier()
        guard let language = LanguageTag(try row.text()), let level = UInt8(exactly: try row.integer()),
            let urgency = Urgency(rawValue: level)
        else { throw SQLError(.unreadable) }
        return Conversation(
            id: id, dossier: dossier, messages: messages, team: team, language: language, urgency: urgency, state: try row.word(),
            arrival: try row.integer(), claimedBy: try row.identifierIfAny(), revision: try row.integer(), card: try row.sealed(),
            cardGeneration: try row.number(), noteWaits: try row.flag())
    }

    // MARK: Adding

    func add(_ items: [SealedItem], to id: Identifier<Conversation>, _ change: ConversationChange) async throws {
        if !change.changesConversation, change.week == nil, items.count == 1, let item = items.first {
            let added = try await database.run(addItem, DossierRows.values(item) + [.id(id)])
            guard added == 0 else { return }
            throw try await database.read { session in try Self.refusal(of: item, to: id, session) }
        }
        let (addItem, nextArrival) = (addItem, nextArrival)
        // The order is that in which erasing goes through the tables, so that the two never wait for each other.
        try await database.write { session in
            if let week = change.week {
                try session.execute(
                    "UPDATE dossier SET visited_in = $1 WHERE id = (SELECT dossier FROM conversation WHERE id = $2)",
                    [.week(week), .id(id)])
            }
            for item in items where try session.execute(addItem, DossierRows.values(item) + [.id(id)]) == 0 {
                throw try Self.refusal(of: item, to: id, session)
            }
            if change.changesConversation {
                let (sql, values) = Self.update(id, change, arrival: nextArrival)
                guard try session.execute(sql, values) == 1 else {
                    throw try Self.isThere(id, session) ? StoreRefusal.conflict : StoreRefusal.gone
                }
                if change.card != nil, let generation = change.cardGeneration {
                    try Self.mustBePresent(generation, of: id, session)
                }
            } else if items.isEmpty, try !Self.isThere(id, session) {
                throw StoreRefusal.gone
            }
        }
    }

    func addToTurn(_ item: SealedItem, of id: Identifier<Conversation>) async throws {
        guard try await database.run(addToTurn, DossierRows.values(item) + [.id(id)]) == 0 else { return }
        throw try await database.read { session in try Self.refusal(of: item, to: id, session) }
    }

    private static func isThere(_ id: Identifier<Conversation>, _ session: any SQLSession) throws -> Bool {
        try session.exists("SELECT id FROM conversation WHERE id = $1", [.id(id)])
    }

    /// - Throws: `StoreRefusal.conflict` when the team has another key by now than a card was sealed to.
    private static func mustBePresent(
        _ generation: Int, of id: Identifier<Conversation>, _ session: any SQLSession
    ) throws {
        guard let row = try session.first("SELECT team FROM conversation WHERE id = $1", [.id(id)]) else { return }
        var reader = RowReader(row)
        try DossierRows.mustBePresent([.team(try reader.identifier(), generation: generation)], session)
    }

    /// Why an item found no place: the section has another key by now, or is not there.
    private static func refusal(
        of item: SealedItem, to id: Identifier<Conversation>, _ session: any SQLSession
    ) throws -> StoreRefusal {
        try session.exists(
            "SELECT s.id FROM dossier_section s JOIN conversation c ON c.dossier = s.dossier WHERE s.id = $1 AND c.id = $2",
            [.id(item.section), .id(id)]) ? .conflict : .gone
    }

    /// The statement that changes what `change` names, under its condition.
    private static func update(
        _ id: Identifier<Conversation>, _ change: ConversationChange, arrival: String
    ) -> (sql: String, values: [SQLValue]) {
        var values: [SQLValue] = [.id(id)]
        func place(_ value: SQLValue) -> String {
            values.append(value)
            return "$\(values.count)"
        }
        var sets = ["revision = revision + 1"]
        if let state = change.state { sets.append("state = \(place(.text(state.rawValue)))") }
        if let urgency = change.urgency { sets.append("urgency = \(place(.integer(Int64(urgency.rawValue))))") }
        if let card = change.card { sets.append("card = \(place(.blob(card.bytes)))") }
        if let generation = change.cardGeneration { sets.append("card_generation = \(place(.integer(generation)))") }
        if let noteWaits = change.noteWaits { sets.append("note_waits = \(place(.flag(noteWaits)))") }
        if change.arrives { sets.append("arrival = \(arrival)") }
        switch change.claim {
        case .by(let worker): sets.append("claimed_by = \(place(.id(worker)))")
        case .nobody: sets.append("claimed_by = NULL")
        case nil: break
        }
        let condition =
            switch change.condition {
            case .none: ""
            case .unclaimed: " AND claimed_by IS NULL"
            case .claimed(let worker): " AND claimed_by = \(place(.id(worker)))"
            case .revision(let revision): " AND revision = \(place(.integer(revision)))"
            }
        return ("UPDATE conversation SET \(sets.joined(separator: ", ")) WHERE id = $1\(condition)", values)
    }
}

extension ConversationChange {
    /// Whether the conversation's own row changes or is asked about; the week belongs to the dossier.
    package var changesConversation: Bool {
        condition != .none || state != nil || urgency != nil || claim != nil || card != nil || cardGeneration != nil || noteWaits != nil
            || arrives
    }
}
