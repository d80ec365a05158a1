import Domain
import TestKit
import Testing
import Workflows

@testable import Web

/// What stands above a conversation while its page is open.
@Suite("On a page of the workbench that stands open")
struct OpenPageTests {
    @Test("the page of a chat says whether the person is there, and hears it when their page closes and when it is open again", .tags(.R7))
    func presence() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            _ = try await sam.get("/nl/werk")
            let person = PersonBrowser(harness)
            _ = try await person.press("chat", on: try await person.get("/nl/schrijf"), "/nl/schrijf")
            let name = try await sam.get("/nl/werk").first(between: "href=\"/nl/werk/g/", "\"")
            let page = try await sam.take("/nl/werk/g/" + name)
            #expect(page.shows("id=\"there\" class=\"sign soon\"") && page.shows("<p hidden id=\"away\""))
            let id = try #require(Identifier<Conversation>(String(name)))
            var line = try await DeskActsTests.line(harness, sam, .conversation(.init(id: id, count: 0, isHere: true)))
            #expect(try await line.said(false) == [])
            // A page that closes says nothing: it is known when no sign came for a while, and told once.
            harness.desk.clock.advance(seconds: DeskFloor.patience + 1)
            let gone = try #require(try await line.news(false))
            #expect(gone.contains("\"there\":false") && gone.contains("pagina is dicht"))
            #expect(try await line.said(false) == [])
            let away = try await sam.get("/nl/werk/g/" + name)
            #expect(away.shows("id=\"there\" class=\"sign\"") && away.shows("<p id=\"away\""))
            #expect(try await person.get("/nl/m").status == 200)
            #expect(try #require(try await line.news(false)).contains("\"there\":true"))
            // Who leaves a message is never called there or not there.
            let (message, _) = try await DeskActsTests.path(harness)
            #expect(try await !sam.take(message).shows("id=\"there\""))
        }
    }

    @Test("an open page counts on how long the person waits, and lets it go when somebody answered, whoever did", .tags(.R5))
    func standing() async throws {
        try await DeskHarness.with { harness in
            let (path, id) = try await DeskActsTests.path(harness)
            let clock = harness.desk.clock
            let sam = try await harness.browser("sam")
            _ = try await sam.take(path)
            let page = try await sam.get(path)
            #expect(page.shows("id=\"stands\" class=\"sign\">Wacht: ") && page.shows("&amp;a=waiting"))
            func lines(_ browsers: [DeskBrowser]) async throws -> [LiveLine] {
                var lines: [LiveLine] = []
                for (index, browser) in browsers.enumerated() {
                    var line = try await DeskActsTests.line(
                        harness, browser, .conversation(.init(id: id, count: 1, isColleagues: index > 0, state: .waiting)))
                    #expect(try #require(try await line.news()).contains("stands") == false)
                    lines.append(line)
                }
                return lines
            }
            var line = try await lines([sam])[0]
            clock.advance(seconds: 600)
            #expect(try #require(try await line.news(false)).contains("[\"stands\",\"Wacht: 1"))
            #expect(try await line.said(false) == [])
            clock.advance(seconds: 3000)
            // Another of the team looks along, and their page hears it as well.
            let (late, iris) = (try await harness.browser("sam"), try await harness.browser("iris"))
            let anew = try await late.get(path)
            #expect(anew.shows("id=\"stands\" class=\"sign long\">Wacht: 1 uur<"))
            var open = try await lines([late, iris])
            #expect(try await late.send(anew, to: path, [("go", "send"), ("text", "Dag")]).status == 303)
            for index in open.indices {
                #expect(try #require(try await open[index].news()).contains("[\"stands\",\"Beantwoord\",\"\"]"))
            }
            // A page that was fetched before the answer, and whose line begins after it, hears it at once.
            var slow = try await DeskActsTests.line(harness, late, .conversation(.init(id: id, count: 1, state: .waiting)))
            #expect(try #require(try await slow.news()).contains("Beantwoord"))
            #expect(try await late.get(path).shows("<span id=\"stands\">Beantwoord</span>"))
        }
    }
}
