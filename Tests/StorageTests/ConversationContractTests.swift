import Domain
import TestKit
import Testing

@Suite("A conversation is kept", .tags(.R5, .R7))
struct ConversationContractTests {
    @Test("as it was opened, with everything in it", arguments: StorageEngine.allCases)
    func opened(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team, items: 3)
            var conversation = try #require(try await stores.conversations.conversation(new.conversation.id))
            #expect(conversation.arrival > 0)
            #expect(try await stores.conversations.conversation(of: new.dossier.id) == conversation)
            conversation.arrival = 0
            #expect(conversation == new.conversation)
            #expect(try await stores.dossiers.dossier(new.dossier.id) == new.dossier)
            #expect(try await stores.dossiers.returnKey(new.returnKey.locator) == new.returnKey)
            #expect(try await stores.sections.sections(of: new.dossier.id) == [new.section])
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 10) == new.items)
            #expect(try await stores.sections.grant(new.section.id, to: .subject) == new.grants[0])
            #expect(try await stores.sections.grant(new.section.id, to: .team(team.id, generation: 1)) == new.grants[1])
            #expect(try await stores.sections.grant(new.section.id, to: .team(team.id, generation: 2)) == nil)
            // What is asked together is what is asked apart.
            let both = try #require(try await stores.conversations.withDossier(new.conversation.id))
            #expect(both.conversation.id == conversation.id && both.dossier == new.dossier)
            #expect(try await stores.conversations.withDossier(samples.id()) == nil)
            #expect(try await stores.conversations.progress(of: new.conversation.id)?.count == 3)
            #expect(try await stores.conversations.progress(of: samples.id()) == nil)
            let opening = try #require(
                try await stores.sections.opening(new.section.id, to: .team(team.id, generation: 1), limit: 2))
            #expect(opening.grant == new.grants[1] && opening.items == Array(new.items.prefix(2)))
            #expect(try await stores.sections.opening(new.section.id, to: .subject, limit: 9)?.grant == new.grants[0])
            #expect(try await stores.sections.opening(new.section.id, to: .team(team.id, generation: 2), limit: 9) == nil)
        }
    }

    @Test("once: a second with its code, its dossier or its item is refused and leaves nothing", arguments: StorageEngine.allCases)
    func duplicates(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let first = try await samples.opened(stores, to: team)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.conversations.open(first) }
            let other = samples.conversation(to: team)
            let sameCode = NewConversation(
                dossier: other.dossier,
                returnKey: ReturnKey(
                    locator: first.returnKey.locator, dossier: other.dossier.id, version: 1, derivation: 1, wrappedSeed: samples.sealed()),
                section: other.section, grants: other.grants, items: other.items, conversation: other.conversation)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.conversations.open(sameCode) }
            let item = first.items[0]
            let moved = SealedItem(
                id: item.id, section: other.section.id, version: 1, header: item.header, commitment: item.commitment,
                wrappedKey: item.wrappedKey, content: item.content)
            let sameItem = NewConversation(
                dossier: other.dossier, returnKey: other.returnKey, section: other.section, grants: other.grants, items: [moved],
                conversation: other.conversation)
            await #expect(throws: StoreRefusal.duplicate) { try await stores.conversations.open(sameItem) }
            #expect(try await stores.dossiers.dossier(other.dossier.id) == nil)
            #expect(try await stores.dossiers.returnKey(other.returnKey.locator) == nil)
            #expect(try await stores.sections.items(first.section.id, after: 0, limit: 9) == first.items)
            try await stores.conversations.open(other)
        }
    }

    @Test("for a team that is there", arguments: StorageEngine.allCases)
    func unknownTeam(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let team = Team(id: samples.id(), organisation: samples.id(), kind: .desk, name: samples.sealed(), generation: 1)
            let new = samples.conversation(to: team)
            await #expect(throws: StoreRefusal.gone) { try await stores.conversations.open(new) }
            let left = try await stores.dossiers.dossier(new.dossier.id)
            #expect(left == nil)
        }
    }

    @Test("with messages in the order in which they came, each once", arguments: StorageEngine.allCases)
    func messages(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team)
            let more = (0..<7).map { _ in samples.item(in: new.section) }
            for item in more.prefix(4) { try await stores.conversations.add([item], to: new.conversation.id, ConversationChange()) }
            try await stores.conversations.add(Array(more.dropFirst(4)), to: new.conversation.id, ConversationChange())
            let all = new.items + more
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 100) == all)
            #expect(try await stores.sections.items(new.section.id, after: 3, limit: 2) == Array(all[3...4]))
            #expect(try await stores.sections.items(new.section.id, after: 8, limit: 2).isEmpty)
            let other = try await samples.opened(stores, to: team)
            let headers = try await stores.sections.headers(of: new.dossier.id, in: new.section.kind, limit: 100)
            #expect(headers.map(\.header) == all.map(\.header) && headers.allSatisfy { $0.section == new.section.id })
            #expect(try await stores.sections.headers(of: new.dossier.id, in: new.section.kind, limit: 2).count == 2)
            #expect(try await stores.sections.headers(of: new.dossier.id, in: .referral, limit: 100).isEmpty)
            #expect(
                try await stores.sections.headers(of: other.dossier.id, in: new.section.kind, limit: 100).map(\.header)
                    == other.items.map(\.header))
            await #expect(throws: StoreRefusal.duplicate) {
                try await stores.conversations.add([more[0]], to: new.conversation.id, ConversationChange())
            }
            await #expect(throws: StoreRefusal.duplicate) {
                try await stores.conversations.add(
                    [samples.item(in: new.section), more[0]], to: new.conversation.id, ConversationChange(state: .answered))
            }
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 100) == all)
            // Adding alone does not change the conversation.
            let conversation = try await stores.conversations.conversation(new.conversation.id)
            #expect(conversation?.revision == 1)
            #expect(conversation?.state == .waiting)
            await #expect(throws: StoreRefusal.gone) { try await stores.conversations.add([], to: samples.id(), ConversationChange()) }
            try await stores.conversations.add([], to: new.conversation.id, ConversationChange())
        }
    }

    @Test("and grows during the person's turn alone, without anything else about it changing", arguments: StorageEngine.allCases)
    func turn(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team)
            let id = new.conversation.id
            let before = try await stores.conversations.conversation(id)
            let more = samples.item(in: new.section)
            try await stores.conversations.addToTurn(more, of: id)
            #expect(try await stores.conversations.conversation(id) == before)
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9) == new.items + [more])
            await #expect(throws: StoreRefusal.duplicate) { try await stores.conversations.addToTurn(more, of: id) }
            var older = new.section
            older.version = 2
            await #expect(throws: StoreRefusal.conflict) { try await stores.conversations.addToTurn(samples.item(in: older), of: id) }
            let other = try await samples.opened(stores, to: team)
            await #expect(throws: StoreRefusal.gone) {
                try await stores.conversations.addToTurn(samples.item(in: other.section), of: id)
            }
            for state in [Conversation.State.answered, .closed] {
                try await stores.conversations.add([], to: id, ConversationChange(state: state))
                await #expect(throws: StoreRefusal.conflict) {
                    try await stores.conversations.addToTurn(samples.item(in: new.section), of: id)
                }
            }
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9).count == 2)
            try await stores.dossiers.erase(new.dossier.id)
            await #expect(throws: StoreRefusal.gone) { try await stores.conversations.addToTurn(samples.item(in: new.section), of: id) }
        }
    }

    @Test("with nothing of another dossier in it, and nothing under a key of before", arguments: StorageEngine.allCases)
    func strangers(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let one = try await samples.opened(stores, to: team)
            let other = try await samples.opened(stores, to: team)
            for change in [ConversationChange(), ConversationChange(state: .answered)] {
                await #expect(throws: StoreRefusal.gone) {
                    try await stores.conversations.add([samples.item(in: other.section)], to: one.conversation.id, change)
                }
                var old = one.section
                old.version = 2
                await #expect(throws: StoreRefusal.conflict) {
                    try await stores.conversations.add([samples.item(in: old)], to: one.conversation.id, change)
                }
            }
            #expect(try await stores.sections.items(one.section.id, after: 0, limit: 9).count == 1)
            #expect(try await stores.sections.items(other.section.id, after: 0, limit: 9).count == 1)
        }
    }

    @Test("and changed only under the condition that was named, with everything else left as it was", arguments: StorageEngine.allCases)
    func changes(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team)
            let worker = try await samples.colleague(stores, organisation)
            let id = new.conversation.id
            let week = Week(number: 2980)
            let before = try #require(try await stores.conversations.conversation(id))
            try await stores.conversations.add([], to: id, ConversationChange(when: .unclaimed, claim: .by(worker.id)))
            let answer = samples.item(in: new.section)
            let card: Sealed<CaseCard> = samples.sealed()
            try await stores.conversations.add(
                [answer], to: id,
                ConversationChange(
                    when: .claimed(by: worker.id), state: .answered, urgency: .u1, card: card, cardGeneration: 4, noteWaits: true,
                    arrives: true,
                    week: week))
            let after = try #require(try await stores.conversations.conversation(id))
            #expect(after.state == .answered)
            #expect(after.urgency == .u1)
            #expect(after.card == card)
            #expect(after.cardGeneration == 4)
            #expect(after.noteWaits && !before.noteWaits)
            #expect(after.claimedBy == worker.id)
            #expect(after.revision == before.revision + 2)
            #expect(after.arrival > before.arrival)
            #expect(try await stores.dossiers.dossier(new.dossier.id)?.visitedIn == week)
            let refused: [ConversationChange] = [
                ConversationChange(when: .unclaimed, state: .closed), ConversationChange(when: .claimed(by: samples.id()), state: .closed),
                ConversationChange(when: .claimed(by: samples.id()), noteWaits: false),
                ConversationChange(when: .revision(1), state: .closed, week: Week(number: 3000)),
            ]
            for change in refused {
                await #expect(throws: StoreRefusal.conflict) {
                    try await stores.conversations.add([samples.item(in: new.section)], to: id, change)
                }
            }
            #expect(try await stores.conversations.conversation(id) == after)
            #expect(try await stores.dossiers.dossier(new.dossier.id)?.visitedIn == week)
            #expect(try await stores.sections.items(new.section.id, after: 0, limit: 9) == new.items + [answer])
            try await stores.conversations.add(
                [], to: id, ConversationChange(when: .revision(after.revision), state: .closed, claim: .nobody))
            let closed = try await stores.conversations.conversation(id)
            #expect(closed?.claimedBy == nil)
            #expect(closed?.noteWaits == true)
            #expect(closed?.arrival == after.arrival)
            try await stores.conversations.add([], to: id, ConversationChange(noteWaits: false))
            #expect(try await stores.conversations.conversation(id)?.noteWaits == false)
            #expect(try await stores.conversations.conversation(id)?.revision == after.revision + 2)
            await #expect(throws: StoreRefusal.gone) {
                try await stores.conversations.add([], to: id, ConversationChange(claim: .by(samples.id())))
            }
        }
    }

    @Test("claimed by exactly one of 64 who reach for it at the same instant", .tags(.R5), arguments: StorageEngine.allCases)
    func claims(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (organisation, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team)
            var workers: [SupportWorker] = []
            for _ in 0..<64 { workers.append(try await samples.colleague(stores, organisation)) }
            let winners = try await withThrowingTaskGroup(of: Identifier<SupportWorker>?.self) { group in
                for worker in workers {
                    group.addTask {
                        do {
                            try await stores.conversations.add(
                                [], to: new.conversation.id, ConversationChange(when: .unclaimed, claim: .by(worker.id)))
                            return worker.id
                        } catch StoreRefusal.conflict { return nil }
                    }
                }
                return try await group.reduce(into: [Identifier<SupportWorker>]()) { if let winner = $1 { $0.append(winner) } }
            }
            #expect(winners.count == 1)
            let conversation = try await stores.conversations.conversation(new.conversation.id)
            #expect(conversation?.claimedBy == winners.first)
            #expect(conversation?.revision == 2)
        }
    }

    @Test("without losing one of 64 messages that are written at once", arguments: StorageEngine.allCases)
    func atOnce(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let new = try await samples.opened(stores, to: team)
            let items = (0..<64).map { _ in samples.item(in: new.section) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for (place, item) in items.enumerated() {
                    let change = place.isMultiple(of: 2) ? ConversationChange() : ConversationChange(state: .waiting, arrives: true)
                    group.addTask { try await stores.conversations.add([item], to: new.conversation.id, change) }
                }
                try await group.waitForAll()
            }
            let kept = try await stores.sections.items(new.section.id, after: 0, limit: 100)
            #expect(Set(kept) == Set(new.items + items))
            #expect(kept.count == 65)
            #expect(try await stores.conversations.conversation(new.conversation.id)?.revision == 33)
        }
    }

    @Test("and stands in the queue by urgency, then by arrival, as long as it is not closed", arguments: StorageEngine.allCases)
    func queue(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let (_, other) = try await samples.desk(stores)
            var opened: [NewConversation] = []
            for urgency in [Urgency.u2, .u0, .u4, .u2, .u0] { opened.append(try await samples.opened(stores, to: team, urgency: urgency)) }
            let elsewhere = try await samples.opened(stores, to: other, urgency: .u1)
            let ids = opened.map(\.conversation.id)
            func queue(_ teams: [Team], limit: Int = 100) async throws -> [Identifier<Conversation>] {
                try await stores.conversations.queue(of: teams.map(\.id), limit: limit).map(\.id)
            }
            #expect(try await queue([team]) == [ids[1], ids[4], ids[0], ids[3], ids[2]])
            #expect(try await queue([team, other], limit: 3) == [ids[1], ids[4], elsewhere.conversation.id])
            #expect(try await queue([other]) == [elsewhere.conversation.id])
            #expect(try await queue([]).isEmpty)
            // Who writes again waits again, behind those who came before.
            try await stores.conversations.add([], to: ids[1], ConversationChange(arrives: true))
            try await stores.conversations.add([], to: ids[0], ConversationChange(state: .closed))
            try await stores.conversations.add([], to: ids[3], ConversationChange(state: .answered))
            #expect(try await queue([team]) == [ids[4], ids[1], ids[3], ids[2]])
        }
    }

    @Test("and stands among the closed ones of its team until the person writes again, the latest first", arguments: StorageEngine.allCases)
    func closed(_ engine: StorageEngine) async throws {
        try await engine.withStores { stores in
            let samples = StorageSamples()
            let (_, team) = try await samples.desk(stores)
            let (_, other) = try await samples.desk(stores)
            var ids: [Identifier<Conversation>] = []
            for _ in 0..<3 { ids.append(try await samples.opened(stores, to: team).conversation.id) }
            let elsewhere = try await samples.opened(stores, to: other).conversation.id
            for id in ids + [elsewhere] { try await stores.conversations.add([], to: id, ConversationChange(state: .closed)) }
            func closed(_ teams: [Team], limit: Int = 100) async throws -> [Identifier<Conversation>] {
                try await stores.conversations.closed(of: teams.map(\.id), limit: limit).map(\.id)
            }
            #expect(try await closed([team]) == ids.reversed())
            #expect(try await closed([team, other], limit: 2) == [elsewhere, ids[2]])
            #expect(try await closed([]).isEmpty)
            try await stores.conversations.add([], to: ids[2], ConversationChange(state: .waiting, arrives: true))
            #expect(try await closed([team]) == [ids[1], ids[0]])
        }
    }
}
