import Catalogue
import Domain
import TestKit
import Testing

@testable import Triage

@Suite("The sixteen promises")
struct PromiseTests {
    private static let monday = CalendarDay(number: 20_780)

    private static func broken(
        _ change: (inout [Rule], inout [Service], inout [Question]) throws -> Void, passages: [String] = []
    ) async throws -> Set<String> {
        let content = try RealContent.get()
        var rules = content.rules
        var services = content.landscape.services
        var questions = content.questions
        try change(&rules, &services, &questions)
        let landscape = Landscape(organisations: content.landscape.organisations, services: services)
        let report = await ProofReport.prove(
            AdviceEngine(rules: rules, landscape: landscape), questions: questions, forbiddenPassages: passages, from: monday)
        return Set(report.findings.filter { !$0.holds }.map(\.id))
    }

    @Test(
        "hold for every situation that the vocabulary can say",
        .tags(.R16, .R23, .R36, .R47, .R48, .R57, .R63, .R65, .R66, .R67, .R68, .R123, .R124, .R26, .R53, .R70))
    func hold() async throws {
        #expect(try await Self.broken { _, _, _ in } == [])
    }

    private static func rule(
        _ when: [Facet: Set<Int>] = [:], first: [String] = [], also: [String] = [], never: [String] = [], weight: Int = 50
    ) -> Rule {
        Rule(
            id: "planted", theme: "planted", when: RuleCondition(facets: when), first: first.map { .slug($0) },
            also: also.map { .slug($0) },
            never: never.map { .slug($0) }, because: "acute-csg", source: "planted", verifiedOn: monday, weight: weight)
    }

    private static func without(_ notice: Notice, _ rules: [Rule]) -> [Rule] {
        rules.map { rule in
            Rule(
                id: rule.id, theme: rule.theme, when: rule.when, first: rule.first, also: rule.also, never: rule.never,
                notices: rule.notices.filter { $0 != notice }, because: rule.because, source: rule.source, verifiedOn: rule.verifiedOn,
                weight: rule.weight)
        }
    }

    static let planted: [(String, String, @Sendable (inout [Rule]) -> Void)] = [
        (
            "1", "every open door removed for a professional",
            { rules in
                rules.append(
                    rule([.asker: [4]], never: ["csg-national", "vt-line", "113-line", "112-phone", "112-app", "politie-zeden", "bz-24-7"]))
            }
        ),
        (
            "2", "the notice to call 112 left out for a plan",
            { rules in
                rules = rules.map { $0.id == "suicidal-plan" ? without(.call112, [$0])[0] : $0 }
            }
        ),
        ("3", "the centre removed in one region", { rules in rules.append(rule([.region: [4]], never: ["csg-national"])) }),
        (
            "3", "the centre crowded out by four heavier lines",
            { rules in
                rules.append(rule([.needs: [0]], first: ["vt-line", "113-line", "shn-line", "helpwanted-line"], weight: 96))
            }
        ),
        (
            "3", "the acute rule for parents lost",
            { rules in
                rules.removeAll { $0.id == "acute-csg" || $0.id == "base-csg-lead" }
            }
        ),
        ("5", "the warning about the device lost", { rules in rules = without(.monitoredDevice, rules) }),
        ("6", "the police in front for everybody", { rules in rules.append(rule(first: ["politie-zeden"])) }),
        (
            "6", "the police in front of someone who is afraid of them",
            { rules in
                rules.append(rule([.police: [3], .forms: [4], .region: [16]], first: ["politie-avim"], weight: 80))
            }
        ),
        (
            "6", "police advised without the choice",
            { rules in
                rules.removeAll { $0.id == "police-choice-advised" }
            }
        ),
        (
            "7", "contact with the other side while somebody may read along",
            { rules in
                rules.append(rule([.wishes: [9]], also: ["perspectief-mediation"]))
            }
        ),
        (
            "7", "contact for a child while it goes on",
            { rules in
                rules.append(rule([.age: [1], .danger: [2], .monitored: [1], .wishes: [9]], also: ["perspectief-mediation"]))
            }
        ),
        (
            "9", "a child sent to a place without phone or chat",
            { rules in
                rules.removeAll { $0.id == "child-self-reachable" }
            }
        ),
        ("10", "long ago without 'not too late'", { rules in rules = without(.notTooLate, rules) }),
        ("12", "own behaviour without its help", { rules in rules = without(.ownBehaviourHelp, rules) }),
        (
            "13", "nothing known gives nothing national",
            { rules in
                rules.append(rule([.asker: [7], .when: [3]], never: ["csg-national"]))
            }
        ),
        (
            "4", "a line for adults named for the young", { rules in rules.append(rule([.age: [2]], also: ["comensha-helpdesk"])) }
        ),
        (
            "11", "a place for professionals named for whoever it happened to",
            { rules in rules.append(rule([.asker: [0]], also: ["acm-beds"])) }
        ),
        (
            "12", "a line for others named for who worries about themself",
            { rules in rules.append(rule([.asker: [5]], also: ["csg-national"])) }
        ),
        (
            "15", "exploitation without a route",
            { rules in
                rules.removeAll { ["exploitation", "exploitation-adult", "exploitation-minor"].contains($0.id) }
            }
        ),
        (
            "15", "honour without its route",
            { rules in
                rules.append(rule([.forms: [8], .relation: [9]], never: ["vt-line"]))
            }
        ),
    ]

    @Test("each planted mistake in the rules is caught by the promise it breaks", arguments: planted.indices)
    func caught(_ index: Int) async throws {
        let (id, name, plant) = Self.planted[index]
        let broken = try await Self.broken { rules, _, _ in plant(&rules) }
        #expect(broken.contains(id), "\(name): broken are \(broken.sorted())")
    }

    @Test(
        "a question that must never be asked is caught",
        arguments: [
            (Question.Tag.name, "8"), (.consentToTheAct, "8"), (.parentalPermission, "8"), (.identityOfTheVictim, "14"), (.freeText, "9"),
        ])
    func questions(_ tag: Question.Tag, _ id: String) async throws {
        let broken = try await Self.broken { _, _, questions in
            questions.append(Question(id: "planted", tags: [tag], when: RuleCondition(), choices: [], ticks: []))
        }
        #expect(broken == [id])
    }

    @Test("a question about a name may be asked of an adult")
    func adults() async throws {
        let broken = try await Self.broken { _, _, questions in
            questions.append(Question(id: "planted", tags: [.name], when: RuleCondition(facets: [.age: [3]]), choices: [], ticks: []))
        }
        #expect(broken == [])
    }

    @Test("a passage that says 'too late' is caught")
    func passages() async throws {
        #expect(try await Self.broken({ _, _, _ in }, passages: ["wording/nl/site.yaml:3"]) == ["10"])
    }

    @Test("a counter-example is a situation in which the engine itself breaks the promise")
    func counterexample() async throws {
        let content = try RealContent.get()
        let engine = AdviceEngine(
            rules: content.rules + [Self.rule([.police: [3]], first: ["politie-zeden"], weight: 99)], landscape: content.landscape)
        let report = await ProofReport.prove(engine, questions: [], forbiddenPassages: [], from: Self.monday)
        let finding = try #require(report.findings.first { $0.id == "6" })
        let situation = try #require(finding.counterexample)
        #expect(situation.police == .afraid)
        let first = engine.advise(situation, at: Instant(seconds: 1_800_000_000)).first.map { engine.landscape.services[$0.service].slug }
        #expect(first.contains("politie-zeden"))
    }
}
