import Catalogue
import Domain
import TestKit
import Testing
import Triage

@Suite("Advice")
struct EngineTests {
    @Test("keeps the promises in 10,000 full situations at any moment, asked of the engine alone", .tags(.R19, .R31))
    func promises() throws {
        let engine = try RealContent.engine()
        var chance = SeededChance(1)
        for _ in 0..<10_000 {
            let situation = Situation.random(&chance)
            let at = Instant(seconds: 1_790_000_000 + Int64(chance.next() % 31_536_000))
            let advice = engine.advise(situation, at: at)
            let first = advice.first.map { engine.landscape.services[$0.service] }
            let all = first + advice.also.map { engine.landscape.services[$0.service] }
            let local = AmsterdamTime(at)
            #expect((1...4).contains(first.count))
            #expect(Set(all.map(\.slug)).count == all.count)
            #expect(first.contains { $0.surelyAnswers(local) })
            #expect(
                all.allSatisfy { $0.fits(asker: situation.asker, age: situation.age, setting: situation.setting, region: situation.region) }
            )
            #expect((advice.first + advice.also).allSatisfy { !$0.rules.isEmpty })
            let opened = advice.first.map(\.opening.isOpen)
            #expect(opened == opened.sorted { $0 && !$1 })
            #expect(advice.channelsOff == (situation.monitored == .yes))
            if situation.danger == .now || situation.suicidal == .plan { #expect(advice.urgency == .u0) }
            if first.contains(where: { $0.kind == .police }) {
                #expect(situation.police == .yes || situation.wishes.contains(.police))
            }
        }
    }

    @Test("never lets urgency fall as danger, despair or nearness in time rise", .tags(.R101))
    func urgency() throws {
        let engine = try RealContent.engine()
        var chance = SeededChance(3)
        for _ in 0..<20_000 {
            let situation = Situation.random(&chance)
            let ladder: [Danger] = [.safe, .unknown, .unsafe, .now]
            let levels = ladder.map { danger in
                var raised = situation
                raised.danger = danger
                return engine.urgency(raised)
            }
            #expect(levels == levels.sorted())
        }
    }

    @Test(
        "gives the urgencies of the vocabulary",
        arguments: [
            (["danger": "now"], "U0"), (["suicidal": "plan"], "U0"), (["when": "within_7_days"], "U1"),
            (["when": "within_72h", "mode": "online"], "U2"), (["when": "within_72h", "asker": "worried_self"], "U3"),
            (["danger": "unsafe"], "U2"), (["suicidal": "thoughts"], "U2"), (["ongoing": "yes", "monitored": "yes"], "U2"),
            (["ongoing": "yes"], "U3"), ([:], "U3"), (["when": "longer_ago"], "U3"),
        ] as [([String: String], String)])
    func levels(_ facets: [String: String], _ urgency: String) throws {
        let situation = try Situation(facets: facets.mapValues(FacetInput.one))
        #expect(try RealContent.engine().urgency(situation).id == urgency)
    }

    @Test("calls it quiet only when all wishes are quiet; no wishes are never quiet")
    func quiet() throws {
        let engine = try RealContent.engine()
        func urgency(_ asker: String, _ wishes: [String]) throws -> String {
            engine.urgency(try Situation(facets: ["asker": .one(asker), "wishes": .many(wishes)])).id
        }
        #expect(try urgency("victim", ["information", "restorative", "compensation", "peers"]) == "U4")
        #expect(try urgency("victim", ["information", "talk"]) == "U3")
        #expect(try urgency("victim", ["advice"]) == "U3")
        #expect(try urgency("professional", ["advice", "information"]) == "U4")
        #expect(try urgency("professional", ["peers"]) == "U3")
        #expect(try urgency("professional", []) == "U3")
    }

    @Test(
        "passes every fictional case", .tags(.R8, .R24, .R25, .R36, .R37, .R44, .R56, .R58, .R64),
        arguments: try RealContent.get().cases)
    func cases(_ one: Casus) throws {
        #expect(CaseBench(engine: try RealContent.engine()).misses(one) == [])
    }
}

@Suite("The questions", .tags(.R2, .R20))
struct InterviewTests {
    private static let at = Instant(seconds: 1_800_000_000)

    @Test("are at most seven, safety second, each asked once, on 600 walks", .tags(.R23))
    func walks() throws {
        let content = try RealContent.get()
        let interview = Interview(questions: content.questions, engine: try RealContent.engine())
        var chance = SeededChance(11)
        for _ in 0..<600 {
            var answers = Answers()
            while let question = interview.next(after: answers, at: Self.at) {
                let options = (question.choices + question.ticks).map(\.id)
                let chosen = chance.next() % 3 == 0 ? [] : [options.randomElement(using: &chance) ?? ""]
                answers.steps.append(.init(question: question.id, choices: chosen))
            }
            let asked = answers.steps.map(\.question)
            #expect(asked.count <= 7)
            #expect(Set(asked).count == asked.count)
            #expect(asked.first == "asker")
            if asked.count > 1 { #expect(asked[1] == "safety") }
            #expect(Answers(text: answers.text) == answers)
        }
    }

    @Test("stop at once when life is in danger or somebody plans to die", arguments: ["now", "plan"])
    func stop(_ tick: String) throws {
        let content = try RealContent.get()
        let interview = Interview(questions: content.questions, engine: try RealContent.engine())
        let answers = Answers(steps: [.init(question: "asker", choices: ["victim"]), .init(question: "safety", choices: [tick])])
        #expect(interview.next(after: answers, at: Self.at) == nil)
    }

    @Test("stop for a child who asks for themself", .tags(.R8))
    func child() throws {
        let content = try RealContent.get()
        let interview = Interview(questions: content.questions, engine: try RealContent.engine())
        let answers = Answers(steps: [.init(question: "asker", choices: ["victim"]), .init(question: "age", choices: ["under_12"])])
        #expect(interview.next(after: answers, at: Self.at) == nil)
    }

    @Test("do not ask what happened of somebody who worries about themself", .tags(.R36))
    func ownBehaviour() throws {
        let content = try RealContent.get()
        let interview = Interview(questions: content.questions, engine: try RealContent.engine())
        var answers = Answers(steps: [.init(question: "asker", choices: ["worried_self"])])
        while let question = interview.next(after: answers, at: Self.at) {
            #expect(!["what", "when", "where"].contains(question.id))
            answers.steps.append(.init(question: question.id, choices: []))
        }
    }

    @Test(
        "read back only what they can, from a text that is not theirs",
        arguments: ["", ";;;", "a", "=region:VR99;=needs:fly", "\u{0}:\u{0}"])
    func text(_ text: String) {
        #expect(Answers(text: text).refinement == Refinement())
    }
}
