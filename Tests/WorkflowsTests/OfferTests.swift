import Domain
import TestKit
import Testing
import Workflows

/// Somebody who waits, offered to the helper who fits best.
@Suite("An offer", .tags(.R5))
struct OfferTests {
    /// A desk with people at it, and some who wait.
    private struct Evening {
        let desk: TestWorkplace
        let team: Identifier<Team>
        let samples = StorageSamples(9)
        var floor: DeskFloor { desk.place.floor }
        var now: Instant { desk.clock.now }

        func helper(
            skills: Set<Skill> = [], languages: Set<LanguageTag> = [.dutch], most: Int = 3
        ) -> Identifier<SupportWorker> {
            let id: Identifier<SupportWorker> = samples.id()
            floor.isThere(id, at: [team: SkillSet(languages: languages, skills: skills)], most: most, at: now)
            return id
        }

        func conversation(_ urgency: Urgency = .u2, arrival: Int64) -> Conversation {
            Conversation(
                id: samples.id(), dossier: samples.id(), messages: samples.id(), team: team, language: .dutch, urgency: urgency,
                state: .waiting, arrival: arrival, card: samples.sealed(), cardGeneration: 1)
        }

        func waits(_ conversation: Conversation, _ skills: Set<Skill> = []) {
            floor.waits(conversation, needing: SkillSet(languages: [.dutch], skills: skills), at: now)
        }

        /// To whom somebody is offered now.
        func asked(_ conversation: Conversation, among helpers: [Identifier<SupportWorker>]) -> [Int] {
            helpers.indices.filter { floor.offer(to: helpers[$0], at: now)?.conversation == conversation.id }
        }

        /// Time goes by and everybody gives a sign of being there.
        func later(_ seconds: Int64, _ helpers: [Identifier<SupportWorker>], _ waiting: [Conversation]) {
            desk.clock.advance(seconds: seconds)
            for id in helpers { floor.isThere(id, at: [team: SkillSet(languages: [.dutch])], most: 3, at: now) }
            for one in waiting { waits(one) }
        }
    }

    private func with(_ work: (Evening) async throws -> Void) async throws {
        let desk = try await testWorkplace()
        try await work(Evening(desk: desk, team: try desk.team(.desk).id))
        await desk.remove()
    }

    @Test("goes to who has the skill, then to who has fewest talks, then to who had no new one for longest", .tags(.R38, .R40, .R55))
    func fits() async throws {
        try await with { evening in
            let busy = evening.helper(skills: [.minors])
            evening.floor.began(evening.conversation(arrival: 1), with: busy, at: evening.now)
            evening.desk.clock.advance(seconds: 10)
            let first = evening.helper()
            evening.desk.clock.advance(seconds: 10)
            let second = evening.helper()
            let helpers = [busy, first, second]
            let child = evening.conversation(arrival: 2)
            evening.waits(child, [.minors])
            #expect(evening.asked(child, among: helpers) == [0])
            #expect(evening.floor.offer(to: busy, at: evening.now)?.needs == [.minors])
            let other = evening.conversation(arrival: 3)
            evening.waits(other)
            #expect(evening.asked(other, among: helpers) == [1])
            let third = evening.conversation(arrival: 4)
            evening.waits(third)
            #expect(evening.asked(third, among: helpers) == [2])
            // Everybody is asked: who comes now waits in the list.
            let fourth = evening.conversation(arrival: 5)
            evening.waits(fourth)
            #expect(evening.asked(fourth, among: helpers).isEmpty)
        }
    }

    @Test("lasts half a minute, or until it is passed on; nobody is asked twice in a row while a colleague is free")
    func turns() async throws {
        try await with { evening in
            let helpers = [evening.helper(), evening.helper(), evening.helper()]
            let person = evening.conversation(arrival: 1)
            evening.waits(person)
            var order = evening.asked(person, among: helpers)
            let until = try #require(evening.floor.offer(to: helpers[order[0]], at: evening.now)).until
            #expect(until.seconds - evening.now.seconds == Offer.patience)
            evening.later(Offer.patience - 1, helpers, [person])
            #expect(evening.asked(person, among: helpers) == order)
            evening.later(1, helpers, [person])
            order += evening.asked(person, among: helpers)
            evening.floor.passes(person.id, helpers[order[1]], at: evening.now)
            order += evening.asked(person, among: helpers)
            #expect(Set(order).count == 3)
            // A second press, or one of somebody who is not asked, changes nothing.
            evening.floor.passes(person.id, helpers[order[0]], at: evening.now)
            evening.floor.passes(person.id, helpers[order[1]], at: evening.now)
            #expect(evening.asked(person, among: helpers) == [order[2]])
            for _ in 0..<6 {
                evening.later(Offer.patience, helpers, [person])
                order += evening.asked(person, among: helpers)
            }
            #expect(order.count == 9)
            #expect(zip(order, order.dropFirst()).allSatisfy { $0 != $1 })
        }
    }

    @Test("comes back to who is alone after two minutes, and not before")
    func alone() async throws {
        try await with { evening in
            let helpers = [evening.helper()]
            let person = evening.conversation(arrival: 1)
            evening.waits(person)
            evening.floor.passes(person.id, helpers[0], at: evening.now)
            #expect(evening.asked(person, among: helpers).isEmpty)
            evening.later(60, helpers, [person])
            #expect(evening.asked(person, among: helpers).isEmpty)
            evening.later(60, helpers, [person])
            #expect(evening.asked(person, among: helpers) == [0])
        }
    }

    @Test("is first for the most urgent, who does not wait until somebody else was answered")
    func urgent() async throws {
        try await with { evening in
            let calm = evening.conversation(arrival: 1)
            let urgent = evening.conversation(.u1, arrival: 2)
            evening.waits(calm)
            evening.waits(urgent)
            let helpers = [evening.helper()]
            #expect(evening.asked(urgent, among: helpers) == [0])
            evening.floor.began(urgent, with: helpers[0], at: evening.now)
            #expect(evening.asked(calm, among: helpers) == [0])
            let danger = evening.conversation(.u0, arrival: 3)
            evening.waits(danger)
            #expect(evening.asked(danger, among: helpers) == [0])
            #expect(evening.asked(calm, among: helpers).isEmpty)
            evening.floor.leaves(danger.id, at: evening.now)
            evening.later(Offer.rest, helpers, [calm])
            #expect(evening.asked(calm, among: helpers) == [0])
        }
    }

    @Test("never goes to who is away, has enough, speaks another language or has left")
    func able() async throws {
        try await with { evening in
            let full = evening.helper(most: 1)
            evening.floor.began(evening.conversation(arrival: 1), with: full, at: evening.now)
            let helpers = [
                full, evening.helper(most: 0), evening.helper(languages: [try #require(LanguageTag("ar"))]), evening.helper(),
            ]
            let person = evening.conversation(arrival: 2)
            evening.waits(person)
            #expect(evening.asked(person, among: helpers) == [3])
            evening.floor.leaves(helpers[3], at: evening.now)
            #expect(evening.asked(person, among: helpers).isEmpty)
            evening.later(Offer.rest, [], [person])
            #expect(evening.asked(person, among: helpers).isEmpty)
        }
    }

    @Test("hides nothing: a colleague takes whom they see, and passing is for who holds the key of the team")
    func list() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (_, sam) = try await desk.enter("sam")
        let (_, iris) = try await desk.enter("iris")
        let (_, noor) = try await desk.enter("noor")
        for worker in [sam, iris] { place.atDesk(worker) }
        func begin() async throws -> PersonSession {
            let message = FirstMessage(text: Confidential(""), language: .dutch, isChat: true)
            let cookie = try await OpenConversation(place)(message, place.conversationSeed(), urgency: .u2)
            let session = try #require(try await place.personSession(cookie))
            _ = try await TalkNow(place).stage(session)
            return session
        }
        let person = try await begin()
        let inbox = Inbox(place)
        let (asked, other) = inbox.offer(to: sam) == nil ? (iris, sam) : (sam, iris)
        #expect(inbox.offer(to: asked)?.conversation == person.conversation && inbox.offer(to: other) == nil)
        #expect(try await inbox(other).map(\.id) == [person.conversation])
        await #expect(throws: WorkRefusal.notFound) { try await HelpPerson(place).pass(person.conversation, by: noor) }
        #expect(inbox.offer(to: asked) != nil)
        try await HelpPerson(place).claim(person.conversation, by: other)
        #expect(inbox.offer(to: asked) == nil && inbox.offer(to: other) == nil)
        let next = try await begin()
        #expect(inbox.offer(to: asked)?.conversation == next.conversation)
        // Whoever signs out is not asked any more, and their colleague is at once.
        var signals = inbox.changes(for: other).makeAsyncIterator()
        await place.signOut(asked)
        await signals.next()
        #expect(inbox.offer(to: other)?.conversation == next.conversation)
        await desk.remove()
    }
}

/// Leaving the desk.
@Suite("A helper who signs out", .tags(.R5))
struct SignedOutTests {
    @Test("is off the floor at once, and a page that was still looking brings nobody back")
    func signsOut() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let team = try desk.team(.desk).id
        let (cookie, sam) = try await desk.enter("sam")
        place.atDesk(sam)
        #expect(TalkNow(place).isOpen(team))
        await place.signOut(sam)
        #expect(!TalkNow(place).isOpen(team))
        #expect(try await place.workerSession(cookie) == nil)
        place.atDesk(sam)
        #expect(!TalkNow(place).isOpen(team))
        // A second press changes nothing; who enters anew is there.
        await place.signOut(sam)
        let (_, again) = try await desk.enter("sam")
        place.atDesk(again)
        #expect(TalkNow(place).isOpen(team))
        await desk.remove()
    }

    @Test("on one device is there still on the other, from its next sign")
    func twoDevices() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let team = try desk.team(.desk).id
        let (_, one) = try await desk.enter("sam")
        let (_, other) = try await desk.enter("sam")
        place.atDesk(one)
        await place.signOut(one)
        place.atDesk(other)
        #expect(TalkNow(place).isOpen(team))
        await desk.remove()
    }
}
