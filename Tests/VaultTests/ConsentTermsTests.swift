import Domain
import TestKit
import Testing

@testable import Vault

@Suite("What was agreed", .tags(.R62))
struct ConsentTermsTests {
    private static func terms(
        _ text: String = "Team Inval mag dit lezen.", parts: [DossierSection.Kind] = [.contact, .story], weeks: Int = 26,
        scope: ConsentTerms.Scope = .all
    ) -> ConsentTerms {
        let chance = CountedChance(8)
        return ConsentTerms(
            consent: Identifier(chance), dossier: Identifier(chance), team: Identifier(chance), generation: 2,
            teamKey: PublicKey(bytes: chance.bytes(1216)), parts: parts, scope: scope, purpose: .help, text: Confidential(text),
            language: .dutch, channel: .own, at: Instant(seconds: 1_790_000_000), startsIn: Week(number: 2960),
            endsIn: Week(number: 2960 + weeks))
    }

    @Test("is read back as it was, however long its words are", arguments: [0, 1, 65_533, 65_534, 65_535, 200_000])
    func back(_ length: Int) throws {
        let terms = Self.terms(String(repeating: "é", count: length / 2) + (length % 2 == 1 ? "a" : ""))
        #expect(ConsentTerms(terms.encoded) == terms)
    }

    @Test("has another hash when any of it is other: a word, a part, a week, the scope")
    func hash() {
        let hashes = [
            Self.terms(), Self.terms("Team Inval mag dit niet lezen."), Self.terms(parts: [.contact]), Self.terms(weeks: 27),
            Self.terms(scope: .fromNow),
        ].map(\.hash)
        #expect(Set(hashes).count == hashes.count)
    }

    @Test("that is cut off, longer or of something else is not read")
    func torn() {
        let bytes = Self.terms().encoded
        for length in 0..<bytes.count { #expect(ConsentTerms(Array(bytes.prefix(length))) == nil) }
        #expect(ConsentTerms(bytes + [0]) == nil)
        #expect(ConsentTerms(Purpose.card.encode(.text("help"))) == nil)
    }
}
