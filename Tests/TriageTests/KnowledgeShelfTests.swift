import Domain
import TestKit
import Testing
import Triage

@Suite("Beside a conversation", .tags(.R38, .R39, .R40, .R43))
struct KnowledgeShelfTests {
    static func card(_ id: String, weight: Int, _ when: Occasion) -> KnowledgeCard {
        KnowledgeCard(
            id: id, title: id, summary: id, level: .b1, when: when, weight: weight, parts: [.say: [[.text("Dag.")]]],
            evidence: KnowledgeEvidence(
                sources: [], verifiedOn: CalendarDay(number: 20_778), review: [], requirements: []))
    }

    static func situations(_ facets: [Facet: Set<Int>]...) -> Occasion { .situations(facets.map { RuleCondition(facets: $0) }) }

    static let shelf = KnowledgeShelf(
        cards: [
            card("at-hand", weight: 99, .always),
            card("watched", weight: 50, situations([.monitored: [Int(Ternary.yes.rawValue)]])),
            card("danger", weight: 90, situations([.danger: [Int(Danger.now.rawValue)]])),
            card("group-of-adult", weight: 50, situations([.forms: [5], .age: [3]], [.relation: [13]])),
        ],
        phrases: [
            Phrase(id: "hello", moment: .welcome, when: .always, texts: [.b1: "Dag.", .a2: "Hoi."]),
            Phrase(id: "hello-child", moment: .welcome, when: situations([.age: [0]]), texts: [.b1: "Dag.", .a2: "Hoi."]),
            Phrase(id: "wait", moment: .waiting, when: .always, texts: [.b1: "Zo.", .a2: "Zo."]),
        ])

    @Test("no card stands while nothing is known, but what is always at hand is within reach")
    func nothingKnown() {
        #expect(Self.shelf.cards(for: Situation()) == [])
        #expect(Self.shelf.atHand.map(\.id) == ["at-hand"])
    }

    @Test("the heaviest card comes first, cards of one weight by their id, and the order is the same every time")
    func order() {
        var situation = Situation()
        situation.danger = .now
        situation.monitored = .yes
        situation.relation = .network
        #expect(Self.shelf.cards(for: situation).map(\.id) == ["danger", "group-of-adult", "watched"])
        #expect(Self.shelf.cards(for: situation) == Self.shelf.cards(for: situation))
    }

    @Test("a card comes when one of its conditions holds in full, and stays away when each holds in part")
    func conditions() {
        var situation = Situation()
        situation.forms = [.organised, .images]
        #expect(Self.shelf.cards(for: situation) == [])
        situation.age = .adult
        #expect(Self.shelf.cards(for: situation).map(\.id) == ["group-of-adult"])
        situation.age = .from12To15
        #expect(Self.shelf.cards(for: situation) == [])
        situation.relation = .network
        #expect(Self.shelf.cards(for: situation).map(\.id) == ["group-of-adult"])
    }

    @Test("the phrases of a moment start with those written for the situation, and those of another moment stay away", .tags(.R45))
    func phrases() {
        var child = Situation()
        child.age = .under12
        #expect(Self.shelf.phrases(at: .welcome, for: child).map(\.id) == ["hello-child", "hello"])
        #expect(Self.shelf.phrases(at: .welcome, for: Situation()).map(\.id) == ["hello"])
        #expect(Self.shelf.phrases(at: .lineAbuse, for: child) == [])
    }

    @Test(
        "easy words are for a child who writes and for whoever asks for them, never for the mother who writes about the child",
        .tags(.R45, .R47))
    func level() {
        var situation = Situation()
        #expect(situation.textLevel == .b1)
        situation.age = .under12
        #expect(situation.textLevel == .a2)
        situation.asker = .parent
        #expect(situation.textLevel == .b1)
        situation.asker = .victim
        situation.age = .adult
        #expect(situation.textLevel == .b1)
        situation.needs = [.intellectualDisability]
        #expect(situation.textLevel == .a2)
        situation.asker = .professional
        #expect(situation.textLevel == .b1)
    }
}
