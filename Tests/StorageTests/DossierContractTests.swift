import Domain
import TestKit
import Testing

@Suite("A dossier is kept", .tags(.R7))
struct DossierContractTests {
    @Test("until it is erased: then nothing of it is left, and nothing can be added", arguments: StorageEngine.allCases)
    func erase(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team, items: 3)
            let other = try await samples.opened(stores, to: team)
            let notes = DossierSection(id: samples.id(), dossier: new.dossier.id, kind: .notes, version: 1)
            try await stores.sections.add(notes, grants: [samples.grant(notes, .team(team.id, generation: 1))])
            #expect(try await stores.sections.sections(of: new.dossier.id) == [new.section, notes])
            try await stores.dossiers.erase(new.dossier.id)
            try await stores.dossiers.erase(new.dossier.id)
            #expect(try await stores.dossiers.dossier(new.dossier.id) == nil)
            #expect(try await stores.dossiers.returnKey(new.returnKey.locator) == nil)
            #expect(try await stores.conversations.conversation(new.conversation.id) == nil)
            #expect(try await stores.conversations.conversation(of: new.dossier.id) == nil)
            #expect(try await stores.sections.sections(of: new.dossier.id).isEmpty)
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9).isEmpty)
            #expect(try await stores.sections.grant(notes.id, to: .team(team.id, generation: 1)) == nil)
            #expect(try await stores.sections.granted(to: team.id, upTo: 9, limit: 9).map(\.section) == [other.section])
            #expect(try await stores.conversations.queue(of: [team.id], limit: 9).map(\.id) == [other.conversation.id])
            for change in [ConversationChange(), ConversationChange(state: .waiting, arrives: true, week: Week(number: 1))] {
                await #expect(throws: StoreRefusal.gone) {
                    try await stores.conversations.add([samples.item(in: new.section)], to: new.conversation.id, change)
                }
            }
            await #expect(throws: StoreRefusal.gone) { try await stores.sections.add(notes, grants: []) }
            await #expect(throws: StoreRefusal.gone) {
                try await stores.dossiers.keep(new.dossier.id, .byCode, visitedIn: Week(number: 2990))
            }
            var next = new.section
            next.version = 2
            await #expect(throws: StoreRefusal.gone) { try await stores.sections.rekey(next, grants: [], replacing: 0, wrappedKeys: [:]) }
            #expect(try await stores.sections.items(other.section.id, after: 0, limit: 9) == other.items)
        }
    }

    @Test("or erased, when somebody writes at the same instant: never half", arguments: StorageEngine.allCases)
    func eraseWhileWriting(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            for _ in 0..<8 {
                let new = try await samples.opened(stores, to: team)
                let items = (0..<6).map { _ in samples.item(in: new.section) }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for (place, item) in items.enumerated() {
                        group.addTask {
                            let change = place < 3 ? ConversationChange() : ConversationChange(arrives: true, week: Week(number: 2990))
                            do { try await stores.conversations.add([item], to: new.conversation.id, change) } catch StoreRefusal.gone {}
                        }
                    }
                    group.addTask { try await stores.dossiers.erase(new.dossier.id) }
                    try await group.waitForAll()
                }
                #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9).isEmpty)
                #expect(try await stores.conversations.conversation(new.conversation.id) == nil)
            }
        }
    }

    @Test("behind one code, which can be changed once", arguments: StorageEngine.allCases)
    func codes(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team)
            let other = try await samples.opened(stores, to: team)
            func key(_ locator: [UInt8], of dossier: Dossier) -> ReturnKey {
                ReturnKey(locator: locator, dossier: dossier.id, version: 2, derivation: 3, wrappedSeed: samples.sealed())
            }
            let next = key(samples.chance.bytes(16), of: new.dossier)
            try await stores.dossiers.replace(new.returnKey.locator, with: next)
            #expect(try await stores.dossiers.returnKey(new.returnKey.locator) == nil)
            #expect(try await stores.dossiers.returnKey(next.locator) == next)
            let again = key(samples.chance.bytes(16), of: new.dossier)
            await #expect(throws: StoreRefusal.gone) { try await stores.dossiers.replace(new.returnKey.locator, with: again) }
            let taken = key(other.returnKey.locator, of: new.dossier)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.dossiers.replace(next.locator, with: taken) }
            // A code is not made to open somebody else's dossier.
            let foreign = key(samples.chance.bytes(16), of: other.dossier)
            await #expect(throws: StoreRefusal.gone) { try await stores.dossiers.replace(next.locator, with: foreign) }
            #expect(try await stores.dossiers.returnKey(next.locator) == next)
            #expect(try await stores.dossiers.returnKey(other.returnKey.locator) == other.returnKey)
        }
    }

    @Test("as long as its kind of keeping says, to the week", arguments: StorageEngine.allCases)
    func expiry(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            var ids: [Identifier<Dossier>] = []
            for week in [100, 90, 80] {
                let new = samples.conversation(to: team, openedIn: Week(number: week))
                try await stores.conversations.open(new)
                ids.append(new.dossier.id)
            }
            try await stores.dossiers.keep(ids[2], .byCode, visitedIn: Week(number: 85))
            let kept = try await stores.dossiers.dossier(ids[2])
            #expect(kept?.keeping == .byCode)
            #expect(kept?.openedIn == Week(number: 80))
            func expired(_ unproven: Int, _ kept: Int, limit: Int = 9) async throws -> [Identifier<Dossier>] {
                try await stores.dossiers.expired(
                    unprovenBefore: Week(number: unproven), keptBefore: Week(number: kept), limit: limit)
            }
            #expect(try await expired(90, 85).isEmpty)
            #expect(try await expired(91, 85) == [ids[1]])
            #expect(try await expired(90, 86) == [ids[2]])
            #expect(try await expired(101, 86) == [ids[2], ids[1], ids[0]])
            #expect(try await expired(101, 86, limit: 2) == [ids[2], ids[1]])
            // A clock that stood behind makes no visit earlier than the one before.
            #expect(try await stores.dossiers.newestVisit() == Week(number: 100))
            try await stores.dossiers.keep(ids[0], .byCode, visitedIn: Week(number: 40))
            #expect(try await stores.dossiers.dossier(ids[0])?.visitedIn == Week(number: 100))
            for id in ids { try await stores.dossiers.erase(id) }
            #expect(try await stores.dossiers.newestVisit() == nil)
        }
    }

    @Test("with a section that gets a new key only when nothing was added since", arguments: StorageEngine.allCases)
    func rekey(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team, items: 2)
            var next = new.section
            next.version = 2
            let grants = [samples.grant(next, .subject), samples.grant(next, .team(team.id, generation: 2))]
            let keys = Dictionary(uniqueKeysWithValues: new.items.map { ($0.id, samples.chance.bytes(60)) })
            // Too early, too late, too few, too many, or others.
            var later = next
            later.version = 3
            let wrong: [(DossierSection, [Identifier<SealedItem>: [UInt8]])] = [
                (new.section, keys), (later, keys), (next, [:]), (next, keys.merging([samples.id(): [1]]) { $1 }),
                (next, [new.items[0].id: [1], samples.id(): [1]]),
            ]
            for (section, keys) in wrong {
                await #expect(throws: StoreRefusal.conflict) {
                    try await stores.sections.rekey(section, grants: [samples.grant(section, .subject)], replacing: 2, wrappedKeys: keys)
                }
            }
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9) == new.items)
            #expect(try await stores.sections.grant(new.section.id, to: .subject) == new.grants[0])
            try await stores.sections.rekey(next, grants: grants, replacing: 2, wrappedKeys: keys)
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.sections.rekey(next, grants: grants, replacing: 2, wrappedKeys: keys)
            }
            #expect(try await stores.sections.sections(of: new.dossier.id) == [next])
            #expect(try await stores.sections.grant(new.section.id, to: .subject) == grants[0])
            #expect(try await stores.sections.grant(new.section.id, to: .team(team.id, generation: 1)) == nil)
            #expect(try await stores.sections.grant(new.section.id, to: .team(team.id, generation: 2)) == grants[1])
            for item in try await stores.sections.items(new.section.id, after: 0, limit: 9) {
                #expect(item.version == 2)
                #expect(item.wrappedKey == keys[item.id])
            }
            // What was sealed under the key of before finds no place any more.
            await #expect(throws: StoreRefusal.conflict) {
                try await stores.conversations.add([samples.item(in: new.section)], to: new.conversation.id, ConversationChange())
            }
            try await stores.conversations.add([samples.item(in: next)], to: new.conversation.id, ConversationChange())
        }
    }

    @Test(
        "with a section whose key can be taken from one team: it waits for another then, and taking what nobody has changes nothing",
        arguments: StorageEngine.allCases)
    func taken(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team, items: 1)
            let holder = KeyHolder.team(team.id, generation: 1)
            try await stores.sections.take(new.section.id, from: samples.id())
            try await stores.sections.take(samples.id(), from: team.id)
            #expect(try await stores.sections.sections(of: new.dossier.id) == [new.section])
            #expect(try await stores.sections.grant(new.section.id, to: holder) != nil)
            for _ in 0..<2 { try await stores.sections.take(new.section.id, from: team.id) }
            #expect(try await stores.sections.grant(new.section.id, to: holder) == nil)
            #expect(try await stores.sections.grant(new.section.id, to: .subject) == new.grants[0])
            #expect(try await stores.sections.sections(of: new.dossier.id).map(\.needsNewKey) == [true])
            // What is there stays; the person's own key still fits it.
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9) == new.items)
        }
    }

    @Test("with a section whose items are never under a key that nobody holds, however the two meet", arguments: StorageEngine.allCases)
    func rekeyWhileWriting(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            for _ in 0..<8 {
                let new = try await samples.opened(stores, to: team)
                var next = new.section
                next.version = 2
                let (section, grants) = (next, [samples.grant(next, .subject)])
                let keys = [new.items[0].id: samples.chance.bytes(60)]
                let items = (0..<6).map { _ in samples.item(in: new.section) }
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for item in items {
                        group.addTask {
                            do {
                                try await stores.conversations.add([item], to: new.conversation.id, ConversationChange())
                            } catch StoreRefusal.conflict {}
                        }
                    }
                    group.addTask {
                        do {
                            try await stores.sections.rekey(section, grants: grants, replacing: 2, wrappedKeys: keys)
                        } catch StoreRefusal.conflict {}
                    }
                    try await group.waitForAll()
                }
                let version = try await stores.sections.sections(of: new.dossier.id)[0].version
                let versions = try await stores.sections.items(new.section.id, after: 0, limit: 9).map(\.version)
                #expect(Set(versions) == [version])
            }
        }
    }

    @Test("with grants that a team finds again by the generation of its key", arguments: StorageEngine.allCases)
    func granted(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            var opened: [NewConversation] = []
            for _ in 0..<5 { opened.append(try await samples.opened(stores, to: team)) }
            let all = try await stores.sections.granted(to: team.id, upTo: 1, limit: 9)
            #expect(Set(all.map(\.section)) == Set(opened.map(\.section)))
            #expect(Set(all.map(\.grant)) == Set(opened.map { $0.grants[1] }))
            #expect(all.map(\.section.id.text) == all.map(\.section.id.text).sorted())
            let some = try await stores.sections.granted(to: team.id, upTo: 1, limit: 2)
            #expect(some.map(\.section) == all.prefix(2).map(\.section))
            #expect(try await stores.sections.granted(to: team.id, upTo: 0, limit: 9).isEmpty)
            #expect(try await stores.sections.granted(to: samples.id(), upTo: 9, limit: 9).isEmpty)
            let notes = DossierSection(id: samples.id(), dossier: opened[0].dossier.id, kind: .notes, version: 1)
            let grant = samples.grant(notes, .team(team.id, generation: 3))
            await #expect(throws: StoreRefusal.duplicate) { try await stores.sections.add(notes, grants: [grant, grant]) }
            try await stores.sections.add(notes, grants: [grant])
            #expect(try await stores.sections.granted(to: team.id, upTo: 2, limit: 9).count == 5)
            #expect(try await stores.sections.granted(to: team.id, upTo: 3, limit: 9).count == 6)
        }
    }

    @Test("with drafts that can be taken away", arguments: StorageEngine.allCases)
    func drafts(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team, items: 3)
            try await stores.sections.remove(new.items[2].id)
            try await stores.sections.remove(new.items[2].id)
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9) == Array(new.items.prefix(2)))
            let item = samples.item(in: new.section)
            #expect(try await stores.sections.count(new.section.id) == 2)
            try await stores.conversations.add([item], to: new.conversation.id, ConversationChange())
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9) == Array(new.items.prefix(2)) + [item])
            #expect(try await stores.sections.count(new.section.id) == 3)
            #expect(try await stores.sections.count(samples.id()) == 0)
        }
    }

    @Test("and its shred key apart, once, until it is destroyed", arguments: StorageEngine.allCases)
    func shred(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (one, other): (Identifier<Dossier>, Identifier<Dossier>) = (samples.id(), samples.id())
            let key: Sealed<ShredKeyContent> = samples.sealed()
            try await stores.shred.put(key, for: one)
            try await stores.shred.put(samples.sealed(), for: other)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.shred.put(samples.sealed(), for: one) }
            #expect(try await stores.shred.key(for: one) == key)
            try await stores.shred.destroy(one)
            try await stores.shred.destroy(one)
            #expect(try await stores.shred.key(for: one) == nil)
            #expect(try await stores.shred.key(for: other) != nil)
        }
    }
}
