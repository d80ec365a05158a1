import Domain
import Synchronization
import TestKit
import Testing
import Vault

@testable import Workflows

/// A store of files whose disk is full at one change, counted over all.
private final class FullFiles: FileStore {
    private let files: any FileStore
    private let left: Mutex<Int>

    /// - Parameter step: the change that finds no room, from 0.
    init(_ files: any FileStore, at step: Int) {
        self.files = files
        left = Mutex(step)
    }

    private func change() throws {
        let isNow = left.withLock { left in
            defer { left -= 1 }
            return left == 0
        }
        if isNow { throw StoreRefusal.full }
    }

    func begin(_ file: Identifier<DossierFile>, in section: Identifier<DossierSection>, sweptAfter: Int64, most: FileRoom) async throws {
        try change()
        try await files.begin(file, in: section, sweptAfter: sweptAfter, most: most)
    }
    func add(_ pieces: [Sealed<FilePieceContent>], from number: Int, to file: Identifier<DossierFile>, most: FileRoom) async throws {
        try change()
        try await files.add(pieces, from: number, to: file, most: most)
    }
    func finish(_ file: Identifier<DossierFile>, pieces: Int, as item: SealedItem) async throws {
        try change()
        try await files.finish(file, pieces: pieces, as: item)
    }
    func abandon(_ file: Identifier<DossierFile>) async throws { try await files.abandon(file) }
    func pieces(of file: Identifier<DossierFile>, from number: Int, limit: Int) async throws -> [Sealed<FilePieceContent>] {
        try await files.pieces(of: file, from: number, limit: limit)
    }
    func room(of dossier: Identifier<Dossier>) async throws -> FileRoom { try await files.room(of: dossier) }
    func remove(_ item: Identifier<SealedItem>, of dossier: Identifier<Dossier>) async throws -> Bool {
        try await files.remove(item, of: dossier)
    }
    func sweep(before hour: Int64) async throws { try await files.sweep(before: hour) }
}

extension Workplace {
    /// The same place on a disk that is full at one step.
    fileprivate func full(at step: Int) -> Workplace {
        var stores = stores
        stores.files = FullFiles(stores.files, at: step)
        return Workplace(
            stores: stores, instance: instance, codes: codes, passphrases: passphrases, keys: keys, log: log, chance: chance, now: now,
            words: words, commonPassphrases: commonPassphrases)
    }
}

@Suite("A file for which there is no room (A5)", .tags(.R7))
struct OwnFilesFaultTests {
    private static func put(_ place: Workplace, _ person: PersonSession) async throws {
        var coming = try await OwnFiles(place).begin(Confidential(FileName("brief")), keepsAll: false, person)
        do {
            for _ in 0..<9 { try await coming.add([UInt8](repeating: 65, count: 131_072)) }
            try await coming.finish(slip: Confidential("one"))
        } catch {
            await coming.abandon()
            throw error
        }
    }

    @Test("leaves nothing of it, at whatever step the disk is full; and comes in whole when there is room again", arguments: 0..<5)
    func full(_ step: Int) async throws {
        let desk = try await testWorkplace()
        let person = try await desk.kept()
        // To begin, three times pieces, and the item.
        await #expect(throws: WorkRefusal.storeUnavailable) { try await Self.put(desk.place.full(at: step), person) }
        #expect(try await desk.place.stores.files.room(of: person.dossier) == FileRoom(files: 0, pieces: 0))
        #expect(try await OwnParts(desk.place).read(.files, person).files.isEmpty)
        try await Self.put(desk.place, person)
        #expect(try await OwnParts(desk.place).read(.files, person).files.map(\.size) == [9 * 131_072])
        await desk.remove()
    }

    @Test("is not shown or given out when the log cannot be written")
    func unlogged() async throws {
        let watch = LogWatch()
        let desk = try await TestWorkplace.make(watch: watch)
        let person = try await desk.kept()
        try await Self.put(desk.place, person)
        let file = try #require(try await OwnParts(desk.place).read(.files, person).files.first)
        watch.fault = .full
        await #expect(throws: WorkRefusal.logUnavailable) { _ = try await OwnFiles(desk.place).open(file.id, person) }
        await #expect(throws: WorkRefusal.logUnavailable) {
            var coming = try await OwnFiles(desk.place).begin(Confidential(FileName("twee")), keepsAll: false, person)
            try await coming.add([65])
            do { try await coming.finish(slip: Confidential("two")) } catch {
                await coming.abandon()
                throw error
            }
        }
        watch.fault = .none
        #expect(try await OwnParts(desk.place).read(.files, person).files.map(\.id) == [file.id])
        #expect(watch.unlogged.isEmpty)
        await desk.remove()
    }
}
