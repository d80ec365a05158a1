import Domain
import TestKit
import Testing

@testable import Web

private let someTeam = "0123456789abcdef0123456789abcdef"

@Suite("What has to change in a form at a table", .tags(.R32, .R86))
struct StepProblemTests {
    private static let today = CalendarDay("2026-11-20")

    private func problem(_ go: String, _ fields: [String: String] = [:]) throws -> StepProblem? {
        let body = fields.merging(["go": go]) { first, _ in first }
            .map { "\($0)=" + $1.utf8.map { byte in byte == 32 ? "+" : String(Character(Unicode.Scalar(byte))) }.joined() }
        let form = Web.Form(Array(body.joined(separator: "&").utf8))
        return StepTyped(try #require(form)).problem(on: try #require(Self.today))
    }

    @Test(
        "is named by its field, the first of the page that is not as it should be",
        arguments: [
            ("agenda", ["text-agenda": "  "], "text-agenda", StepProblem.Reason.write),
            ("action", [:], "team-action", .choose),
            ("action", ["team-action": someTeam], "day-action", .day),
            ("action", ["team-action": someTeam, "day-action": "2026-11-19"], "day-action", .day),
            ("action", ["team-action": someTeam, "day-action": "2026-11-20"], "text-action", .write),
            ("not_possible-2", [:], "obstacle-not_possible-2", .choose),
            ("passed-3", ["team-passed-2": someTeam], "team-passed-3", .choose),
            ("director_asked", [:], "team-director_asked", .choose),
            ("track", [:], "track", .choose),
            ("track", ["track": "care"], "progress", .choose),
            ("contact", ["way": "here", "day-contact": "2026-11-21"], "minute-contact", .choose),
            ("plan", ["day-plan": "2026-11-21"], "text-plan", .write),
            ("plan", ["day-plan": "2026-11-21", "text-plan": "Plein", "minute-plan": "600"], "until-plan", .choose),
            ("plan", ["day-plan": "2026-11-21", "text-plan": "Plein", "minute-plan": "600", "until-plan": "600"], "until-plan", .later),
            ("plan", ["day-plan": "2026-11-21", "text-plan": "Plein"], "what-0", .nothing),
            ("walk_in", ["text-walk_in": "Plein"], "what-w0", .nothing),
            ("invite", [:], "invited", .choose),
            ("done-1", ["text-done-1": String(repeating: "a", count: 2001)], "text-done-1", .long(2000)),
        ] as [(String, [String: String], String, StepProblem.Reason)])
    func field(_ go: String, _ fields: [String: String], _ name: String, _ reason: StepProblem.Reason) throws {
        let found = try problem(go, fields)
        #expect(found?.field == name && found?.reason == reason && found?.piece == nil)
    }

    @Test("in a line of a visit says in which, and no line in which something stands is left out because nobody was chosen for it")
    func lines() throws {
        let whole = ["day-plan": "2026-11-21", "text-plan": "Plein"]
            .merging(["minute-0": "600", "until-0": "660", "who-0": someTeam, "room-0": "2", "what-0": "Praten"]) { first, _ in first }
        #expect(try problem("plan", whole) == nil)
        for (more, name, reason) in [
            (["minute-2": "700", "until-2": "720", "what-2": "Vragen"], "who-2", StepProblem.Reason.choose),
            (["room-2": "3"], "minute-2", .choose),
            (["what-2": "Vragen", "minute-2": "700", "until-2": "690"], "until-2", .later),
            (["minute-2": "700", "until-2": "720", "who-2": someTeam], "what-2", .write),
            (
                ["minute-2": "700", "until-2": "720", "who-2": someTeam, "what-2": "Vragen", "room-2": String(repeating: "k", count: 81)],
                "room-2", .long(80)
            ),
        ] {
            let found = try problem("plan", whole.merging(more) { first, _ in first })
            #expect(found?.field == name && found?.reason == reason && found?.piece == 2)
        }
        // Who was chosen alone says nothing: such a line was emptied.
        #expect(try problem("plan", whole.merging(["who-1": someTeam]) { first, _ in first }) == nil)
        let day = try problem("walk_in", ["text-walk_in": "Plein", "what-w1": "Vragen"])
        #expect(day?.field == "on-w1" && day?.reason == .day && day?.piece == 1)
    }

    @Test("is none where a step says all that it must, and where a button is none")
    func none() throws {
        #expect(try problem("agenda", ["text-agenda": "Slapen"]) == nil)
        #expect(try problem("taken-1") == nil)
        #expect(try problem("director_agreed") == nil)
        #expect(try problem("leave") == nil)
        #expect(try problem("nonsense") == nil)
        #expect(try problem("track", ["track": "care", "progress": "running"]) == nil)
    }
}
