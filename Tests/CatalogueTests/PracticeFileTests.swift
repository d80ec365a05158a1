import Catalogue
import Domain
import TestKit
import Testing

@Suite("The invented evening", .tags(.R2))
struct PracticeFileTests {
    private static let file = "demonstration/evening.yaml"
    private static let sound = """
        schema_version: '1'
        verified: 2026-11-21
        never: [naakt]
        helpers: [sam]
        conversations:
        - id: one
          kind: chat
          start: 20
          helper: sam
          said:
          - {at: 19, person: hoi}
          - {at: 10, helper: Hallo. Ik lees rustig mee.}
          next: [dank je]
        - {id: two, kind: message, start: 5, said: [{at: 5, person: een vraag}]}
        - {id: three, kind: call, start: 5, call: {times: morgen, manner: alleen ik, word: appel}}

        """

    @Test("is read in its order, and may be left out")
    func reads() throws {
        let all = try ContentFixture().adding(Self.file, Self.sound).load().practice
        #expect(all.map(\.id) == ["one", "two", "three"] && all[0].said.map(\.isPerson) == [true, false] && all[0].next == ["dank je"])
        #expect(all[0].work.helper == "sam" && all[2].call?.word == "appel")
        #expect(try ContentFixture().load().practice.isEmpty)
    }

    @Test(
        "that could not be, or that says what nobody writes here, is refused",
        arguments: [
            ("helper: sam\n", "\n", "whoever did this has no name here"),
            ("helper: sam\n", "helper: bo\n", "unknown value 'bo'"),
            ("at: 19", "at: 9", "what was said stands in its order"),
            ("at: 19", "at: 21", "'21' is not a whole number from 0 to 20"),
            ("person: hoi", "person: ik was naakt", "'naakt' stands in no line"),
            ("person: hoi", "person: bel me op 06 1234 5678", "the number 06 1234 5678 may not stand here"),
            ("person: hoi", "person: ik@voorbeeld.nl", "no address stands here"),
            ("Ik lees rustig mee.", "Bel 0612345678.", "the number 0612345678 may not stand here"),
            ("kind: message", "kind: call", "whoever wants to be called says when"),
            ("kind: chat", "kind: phone", "of a call stands what the helper wrote"),
            ("id: two", "id: one", "conversation 'one' stands here twice"),
        ])
    func refuses(_ old: String, _ new: String, _ reason: String) throws {
        let problems = try ContentFixture().adding(Self.file, Self.sound).editing(Self.file, old, new).problems()
        #expect(problems.contains { $0.hasPrefix(Self.file) && $0.contains(reason) }, "\(problems)")
    }

    @Test("has 40 conversations, in every state that a helper meets")
    func shipped() throws {
        let all = try RealContent.get().practice
        #expect(all.count == 40)
        func some(_ isSuch: (PracticeConversation) -> Bool) -> Bool { all.contains(where: isSuch) }
        func answered(_ question: String, _ choice: String) -> Bool {
            some { $0.answers.contains { $0.question == question && $0.choices.contains(choice) } }
        }
        for kind in PracticeConversation.Kind.allCases { #expect(some { $0.kind == kind }, "\(kind)") }
        #expect(some { $0.kind == .chat && $0.work.helper == nil } && some { $0.kind == .chat && $0.work.helper != nil })
        for age in ["under_12", "12_15", "16_17", "18_plus"] { #expect(answered("age", age), "\(age)") }
        #expect(answered("safety", "now") && answered("safety", "monitored") && answered("safety", "thoughts"))
        #expect(answered("what", "organised") && answered("asker", "worried_self") && answered("asker", "professional"))
        #expect(
            some { $0.language.primary == "en" } && some { $0.work.isMarked } && some { $0.work.isUnreached }
                && some { $0.work.asked != nil })
        #expect(some { $0.work.handed != nil } && some { $0.work.draft != nil } && some { $0.work.closed == .abuse })
        #expect(all.filter { $0.work.helper == "sam" && $0.kind == .chat && $0.work.closed == nil }.count >= 4)
    }
}
