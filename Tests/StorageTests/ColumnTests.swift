import TestKit
import Testing

@testable import Storage

/// Everything that stands in a database, by name, and what it may be. What is not on this list is not in the schema.
/// The same list stands in `docs/threat-model.md`.
private enum Allowed: String {
    /// 16 random bytes that mean nothing.
    case name
    /// A keyed or plain hash of something that nobody can guess.
    case hash
    /// Only who has the key can read it.
    case sealed
    /// A key to which anyone may seal.
    case publicKey
    /// What a queue, a key or a log needs, in clear.
    case clear
    /// An order of arrival, or a position.
    case order
    /// A week, or an hour after which something is swept; an exact moment for invitations and shifts of workers alone.
    case time
    /// Random bytes beside something sealed.
    case salt
}

private let allowed: [DatabaseRole: [String: [String: Allowed]]] = [
    .main: [
        "organisation": ["id": .name, "name": .sealed, "profile": .sealed],
        "team": [
            "id": .name, "organisation": .name, "kind": .clear, "name": .sealed, "generation": .clear, "public_key": .publicKey,
            "needs_new_key": .clear,
        ],
        "support_worker": [
            "id": .name, "organisation": .name, "role": .clear, "state": .clear, "name": .sealed, "login": .hash, "salt": .salt,
            "derivation": .clear, "public_key": .publicKey, "wrapped": .sealed, "last_factor_step": .clear,
        ],
        "invitation": ["locator": .hash, "worker": .name, "expires_at": .time],
        "team_membership": ["team": .name, "worker": .name, "generation": .clear, "wrap": .sealed],
        "feedback": ["id": .name, "team": .name, "generation": .clear, "content": .sealed],
        "dossier": ["id": .name, "public_key": .publicKey, "keeping": .clear, "opened_in": .time, "visited_in": .time],
        "return_key": ["locator": .hash, "dossier": .name, "version": .clear, "derivation": .clear, "wrapped_seed": .sealed],
        "dossier_section": [
            "id": .name, "dossier": .name, "kind": .clear, "version": .clear, "volume": .clear, "needs_new_key": .clear,
        ],
        "section_grant": [
            "number": .order, "section": .name, "version": .clear, "team": .name, "generation": .clear, "consent": .name, "wrap": .sealed,
        ],
        "consent": [
            "id": .name, "dossier": .name, "team": .name, "agreement": .name, "purpose": .clear, "state": .clear, "starts_in": .time,
            "ends_in": .time, "hash": .hash,
        ],
        "never_to": ["dossier": .name, "mark": .hash],
        "referral": [
            "id": .name, "dossier": .name, "section": .name, "sender": .name, "receiver": .name, "urgency": .clear, "intent": .clear,
            "state": .clear, "consent": .name, "arrival": .order, "revision": .clear, "received_card": .sealed,
            "received_generation": .clear, "sent_card": .sealed, "sent_generation": .clear,
        ],
        "case_table": [
            "id": .name, "dossier": .name, "section": .name, "opener": .name, "director": .name, "ground": .clear, "state": .clear,
            "ends_in": .time, "revision": .clear,
        ],
        "case_seat": [
            "case_table": .name, "team": .name, "place": .order, "state": .clear, "is_told": .clear, "card": .sealed,
            "generation": .clear,
        ],
        "item": [
            "number": .order, "id": .name, "section": .name, "version": .clear, "header": .clear, "commitment": .hash,
            "wrapped_key": .sealed, "content": .sealed,
        ],
        "conversation": [
            "id": .name, "dossier": .name, "messages": .name, "team": .name, "language": .clear, "urgency": .clear, "state": .clear,
            "arrival": .order, "claimed_by": .name, "revision": .clear, "card": .sealed, "card_generation": .clear,
            "note_waits": .clear,
        ],
        "dossier_file": ["id": .name, "section": .name, "item": .name, "pieces": .clear, "swept_after": .time],
        "file_piece": ["file": .name, "number": .order, "content": .sealed],
        "warm_handover": [
            "id": .name, "dossier": .name, "conversation": .name, "referral": .name, "desk": .name, "receiver": .name, "guest": .name,
            "section": .name, "state": .clear, "desk_there": .clear, "opened_in": .clear, "revision": .clear,
        ],
        "sharing_exception": [
            "id": .name, "dossier": .name, "section": .name, "desk": .name, "receiver": .name, "proposed_by": .name, "agreed_by": .name,
            "state": .clear, "starts_in": .clear, "ends_in": .clear, "told": .clear, "card": .sealed, "revision": .clear,
            "case_table": .name,
        ],
        "own_phrase": ["id": .name, "worker": .name, "content": .sealed],
        "planned_shift": ["id": .name, "team": .name, "worker": .name, "starts_at": .time, "ends_at": .time],
        "desk_profile": ["team": .name, "worker": .name, "most": .clear],
        "desk_skill": ["team": .name, "worker": .name, "skill": .clear],
        "desk_language": ["team": .name, "worker": .name, "language": .clear],
        "organisation_invitation": ["locator": .hash, "id": .name, "organisation": .name, "terms": .sealed, "expires_at": .time],
        "team_vouching": ["team": .name, "organisation": .name, "key_hash": .hash, "words": .sealed, "alone_since": .time],
        "letter": [
            "locator": .hash, "worker": .name, "referral": .name, "tries": .clear, "waits_until": .time, "expires_at": .time,
        ],
    ],
    .log: [
        "audit_key": [
            "id": .name, "reference": .hash, "for_subject": .sealed, "for_review": .sealed, "review_team": .name,
            "review_generation": .clear,
        ],
        "audit_leaf": [
            "number": .order, "leaf_hash": .hash, "reference": .hash, "previous": .order, "audit_key": .name, "review_team": .name,
            "salt": .salt, "payload": .sealed,
        ],
        "audit_head": ["size": .order, "root": .hash, "note": .clear],
        "audit_subtree": ["number": .order, "root": .hash],
    ],
    .shred: ["shred_key": ["dossier": .name, "wrapped_key": .sealed]],
    .session: ["session": ["token_hash": .hash, "content": .sealed, "swept_after": .time]],
]

@Suite("The database")
struct ColumnTests {
    @Test("has no column that is not on the list of what may be there (D7)", arguments: StorageEngine.databases)
    func columns(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            try await databases.migrate()
            for role in DatabaseRole.allCases {
                var found = try await Self.columns(databases[role])
                #expect(found.removeValue(forKey: "schema_version") == ["version"])
                #expect(found == allowed[role]?.mapValues { Set($0.keys) })
            }
        }
    }

    @Test("is as the shape says from which dumps are written")
    func shapes() {
        for role in DatabaseRole.allCases {
            let tables = Schema.known(role).migrations.last?.tables ?? []
            let shape = Dictionary(uniqueKeysWithValues: tables.map { ($0.name, Set($0.columns.map(\.name))) })
            #expect(shape == allowed[role]?.mapValues { Set($0.keys) })
            for table in tables {
                for key in table.key { #expect(table.columns.contains { $0.name == key }) }
                for column in table.columns {
                    switch allowed[role]?[table.name]?[column.name] {
                    case .name, .hash, .sealed, .publicKey, .salt: #expect(column.kind == .blob, "\(table.name).\(column.name)")
                    case .order, .time: #expect(column.kind == .integer, "\(table.name).\(column.name)")
                    case .clear, nil: break
                    }
                }
            }
        }
    }

    private static func columns(_ database: any SQLDatabase) async throws -> [String: Set<String>] {
        let sql =
            switch database.dialect {
            case .sqlite:
                "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'"
            case .postgresql: "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
            }
        var columns: [String: Set<String>] = [:]
        for row in try await database.rows(sql, []) {
            if case .text(let table) = row.values[0], case .text(let column) = row.values[1] { columns[table, default: []].insert(column) }
        }
        return columns
    }
}
