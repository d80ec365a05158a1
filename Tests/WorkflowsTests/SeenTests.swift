import Domain
import TestKit
import Testing
import Workflows

/// What a colleague is told once, while something else changes in the moment in which they see it.
@Suite("What a colleague was told", .tags(.R11))
struct SeenTests {
    /// A conversation that Iris took over from Sam, who has not seen that.
    private struct Lost {
        let desk: TestWorkplace
        let id: Identifier<Conversation>
        let person: PersonSession
        let sam: WorkerSession
        let iris: WorkerSession
        let lee: WorkerSession

        init() async throws {
            desk = try await TestWorkplace.make(
                people: [("noor", .administrator), ("sam", .helper), ("iris", .helper), ("lee", .helper)])
            (_, _, person) = try await desk.write("hoi")
            id = person.conversation
            (_, sam) = try await desk.enter("sam")
            (_, iris) = try await desk.enter("iris")
            (_, lee) = try await desk.enter("lee")
            try await HelpPerson(desk.place).claim(id, by: sam)
            try await HelpPerson(desk.place).takeOver(id, from: sam.worker.id, note: Confidential("dienst"), by: iris)
        }

        /// Whether the list tells somebody that a colleague took it over from them.
        func isTold(_ session: WorkerSession) async throws -> Bool {
            try await Inbox(desk.place)(session).contains { $0.isTakenFromYou }
        }

        /// Somebody sees it, while others do each of these between their looks and their writes.
        func see(_ session: WorkerSession, while rivals: [@Sendable () async throws -> Void]) async throws {
            try await HelpPerson(desk.place.with(rivals: rivals)).haveSeenTakeOver(id, by: session)
        }

        /// A change of the card that keeps everything else.
        @Sendable func mark() async throws {
            try await HelpPerson(desk.place).ask(sam.worker.id, toLookAlong: id, by: iris)
        }
    }

    @Test("who lost a conversation hears it once, also when something else changed in the moment in which they saw it")
    func changed() async throws {
        let lost = try await Lost()
        let (place, id, iris) = (lost.desk.place, lost.id, lost.iris)
        #expect(try await lost.isTold(lost.sam))
        try await lost.see(
            lost.sam,
            while: [
                lost.mark,
                { try await HelpPerson(place).answer(id, Confidential("dag"), seen: 1, slip: Confidential("a"), by: iris) },
            ])
        #expect(try await !lost.isTold(lost.sam))
        // What came in that moment stands.
        #expect(try await Inbox(place)(lost.sam).map(\.isAskedOfYou) == [true])
        #expect(try await Inbox(place)(lost.sam).map(\.state) == [.answered])
        await lost.desk.remove()
    }

    @Test("a second press, one in another window at the same moment, and one of somebody else change nothing")
    func twice() async throws {
        let lost = try await Lost()
        let place = lost.desk.place
        func revision() async throws -> Int64? { try await place.stores.conversations.conversation(lost.id)?.revision }
        try await HelpPerson(place).haveSeenTakeOver(lost.id, by: lost.iris)
        try await HelpPerson(place).haveSeenTakeOver(lost.id, by: lost.lee)
        #expect(try await lost.isTold(lost.sam))
        let (id, sam) = (lost.id, lost.sam)
        try await lost.see(sam, while: [{ try await HelpPerson(place).haveSeenTakeOver(id, by: sam) }])
        #expect(try await !lost.isTold(sam))
        let seen = try await revision()
        try await HelpPerson(place).haveSeenTakeOver(id, by: sam)
        #expect(try await revision() == seen)
        await lost.desk.remove()
    }

    @Test("when the next colleague loses it in that moment, it is they who are told")
    func next() async throws {
        let lost = try await Lost()
        let (place, id, iris, lee) = (lost.desk.place, lost.id, lost.iris, lost.lee)
        try await lost.see(
            lost.sam, while: [{ try await HelpPerson(place).takeOver(id, from: iris.worker.id, note: Confidential("ik ga"), by: lee) }])
        #expect(try await lost.isTold(iris))
        #expect(try await !lost.isTold(lost.sam))
        await lost.desk.remove()
    }

    @Test("who looks along while somebody else is asked leaves that one asked")
    func askedAnother() async throws {
        let lost = try await Lost()
        let (place, id, iris, lee) = (lost.desk.place, lost.id, lost.iris, lost.lee)
        try await lost.mark()
        let rival = place.with(rivals: [{ try await HelpPerson(place).ask(lee.worker.id, toLookAlong: id, by: iris) }])
        try await HelpPerson(rival).haveLookedAlong(id, by: lost.sam)
        #expect(try await Inbox(place)(lee).map(\.isAskedOfYou) == [true])
        #expect(try await Inbox(place)(lost.sam).map(\.isAskedOfYou) == [false])
        await lost.desk.remove()
    }

    @Test("when something else comes first every time, nothing is lost and it is said once more")
    func always() async throws {
        let lost = try await Lost()
        let (place, id, iris) = (lost.desk.place, lost.id, lost.iris)
        let write: @Sendable () async throws -> Void = {
            try await place.stores.conversations.add([], to: id, ConversationChange(arrives: true))
        }
        try await lost.see(lost.sam, while: Array(repeating: write, count: 5))
        #expect(try await lost.isTold(lost.sam))
        #expect(try await place.stores.conversations.conversation(id)?.claimedBy == iris.worker.id)
        try await lost.see(lost.sam, while: Array(repeating: write, count: 4))
        #expect(try await !lost.isTold(lost.sam))
        await lost.desk.remove()
    }
}
