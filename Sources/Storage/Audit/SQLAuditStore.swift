import Domain

/// The log of who did what, in a database of its own.
struct SQLAuditStore: AuditStore {
    private let database: RefusingDatabase

    init(_ database: any SQLDatabase) { self.database = RefusingDatabase(database) }

    // MARK: Growing

    func append(
        _ leaves: [AuditLeaf], keys: [AuditKey], subtrees: [AuditSubtree], head: AuditHead, expectedSize: Int64
    ) async throws {
        let addition = AuditAddition(leaves: leaves, keys: keys, subtrees: subtrees, head: head)
        try Self.check(addition, isOnTopOf: expectedSize)
        try await database.write { session in
            try Self.takeTurn(session)
            guard try (Self.head(session)?.size ?? 0) == expectedSize else { throw StoreRefusal.conflict }
            try Self.insert(addition, session)
        }
    }

    func appendInTurn<Made: Sendable>(
        since known: Int64, references: [[UInt8]], _ make: @escaping @Sendable (AuditGrowth) throws -> (AuditAddition, Made)
    ) async throws -> Made {
        try await database.write { session in
            try Self.takeTurn(session)
            let head = try Self.head(session)
            let size = head?.size ?? 0
            guard size - known <= AuditGrowth.most else { throw StoreRefusal.conflict }
            let leaves = size > known ? try Self.leaves(from: known, limit: Int(size - known), session) : []
            let (addition, made) = try make(AuditGrowth(head: head, leaves: leaves, newest: try Self.newest(references, session)))
            try Self.check(addition, isOnTopOf: size)
            try Self.insert(addition, session)
            return made
        }
    }

    /// One at a time, in the order in which they came; else two nodes would sign two different logs. SQLite lets in one writer anyhow.
    private static func takeTurn(_ session: any SQLSession) throws {
        if session.dialect == .postgresql { _ = try session.query("SELECT CAST(pg_advisory_xact_lock(7513) AS TEXT)", []) }
    }

    private static func check(_ addition: AuditAddition, isOnTopOf size: Int64) throws {
        let isNext = addition.leaves.enumerated().allSatisfy { $1.index == size + Int64($0) }
        guard isNext, addition.head.size == size + Int64(addition.leaves.count) else { throw StoreRefusal.conflict }
    }

    private static func insert(_ addition: AuditAddition, _ session: any SQLSession) throws {
        try insertKeys.run(addition.keys.map(values), session)
        try insertLeaves.run(addition.leaves.map(values), session)
        try insertSubtrees.run(addition.subtrees.map { [.integer($0.number), .blob($0.root)] }, session)
        try insertHeads.run([[.integer(addition.head.size), .blob(addition.head.root), .text(addition.head.note)]], session)
    }

    private static let insertKeys = RowInsertion(into: "audit_key", keyColumns)
    /// The review team is that of the key; it stands with the leaf so that a team's entries are found without reading all others.
    private static let insertLeaves = RowInsertion(
        into: "audit_leaf", leafColumns,
        derived: ("review_team", from: 4, { "(SELECT k.review_team FROM audit_key k WHERE k.id = \($0))" }))
    private static let insertSubtrees = RowInsertion(into: "audit_subtree", ["number", "root"])
    private static let insertHeads = RowInsertion(into: "audit_head", ["size", "root", "note"])

    private static let keyColumns = ["id", "reference", "for_subject", "for_review", "review_team", "review_generation"]
    private static func values(_ key: AuditKey) -> [SQLValue] {
        [
            .id(key.id), .blob(key.reference), .blob(key.forSubject?.bytes), .blob(key.forReview?.bytes), .id(key.reviewTeam),
            .integer(key.reviewGeneration),
        ]
    }

    private static let leafColumns = ["number", "leaf_hash", "reference", "previous", "audit_key", "salt", "payload"]
    private static func values(_ leaf: AuditLeaf) -> [SQLValue] {
        [
            .integer(leaf.index), .blob(leaf.data), .blob(leaf.reference), .integer(leaf.previous), .id(leaf.key), .blob(leaf.salt),
            .blob(leaf.payload.bytes),
        ]
    }

    // MARK: Reading

    private static let newestHead = "SELECT size, root, note FROM audit_head ORDER BY size DESC LIMIT 1"

    func head() async throws -> AuditHead? { try await database.first(Self.newestHead, []) { try Self.head(&$0) } }

    private static func head(_ session: any SQLSession) throws -> AuditHead? {
        guard let row = try session.first(newestHead, []) else { return nil }
        var reader = RowReader(row)
        return try head(&reader)
    }

    func heads(in sizes: ClosedRange<Int64>, limit: Int) async throws -> [AuditHead] {
        try await database.all(
            "SELECT size, root, note FROM audit_head WHERE size BETWEEN $1 AND $2 ORDER BY size LIMIT $3",
            [.integer(sizes.lowerBound), .integer(sizes.upperBound), .integer(limit)]
        ) { try Self.head(&$0) }
    }

    private static func head(_ row: inout RowReader) throws -> AuditHead {
        AuditHead(size: try row.integer(), root: try row.bytes(), note: try row.text())
    }

    private static let leafList = leafColumns.joined(separator: ", ")

    private static func leaf(_ row: inout RowReader) throws -> AuditLeaf {
        AuditLeaf(
            index: try row.integer(), data: try row.bytes(), reference: try row.bytes(), previous: try row.integer(),
            key: try row.identifier(), salt: try row.bytes(), payload: try row.sealed())
    }

    private static let leavesInOrder = "SELECT \(leafList) FROM audit_leaf WHERE number >= $1 ORDER BY number LIMIT $2"

    func leaves(from index: Int64, limit: Int) async throws -> [AuditLeaf] {
        try await database.all(Self.leavesInOrder, [.integer(index), .integer(limit)]) { try Self.leaf(&$0) }
    }

    private static func leaves(from index: Int64, limit: Int, _ session: any SQLSession) throws -> [AuditLeaf] {
        try session.query(leavesInOrder, [.integer(index), .integer(limit)]).map { row in
            var reader = RowReader(row)
            return try leaf(&reader)
        }
    }

    func reference(at index: Int64) async throws -> [UInt8]? {
        try await database.first("SELECT reference FROM audit_leaf WHERE number = $1", [.integer(index)]) { row in try row.bytes() }
    }

    func subtrees(from number: Int64, limit: Int) async throws -> [AuditSubtree] {
        try await database.all(
            "SELECT number, root FROM audit_subtree WHERE number >= $1 ORDER BY number LIMIT $2", [.integer(number), .integer(limit)]
        ) { row in AuditSubtree(number: try row.integer(), root: try row.bytes()) }
    }

    func leaves(reference: [UInt8], limit: Int) async throws -> [AuditLeaf] {
        try await database.all(
            "SELECT \(Self.leafList) FROM audit_leaf WHERE reference = $1 ORDER BY number DESC LIMIT $2",
            [.blob(reference), .integer(limit)]
        ) { try Self.leaf(&$0) }
    }

    func leaves(reviewTeam: Identifier<Team>, before index: Int64, limit: Int) async throws -> [AuditLeaf] {
        try await database.all(
            "SELECT \(Self.leafList) FROM audit_leaf WHERE review_team = $1 AND number < $2 ORDER BY number DESC LIMIT $3",
            [.id(reviewTeam), .integer(index), .integer(limit)]
        ) { try Self.leaf(&$0) }
    }

    func keys(_ ids: [Identifier<AuditKey>]) async throws -> [AuditKey] {
        guard !ids.isEmpty else { return [] }
        let ids = SQLDialect.padded(Array(Set(ids)).map { .id($0) })
        return try await database.all(
            """
            SELECT \(Self.keyColumns.joined(separator: ", ")) FROM audit_key
            WHERE id IN \(SQLDialect.list(from: 1, count: ids.count)) ORDER BY id
            """, ids
        ) { row in
            AuditKey(
                id: try row.identifier(), reference: try row.bytes(), forSubject: try row.sealedIfAny(), forReview: try row.sealedIfAny(),
                reviewTeam: try row.identifierIfAny(), reviewGeneration: try row.number())
        }
    }

    func newest(references: [[UInt8]]) async throws -> [[UInt8]: Int64] {
        guard !references.isEmpty else { return [:] }
        return try await database.read { session in try Self.newest(references, session) }
    }

    private static func newest(_ references: [[UInt8]], _ session: any SQLSession) throws -> [[UInt8]: Int64] {
        var newest: [[UInt8]: Int64] = [:]
        for reference in Set(references) {
            let sql = "SELECT number FROM audit_leaf WHERE reference = $1 ORDER BY number DESC LIMIT 1"
            guard let row = try session.first(sql, [.blob(reference)]) else { continue }
            var reader = RowReader(row)
            newest[reference] = try reader.integer()
        }
        return newest
    }

    // MARK: Erasing

    func erase(reference: [UInt8]) async throws {
        // What is about no dossier has no reference, and is erased with no dossier.
        guard !reference.isEmpty else { return }
        try await database.write { session in
            try session.execute(
                "UPDATE audit_leaf SET salt = $1, payload = $1 WHERE reference = $2 AND length(payload) > 0",
                [.blob([UInt8]()), .blob(reference)])
            try session.execute("DELETE FROM audit_key WHERE reference = $1", [.blob(reference)])
        }
        try await database.scrub()
    }
}
