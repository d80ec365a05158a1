import Catalogue
import Domain
import TestKit
import Testing
import Triage

@Suite("A card or a phrase for workers", .tags(.R38, .R39, .R43))
struct KnowledgeFileTests {
    static let card = "cards/nl/slow-down.md"
    static let phrases = "phrases/nl.yaml"

    @Test("is read with its situations, its parts in order, the sentences to send, and the services it leads to")
    func reads() throws {
        let content = try ContentFixture().load()
        let shelf = try #require(content.knowledge["nl"])
        let card = try #require(shelf.cards.first)
        #expect(card.id == "slow-down")
        #expect(card.level == .a2)
        #expect(card.sentences == ["Ik ben er nog.", "Neem de tijd."])
        #expect(card[.signs] == [[.text("Iemand is stil, of praat als een dader.")]])
        #expect(card[.act] == [])
        #expect(card[.route].first?.last == .text("."))
        #expect(card[.route].first?.contains(.article(id: "after", name: "dit")) == true)
        #expect(card.services == ["centre-line"])
        let dissociation = RuleCondition(facets: [.needs: [5], .asker: [0, 7]])
        #expect(card.when == .situations([dissociation, RuleCondition(facets: [.forms: [5]])]))
        #expect(card.evidence.sources == [KnowledgeEvidence.Source(mark: .page, ref: "centre.example", year: 2024)])
        #expect(card.evidence.requirements == ["R38", "R40"])
    }

    @Test("has a phrase for every moment, and one that a worker fills in only where it is safe")
    func readsPhrases() throws {
        let shelf = try #require(try ContentFixture().load().knowledge["en"])
        #expect(Set(shelf.phrases.map(\.moment)) == Set(Phrase.Moment.allCases))
        let phrase = try #require(shelf.phrases.first)
        #expect(phrase.texts == [.b1: "Until {day}.", .a2: "Until {day}."])
        #expect(phrase.when == .situations([RuleCondition(facets: [.monitored: [1, 2]])]))
    }

    @Test(
        "that is broken in one place is refused with that place and the reason",
        arguments: [
            Breakage(card, "- Altijd.", "Altijd.", at: "Altijd.", bullets),
            Breakage(card, "## route", "## where", at: "## where", parts),
            Breakage(card, "## consult\n\n- Altijd.\n\n", "", at: "---", "part 'consult' is missing or has no lines"),
            Breakage(card, "- Altijd.\n", "", at: "## consult", "part 'consult' is missing or has no lines"),
            Breakage(card, "## route", "## avoid\n\n- Weg.\n\n## route", at: "## avoid", "part 'avoid' stands here twice"),
            Breakage(card, "level: a2", "level: c2", at: "c2", "unknown value 'c2'; allowed: b1, a2"),
            Breakage(card, "id: slow-down", "id: slow", at: "id: slow", "id 'slow' is not the name of the file"),
            Breakage(card, "weight: 40", "weight: 400", at: "400", "'400' is not a whole number from 0 to 100"),
            Breakage(
                card, "- {forms: organised}", "- {forms: organized}", at: "organized",
                "unknown value 'organized'; allowed: unwanted_act, images, harassment, stalking, exploitation, organised, "
                    + "domestic_violence, child_abuse, honour, forced_marriage, genital_mutilation, unknown"),
            Breakage(card, "- {forms: organised}", "- {}", at: "- {}", "no situation is named; what fits every conversation says 'always'"),
            Breakage(
                card, "- {forms: organised}", "- {advised: [centre-line]}", at: "advised",
                "'advised' has no place here: the situation alone decides"),
            Breakage(card, "  - {mark: page, ref: centre.example, year: 2024}\n", "", at: "sources:", "field 'sources' is missing"),
            Breakage(card, ", year: 2024", "", at: "ref: centre", "field 'year' is missing"),
            Breakage(card, "R: [R38", "R: [38", at: "R: [38", "'38' is not the number of a requirement, such as R31"),
            Breakage(card, "- Ik ben er nog.", "- Waarom ben je er?", at: "Waarom", "'waarom' may not be said (nl)"),
            Breakage(card, "- Ik ben er nog.", "- Is het de dader?", at: "Is het", "'dader' may not be said (nl)"),
            Breakage(card, "- Vraag niet waarom.", "- Zeg nooit\n  te laat.", at: "te laat", "'te laat' may not be said (nl)"),
            Breakage(card, "- Ik ben er nog.", "- Ik ben er nog!", at: "nog!", "nothing is said with an exclamation mark"),
            Breakage(
                card, "- Ik ben er nog.", "- Kom.\n  Een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien.", at: "Een twee",
                "a sentence has 13 words; 12 is the most here"),
            Breakage(card, "- Altijd.", "- Bel 0900-1234.", at: "0900", number),
            Breakage(
                card, "service:centre-line", "service:center-line", at: "center-line",
                "unknown service 'center-line': it does not stand in the directory"),
            Breakage(card, "article:after", "article:before", at: "before", "unknown article 'before'"),
            Breakage(
                card, "- Ik ben er nog.", "- Bel het [Centrum](service:centre-line).", at: "- Bel",
                "a sentence to say is plain text: it is sent as it stands"),
            Breakage(card, "- Altijd.", "- Dit **nooit**.", at: "nooit", "bold has no place on a card: its parts say what matters"),
            Breakage(card, "- Altijd.", "- Naar [huis](page:home).", at: "huis", "a card links to services and articles, not to pages"),
        ])
    func cardIsRefused(_ breakage: Breakage) throws {
        try Self.holds(breakage)
    }

    @Test(
        "among the phrases that is broken in one place is refused with that place and the reason",
        arguments: [
            Breakage(
                phrases, "- {id: silence, moment: silence, b1: Dit mag., a2: Dit mag.}\n", "", at: "phrases:",
                "moment 'silence' has no phrase that fits every situation"),
            Breakage(phrases, "b1: \"Tot {day}.\"", "b1: Tot {dag}.", at: "{dag}", placeholders),
            Breakage(phrases, "b1: \"Tot {day}.\"", "b1: Tot {day.", at: "Tot {day.", "a brace stands outside a placeholder such as {day}"),
            Breakage(
                phrases, "a2: \"Tot {day}.\"", "a2: Tot straks.", at: "callback-agreed-day",
                "phrase 'callback-agreed-day' has other placeholders at a2 in nl than at b1 in nl"),
            Breakage(phrases, "  a2: \"Tot {day}.\"\n", "", at: "id: callback-agreed-day", "field 'a2' is missing"),
            Breakage(phrases, "moment: age,", "moment: years,", at: "years", moments),
            Breakage(phrases, "id: age,", "id: code,", at: "id: age,", in: "phrases/en.yaml", "phrase 'age' is missing in nl"),
            Breakage(phrases, "id: age,", "id: limits,", at: "id: limits, moment: age", "phrase 'limits' stands here twice"),
            Breakage(
                phrases, "id: age, moment: age, b1: Dit mag.", "id: age, moment: age, b1: Waarom.", at: "Waarom",
                "'waarom' may not be said (nl)"),
            Breakage(phrases, "verified: 2026-11-21\n", "", at: "sources", "field 'verified' is missing"),
            Breakage(phrases, "{monitored: [no, unknown]}", "{watched: no}", at: "watched", watched),
        ])
    func phraseIsRefused(_ breakage: Breakage) throws {
        try Self.holds(breakage)
    }

    @Test("with more words than fit on one screen is refused")
    func refusesLongCards() throws {
        let long = try ContentFixture().editing(Self.card, "- Altijd.", String(repeating: "- Een van de vele regels hier.\n", count: 42))
        #expect(try long.problems() == ["cards/nl/slow-down.md:2: a card has at most 250 words, not 278"])
        let said = String(repeating: "Dit mag. ", count: 31)
        let phrase = try ContentFixture().editing(Self.phrases, "moment: age, b1: Dit mag.", "moment: age, b1: \(said)")
        #expect(try phrase.problems().map { $0.split(separator: ": ").last } == ["a phrase has at most 60 words here, not 62"])
    }

    @Test("that comes in other situations, or leads elsewhere, in another language is refused there")
    func refusesDifferences() throws {
        let fixture = try ContentFixture().editing("cards/en/slow-down.md", "[victim, unknown]", "[victim]")
            .editing("cards/en/slow-down.md", "weight: 40", "weight: 41").editing("cards/en/slow-down.md", "level: a2", "level: b1")
            .editing("cards/en/slow-down.md", "centre-line", "evening-line")
        #expect(
            try fixture.problems() == [
                "cards/en/slow-down.md:2: 'level' of card 'slow-down' is not the same in en as in nl",
                "cards/en/slow-down.md:2: card 'slow-down' names other services in en than in nl: centre-line, evening-line",
                "cards/en/slow-down.md:6: 'when' of card 'slow-down' is not the same in en as in nl",
                "cards/en/slow-down.md:9: 'weight' of card 'slow-down' is not the same in en as in nl",
            ])
        let phrase = try ContentFixture().editing("phrases/en.yaml", "{monitored: [no, unknown]}", "{monitored: no}")
        #expect(try phrase.problems() == ["phrases/en.yaml:5: 'when' of phrase 'callback-agreed-day' is not the same in en as in nl"])
    }

    @Test("that is missing in one language is missed there, and a folder without cards is refused")
    func missesCards() throws {
        let text = ContentFixture.cardNL.replacing("id: slow-down", with: "id: wait")
        #expect(
            try ContentFixture().adding("cards/nl/wait.md", text).problems() == ["cards/nl/wait.md:2: card 'wait' is missing in en"])
        var empty = ContentFixture()
        empty.files["cards/en/slow-down.md"] = nil
        empty.files["phrases/en.yaml"] = nil
        #expect(
            try empty.problems() == [
                "cards/en:1: the folder is missing, or has no file that ends in .md",
                "cards/nl/slow-down.md:2: card 'slow-down' is missing in en",
                "phrases/en.yaml:1: the file is missing or cannot be read",
            ])
    }

    @Test("that is always at hand may end at a colleague; one for a situation names where to go")
    func checksRoute() throws {
        var fixture = ContentFixture()
        for language in ["nl", "en"] {
            fixture = try fixture.editing("cards/\(language)/slow-down.md", "service:centre-line", "article:after")
        }
        let line = try fixture.place("cards/nl/slow-down.md", "## route")
        #expect(try fixture.problems().contains("\(line): part 'route' names no service"))
        let situations = "\n  - {needs: [dissociation], asker: [victim, unknown]}\n  - {forms: organised}"
        for language in ["nl", "en"] {
            fixture = try fixture.editing("cards/\(language)/slow-down.md", situations, " always")
        }
        #expect(try fixture.problems() == [])
        #expect(try fixture.load().knowledge["nl"]?.atHand.map(\.id) == ["slow-down"])
    }

    @Test("without a label for its parts or its moment is refused")
    func missesLabels() throws {
        let fixture = try ContentFixture().editing("wording/nl/knowledge.yaml", "  age: x\n", "")
            .editing("wording/en/knowledge.yaml", "  age: x\n", "").editing("wording/nl/knowledge.yaml", "say: b, ", "")
            .editing("wording/en/knowledge.yaml", "say: b, ", "")
        let said = Set(try fixture.problems().compactMap { $0.split(separator: ": ").last.map(String.init) })
        #expect(
            said == [
                "text 'knowledge.part.say' is missing in nl", "text 'knowledge.part.say' is missing in en",
                "text 'knowledge.moment.age' is missing in nl", "text 'knowledge.moment.age' is missing in en",
            ])
    }

    @Test("says before release which source has no year, which nobody checked, and who must still look at it")
    func findsWhatIsLeft() throws {
        let fixture = try ContentFixture().editing(Self.card, "year: 2024}", "year: unknown}\n  - {mark: knowledge, ref: by heart}")
            .editing(Self.card, "review: []", "review: [doctor]")
        let findings = try fixture.load().releaseFindings.map(\.description).filter { $0.hasPrefix("cards/") }
        #expect(
            findings == [
                "cards/nl/slow-down.md:11: nobody knows of which year this source is: centre.example",
                "cards/nl/slow-down.md:12: nobody has checked yet: by heart",
                "cards/nl/slow-down.md:14: card 'slow-down' (nl) still has to be checked by: doctor",
            ])
    }

    private static func holds(_ breakage: Breakage) throws {
        let (expected, said) = try breakage.outcome()
        #expect(said.contains(expected[0]))
        #expect(said.count <= 4)
    }

    private static let bullets = "a card is lists alone: a line starts with '- ', what goes on under it with two spaces"
    private static let parts = "unknown part 'where'; allowed: signs, say, do, avoid, consult, route"
    private static let number = "the number 0900-1234 may not stand here: the directory has it, and says whether anybody called it"
    private static let placeholders = "nobody fills in {dag}; allowed: {day} {from} {until} {opening} {minutes}"
    private static let moments =
        "unknown value 'years'; allowed: welcome, limits, waiting, support, safety, suicide, age, monitored, silence, gone_quiet, "
        + "handing_over, no_skill, reviewed_sample, offering_code, callback_agreed, ended_by_person, ended_by_worker, line_abuse"
    private static let watched =
        "unknown facet 'watched'; allowed: asker, age, gender, when, ongoing, danger, monitored, suicidal, mode, forms, drugged, relation, "
        + "setting, wishes, police, anonymous, language, needs, region, advised"
}
