import Domain
import TestKit
import Testing

@testable import Workflows

@Suite("A team's next key, when somebody left", .tags(.R62))
struct NextKeyTests {
    /// A desk of four with three conversations, of which one ended, and one who left a moment ago.
    private struct Scene {
        let desk: TestWorkplace
        let sam: WorkerSession
        let iris: WorkerSession
        let before: Team

        init(_ engine: StorageEngine = .sqlite) async throws {
            desk = try await TestWorkplace.make(
                people: [("noor", .administrator), ("sam", .helper), ("iris", .helper), ("bas", .helper)], engine: engine)
            for number in 1...3 { _ = try await desk.write("invented words \(number)") }
            let (_, bas) = try await desk.enter("bas")
            let ended = try #require(try await Inbox(desk.place)(bas).first?.id)
            try await HelpPerson(desk.place).claim(ended, by: bas)
            try await HelpPerson(desk.place).close(ended, because: .helped, seen: 1, by: bas)
            before = try #require(try await desk.place.stores.teams.team(try desk.team(.desk).id))
            let (_, noor) = try await desk.enter("noor")
            let (first, other) = (try await desk.enter("sam").session, try await desk.enter("iris").session)
            try await People(desk.place).end(bas.worker.id, by: noor)
            sam = try #require(try await desk.place.again(first))
            iris = try #require(try await desk.place.again(other))
        }

        /// Everybody who stayed reads every message and every line of the lists; nothing is left that the key of before opens, and nobody
        /// keeps that.
        func isWhole() async throws {
            let place = desk.place
            let team = try #require(try await place.stores.teams.team(before.id))
            #expect(team.generation == before.generation + 1 && !team.needsNewKey)
            for session in [sam, iris] {
                let now = try #require(try await place.again(session))
                #expect(!now.mustRenewKeys)
                let rows = try await Inbox(place)(now)
                #expect(rows.count == 2 && rows.allSatisfy { $0.waitingSince != nil })
                for row in rows { #expect(try await HelpPerson(place).read(row.id, by: now).messages.count == 1) }
            }
            #expect(try await place.stores.sections.granted(to: team.id, upTo: before.generation, limit: 9).isEmpty)
            let open = try await place.stores.conversations.queue(of: [team.id], limit: 9)
            let closed = try await place.stores.conversations.closed(of: [team.id], limit: 9)
            #expect(open.count == 2 && closed.count == 1 && (open + closed).allSatisfy { $0.cardGeneration == team.generation })
        }
    }

    @Test("is one, when two colleagues come at the same instant, and both read everything", arguments: StorageEngine.databases)
    func twoAtOnce(_ engine: StorageEngine) async throws {
        let scene = try await Scene(engine)
        let renew = RenewTeamKey(scene.desk.place)
        async let one: Void = renew.renewWhereSomebodyLeft(scene.sam)
        async let other: Void = renew.renewWhereSomebodyLeft(scene.iris)
        _ = try await (one, other)
        // Whoever met the other at work goes on with their next act.
        for session in [scene.sam, scene.iris] {
            try await renew.renewWhereSomebodyLeft(try #require(try await scene.desk.place.again(session)))
        }
        try await scene.isWhole()
        await scene.desk.remove()
    }

    @Test("that was being handed on when the machine ended is the one with which whoever comes goes on", arguments: 0..<3)
    func halfWay(_ step: Int) async throws {
        let scene = try await Scene()
        let place = scene.desk.place
        await #expect(throws: WorkRefusal.storeUnavailable) {
            try await RenewTeamKey(place.failing(at: step)).renewWhereSomebodyLeft(scene.sam)
        }
        let iris = try #require(try await place.again(scene.iris))
        #expect(iris.mustRenewKeys)
        try await RenewTeamKey(place).renewWhereSomebodyLeft(iris)
        try await scene.isWhole()
        await scene.desk.remove()
    }

    @Test("leaves a mark that a card was given at that very moment: nothing that was said in the list is lost")
    func cardMeanwhile() async throws {
        let scene = try await Scene()
        let place = scene.desk.place
        await #expect(throws: WorkRefusal.storeUnavailable) {
            try await RenewTeamKey(place.failing(at: 0)).renewWhereSomebodyLeft(scene.sam)
        }
        // A card that was sealed a moment too early is refused, and made anew for the key of now.
        let waiting = try #require(try await place.stores.conversations.queue(of: [scene.before.id], limit: 1).first)
        await #expect(throws: StoreRefusal.conflict) {
            try await place.stores.conversations.add(
                [], to: waiting.id, ConversationChange(card: waiting.card, cardGeneration: scene.before.generation))
        }
        #expect(try await place.stores.conversations.conversation(waiting.id) == waiting)
        try await RenewTeamKey(place).renewWhereSomebodyLeft(try #require(try await place.again(scene.iris)))
        try await scene.isWhole()
        await scene.desk.remove()
    }

    @Test("made twice before the first was handed on opens what each of those before opened")
    func leftTwice() async throws {
        let scene = try await Scene()
        let place = scene.desk.place
        await #expect(throws: WorkRefusal.storeUnavailable) {
            try await RenewTeamKey(place.failing(at: 1)).renewWhereSomebodyLeft(scene.sam)
        }
        try await place.stores.workers.leave(scene.iris.worker.id)
        let sam = try #require(try await place.again(scene.sam))
        try await RenewTeamKey(place).renewWhereSomebodyLeft(sam)
        let now = try #require(try await place.again(sam))
        let rows = try await Inbox(place)(now)
        #expect(rows.count == 2 && rows.allSatisfy { $0.waitingSince != nil } && !now.mustRenewKeys)
        for row in rows { #expect(try await HelpPerson(place).read(row.id, by: now).messages.count == 1) }
        let generation = try #require(try await place.stores.teams.team(scene.before.id)).generation
        #expect(generation == scene.before.generation + 2)
        #expect(try await place.stores.sections.granted(to: scene.before.id, upTo: generation - 1, limit: 9).isEmpty)
        await scene.desk.remove()
    }
}
