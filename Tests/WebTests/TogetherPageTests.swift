import Domain
import TestKit
import Testing
import Workflows

@Suite("Writing together", .tags(.R22))
struct TogetherPageTests {
    private func page(_ house: RoomHarness) async throws -> (sam: DeskBrowser, path: String, page: WebAnswer) {
        let sam = try await house.harness.browser("sam")
        let id = try await house.session.conversation.text
        _ = try await sam.take("/nl/werk/g/" + id)
        let path = "/nl/werk/g/\(id)/samen"
        return (sam, path, try await sam.get(path))
    }

    @Test("is filled from the messages that were marked, proposed, seen exactly, changed and kept by the person")
    func whole() async throws {
        try await RoomHarness.with { house in
            let (sam, path, page) = try await page(house)
            #expect(page.status == 200 && page.shows("Samen opschrijven") && page.shows("Hallo.") && !page.shows("value=\"spoken\""))
            let mark = page.first(between: "name=\"mark\" value=\"", "\"")
            let filled = try await sam.send(page, to: path, [("mark", String(mark)), ("text", "Dit zei je:"), ("go", "fill")])
            #expect(filled.keeps("Dit zei je:\n\nHallo."))
            let nothing = try await sam.send(filled, to: path, [("text", "Iets"), ("go", "propose")])
            #expect(nothing.status == 422 && nothing.shows("Kies voor welk deel het is") && nothing.keeps("Iets"))
            let sent = try await sam.send(
                nothing, to: path, [("part", "story"), ("mark", String(mark)), ("text", "Hallo, zei ik."), ("go", "propose")])
            #expect(sent.status == 303 && sent["Location"] == path + "?n=proposed")
            #expect(try await sam.get(path).shows("De persoon heeft nog niet gekozen."))

            let mine = try await house.person.get("/nl/m")
            #expect(mine.shows("Het staat nog niet in je verhaal.") && mine.shows("form=\"compose\""))
            let proposal = try await house.press("proposals", on: mine)
            #expect(proposal.shows("met woorden uit je eigen berichten") && proposal.keeps("Hallo, zei ik."))
            #expect(proposal.shows("Alleen jij kunt dit deel lezen."))
            let accept = try #require(proposal.buttons("accept-").first)
            // An old form keeps what was typed.
            let old = try await house.person.post("/nl/m", [("ticket", "x"), ("go", accept), ("e", "Mijn woorden")])
            #expect(old.status == 422 && old.keeps("Mijn woorden"))
            let kept = try await house.press(accept, on: old, typing: [("e", "Mijn woorden")])
            #expect(kept.shows("Bewaard.") && kept.keeps("Mijn woorden"))
            #expect(try await sam.get(path).shows("met andere woorden"))
            #expect(try await !house.person.get("/nl/m").shows("value=\"proposals\""))
            #expect(try await house.press("proposals").shows("Er is nu niets om te bekijken."))
        }
    }

    @Test("shows both when the part was written in meanwhile, and takes a no for a no")
    func both() async throws {
        try await RoomHarness.with { house in
            let (sam, path, page) = try await page(house)
            _ = try await sam.send(page, to: path, [("part", "medical"), ("text", "Van de hulp"), ("go", "propose")])
            let before = try await house.press("proposals")
            try await house.write("Van mij", in: "medical")
            let late = try await house.press(try #require(before.buttons("accept-").first), on: before, typing: [("e", "Van de hulp")])
            #expect(late.status == 409 && late.keeps("Van de hulp") && late.shows("Van mij</p>") && late.shows("Er raakt niets weg."))
            let again = try await house.press("proposals")
            #expect(again.keeps("Van mij\n\nVan de hulp"))
            let no = try await house.press(try #require(again.buttons("refuse-").first), on: again)
            #expect(no.shows("Het staat niet in je verhaal."))
            #expect(try await OwnParts(house.place).read(.medical, try await house.session).text.revealed == "Van mij")
            #expect(try await sam.get(path).shows("Vraag er niet naar."))
        }
    }

    @Test("with a child offers no place for what happened, and says what that is for", .tags(.R8))
    func child() async throws {
        try await RoomHarness.with([("a", "victim"), ("t", "fine"), ("a", "within_7_days"), ("a", "under_12")]) { house in
            let (sam, path, page) = try await page(house)
            let saysSo = page.shows("Vraag niet wat er is gebeurd, en vraag het niet opnieuw.")
            #expect(saysSo && !page.shows("value=\"story\"") && !page.shows("value=\"police\"") && page.shows("value=\"contact\""))
            let forced = try await sam.send(page, to: path, [("part", "story"), ("text", "Toch"), ("go", "propose")])
            #expect(forced.status == 409 && forced.shows("Dit kan hier nu niet"))
            #expect(try await OwnProposals(house.place).open(try await house.session).isEmpty)
        }
    }
}
