import Domain
import Storage
import TestKit
import Testing

@Suite("A file is kept in pieces", .tags(.R7))
struct FileContractTests {
    private struct Given {
        let samples = StorageSamples(61)
        let stores: Stores
        let dossier: Identifier<Dossier>
        let part: DossierSection
        let other: NewConversation
        let most = FileRoom(files: 3, pieces: 10)

        init(_ stores: Stores) async throws {
            self.stores = stores
            let (_, desk) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: desk)
            other = try await samples.opened(stores, to: desk)
            dossier = new.dossier.id
            part = DossierSection(id: samples.id(), dossier: dossier, kind: .files, version: 1)
            try await stores.sections.add(part, grants: [samples.grant(part, .subject)])
        }

        func pieces(_ count: Int) -> [Sealed<FilePieceContent>] { (0..<count).map { _ in samples.sealed(65_552) } }

        /// A file that came in.
        @discardableResult
        func file(_ pieces: [Sealed<FilePieceContent>]) async throws -> (file: Identifier<DossierFile>, item: SealedItem) {
            let file: Identifier<DossierFile> = samples.id()
            try await stores.files.begin(file, in: part.id, sweptAfter: 100, most: most)
            try await stores.files.add(pieces, from: 0, to: file, most: most)
            let item = samples.item(in: part)
            try await stores.files.finish(file, pieces: pieces.count, as: item)
            return (file, item)
        }
    }

    @Test("that can be read when all came, and in their order", arguments: StorageEngine.allCases)
    func kept(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let (file, pieces) = (given.samples.id(DossierFile.self), given.pieces(5))
            try await stores.files.begin(file, in: given.part.id, sweptAfter: 100, most: given.most)
            await #expect(throws: StoreRefusal.duplicate) {
                try await stores.files.begin(file, in: given.part.id, sweptAfter: 100, most: given.most)
            }
            try await stores.files.add(Array(pieces[..<2]), from: 0, to: file, most: given.most)
            await #expect(throws: StoreRefusal.conflict) { try await stores.files.add(pieces, from: 1, to: file, most: given.most) }
            try await stores.files.add(Array(pieces[2...]), from: 2, to: file, most: given.most)
            #expect(try await stores.files.pieces(of: file, from: 0, limit: 9).isEmpty)
            #expect(try await stores.files.room(of: given.dossier) == FileRoom(files: 1, pieces: 5))
            let item = given.samples.item(in: given.part)
            await #expect(throws: StoreRefusal.conflict) { try await stores.files.finish(file, pieces: 4, as: item) }
            #expect(try await stores.sections.items(given.part.id, after: 0, limit: 9).isEmpty)
            try await stores.files.finish(file, pieces: 5, as: item)
            #expect(try await stores.sections.items(given.part.id, after: 0, limit: 9) == [item])
            #expect(try await stores.files.pieces(of: file, from: 0, limit: 9) == pieces)
            #expect(try await stores.files.pieces(of: file, from: 3, limit: 1) == [pieces[3]])
            #expect(try await stores.files.pieces(of: file, from: 5, limit: 9).isEmpty)
            // Whole is whole.
            await #expect(throws: StoreRefusal.gone) { try await stores.files.add(pieces, from: 5, to: file, most: given.most) }
            await #expect(throws: StoreRefusal.gone) {
                try await stores.files.finish(file, pieces: 5, as: given.samples.item(in: given.part))
            }
            try await stores.files.abandon(file)
            #expect(try await stores.files.pieces(of: file, from: 0, limit: 9).count == 5)
        }
    }

    @Test("as long as there is room in the dossier, also for two at once", arguments: StorageEngine.allCases)
    func room(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            try await given.file(given.pieces(4))
            let (one, two) = (given.samples.id(DossierFile.self), given.samples.id(DossierFile.self))
            for file in [one, two] { try await stores.files.begin(file, in: given.part.id, sweptAfter: 100, most: given.most) }
            await #expect(throws: FileRefusal.noRoom) {
                try await stores.files.begin(given.samples.id(), in: given.part.id, sweptAfter: 100, most: given.most)
            }
            let pieces = given.pieces(4)
            let added = await withTaskGroup(of: Bool.self) { group in
                for file in [one, two] {
                    group.addTask { (try? await stores.files.add(pieces, from: 0, to: file, most: given.most)) != nil }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(added == 1)
            #expect(try await stores.files.room(of: given.dossier) == FileRoom(files: 3, pieces: 8))
            for file in [one, two] { try await stores.files.abandon(file) }
            #expect(try await stores.files.room(of: given.dossier) == FileRoom(files: 1, pieces: 4))
            #expect(try await stores.files.room(of: given.other.dossier.id) == FileRoom(files: 0, pieces: 0))
        }
    }

    @Test("and not when its part is gone, has another key, or its item is there already", arguments: StorageEngine.allCases)
    func refused(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            await #expect(throws: StoreRefusal.gone) {
                try await stores.files.begin(given.samples.id(), in: given.samples.id(), sweptAfter: 1, most: given.most)
            }
            let (_, item) = try await given.file(given.pieces(1))
            let file: Identifier<DossierFile> = given.samples.id()
            try await stores.files.begin(file, in: given.part.id, sweptAfter: 100, most: given.most)
            try await stores.files.add(given.pieces(1), from: 0, to: file, most: given.most)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.files.finish(file, pieces: 1, as: item) }
            var next = given.part
            next.version = 2
            try await stores.sections.rekey(
                next, grants: [given.samples.grant(next, .subject)], replacing: 1, wrappedKeys: [item.id: given.samples.chance.bytes(60)])
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.files.finish(file, pieces: 1, as: given.samples.item(in: given.part))
            }
            try await stores.files.finish(file, pieces: 1, as: given.samples.item(in: next))
            // The pieces of before stay as they are: their key lies in the item.
            #expect(try await stores.files.room(of: given.dossier) == FileRoom(files: 2, pieces: 2))
        }
    }

    @Test("until it is taken away, swept, or everything is erased", arguments: StorageEngine.allCases)
    func ended(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let given = try await Given(stores)
            let (file, item) = try await given.file(given.pieces(2))
            let coming: Identifier<DossierFile> = given.samples.id()
            try await stores.files.begin(coming, in: given.part.id, sweptAfter: 100, most: given.most)
            try await stores.files.add(given.pieces(2), from: 0, to: coming, most: given.most)
            try await stores.files.sweep(before: 100)
            #expect(try await stores.files.room(of: given.dossier) == FileRoom(files: 2, pieces: 4))
            try await stores.files.sweep(before: 101)
            #expect(try await stores.files.room(of: given.dossier) == FileRoom(files: 1, pieces: 2))
            await #expect(throws: StoreRefusal.gone) { try await stores.files.add(given.pieces(1), from: 2, to: coming, most: given.most) }
            #expect(try await !stores.files.remove(item.id, of: given.other.dossier.id))
            #expect(try await !stores.files.remove(given.other.items[0].id, of: given.other.dossier.id))
            #expect(try await stores.files.remove(item.id, of: given.dossier))
            #expect(try await !stores.files.remove(item.id, of: given.dossier))
            #expect(try await stores.files.pieces(of: file, from: 0, limit: 9).isEmpty)
            #expect(try await stores.sections.items(given.part.id, after: 0, limit: 9).isEmpty)
            let (last, _) = try await given.file(given.pieces(2))
            try await stores.dossiers.erase(given.dossier)
            #expect(try await stores.files.pieces(of: last, from: 0, limit: 9).isEmpty)
            #expect(try await stores.files.room(of: given.dossier) == FileRoom(files: 0, pieces: 0))
        }
    }

    @Test("and a database of before there were files takes them, with its rows in it", arguments: StorageEngine.databases)
    func migrated(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            try await Migrator(.known(.main)).migrate(databases.main, to: 4)
            let given = try await Given(Stores(databases))
            try await databases.migrate()
            try await given.file(given.pieces(1))
            #expect(try await given.stores.files.room(of: given.dossier) == FileRoom(files: 1, pieces: 1))
        }
    }
}
