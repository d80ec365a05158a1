import TestKit
import Testing

@testable import Web

@Suite("What is offered for an answer where somebody may read along", .tags(.R39, .R41))
struct BesideQuietTests {
    @Test(
        "no number to call and no address, also in pieces; the number for danger to life and a time of day stay",
        arguments: [
            ("Kan er nu iemand meekijken? Ja of nee is genoeg.", true), ("Is er gevaar? Bel 112.", true),
            ("In de app 112NL kun je typen.", true),
            ("We spreken om 10.30 uur.", true), ("Noem 5 dingen die je ziet.", true), ("Bij 113 kun je dag en nacht bellen.", false),
            ("Bel 0800-0188.", false), ("06 12 34 56 78", false), ("+31 (0)20 123 45 67", false), ("Kijk op /nl/p/abc", false),
            ("https://voorbeeld", false), ("Lees het op voorbeeld.nl.", false), ("WWW.voorbeeld", false),
        ])
    func quiet(_ text: String, _ isQuiet: Bool) { #expect(BesideWords.areQuiet(text) == isQuiet) }

    @Test("places are shown to know and not to send; a page of before it was known is refused, and what was typed stays")
    func places() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            _ = try await sam.get("/nl/werk")
            let person = PersonBrowser(harness)
            let before = try await person.get("/nl/schrijf")
            _ = try await person.press("chat", on: before, "/nl/schrijf")
            let path = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let open = try await sam.take(path)
            let put = String(open.first(between: "value=\"put.s.", "\""))
            #expect(!put.isEmpty && open.shows("Zet in je antwoord"))
            #expect(try await sam.send(open, to: path, [("go", "monitored")]).status == 303)

            let page = try await sam.get(path)
            #expect(page.shows("Iemand kan meelezen") && page.shows("Alleen voor jou om te weten."))
            #expect(!page.shows("value=\"put.s.") && !page.shows("Zet in je antwoord"))
            // Words that may be read by anybody are offered still, and go in.
            #expect(page.shows("put.p.monitored-ask.b1.nl"))
            let asked = try await sam.send(page, to: path, [("go", "put.p.monitored-ask.b1.nl")])
            #expect(asked.keeps("Ja of nee is genoeg."))

            let refused = try await sam.send(open, to: path, [("text", "Ik lees je."), ("go", "put.s." + put)])
            #expect(refused.status == 409 && refused.keeps("Ik lees je.") && refused.shows("Dit gaat nu niet in je antwoord"))
        }
    }

    @Test("what has a number or an address is marked, so that an open page lets it go by itself; what is quiet is not")
    func marked() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let person = PersonBrowser(harness)
            _ = try await person.begin("Bel me niet.")
            let path = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let open = try await sam.take(path)
            // Every sentence with a number is marked to go, and what is quiet is not.
            #expect(open.shows("class=\"put line outward\" name=\"go\" value=\"put.s."))
            #expect(open.shows("class=\"put say\" name=\"go\" value=\"put.p.monitored-ask.b1.nl\""))
        }
    }
}
