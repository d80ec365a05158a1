import Domain
import TestKit
import Testing
import Workflows

@Suite("Somebody who may be read along with", .tags(.R39, .R41))
struct ReadAlongTests {
    private static let mark = "Iemand kan meelezen"

    @Test("is marked in the queue from the first message to the last, also after they came back with their code")
    func marked() async throws {
        try await DeskHarness.with { harness in
            let person = PersonBrowser(harness)
            var page = try await person.get("/nl/vragen")
            for answer in [("a", "victim"), ("t", "monitored")] {
                page = try await person.post("/nl/vragen", [("ticket", page.ticket), answer, ("go", "next")])
            }
            page = try await person.post("/nl/vragen", [("ticket", page.ticket), ("go", "show")])
            let before = try await person.press("before", on: page, "/nl/schrijf")
            let write = try await person.press("write", on: before, "/nl/schrijf")
            harness.desk.clock.advance(seconds: 30)
            #expect(try await person.press("send", on: write, "/nl/schrijf", [("m", "Stil."), ("t", "yes")]).status == 303)
            let shown = try await person.get("/nl/m")
            let code = String(shown.first(between: "class=\"digits\"", "</p>").drop { $0 != ">" }.filter(\.isNumber))
            let sam = try await harness.browser("sam")
            let inbox = try await sam.get("/nl/werk")
            #expect(inbox.shows(Self.mark))

            let path = "/nl/werk/g/" + inbox.first(between: "href=\"/nl/werk/g/", "\"")
            let conversation = try await sam.take(path)
            #expect(try await sam.send(conversation, to: path, [("text", "Ik lees je."), ("go", "send")]).status == 303)
            person.cookie = nil
            #expect(try await person.enter(code).status == 303)
            #expect(try await person.press("send", on: try await person.get("/nl/m"), "/nl/m", [("m", "Nog steeds stil.")]).status == 303)
            #expect(try await sam.get("/nl/werk").shows(Self.mark))
            // Also in the short list beside another conversation: with five at once nobody may forget which of them it is.
            #expect(try await sam.get("/nl/werk?v=" + String(repeating: "0", count: 32)).shows(Self.mark))
        }
    }
}
