import Domain
import TestKit
import Testing
import Workflows

/// Colleagues, breaks and what was no request for help, on the pages themselves.
@Suite("On the pages, among colleagues", .tags(.R11))
struct ColleaguePageTests {
    private static let inbox = "/nl/werk"

    @Test("a colleague is asked from the conversation, sees it in their list, and it is said once")
    func ask() async throws {
        try await DeskHarness.with { harness in
            _ = try await harness.desk.write("hoi")
            let sam = try await harness.browser("sam")
            let iris = try await harness.browser("iris")
            _ = try await iris.get(Self.inbox)
            let path = "/nl/werk/g/" + (try await sam.get(Self.inbox)).first(between: "href=\"/nl/werk/g/", "\"")
            let page = try await sam.take(path)
            #expect(page.shows("Vraag een collega om mee te kijken"))
            let id = page.first(between: "name=\"colleague\"", "</select>").split(separator: "value=\"").last.map { $0.prefix(32) } ?? ""
            #expect(try await sam.send(page, to: path, [("go", "ask"), ("colleague", "nobody")]).status == 404)
            #expect(try await sam.send(page, to: path, [("go", "ask"), ("colleague", String(id))])["Location"] == path + "?n=asked")
            let list = try await iris.get(Self.inbox)
            #expect(list.shows("Sam vraagt of je meekijkt") && list.shows("Jij bent gevraagd"))
            #expect(try await iris.get(path).shows("Sam vroeg je om mee te kijken"))
            #expect(try await !iris.get(path).shows("vroeg je om mee"))
            #expect(try await !iris.get(Self.inbox).shows("Jij bent gevraagd"))
        }
    }

    @Test("a break is taken and ended on the list, and colleagues see who is away")
    func pause() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let iris = try await harness.browser("iris")
            let page = try await sam.get(Self.inbox)
            #expect(page.shows("Even pauze") && page.shows("30 minuten"))
            #expect(try await sam.send(page, to: Self.inbox, [("go", "pause-600")]).status == 404)
            #expect(try await sam.send(page, to: Self.inbox, [("go", "pause-20")])["Location"] == Self.inbox)
            #expect(try await sam.get(Self.inbox).shows("Je bent even weg, tot"))
            #expect(try await iris.get(Self.inbox).shows("Even weg: Sam."))
            #expect(try await sam.send(page, to: Self.inbox, [("go", "pause-0")]).status == 303)
            #expect(try await !iris.get(Self.inbox).shows("Even weg"))
        }
    }

    @Test("what was no request for help gets the same words as everybody, and that browser begins no chat for two hours", .tags(.R105))
    func quiet() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            _ = try await sam.get(Self.inbox)
            let person = PersonBrowser(harness)
            let before = try await person.get("/nl/schrijf")
            _ = try await person.press("chat", on: before, "/nl/schrijf")
            _ = try await person.press("send", on: try await person.get("/nl/m"), "/nl/m", [("m", "haha")])
            // Their page stands open; what is on it is not true any more after the closing.
            let open = try await person.get("/nl/m")
            #expect(open.text.contains("<textarea") && open.shows("Laat je terugbellen") && !open.shows("Deze lijnen zijn nu open"))
            let path = "/nl/werk/g/" + (try await sam.get(Self.inbox)).first(between: "href=\"/nl/werk/g/", "\"")
            let page = try await sam.take(path)
            #expect(try await sam.send(page, to: path, [("go", "close"), ("reason", "abuse")]).status == 303)
            let mine = try await person.get("/nl/m")
            #expect(mine.shows("Ik sluit dit gesprek nu af.") && mine.shows("kun je hier weer schrijven"))
            #expect(mine.shows("Deze lijnen zijn nu open") && !mine.shows("Laat je terugbellen") && !mine.text.contains("value=\"send\""))
            let more = try await person.press("send", on: open, "/nl/m", [("m", "toch nog")])
            #expect(more.status == 409 && more.keeps("toch nog") && more.shows("Dit schreef je") && !more.text.contains("value=\"send\""))
            // Asking for a call would open it again: the form of before is refused as well.
            let form = try await person.press("contact", on: open, "/nl/m")
            let call = [("h", "call"), ("n", "0612345678"), ("w", "overdag"), ("p", "three_days")]
            let called = try await person.press("save", on: form, "/nl/m", call)
            #expect(called.status == 409 && called.shows("Vragen om een telefoontje kan hier nu even niet"))
            #expect(try await person.get("/nl/m").shows("kun je hier weer schrijven"))
            let again = try await person.press("chat", on: try await person.get("/nl/schrijf"), "/nl/schrijf")
            #expect(again.status == 409 && again.shows("Chatten kan vanaf") && again.shows("112"))
            // A message is never refused: somebody may be in need after all.
            let written = try await person.press("send", on: try await person.writePage(), "/nl/schrijf", [("m", "help")])
            #expect(written.status == 303)
        }
    }

    @Test("an open page looks by itself at the moment when one can write again; one with words to copy stays as it is", .tags(.R105))
    func givesBack() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            _ = try await sam.get(Self.inbox)
            let person = PersonBrowser(harness)
            _ = try await person.press("chat", on: try await person.get("/nl/schrijf"), "/nl/schrijf")
            let open = try await person.get("/nl/m")
            let path = "/nl/werk/g/" + (try await sam.get(Self.inbox)).first(between: "href=\"/nl/werk/g/", "\"")
            #expect(try await sam.send(try await sam.take(path), to: path, [("go", "close"), ("reason", "abuse")]).status == 303)
            let mine = try await person.get("/nl/m")
            #expect(mine.shows("content=\"7201;url=/nl/m?r=1\"") && mine.shows("data-left=\"7200\"") && !mine.shows("/q.css"))
            let kept = try await person.press("send", on: open, "/nl/m", [("m", "toch nog")])
            #expect(kept.keeps("toch nog") && !kept.shows("http-equiv=\"refresh\""))
            harness.desk.clock.advance(seconds: 7199)
            #expect(try await person.get("/nl/m?r=1").shows("content=\"2;url=/nl/m?r=1\""))
            harness.desk.clock.advance(seconds: 1)
            let back = try await person.get("/nl/m?r=1")
            #expect(back.shows("value=\"send\"") && !back.shows("data-left"))
        }
        // Where the visit is over by then, nothing is fetched: what stands there stays.
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            _ = try await sam.get(Self.inbox)
            let person = PersonBrowser(harness)
            _ = try await person.press("chat", on: try await person.get("/nl/schrijf"), "/nl/schrijf")
            _ = try await person.get("/nl/m")
            harness.desk.clock.advance(seconds: 60)
            let path = "/nl/werk/g/" + (try await sam.get(Self.inbox)).first(between: "href=\"/nl/werk/g/", "\"")
            #expect(try await sam.send(try await sam.take(path), to: path, [("go", "close"), ("reason", "abuse")]).status == 303)
            #expect(try await !person.get("/nl/m?r=1").shows("http-equiv=\"refresh\""))
        }
    }
}
