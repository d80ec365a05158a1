import Domain

/// Files of dossiers in a database.
struct SQLFileStore: FileStore {
    private let database: RefusingDatabase
    private let holdDossier: String
    private let roomText: String
    private static let insertion = RowInsertion(into: "file_piece", ["file", "number", "content"])

    init(_ database: any SQLDatabase) {
        self.database = RefusingDatabase(database)
        // Whoever adds at the same instant waits here, so that two together do not take more room than there is. The dossier comes first, as
        // where everything of it is erased.
        holdDossier = database.dialect.expand("SELECT id FROM dossier WHERE id = $1{LOCK}")
        roomText = database.dialect.expand(
            """
            SELECT count(*), CAST(COALESCE(SUM(f.pieces), 0) AS {INTEGER}) FROM dossier_file f JOIN dossier_section s ON s.id = f.section
            WHERE s.dossier = $1
            """)
    }

    func begin(
        _ file: Identifier<DossierFile>, in section: Identifier<DossierSection>, sweptAfter: Int64, most: FileRoom
    ) async throws {
        let (holdDossier, roomText) = (holdDossier, roomText)
        try await database.write { session in
            guard let row = try session.first("SELECT dossier FROM dossier_section WHERE id = $1", [.id(section)]) else {
                throw StoreRefusal.gone
            }
            var reader = RowReader(row)
            let dossier: Identifier<Dossier> = try reader.identifier()
            guard try session.exists(holdDossier, [.id(dossier)]) else { throw StoreRefusal.gone }
            let room = try Self.room(roomText, dossier, session)
            guard room.files < most.files, room.pieces < most.pieces else { throw FileRefusal.noRoom }
            try session.execute(
                "INSERT INTO dossier_file (id, section, item, pieces, swept_after) VALUES ($1, $2, NULL, 0, $3)",
                [.id(file), .id(section), .integer(sweptAfter)])
        }
    }

    func add(_ pieces: [Sealed<FilePieceContent>], from number: Int, to file: Identifier<DossierFile>, most: FileRoom) async throws {
        let (holdDossier, roomText) = (holdDossier, roomText)
        try await database.write { session in
            let dossier = try Self.dossier(of: file, session)
            guard try session.exists(holdDossier, [.id(dossier)]) else { throw StoreRefusal.gone }
            guard try Self.room(roomText, dossier, session).pieces + pieces.count <= most.pieces else { throw FileRefusal.noRoom }
            let changed = try session.execute(
                "UPDATE dossier_file SET pieces = $1 WHERE id = $2 AND item IS NULL AND pieces = $3",
                [.integer(number + pieces.count), .id(file), .integer(number)])
            guard changed == 1 else { throw StoreRefusal.conflict }
            try Self.insertion.run(
                pieces.enumerated().map { [.id(file), .integer(number + $0.offset), .blob($0.element.bytes)] }, session)
        }
    }

    /// The dossier of a file that is coming in.
    private static func dossier(of file: Identifier<DossierFile>, _ session: any SQLSession) throws -> Identifier<Dossier> {
        let row = try session.first(
            "SELECT s.dossier FROM dossier_file f JOIN dossier_section s ON s.id = f.section WHERE f.id = $1 AND f.item IS NULL",
            [.id(file)])
        guard let row else { throw StoreRefusal.gone }
        var reader = RowReader(row)
        return try reader.identifier()
    }

    private static func room(_ text: String, _ dossier: Identifier<Dossier>, _ session: any SQLSession) throws -> FileRoom {
        guard let row = try session.first(text, [.id(dossier)]) else { return FileRoom(files: 0, pieces: 0) }
        var reader = RowReader(row)
        return FileRoom(files: try reader.number(), pieces: try reader.number())
    }

    func finish(_ file: Identifier<DossierFile>, pieces: Int, as item: SealedItem) async throws {
        let holdDossier = holdDossier
        try await database.write { session in
            let dossier = try Self.dossier(of: file, session)
            guard try session.exists(holdDossier, [.id(dossier)]) else { throw StoreRefusal.gone }
            try DossierRows.insert([item], session)
            let changed = try session.execute(
                "UPDATE dossier_file SET item = $1, swept_after = NULL WHERE id = $2 AND section = $3 AND item IS NULL AND pieces = $4",
                [.id(item.id), .id(file), .id(item.section), .integer(pieces)])
            guard changed == 1 else { throw StoreRefusal.conflict }
        }
    }

    func abandon(_ file: Identifier<DossierFile>) async throws {
        try await database.run("DELETE FROM dossier_file WHERE id = $1 AND item IS NULL", [.id(file)])
    }

    func pieces(of file: Identifier<DossierFile>, from number: Int, limit: Int) async throws -> [Sealed<FilePieceContent>] {
        try await database.all(
            """
            SELECT p.content FROM file_piece p JOIN dossier_file f ON f.id = p.file
            WHERE p.file = $1 AND p.number >= $2 AND p.number < $3 AND f.item IS NOT NULL ORDER BY p.number
            """, [.id(file), .integer(number), .integer(number + limit)]
        ) { try $0.sealed() }
    }

    func room(of dossier: Identifier<Dossier>) async throws -> FileRoom {
        try await database.first(roomText, [.id(dossier)]) { FileRoom(files: try $0.number(), pieces: try $0.number()) }
            ?? FileRoom(files: 0, pieces: 0)
    }

    func remove(_ item: Identifier<SealedItem>, of dossier: Identifier<Dossier>) async throws -> Bool {
        let removed = try await database.run(
            """
            DELETE FROM item WHERE id = (SELECT f.item FROM dossier_file f JOIN dossier_section s ON s.id = f.section
                WHERE f.item = $1 AND s.dossier = $2)
            """, [.id(item), .id(dossier)])
        if removed > 0 { try await database.scrub() }
        return removed > 0
    }

    func sweep(before hour: Int64) async throws {
        try await database.run("DELETE FROM dossier_file WHERE swept_after IS NOT NULL AND swept_after < $1", [.integer(hour)])
    }
}
