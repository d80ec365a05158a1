import Domain
import HTTPTypes
import TestKit
import Testing
import Workflows

/// A chat in a browser that runs no scripts: what stands in `noscript` is what its person sees.
@Suite("Waiting without scripts", .tags(.R5))
struct WatchingTests {
    private static let again = "<noscript><meta http-equiv=\"refresh\" content=\"20;url=/nl/m?r=1\">"

    /// Somebody begins to talk while somebody is at the desk.
    private static func waiting(_ work: (PersonBrowser, DeskBrowser, DeskHarness) async throws -> Void) async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            _ = try await sam.get("/nl/werk")
            let person = PersonBrowser(harness)
            let before = try await person.get("/nl/schrijf")
            let talk = try #require(before.forms.first { $0.buttons.contains { $0.value == "chat" } })
            #expect(try await person.post("/nl/schrijf", [("ticket", talk.ticket), ("go", "chat")]).status == 303)
            try await work(person, sam, harness)
        }
    }

    @Test("the page looks by itself, keeps the place, and types nothing that would be lost")
    func looks() async throws {
        try await Self.waiting { person, _, harness in
            let page = try await person.get("/nl/m")
            #expect(page.shows(Self.again) && page.shows("<link rel=\"stylesheet\" href=\"/q.css"))
            #expect(page.shows("Je bent de volgende.") && page.shows("value=\"type\"") && page.shows("value=\"stop\""))
            #expect(try await harness.get("/q.css").text == ".typed{display:none}")
            // Looking keeps the place, three times within the patience.
            let inbox = try await harness.browser("iris")
            for _ in 0..<12 {
                harness.desk.clock.advance(seconds: 20)
                #expect(try await person.get("/nl/m?r=1").shows(Self.again))
            }
            #expect(try await inbox.get("/nl/werk").shows("Chat, is er nu"))
        }
    }

    @Test("a page that looks by itself is no reason to stay in")
    func renewsNothing() async throws {
        try await Self.waiting { person, _, harness in
            for _ in 0..<12 {
                harness.desk.clock.advance(seconds: 590)
                #expect(try await person.get("/nl/m?r=1").status == 200)
            }
            harness.desk.clock.advance(seconds: 590)
            let gone = try await person.get("/nl/m?r=1")
            #expect(gone.status == 303 && gone["Location"] == "/nl/terug")
        }
    }

    @Test("it can be stopped and begun again, and what is typed stays meanwhile")
    func stops() async throws {
        try await Self.waiting { person, _, _ in
            let page = try await person.get("/nl/m")
            let typing = try await person.press("type", on: page)
            #expect(!typing.shows(Self.again) && typing.shows("autofocus") && typing.shows("value=\"watch\""))
            let stopped = try await person.press("stop", on: page)
            #expect(!stopped.shows(Self.again) && stopped.shows("De pagina blijft nu staan."))
            let looked = try await person.press("look", on: stopped, "/nl/m", [("m", "half af")])
            #expect(!looked.shows(Self.again) && looked.keeps("half af"))
            let kept = try await person.press("watch", on: looked, "/nl/m", [("m", "half af")])
            #expect(!kept.shows(Self.again) && kept.keeps("half af"))
            let again = try await person.press("watch", on: kept, "/nl/m", [("m", " ")])
            #expect(again.status == 303 && again["Location"] == "/nl/m")
            #expect(try await person.press("send", on: kept, "/nl/m", [("m", "half af")]).status == 303)
            #expect(try await person.get("/nl/m").shows("half af"))
        }
    }

    @Test("an answer is said once it came, and the page opens there")
    func news() async throws {
        try await Self.waiting { person, sam, harness in
            let page = try await person.get("/nl/m")
            #expect(try await person.press("send", on: page, "/nl/m", [("m", "hallo")]).status == 303)
            let inbox = try await sam.get("/nl/werk")
            let path = "/nl/werk/g/" + inbox.first(between: "href=\"/nl/werk/g/", "\"")
            let taken = try await sam.take(path)
            #expect(try await person.get("/nl/m?r=1").shows("Er is een hulpverlener voor je"))
            #expect(try await !person.get("/nl/m?r=1").shows("<b>Er is een nieuw bericht.</b>"))
            _ = try await sam.send(taken, to: path, [("go", "send"), ("text", "Fijn dat je er bent.")])
            harness.desk.clock.advance(seconds: 15)
            let told = try await person.get("/nl/m?r=1")
            #expect(told.shows("Fijn dat je er bent.") && told.shows("<b>Er is een nieuw bericht.</b>"))
            #expect(told.shows("<div class=\"good\" tabindex=\"-1\" autofocus>"))
            harness.desk.clock.advance(seconds: 20)
            #expect(try await !person.get("/nl/m?r=1").shows("<b>Er is een nieuw bericht.</b>"))
        }
    }

    @Test("a message that waits for its answer, and a chat that ended, look at nothing by themselves")
    func notElsewhere() async throws {
        try await Self.waiting { person, _, harness in
            let page = try await person.get("/nl/m")
            #expect(try await !person.press("keepit", on: page).shows("http-equiv"))
            let other = PersonBrowser(harness)
            #expect(try await !other.begin("een bericht").mine.shows("http-equiv"))
            #expect(try await !other.get("/nl/m").shows("http-equiv"))
        }
    }

    @Test("who keeps the code of a chat reads at once that it is kept, and is not offered to keep it or to throw it away", .tags(.R7))
    func kept() async throws {
        try await Self.waiting { person, sam, _ in
            let page = try await person.get("/nl/m")
            #expect(try await person.press("send", on: page, "/nl/m", [("m", "hallo")]).status == 303)
            let path = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let taken = try await sam.take(path)
            _ = try await sam.send(taken, to: path, [("go", "close"), ("reason", "helped")])
            let ended = try await person.get("/nl/m")
            #expect(ended.shows("value=\"keepit\""))
            let code = try await person.press("keepit", on: ended, "/nl/m")
            let asked = try await person.press("have", on: code, "/nl/m")
            let kept = try await person.press("prove", on: asked, "/nl/m", [("c", String(code.code.suffix(4)))])
            #expect(kept.shows("Het klopt. Je hebt je code.") && kept.shows("value=\"leave\""))
            #expect(!kept.shows("value=\"keepit\"") && !kept.shows("value=\"discard\""))
            #expect(try await person.get("/nl/m").shows("value=\"leave\""))
        }
    }
}
