import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Workflows

@Suite("The roster on the screen", .tags(.R6))
struct DeskRosterTests {
    private static let path = "/nl/werk/rooster"
    private static let skills = "/nl/werk/vaardigheden"

    private func team(_ harness: DeskHarness) throws -> String { try harness.desk.team(.desk).id.text }

    private func id(_ harness: DeskHarness, _ name: String) async throws -> Identifier<SupportWorker> {
        let workers = try await harness.desk.place.stores.workers.workers(of: harness.desk.organisation.id)
        return try #require(workers.first { harness.desk.name($0) == name }).id
    }

    private func plan(
        _ browser: DeskBrowser, _ harness: DeskHarness, who: String, days: [Int] = [0], from: Int = 480, to: Int = 960, weeks: Int = 1,
        week: String = "2026-11-23"
    ) async throws -> WebAnswer {
        let page = try await browser.get(Self.path + "?w=" + week)
        let fields =
            [
                ("t", try team(harness)), ("w", week), ("p", who), ("f", String(from)), ("e", String(to)), ("r", String(weeks)),
                ("go", "plan"),
            ]
            + days.map { ("d", String($0)) }
        return try await browser.send(page, to: Self.path, fields)
    }

    @Test("is planned for days and weeks at once, shows who is there and when nobody is, and is taken away again")
    func planning() async throws {
        try await DeskHarness.with { harness in
            let lee = try await harness.browser("lee")
            let sam = try await id(harness, "Sam").text
            #expect(try await lee.get(Self.path).shows("De hele dag niemand"))
            let planned = try await plan(lee, harness, who: sam, days: [0, 1], weeks: 2)
            #expect(planned.status == 303)
            let page = try await lee.get(try #require(planned["Location"]))
            #expect(page.shows("De dienst staat op het rooster.") && page.shows("Sam, 8.00–16.00"))
            #expect(page.shows("Niemand: 0.00–8.00, 16.00–24.00") && page.shows("1 persoon: 8.00–16.00"))
            let next = try await lee.get(Self.path + "?w=2026-11-30")
            #expect(next.text.components(separatedBy: "Sam, 8.00–16.00").count == 3)
            let button = next.first(between: "value=\"remove-", "\"")
            let removed = try await lee.send(
                next, to: Self.path, [("t", try team(harness)), ("w", "2026-11-30"), ("go", "remove-" + button)])
            #expect(removed.status == 303)
            #expect(try await lee.get(Self.path + "?w=2026-11-30").text.components(separatedBy: "Sam, 8.00–16.00").count == 2)
        }
    }

    @Test("shows a helper their own hours and nobody else's, and no way to change them")
    func own() async throws {
        try await DeskHarness.with { harness in
            let lee = try await harness.browser("lee")
            _ = try await plan(lee, harness, who: try await id(harness, "Sam").text, from: 1320, to: 360)
            let sam = try await harness.browser("sam")
            let page = try await sam.get(Self.path)
            #expect(page.shows("22.00–6.00") && page.shows("maandag 23 nov") && !page.shows("Zet op het rooster"))
            #expect(try await harness.browser("iris").get(Self.path).shows("Je staat de komende 4 weken niet op het rooster."))
            #expect(try await sam.get(Self.skills).status == 404)
        }
    }

    @Test("says what is wrong with what was chosen, keeps the rest, and changes nothing")
    func problems() async throws {
        try await DeskHarness.with { harness in
            let lee = try await harness.browser("lee")
            let sam = try await id(harness, "Sam").text
            func refused(_ text: String, _ answer: WebAnswer) {
                #expect(answer.status == 422 && answer.shows(text), "\(text)")
                #expect(answer.shows("href=\"#"))
            }
            refused("Kies wie er komt.", try await plan(lee, harness, who: ""))
            refused("Kies minstens 1 dag.", try await plan(lee, harness, who: sam, days: []))
            refused("Kies een begin en een einde.", try await plan(lee, harness, who: sam, from: 480, to: 480))
            refused("Kies een begin en een einde.", try await plan(lee, harness, who: sam, from: 481, to: 960))
            refused("Deze dag is geweest", try await plan(lee, harness, who: sam, week: "2026-11-16"))
            _ = try await plan(lee, harness, who: sam)
            let twice = try await plan(lee, harness, who: sam, days: [4, 0], from: 900, to: 1020)
            refused("Deze persoon staat dan al op het rooster.", twice)
            #expect(twice.shows("<option value=\"900\" selected>") && twice.shows("<option value=\"\(sam)\" selected>"))
            let page = try await lee.get(Self.path + "?w=2026-11-23")
            #expect(page.text.components(separatedBy: "value=\"remove-").count == 2)
            // A week that is none, or far away, is this week.
            for week in ["", "x", "1970-01-01", "9999-12-31", "2026-13-45"] {
                #expect(try await lee.get(Self.path + "?w=" + week).shows("Week van 16 november 2026"), "\(week)")
            }
        }
    }

    @Test("draws the days on which the clock is changed as they are: 23 hours and 25")
    func clocks() async throws {
        try await DeskHarness.with { harness in
            let lee = try await harness.browser("lee")
            let shares = { (text: String) in
                text.components(separatedBy: "row-of band").dropFirst().map { row in
                    row.components(separatedBy: "</div>")[0].matches(of: /class="n(\d+)[ ]/)
                        .reduce(0) { $0 + (Int($1.1) ?? 0) }
                }
            }
            #expect(shares(try await lee.get(Self.path + "?w=2026-11-23").text) == Array(repeating: 48, count: 7))
            harness.desk.clock.advance(days: 100)
            let spring = try await harness.browser("lee")
            #expect(shares(try await spring.get(Self.path + "?w=2027-03-22").text) == [48, 48, 48, 48, 48, 48, 46])
            harness.desk.clock.advance(days: 160)
            let autumn = try await harness.browser("lee")
            #expect(shares(try await autumn.get(Self.path + "?w=2027-10-25").text) == [48, 48, 48, 48, 48, 48, 50])
        }
    }

    @Test("says what each can do, for an administrator too, and it holds at the desk")
    func profile() async throws {
        try await DeskHarness.with { harness in
            let noor = try await harness.browser("noor")
            let sam = try await id(harness, "Sam").text
            let page = try await noor.get(Self.skills + "?p=" + sam)
            #expect(page.shows("Wat Sam kan"))
            let saved = try await noor.send(
                page, to: Self.skills,
                [
                    ("t", try team(harness)), ("p", sam), ("l", "nl"), ("l", "xx"), ("s", "deaf"), ("s", "flying"), ("m", "5"),
                    ("go", "save"),
                ])
            #expect(saved.status == 303)
            let profiles = try await harness.desk.place.stores.roster.profiles(of: harness.desk.team(.desk).id)
            #expect(profiles.map(\.skills) == [SkillSet(languages: [.dutch], skills: [.deaf])] && profiles.map(\.most) == [5])
            #expect(try await noor.get(Self.skills).shows("Gebaart, of schrijft"))
            #expect(try await noor.get("/nl/werk/inzage").shows("vaardigheden van iemand gezet"))
        }
    }

    @Test("is what the public is told: when the chat opens, until when it is open, and nothing without a roster")
    func promise() async throws {
        try await DeskHarness.with { harness in
            #expect(!(try await harness.get("/nl/schrijf")).shows("De chat"))
            let lee = try await harness.browser("lee")
            // It is Saturday, a little past noon.
            let sam = try await id(harness, "Sam").text
            #expect(try await plan(lee, harness, who: sam, days: [5], from: 1080, to: 1320, week: "2026-11-16").status == 303)
            _ = try await plan(lee, harness, who: sam, from: 540, to: 1440)
            #expect(try await harness.get("/nl/schrijf").shows("De chat gaat vandaag om 18.00 uur open."))
            #expect(try await harness.get("/en/write").shows("The chat opens today at 18:00."))
            harness.desk.clock.advance(seconds: 6 * 3600)
            #expect(!(try await harness.get("/nl/schrijf")).shows("De chat"))
            _ = try await harness.browser("sam").get("/nl/werk")
            #expect(try await harness.get("/nl/schrijf").shows("De chat is nu open, tot 22.00 uur."))
            harness.desk.clock.advance(seconds: 5 * 3600)
            #expect(try await harness.get("/nl/schrijf").shows("De chat gaat maandag om 9.00 uur open."))
            harness.desk.clock.advance(seconds: 3600)
            #expect(try await harness.get("/nl/schrijf").shows("De chat gaat morgen om 9.00 uur open."))
        }
    }
}
