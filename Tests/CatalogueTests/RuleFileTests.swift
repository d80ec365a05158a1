import TestKit
import Testing

@Suite("A file with rules, questions or cases", .tags(.R21, .R31))
struct RuleFileTests {
    static let rules = "triage/base.yaml"
    static let questions = "questions/questions.yaml"
    static let cases = "casussen.yaml"

    @Test(
        "that is broken in one place is refused with that place and the reason",
        arguments: [
            Breakage(
                rules, "first: [centre-line]", "first: [center-line]", at: "center-line",
                "unknown service 'center-line': it does not stand in the directory"),
            Breakage(
                rules, "never: [evening-line]", "never: [{kind: police}]", at: "kind: police", "no service is of kind 'police'"),
            Breakage(
                rules, "can_do: walk_in", "can_do: fly", at: "can_do: fly", "no service is of kind 'csg' and can do 'fly'"),
            Breakage(
                rules, "asker: [victim, unknown]", "asker: [victim, nobody]", at: "nobody",
                "unknown value 'nobody'; allowed: victim, parent, relative, bystander, professional, worried_self, worried_other, unknown"),
            Breakage(rules, "because: day-night\n", "because: night\n", at: "because: night", "text 'reasons.night' is missing in nl"),
            Breakage(rules, "  source: seed 002; R57\n", "", at: "id: day-night", "field 'source' is missing"),
            Breakage(rules, "verified: 2026-11-21", "verified: soon", at: "soon", "'soon' is not a day written as 2026-11-21"),
            Breakage(rules, "weight: 80", "weight: 101", at: "101", "'101' is not a whole number from 0 to 100"),
            Breakage(
                rules, "id: not-after-advice", "id: day-night", at: "id: day-night",
                "rule 'day-night' stands here twice: also at triage/base.yaml:3"),
            Breakage(
                rules, "never: [evening-line]", "never: []", at: "id: not-after-advice",
                "a rule advises, excludes or tells something: 'advise', 'never' and 'notices' are all empty"),
            Breakage(questions, "tags: [name]", "tags: [shame]", at: "shame", tags),
            Breakage(questions, "{asker: victim,", "{asker: [victim, parent],", at: "parent", "facet 'asker' has one answer, not 2"),
            Breakage(questions, "id: skip", "id: victim", at: "id: victim}", "answer 'victim' stands here twice"),
            Breakage(questions, "id: alone", "id: together", at: "together", "text 'questions.asker.together' is missing in nl"),
            Breakage(
                cases, "first: [centre-line]", "first: [far-line]", at: "far-line",
                "unknown service 'far-line': it does not stand in the directory"),
            Breakage(
                cases, "wishes: [talk]", "wishes: [tea]", at: "tea",
                "unknown value 'tea' for facet 'wishes'; allowed: talk, medical, safety, stop_it, police, legal, therapy, images_removed, "
                    + "compensation, restorative, peers, advice, information"),
            Breakage(cases, "2026-11-28T22:40", "Saturday", at: "Saturday", "'Saturday' is not a moment written as 2026-11-28T22:40"),
            Breakage(cases, "urgency: U1", "urgency: U5", at: "U5", "unknown value 'U5'; allowed: U0, U1, U2, U3, U4"),
        ])
    func isRefused(_ breakage: Breakage) throws {
        let (expected, said) = try breakage.outcome()
        // A text that is missing is missing in both languages.
        #expect(said.filter { !$0.hasSuffix("is missing in en") } == expected)
    }

    @Test("that names a notice or facet nobody knows is refused with the names there are")
    func refusesUnknownIDs() throws {
        let notice = try ContentFixture().editing(Self.rules, "window_pep", "window_pop").problems()
        #expect(notice.count == 1)
        #expect(notice[0].hasPrefix("triage/base.yaml:8: unknown value 'window_pop'; allowed: call_112, call_112_silent"))
        let facet = try ContentFixture().editing(Self.questions, "{age:", "{years:").problems()
        #expect(facet.count == 1)
        #expect(facet[0].hasPrefix("questions/questions.yaml:4: unknown facet 'years'; allowed: asker, age, gender"))
    }

    @Test("without rules in it is refused: a theme that says nothing is a slip")
    func refusesNoRules() throws {
        let fixture = ContentFixture().adding("triage/empty.yaml", "theme: empty\n").adding("triage/void.yaml", "")
        #expect(try fixture.problems() == ["triage/empty.yaml:1: field 'rules' is missing", "triage/void.yaml:1: the file is empty"])
    }

    @Test("about a service whose record is broken is not blamed for that")
    func blamesOnce() throws {
        let fixture = try ContentFixture().editing("directory/lines.yaml", "0900-1234", "none")
        #expect(try fixture.problems().map { $0.prefix { $0 != ":" } } == ["directory/lines.yaml"])
    }

    private static let tags =
        "unknown value 'shame'; allowed: consent_to_the_act, name, parental_permission, identity_of_the_victim, free_text"
}
