import Domain
import Storage
import TestKit
import Testing
import Vault
import Workflows

/// What two people, or one of them twice, do with one chat at the same instant.
private enum Deed: String, CaseIterable, Sendable {
    /// The helper ends it.
    case close
    /// The helper answers, with what stood on their screen.
    case answer
    /// The helper gives it back to the team.
    case handOver
    /// The person throws it away.
    case discard
    /// The person writes.
    case write
    /// The person leaves by the exit.
    case exit
    /// The person answers the questions about the site.
    case survey
}

private struct Pair: Sendable, CustomTestStringConvertible {
    let one: Deed
    let other: Deed
    var testDescription: String { "\(one.rawValue) and \(other.rawValue)" }

    static let all = Deed.allCases.enumerated().flatMap { index, one in
        Deed.allCases[index...].map { Pair(one: one, other: $0) }
    }
}

/// A chat in which both have spoken, and the helper has it.
private struct Chat: Sendable {
    static let words = "wat ik nu schrijf"
    static let answer = "wat ik nu antwoord"
    let desk: TestWorkplace
    let helper: WorkerSession
    let cookie: String
    let person: PersonSession

    init(_ desk: TestWorkplace, _ helper: WorkerSession) async throws {
        (self.desk, self.helper) = (desk, helper)
        let message = FirstMessage(text: Confidential(""), language: .dutch, isChat: true)
        cookie = try await OpenConversation(desk.place)(message, desk.place.conversationSeed(), urgency: .u2)
        person = try #require(try await desk.place.personSession(cookie))
        try await WriteMessage(desk.place)(Confidential("hallo"), in: person, slip: Confidential("0" + person.conversation.text))
        try await HelpPerson(desk.place).claim(person.conversation, by: helper)
    }

    /// - Returns: what stood in the way; nil when it was done.
    func act(_ deed: Deed) async -> WorkRefusal? {
        do throws(WorkRefusal) {
            let (place, id) = (desk.place, person.conversation)
            switch deed {
            case .close: try await HelpPerson(place).close(id, because: .helped, seen: 1, by: helper)
            case .answer:
                try await HelpPerson(place).answer(id, Confidential(Self.answer), seen: 1, slip: Confidential("a" + id.text), by: helper)
            case .handOver: try await HelpPerson(place).handOver(id, note: Confidential("voor jullie"), by: helper)
            case .discard: try await EraseEverything(place).unproven(person)
            case .write: try await WriteMessage(place)(Confidential(Self.words), in: person, slip: Confidential("w" + id.text))
            case .exit: await place.endSession(cookie)
            case .survey:
                try await SendFeedback(place)(
                    Feedback(rather: "", found: "easily", who: "", age: "", kind: "", missed: Confidential("niets")))
            }
            return nil
        } catch {
            return error
        }
    }
}

@Suite("At the same instant", .tags(.R5, .R7), .serialized)
struct RaceTests {
    /// What became of both deeds.
    private struct Outcome {
        let pair: Pair
        let refusals: [WorkRefusal?]

        func did(_ deed: Deed) -> Bool { zip([pair.one, pair.other], refusals).contains { $0 == deed && $1 == nil } }
    }

    @Test(
        "whatever two of them do, in either order or truly together, there is one outcome that both can see, and nothing accepted is lost",
        arguments: StorageEngine.databases)
    func pairs(_ engine: StorageEngine) async throws {
        let desk = try await TestWorkplace.make(engine: engine)
        let (_, sam) = try await desk.enter("sam")
        for pair in Pair.all {
            for manner in 0..<5 {
                let chat = try await Chat(desk, sam)
                let told = try await feedback(desk)
                let refusals: [WorkRefusal?]
                switch manner {
                case 0: refusals = [await chat.act(pair.one), await chat.act(pair.other)]
                case 1: refusals = [await chat.act(pair.other), await chat.act(pair.one)].reversed()
                default:
                    async let one = chat.act(pair.one)
                    async let other = chat.act(pair.other)
                    refusals = [await one, await other]
                }
                let outcome = Outcome(pair: pair, refusals: refusals)
                try await check(outcome, chat, "\(pair.testDescription), \(manner): \(refusals)")
                let surveys = [pair.one, pair.other].count { $0 == .survey }
                #expect(try await feedback(desk) == told + surveys, "\(pair.testDescription)")
            }
        }
        #expect(try await AuditVerifier(desk.place.stores.audit, key: desk.place.log.verifierKey).verify().finding == nil)
        await desk.remove()
    }

    private func feedback(_ desk: TestWorkplace) async throws -> Int {
        var count = 0
        for team in desk.teams { count += try await desk.place.stores.feedback.all(for: team.id, limit: 10_000).count }
        return count
    }

    private func check(_ outcome: Outcome, _ chat: Chat, _ what: Comment) async throws {
        let place = chat.desk.place
        let id = chat.person.conversation
        // Nothing that stands in the way is a fault of the house.
        for refusal in outcome.refusals {
            guard let refusal else { continue }
            #expect([.erased, .notFound, .newerMessage, .taken(by: nil)].contains(refusal.unnamed), what)
        }
        if outcome.did(.exit) { #expect(try await place.personSession(chat.cookie) == nil, what) }
        if outcome.did(.survey) || outcome.pair.one == .survey || outcome.pair.other == .survey {
            #expect(zip([outcome.pair.one, outcome.pair.other], outcome.refusals).allSatisfy { $0 != .survey || $1 == nil }, what)
        }
        if outcome.did(.discard) { return try await checkGone(chat, what) }
        let conversation = try #require(try await place.stores.conversations.conversation(id), what)
        let view = try await HelpPerson(place).read(id, by: chat.helper)
        let texts = view.messages.map(\.text.revealed)
        // Accepted is there, once; refused is not there.
        #expect(texts.count { $0 == Chat.words } == (outcome.did(.write) ? 1 : 0), what)
        #expect(texts.count { $0 == Chat.answer } == (outcome.did(.answer) ? 1 : 0), what)
        let mine = try await ReadOwnConversation(place)(chat.person)
        #expect(mine.messages.map(\.text.revealed) == texts && mine.state == conversation.state, what)
        // Words that nobody has seen are never closed or answered away.
        if outcome.did(.write) { #expect(conversation.state == .waiting, what) }
        let stage = try await TalkNow(place).stage(chat.person)
        #expect((stage == .ended) == (conversation.state == .closed), what)
        #expect((stage == .talking) == (conversation.claimedBy != nil && conversation.state != .closed), what)
        if outcome.did(.close) { #expect(conversation.claimedBy == nil, what) }
        if outcome.did(.handOver) { #expect(conversation.claimedBy == nil && view.notes.count == 1, what) }
        // Somebody who has it gives it away once.
        if outcome.pair.one == .close, outcome.pair.other == .handOver {
            #expect(outcome.did(.close) != outcome.did(.handOver), what)
        }
    }

    /// Nothing is left, and both sides hear it.
    private func checkGone(_ chat: Chat, _ what: Comment) async throws {
        let stores = chat.desk.place.stores
        #expect(try await stores.conversations.conversation(chat.person.conversation) == nil, what)
        #expect(try await stores.dossiers.dossier(chat.person.dossier) == nil, what)
        #expect(try await stores.shred.key(for: chat.person.dossier) == nil, what)
        #expect(try await stores.sections.sections(of: chat.person.dossier).isEmpty, what)
        #expect(try await chat.desk.place.personSession(chat.cookie) == nil, what)
        let help = HelpPerson(chat.desk.place)
        #expect(try await help.standing(chat.person.conversation, since: 1, isColleagues: false, for: chat.helper).0 == .gone, what)
        await #expect(throws: WorkRefusal.erased, what) { try await ReadOwnConversation(chat.desk.place)(chat.person) }
        await #expect(throws: WorkRefusal.erased, what) {
            try await WriteMessage(chat.desk.place)(
                Confidential("nog iets"), in: chat.person, slip: Confidential("z" + chat.person.conversation.text))
        }
    }

    @Test("who leaves by the exit is gone for the desk at once, not a minute later")
    func exit() async throws {
        let desk = try await testWorkplace()
        let (_, sam) = try await desk.enter("sam")
        let chat = try await Chat(desk, sam)
        _ = try await TalkNow(desk.place).stage(chat.person)
        #expect(try await Inbox(desk.place)(sam).map(\.chat) == [.here])
        var changes = Inbox(desk.place).changes(for: sam).makeAsyncIterator()
        await desk.place.endSession(chat.cookie)
        #expect(await changes.next() != nil)
        #expect(try await Inbox(desk.place)(sam).map(\.chat) == [.away])
        await desk.remove()
    }
}

extension WorkRefusal {
    /// Without the name of who was first.
    fileprivate var unnamed: WorkRefusal {
        if case .taken = self { return .taken(by: nil) }
        return self
    }
}
