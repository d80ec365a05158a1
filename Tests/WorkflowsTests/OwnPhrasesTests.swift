import Domain
import TestKit
import Testing
import Workflows

/// What a helper writes for themself.
@Suite("A helper's own phrases", .tags(.R45))
struct OwnPhrasesTests {
    private func phrase(_ text: String, _ language: LanguageTag = .dutch, _ level: TextLevel = .b1) -> OwnPhrase {
        OwnPhrase(language: language, level: level, text: Confidential(text))
    }

    @Test("are theirs alone, and nothing of them stands anywhere in clear")
    func own() async throws {
        let desk = try await testWorkplace()
        let own = OwnPhrases(desk.place)
        let (_, sam) = try await desk.enter("sam")
        let (_, iris) = try await desk.enter("iris")
        let (_, noor) = try await desk.enter("noor")
        for _ in 0..<2 { try await own.add(phrase("KANARIE neem je tijd"), slip: Confidential("1"), by: sam) }
        try await own.add(phrase("Take your time", .english, .a2), slip: Confidential("2"), by: sam)
        let rows = try await own(sam)
        #expect(rows.map(\.phrase.text.revealed) == ["Take your time", "KANARIE neem je tijd"])
        #expect(rows.map(\.phrase.level) == [.a2, .b1] && rows.map(\.phrase.language) == [.english, .dutch])
        #expect(try await own(iris).isEmpty)
        // Somebody else's press, or a second one, takes nothing away.
        try await own.remove(rows[0].id, by: iris)
        #expect(try await own(sam).count == 2)
        for _ in 0..<2 { try await own.remove(rows[0].id, by: sam) }
        #expect(try await own(sam).map(\.id) == [rows[1].id])
        await #expect(throws: WorkRefusal.notFound) { try await own(noor) }
        await #expect(throws: WorkRefusal.notFound) { try await own.add(phrase("x"), slip: Confidential("3"), by: noor) }
        let kept = try await desk.place.stores.workers.phrases(of: sam.worker.id)
        #expect(kept.allSatisfy { !String(decoding: $0.content.bytes, as: UTF8.self).contains("KANARIE") })
        await desk.remove()
    }

    @Test("are refused when they are empty, too long or too many, and go when the helper goes")
    func limits() async throws {
        let desk = try await testWorkplace()
        let own = OwnPhrases(desk.place)
        let (_, sam) = try await desk.enter("sam")
        for text in [" \n", String(repeating: "a", count: OwnPhrase.longest + 1)] {
            await #expect(throws: WorkRefusal.empty) { try await own.add(phrase(text), slip: Confidential("1"), by: sam) }
        }
        for number in 0..<OwnPhrase.most { try await own.add(phrase("zin \(number)"), slip: Confidential("1"), by: sam) }
        await #expect(throws: WorkRefusal.taken(by: nil)) { try await own.add(phrase("nog een"), slip: Confidential("1"), by: sam) }
        let (_, noor) = try await desk.enter("noor")
        try await People(desk.place).end(sam.worker.id, by: noor)
        #expect(try await desk.place.stores.workers.phrases(of: sam.worker.id).isEmpty)
        await desk.remove()
    }
}
