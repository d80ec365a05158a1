import Catalogue
import Domain
import TestKit
import Testing
import Triage

@Suite("The cards and phrases of the house", .tags(.R38, .R39, .R40, .R43, .R53))
struct ShippedKnowledgeTests {
    let shelf: KnowledgeShelf
    let landscape: Landscape

    init() throws {
        let content = try RealContent.get()
        shelf = try #require(content.knowledge["nl"])
        landscape = content.landscape
    }

    /// A situation in a few words, and the cards that must stand beside it: these first, in this order.
    struct Expectation: Sendable, CustomTestStringConvertible {
        let facets: [String: FacetInput]
        let first: [String]
        var also: [String] = []
        var never: [String] = []
        var testDescription: String { facets.keys.sorted().joined(separator: " ") }
    }

    @Test(
        "fit the situation",
        arguments: [
            Expectation(facets: ["asker": .one("victim"), "forms": .many(["organised"])], first: ["networks", "dissociation"]),
            Expectation(
                facets: ["asker": .one("victim"), "relation": .one("exploiter"), "monitored": .one("yes")],
                first: ["read-along", "networks"]),
            Expectation(facets: ["needs": .many(["dissociation"])], first: ["dissociation"]),
            Expectation(facets: ["asker": .one("victim"), "gender": .one("man")], first: ["men"]),
            Expectation(facets: ["needs": .many(["intellectual_disability", "deaf"])], first: ["deaf", "intellectual-disability"]),
            Expectation(facets: ["asker": .one("victim"), "forms": .many(["forced_marriage"])], first: ["harmful-practices"]),
            Expectation(facets: ["asker": .one("professional"), "forms": .many(["genital_mutilation"])], first: ["harmful-practices"]),
            Expectation(
                facets: ["asker": .one("victim"), "age": .one("under_12")], first: ["child-under-12"], never: ["adult-about-child"]),
            Expectation(
                facets: ["asker": .one("parent"), "age": .one("under_12"), "when": .one("within_72h")],
                first: ["acute", "adult-about-child"],
                never: ["child-under-12"]),
            Expectation(
                facets: ["asker": .one("victim"), "age": .one("12_15"), "forms": .many(["images"]), "mode": .one("online")],
                first: ["teens-images"]),
            Expectation(facets: ["asker": .one("victim"), "age": .one("18_plus"), "forms": .many(["images"])], first: []),
            Expectation(facets: ["suicidal": .one("thoughts"), "asker": .one("victim")], first: ["suicidal-thoughts"]),
            Expectation(
                facets: ["danger": .one("now"), "suicidal": .one("plan"), "when": .one("within_72h"), "asker": .one("victim")],
                first: ["danger-now", "suicidal-thoughts", "acute"]),
            Expectation(
                facets: ["asker": .one("worried_self"), "when": .one("within_72h"), "police": .one("afraid")], first: ["own-behaviour"],
                never: ["acute", "police-questions", "men", "networks"]),
            Expectation(
                facets: ["asker": .one("victim"), "when": .one("within_7_days"), "mode": .one("online")], first: [], never: ["acute"]),
            Expectation(facets: ["asker": .one("victim"), "when": .one("within_7_days")], first: ["acute"]),
            Expectation(facets: ["asker": .one("victim"), "wishes": .many(["police"])], first: ["police-questions"]),
            Expectation(facets: ["asker": .one("victim"), "when": .one("longer_ago")], first: ["long-ago"]),
            Expectation(facets: ["asker": .one("victim"), "relation": .one("partner"), "ongoing": .one("yes")], first: ["home"]),
        ])
    func fit(_ expectation: Expectation) throws {
        let cards = shelf.cards(for: try Situation(facets: expectation.facets)).map(\.id)
        #expect(Array(cards.prefix(expectation.first.count)) == expectation.first)
        #expect(Set(cards).isDisjoint(with: expectation.never))
    }

    @Test("are within reach in every conversation where no answer could ask for them")
    func atHand() {
        #expect(shelf.atHand.map(\.id) == ["first-minutes", "looking-for-someone", "line-abuse", "own-pause"])
    }

    @Test("put danger first, then the wish to die, whatever else is known; and at every moment there is a phrase")
    func everySituation() throws {
        var chance = SeededChance(38)
        for _ in 0..<5_000 {
            let situation = Situation.random(&chance)
            let cards = shelf.cards(for: situation).map(\.id)
            if situation.danger == .now { #expect(cards.first == "danger-now") }
            if situation.suicidal == .thoughts || situation.suicidal == .plan { #expect(cards.prefix(2).contains("suicidal-thoughts")) }
            if situation.monitored == .yes { #expect(cards.prefix(4).contains("read-along")) }
            if situation.asker == .worriedSelf { #expect(cards.prefix(3).contains("own-behaviour")) }
            for moment in Phrase.Moment.allCases { #expect(!shelf.phrases(at: moment, for: situation).isEmpty) }
        }
    }

    @Test("for whoever worries about themself lead to nobody who is there for the others alone", .tags(.R36))
    func ownBehaviour() throws {
        let card = try #require(shelf.cards.first { $0.id == "own-behaviour" })
        for slug in card.services {
            let service = try #require(landscape.service(slug))
            #expect(service.fits(asker: .worriedSelf))
        }
    }

    @Test("agree no call with somebody who is watched")
    func watched() throws {
        var situation = Situation()
        situation.monitored = .yes
        let phrases = shelf.phrases(at: .callbackAgreed, for: situation)
        #expect(phrases.map(\.id) == ["callback-not-safe", "callback-here"])
    }

    @Test("say nothing of blame or praise to whoever worries about themself that was written for the other person", .tags(.R36))
    func support() throws {
        var situation = Situation()
        situation.asker = .worriedSelf
        #expect(shelf.phrases(at: .support, for: situation).map(\.id) == ["support-own-worry", "support-serious"])
    }

    @Test("each name whoever must still look at them: nobody from outside has read them yet")
    func review() {
        for card in shelf.cards { #expect(!card.evidence.review.isEmpty) }
    }
}
