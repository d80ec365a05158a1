import Domain
import TestKit
import Testing

@testable import Vault

/// What a list shows of somebody who waits, as it is kept.
@Suite("A card in the list", .tags(.R5, .R41))
struct CaseCardTests {
    private let chance = CountedChance(31)

    private func opened(_ plain: [UInt8]) throws -> CaseCard {
        let key = try KeyPair.make()
        let (conversation, team) = (Identifier<Conversation>(chance), Identifier<Team>(chance))
        let bound = Purpose.card.encode(.id(conversation), .id(team), .number(1))
        let sealed = try Envelope.seal(plain, to: key.publicKey, info: Purpose.card.encode(), binding: bound)
        return try CaseCardSeal.open(Sealed(bytes: sealed), of: conversation, to: team, generation: 1, with: key)
    }

    private func again(_ card: CaseCard) throws -> (card: CaseCard, size: Int) {
        let key = try KeyPair.make()
        let (conversation, team) = (Identifier<Conversation>(chance), Identifier<Team>(chance))
        let sealed = try CaseCardSeal.seal(card, of: conversation, to: team, generation: 1, key.publicKey)
        return (try CaseCardSeal.open(sealed, of: conversation, to: team, generation: 1, with: key), sealed.bytes.count)
    }

    @Test("comes back with everything that was on it, and is as long as an empty one")
    func whole() throws {
        var card = CaseCard(waitingSince: Instant(seconds: 1_795_000_000), isMonitored: false, isChat: true)
        let empty = try again(card)
        #expect(empty.card == card)
        card.isMonitored = true
        card.isPhone = true
        card.takenFrom = Identifier(chance)
        card.asked = Identifier(chance)
        card.closing = .init(at: Instant(seconds: 1_795_000_100), by: Identifier(chance), reason: .abuse)
        card.call = .init(until: Instant(seconds: 1_795_086_400), times: Confidential("dinsdag na 10 uur"))
        let full = try again(card)
        #expect(full.card == card && full.size == empty.size)
    }

    @Test("holds as much of the safe times as fits, and never half a letter")
    func times() throws {
        for text in [String(repeating: "é", count: 500), String(repeating: "👩‍👧", count: 40), String(repeating: "a", count: 96), ""] {
            let wish = CaseCard.CallWish(until: Instant(seconds: 9), times: Confidential(text))
            let read = try #require(try again(CaseCard(waitingSince: Instant(seconds: 1), isMonitored: false, call: wish)).card.call)
            let kept = read.times.revealed
            #expect(kept.utf8.count <= CaseCardSeal.longestTimes && (kept == text || kept.hasSuffix("…")))
            #expect(text.hasPrefix(kept == text ? text : String(kept.dropLast())))
        }
    }

    @Test("that was made before there was so much on it is still read")
    func older() throws {
        let since = withUnsafeBytes(of: Int64(1_795_000_000).bigEndian) { Array($0) }
        #expect(try opened([1] + since + [1]) == CaseCard(waitingSince: Instant(seconds: 1_795_000_000), isMonitored: true))
        let helper = Identifier<SupportWorker>(chance)
        let second = [2] + since + [0, 1] + helper.bytes + [UInt8](repeating: 0, count: 36) + [1]
        let card = CaseCard(waitingSince: Instant(seconds: 1_795_000_000), isMonitored: false, takenFrom: helper, isChat: true)
        #expect(second.count == CaseCardSeal.sizeBefore)
        #expect(try opened(second) == card)
        for wrong in [[3] + since, [2] + since + [1], [9] + since + [UInt8](repeating: 0, count: 183)] {
            #expect(throws: KeyRefusal.wrong) { try opened(wrong) }
        }
    }

    @Test("asks for a call until its time is over, and not while somebody may read along")
    func wanted() {
        let wish = CaseCard.CallWish(until: Instant(seconds: 100), times: Confidential("nu"))
        var card = CaseCard(waitingSince: Instant(seconds: 1), isMonitored: false, call: wish)
        #expect(card.wantsCall(at: Instant(seconds: 99)) && !card.wantsCall(at: Instant(seconds: 100)))
        card.isMonitored = true
        #expect(!card.wantsCall(at: Instant(seconds: 99)))
        #expect(!CaseCard(waitingSince: Instant(seconds: 1), isMonitored: false).wantsCall(at: Instant(seconds: 2)))
    }
}
