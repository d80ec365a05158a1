import Domain
import HTTPTypes
import TestKit
import Testing
import Workflows

/// Somebody who is offered, a soft sound, and what whoever looks along can do, on the pages themselves.
@Suite("On the pages, who comes to whom", .tags(.R5))
struct OfferPageTests {
    private static let inbox = "/nl/werk"

    private static func begin(_ harness: DeskHarness) async throws -> PersonBrowser {
        let person = PersonBrowser(harness)
        _ = try await person.press("chat", on: try await person.get("/nl/schrijf"), "/nl/schrijf")
        _ = try await person.get("/nl/m")
        return person
    }

    @Test("whoever waits stands above the list of the one who is asked, with the time until which, and can be taken or passed on")
    func offer() async throws {
        try await DeskHarness.with { harness in
            let iris = try await harness.browser("iris")
            let sam = try await harness.browser("sam")
            _ = try await sam.get(Self.inbox)
            _ = try await Self.begin(harness)
            let page = try await sam.get(Self.inbox)
            #expect(page.shows("past bij jou") && page.shows("Nu niet"))
            let name = page.first(between: "value=\"pass-", "\"")
            #expect(page.first(between: "data-left=\"", "\"") == String(Offer.patience))
            // The part for the script says the same, and asking for it is no act.
            let part = try await sam.get(Self.inbox + "?o=1", [HTTPField.Name("X-Live")!: "1"])
            #expect(part.shows("past bij jou") && part.bytes.count % 4096 == 0)
            // Somebody else's page says nothing of it.
            #expect(try await !iris.get(Self.inbox).shows("past bij jou"))
            let again = try await sam.get(Self.inbox)
            #expect(try await sam.send(again, to: Self.inbox, [("go", "pass-x")]).status == 404)
            #expect(try await sam.send(again, to: Self.inbox, [("go", "pass-" + String(repeating: "0", count: 32))]).status == 404)
            for _ in 0..<2 { #expect(try await sam.send(again, to: Self.inbox, [("go", "pass-" + name)]).status == 303) }
            let passed = try await sam.get(Self.inbox)
            #expect(!passed.shows("past bij jou") && passed.shows("claim-" + name))
            #expect(try await iris.get(Self.inbox).shows("past bij jou"))
        }
    }

    @Test("after half a minute it is a colleague's turn, and a page that still shows it takes the conversation all the same")
    func late() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            _ = try await sam.get(Self.inbox)
            _ = try await Self.begin(harness)
            let page = try await sam.get(Self.inbox)
            let name = page.first(between: "value=\"pass-", "\"")
            harness.desk.clock.advance(seconds: Offer.patience)
            #expect(try await !sam.get(Self.inbox).shows("past bij jou"))
            #expect(try await sam.send(page, to: Self.inbox, [("go", "claim-" + name)])["Location"] == "/nl/werk/g/\(name)?n=claimed")
        }
    }

    @Test("signing out takes the helper off the floor at once: the site offers no chat any more")
    func signOut() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let page = try await sam.get(Self.inbox)
            let person = PersonBrowser(harness)
            #expect(try await person.get("/nl/schrijf").shows("value=\"chat\""))
            #expect(try await sam.send(page, to: "/nl/werk/uit", []).status == 303)
            #expect(try await !person.get("/nl/schrijf").shows("value=\"chat\""))
        }
    }

    @Test("the sound is off until it is turned on, and holds for this entry alone")
    func sound() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let page = try await sam.get(Self.inbox)
            #expect(page.shows("Zet het geluid aan") && !page.shows("on-sound"))
            #expect(try await sam.send(page, to: "/nl/werk/toetsen", [("go", "sound")])["Location"] == Self.inbox + "?n=sound")
            #expect(try await sam.get(Self.inbox).shows("on-sound"))
            // Single keys are another wish.
            #expect(try await sam.send(page, to: "/nl/werk/toetsen", [("go", "on")]).status == 303)
            let both = try await sam.get(Self.inbox)
            #expect(both.shows("on-sound") && both.shows("on-keys"))
            #expect(try await sam.send(both, to: "/nl/werk/toetsen", [("go", "silent")]).status == 303)
            let silent = try await sam.get(Self.inbox)
            #expect(!silent.shows("on-sound") && silent.shows("on-keys"))
            #expect(try await !harness.browser("sam").get(Self.inbox).shows("on-keys"))
        }
    }

    @Test("whoever looks along can say that somebody reads along, once; lifting it is for who has the conversation", .tags(.R39, .R41))
    func along() async throws {
        try await DeskHarness.with { harness in
            _ = try await harness.desk.write("hoi")
            let sam = try await harness.browser("sam")
            let iris = try await harness.browser("iris")
            let path = "/nl/werk/g/" + (try await sam.get(Self.inbox)).first(between: "href=\"/nl/werk/g/", "\"")
            _ = try await sam.take(path)
            let page = try await iris.get(path)
            #expect(page.shows("value=\"monitored\""))
            #expect(try await iris.send(page, to: path, [("go", "monitored")])["Location"] == path + "?n=monitored")
            let marked = try await iris.get(path)
            #expect(marked.shows("Alles naar buiten staat uit") && !marked.shows("value=\"monitored\""))
            #expect(!marked.shows("value=\"unmonitored\""))
            #expect(try await iris.send(marked, to: path, [("go", "unmonitored"), ("lift", "weet ik")]).status == 409)
            #expect(try await sam.get(path).shows("value=\"unmonitored\""))
            // A second press of the old page is the same.
            #expect(try await iris.send(page, to: path, [("go", "monitored")]).status == 303)
        }
    }
}
