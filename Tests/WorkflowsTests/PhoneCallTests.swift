import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

/// A call that is kept for who wants to come back.
@Suite("A phone call", .tags(.R4, .R8))
struct PhoneCallTests {
    private static func call(_ told: String = "Je belde.", note: String = "klonk moe", isMonitored: Bool = false) -> PhoneCall {
        PhoneCall(
            told: Confidential(told), note: Confidential(note), answers: nil, isMonitored: isMonitored, language: .dutch)
    }

    @Test("that is kept opens with the code that was read out, and the person sees what was written down for them and who did it")
    func kept() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (_, sam) = try await desk.enter("sam")
        let seed = place.conversationSeed()
        let id = try await KeepPhoneCall(place)(Self.call(), seed, urgency: .u1, by: sam)
        let person = try #require(try await place.personSession(EnterCode(place)(seed.code.digits)))
        #expect(person.conversation == id)
        let own = try await ReadOwnConversation(place)(person)
        #expect(own.messages.map(\.text.revealed) == ["Je belde."] && own.state == .answered)
        #expect(try await WhoLooked(place)(person).map(\.kind).contains(.codeSpoken))
        let view = try await HelpPerson(place).read(id, by: sam)
        #expect(view.isYours && view.isPhone && view.notes.map(\.text.revealed) == ["klonk moe"])
        #expect(try await Inbox(place)(sam).first?.isPhone == true)
        await desk.remove()
    }

    @Test("that is kept twice on one form is one conversation with one code")
    func twice() async throws {
        let desk = try await testWorkplace()
        let (_, sam) = try await desk.enter("sam")
        let seed = desk.place.conversationSeed()
        let first = try await KeepPhoneCall(desk.place)(Self.call(), seed, urgency: .u2, by: sam)
        let second = try await KeepPhoneCall(desk.place)(Self.call(), seed, urgency: .u2, by: sam)
        #expect(first == second)
        #expect(try await HelpPerson(desk.place).read(first, by: sam).notes.count == 1)
        #expect(try await Inbox(desk.place)(sam).count == 1)
        await desk.remove()
    }

    @Test("leaves its code and the person's key with nobody at the desk")
    func codeIsGone() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (_, sam) = try await desk.enter("sam")
        let seed = place.conversationSeed()
        let id = try await KeepPhoneCall(place)(Self.call(), seed, urgency: .u2, by: sam)
        let conversation = try #require(try await place.stores.conversations.conversation(id))
        // What the desk can open: its own grant, and nothing that is sealed to the person.
        let grant = try #require(try await place.stores.sections.grant(conversation.messages, to: .subject))
        let shred = try #require(try await place.stores.shred.key(for: conversation.dossier))
        let receipt = try await place.logged(
            AuditEntry(.sectionRead, .read, at: place.now(), by: sam.actor, dossier: conversation.dossier, section: conversation.messages),
            AuditReaders(subject: nil, review: nil, scope: [1]))
        for key in [sam.keyPair] + sam.teamKeys.values.map(\.keyPair) {
            #expect(throws: KeyRefusal.self) {
                try place.keys.open(grant, of: conversation.dossier, with: key, shred: shred, after: receipt)
            }
        }
        #expect(!place.packed(sam).contains(seed.code.digits))
        await desk.remove()
    }

    @Test("is kept only by who helps people and holds the key of a desk that can receive")
    func wrongPerson() async throws {
        let desk = try await testWorkplace()
        let (_, noor) = try await desk.enter("noor")
        await #expect(throws: WorkRefusal.notFound) {
            try await KeepPhoneCall(desk.place)(Self.call(), desk.place.conversationSeed(), urgency: .u2, by: noor)
        }
        await desk.remove()
    }

    @Test("in which the caller said that somebody may read along is marked so, and stays so")
    func monitored() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (_, sam) = try await desk.enter("sam")
        let seed = place.conversationSeed()
        let id = try await KeepPhoneCall(place)(Self.call(isMonitored: true), seed, urgency: .u2, by: sam)
        #expect(try await HelpPerson(place).read(id, by: sam).isMonitored)
        let person = try #require(try await place.personSession(EnterCode(place)(seed.code.digits)))
        try await WriteMessage(place)(Confidential("ik ben er"), in: person, slip: Confidential("1"))
        #expect(try await Inbox(place)(sam).first?.isMonitored == true)
        await desk.remove()
    }
}

extension [UInt8] {
    /// Whether the digits stand somewhere in it.
    fileprivate func contains(_ digits: Confidential<String>) -> Bool {
        String(decoding: self, as: UTF8.self).contains(digits.revealed)
    }
}
