import Domain
import HTTPTypes
import TestKit
import Testing
import Workflows

/// A call, on the pages of the desk.
@Suite("On the page for the telephone", .tags(.R4, .R8))
struct PhonePageTests {
    private static let path = "/nl/werk/telefoon"

    @Test("there is no place for a number or a name, and nothing has to be filled in to keep a call or to throw it away")
    func nothingAsked() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let page = try await sam.get(Self.path)
            #expect(page.status == 200 && page.shows("Hoe oud ben je ongeveer?"))
            let fields = page.text.matches(of: /<(input|select|textarea)[^>]*name="([^"]*)"/).map { String($0.output.2) }
            let known = Set(["ticket", "text", "memo"])
            #expect(fields.allSatisfy { known.contains($0) || $0.hasPrefix("q-") || $0.hasPrefix("t-") }, "\(fields)")
            #expect(!page.text.contains("type=\"tel\"") && !page.text.contains("autocomplete=\"tel\""))
            let thrown = try await sam.send(page, to: Self.path, [("go", "discard"), ("text", "KANARIE"), ("memo", "KANARIE")])
            #expect(thrown["Location"] == "/nl/werk?n=phone_done")
            #expect(try await sam.get("/nl/werk").shows("Niemand wacht"))
            let kept = try await sam.send(page, to: Self.path, [("go", "keep")])
            #expect(kept.status == 200 && kept.shows("Lees deze code voor"))
        }
    }

    @Test("what the caller says brings the advice beside it, and nothing is kept by that")
    func advice() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let page = try await sam.get(Self.path)
            let looked = try await sam.send(
                page, to: Self.path, [("go", "look"), ("q-asker", "victim"), ("text", "bijna"), ("memo", "team")])
            #expect(looked.status == 200 && looked.keeps("bijna") && looked.keeps("team") && looked.shows("Het advies bij wat je koos"))
            #expect(looked.text.contains("value=\"victim\" selected"))
            #expect(try await sam.get("/nl/werk").shows("Niemand wacht"))
            let odd = try await sam.send(page, to: Self.path, [("go", "look"), ("q-asker", "nobody"), ("q-none", "x")])
            #expect(odd.status == 200 && odd.shows("Dit geldt voor iedereen"))
        }
    }

    @Test("the code is shown once, opens the conversation, and stands on no page after that")
    func code() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let page = try await sam.get(Self.path)
            let kept = try await sam.send(
                page, to: Self.path, [("go", "keep"), ("q-asker", "victim"), ("text", "Samen bedacht."), ("memo", "KANARIE")])
            let digits = kept.first(between: "class=\"digits\"", "</p>").drop { $0 != ">" }.filter(\.isNumber)
            #expect(digits.count == 20 && kept.text.contains("<small>") && !kept.shows("KANARIE"))
            let path = "/nl/werk/g/" + kept.first(between: "href=\"/nl/werk/g/", "\"")
            let conversation = try await sam.get(path)
            #expect(conversation.shows("Samen bedacht.") && conversation.shows("KANARIE") && !conversation.shows(String(digits.suffix(4))))
            #expect(try await sam.get("/nl/werk").shows("Telefoon"))
            let person = PersonBrowser(harness)
            #expect(try await person.enter(String(digits)).status == 303)
            let mine = try await person.get("/nl/m")
            #expect(mine.shows("Samen bedacht.") && !mine.shows("KANARIE"))
            #expect(try await person.press("who", on: mine).shows("las de code voor"))
        }
    }

    @Test("what is written outlives the browser until the call is kept or thrown away, and the page says from when it is")
    func again() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let page = try await sam.get(Self.path)
            let header = HTTPFields([HTTPField(name: try #require(HTTPField.Name("X-Live")), value: "1")])
            let fields = [("go", "draft"), ("text", "half af"), ("memo", "team"), ("q-asker", "victim")]
            let kept = try await sam.send(page, to: Self.path, fields, header)
            #expect(kept.status == 200 && kept.shows("Concept bewaard") && kept.shows("ticket"))
            // Another browser, after the first is gone with everything in it.
            let later = try await harness.browser("sam")
            let again = try await later.get(Self.path)
            #expect(again.keeps("half af") && again.keeps("team") && again.text.contains("value=\"victim\" selected"))
            #expect(again.shows("Dit stond er nog van een gesprek"))
            let iris = try await harness.browser("iris")
            #expect(try await !iris.get(Self.path).keeps("half af"))
            _ = try await later.send(again, to: Self.path, [("go", "discard"), ("text", "half af")])
            #expect(try await !later.get(Self.path).keeps("half af"))
            // Looking keeps it too, for who runs no scripts; and a call that is kept takes it along.
            let look = try await later.send(try await later.get(Self.path), to: Self.path, [("go", "look"), ("text", "nog eens")])
            #expect(try await later.get(Self.path).keeps("nog eens"))
            _ = try await later.send(look, to: Self.path, [("go", "keep"), ("text", "nog eens")])
            #expect(try await !later.get(Self.path).keeps("nog eens"))
            // A page of another site cannot send the header; what is no draft is not taken with it.
            #expect(try await sam.send(page, to: Self.path, [("go", "keep")], header).status == 403)
        }
    }

    @Test("of another's session, or without one, keeps nothing, and what was typed is given back")
    func foreign() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let iris = try await harness.browser("iris")
            let page = try await sam.get(Self.path)
            let other = try await iris.send(page, to: Self.path, [("go", "keep"), ("text", "van sam")])
            #expect(other.status == 422 && other.keeps("van sam") && !other.shows("Lees deze code voor"))
            let away = try await harness.post(Self.path, [("go", "keep"), ("text", "samen"), ("memo", "team")])
            #expect(away.status == 403 && away.shows("samen") && away.shows("team"))
            #expect(try await sam.get("/nl/werk").shows("Niemand wacht"))
        }
    }
}
