import Domain
import Foundation
import TestKit
import Testing
import Workflows

@Suite("Notes of a call", .tags(.R4, .R8))
struct CallDraftTests {
    private func notes(_ told: String, _ desk: TestWorkplace) -> CallNotes {
        CallNotes(
            told: Confidential(told), memo: Confidential("voor ons"), answers: Confidential("asker:victim"), at: desk.clock.now)
    }

    @Test("outlive the entry in which they were written, for the one who wrote them, and for no colleague")
    func kept() async throws {
        let desk = try await testWorkplace()
        let (cookie, sam) = try await desk.enter("sam")
        try await CallDraft(desk.place).keep(notes("half af", desk), by: sam)
        try await CallDraft(desk.place).keep(notes("bijna af", desk), by: sam)
        await desk.place.endSession(cookie)
        let (_, again) = try await desk.enter("sam")
        let kept = try #require(try await CallDraft(desk.place).kept(by: again))
        #expect(kept.told.revealed == "bijna af" && kept.memo.revealed == "voor ons" && kept.answers.revealed == "asker:victim")
        let (_, iris) = try await desk.enter("iris")
        #expect(try await CallDraft(desk.place).kept(by: iris) == nil)
        await desk.remove()
    }

    @Test("are gone when the call is thrown away or kept, when they are emptied, and after some hours")
    func gone() async throws {
        let desk = try await testWorkplace()
        let (_, sam) = try await desk.enter("sam")
        let draft = CallDraft(desk.place)
        try await draft.keep(notes("weg", desk), by: sam)
        try await draft.drop(by: sam)
        #expect(try await draft.kept(by: sam) == nil)
        try await draft.keep(notes("weg", desk), by: sam)
        let nothing = CallNotes(told: Confidential(" "), memo: Confidential(""), answers: Confidential(""), at: desk.clock.now)
        try await draft.keep(nothing, by: sam)
        #expect(try await draft.kept(by: sam) == nil)
        try await draft.keep(notes("oud", desk), by: sam)
        desk.clock.advance(seconds: CallDraft.hours * 3600 + 1)
        #expect(try await draft.kept(by: sam) == nil)
        desk.clock.advance(seconds: -7200)
        #expect(try await draft.kept(by: sam) == nil)
        await desk.remove()
    }

    @Test("stand nowhere in words that can be read")
    func sealed() async throws {
        let desk = try await testWorkplace()
        let (_, sam) = try await desk.enter("sam")
        try await CallDraft(desk.place).keep(notes("KANARIE", desk), by: sam)
        let files = FileManager.default.enumerator(atPath: desk.folder)?.allObjects as? [String] ?? []
        #expect(!files.isEmpty)
        for file in files {
            let bytes = FileManager.default.contents(atPath: desk.folder + "/" + file).map(Array.init) ?? []
            #expect(bytes.firstRange(of: Array("KANARIE".utf8)) == nil, "\(file)")
        }
        await desk.remove()
    }
}
