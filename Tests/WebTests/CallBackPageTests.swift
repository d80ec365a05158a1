import Domain
import TestKit
import Testing
import Workflows

/// Asking for a call and making it, on the pages themselves.
@Suite("On the pages, being called back", .tags(.R4, .R41))
struct CallBackPageTests {
    private static let number = "06 98 76 54 32"
    private static let fields = [
        ("h", "call"), ("n", number), ("w", "dinsdag na 10 uur"), ("o", "alleen ik"), ("z", "over de fiets"), ("a", "appel"), ("v", "no"),
        ("p", "week"),
    ]

    /// Somebody asked for a call where nobody was there to chat.
    private static func ask(_ harness: DeskHarness, _ more: [(String, String)] = fields) async throws -> (PersonBrowser, WebAnswer) {
        let person = PersonBrowser(harness)
        let before = try await person.get("/nl/schrijf")
        #expect(before.shows("Laat je terugbellen") && !before.shows("Chat nu"))
        let page = try await person.press("call", on: before, "/nl/schrijf")
        #expect(page.status == 200 && page.shows("We bellen je") && page.shows("Vandaag en de 3 dagen daarna"))
        harness.desk.clock.advance(seconds: 30)
        return (person, try await person.press("ring", on: page, "/nl/schrijf", more))
    }

    @Test("it is offered when nobody is there or everybody is talking, asks for no word, and gives a code")
    func offered() async throws {
        try await DeskHarness.with { harness in
            let (person, sent) = try await Self.ask(harness)
            #expect(sent.status == 303)
            #expect(try await person.get("/nl/m").shows("Dit is jouw code"))
            let sam = try await harness.browser("sam")
            let inbox = try await sam.get("/nl/werk")
            #expect(inbox.shows("Terugbellen: dinsdag na 10 uur") && !inbox.shows(Self.number))
            // Now somebody is there, who has nobody yet.
            let free = try await PersonBrowser(harness).get("/nl/schrijf")
            #expect(free.shows("Chat nu") && !free.shows("Laat je terugbellen"))
        }
    }

    @Test("what is missing is asked for again, with everything that was typed; without a number a word is needed")
    func problems() async throws {
        try await DeskHarness.with { harness in
            let (person, empty) = try await Self.ask(harness, [("h", "call"), ("n", ""), ("w", ""), ("z", "over de fiets"), ("p", "week")])
            #expect(empty.status == 422 && empty.shows("Vul een nummer in") && empty.shows("over de fiets") && empty.shows("We bellen je"))
            let here = try await person.press("ring", on: empty, "/nl/schrijf", [("h", "here"), ("m", " ")])
            #expect(here.status == 422 && here.shows("Schrijf eerst iets"))
        }
    }

    @Test("the rule comes before the number, the number only on request, and how it went is chosen from a list")
    func called() async throws {
        try await DeskHarness.with { harness in
            _ = try await Self.ask(harness)
            let sam = try await harness.browser("sam")
            let path = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let page = try await sam.take(path)
            for words in ["dinsdag na 10 uur", "alleen ik", "over de fiets", "appel", "Wil worden gebeld", "tot en met"] {
                #expect(page.shows(words), "\(words)")
            }
            #expect(!page.shows(Self.number))
            #expect(try await sam.send(page, to: path, [("go", "reveal")]).shows(Self.number))
            #expect(try await sam.send(page, to: path, [("go", "called")]).status == 422)
            #expect(try await sam.send(page, to: path, [("go", "called"), ("outcome", "no_idea")]).status == 422)
            let closing = try await sam.send(page, to: path, [("go", "close"), ("reason", "helped")])
            #expect(closing.status == 422 && closing.shows("wil nog worden gebeld"))
            let noted = [("go", "called"), ("outcome", "not_reached"), ("called", "ging lang over")]
            #expect(try await sam.send(page, to: path, noted)["Location"] == path + "?n=call_noted")
            let after = try await sam.get(path)
            #expect(after.shows("Gebeld: niet bereikt.") && after.shows("ging lang over"))
            #expect(try await sam.get("/nl/werk").shows("Terugbellen"))
            #expect(try await sam.send(after, to: path, [("go", "called"), ("outcome", "spoken")]).status == 303)
            #expect(try await !sam.get("/nl/werk").shows("Terugbellen"))
        }
    }

    @Test("when somebody reads along everything goes, and the person's pages do not say why")
    func readAlong() async throws {
        try await DeskHarness.with { harness in
            let person = PersonBrowser(harness)
            let mine = try await person.begin("hoi", Self.fields).mine
            #expect(try await person.press("contact", on: mine).shows(Self.number))
            let sam = try await harness.browser("sam")
            let path = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let page = try await sam.take(path)
            #expect(try await sam.send(page, to: path, [("go", "monitored")])["Location"] == path + "?n=monitored")
            let marked = try await sam.get(path)
            #expect(marked.shows("Iemand kan meelezen") && !marked.shows("Toon het nummer") && !marked.shows("Gebeld? Schrijf"))
            // A page that stood open still has its buttons.
            #expect(try await !sam.send(page, to: path, [("go", "reveal")]).shows(Self.number))
            #expect(try await sam.send(page, to: path, [("go", "called"), ("outcome", "spoken")]).status == 409)
            let own = try await person.get("/nl/m")
            #expect(!own.shows("bellen je op") && !own.shows("meeles") && !own.shows("kan meekijken"))
            let contact = try await person.press("contact", on: own)
            #expect(!contact.shows(Self.number) && contact.shows("Het antwoord staat alleen hier.") && !contact.shows("kan meekijken"))
            let tried = try await person.press("save", on: own, "/nl/m", Self.fields)
            #expect(tried.shows("Het antwoord staat alleen hier.") && !tried.shows(Self.number))
            let looked = try await person.press("who", on: own)
            #expect(!looked.shows("meelees") && looked.shows("Veranderde hoe het antwoord komt"))

            #expect(try await sam.send(marked, to: path, [("go", "unmonitored")]).status == 422)
            #expect(try await sam.send(marked, to: path, [("go", "unmonitored"), ("lift", "zij belde zelf")]).status == 303)
            #expect(try await sam.get(path).shows("zij belde zelf"))
        }
    }

    @Test("who waits in a chat asks for it there, and keeps what was said")
    func fromChat() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            _ = try await sam.get("/nl/werk")
            let person = PersonBrowser(harness)
            #expect(try await person.press("chat", on: try await person.get("/nl/schrijf"), "/nl/schrijf").status == 303)
            let waiting = try await person.get("/nl/m")
            #expect(waiting.shows("Laat je terugbellen"))
            _ = try await person.press("send", on: waiting, "/nl/m", [("m", "ik moet zo weg")])
            let contact = try await person.press("contact", on: try await person.get("/nl/m"))
            let saved = try await person.press("save", on: contact, "/nl/m", Self.fields)
            #expect(saved.shows("Bewaard.") && saved.shows("ik moet zo weg") && saved.shows("Sluit dit af, we bellen je"))
            #expect(saved.shows("‘appel’"))
            let left = try await person.press("leave", on: saved)
            #expect(left.status == 200 && person.cookie == nil)
            let inbox = try await sam.get("/nl/werk")
            #expect(inbox.shows("Terugbellen: dinsdag na 10 uur"))
        }
    }
}
