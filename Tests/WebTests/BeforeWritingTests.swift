import Domain
import TestKit
import Testing

/// What somebody reads before the first word.
@Suite("Before the first word", .tags(.R7, .R8))
struct BeforeWritingTests {
    private static let title = "Ben je jonger dan 18?"

    private func before(_ answers: [(String, String)], _ harness: DeskHarness) async throws -> WebAnswer {
        let person = PersonBrowser(harness)
        var page = try await person.get("/nl/vragen")
        for answer in answers { page = try await person.post("/nl/vragen", [("ticket", page.ticket), answer, ("go", "next")]) }
        page = try await person.post("/nl/vragen", [("ticket", page.ticket), ("go", "show")])
        return try await person.press("before", on: page, "/nl/schrijf")
    }

    @Test("whoever may be under 18 reads that we tell their parents nothing, and that they hear first when help must come")
    func parents() async throws {
        try await DeskHarness.with { harness in
            let plain = try await harness.get("/nl/schrijf")
            #expect(plain.shows(Self.title) && plain.shows("Wij bellen of schrijven hen niet."))
            #expect(plain.shows("Dan zeggen we dat eerst tegen jou."))
            let english = try await harness.get("/en/write")
            #expect(english.shows("Are you under 18?") && english.shows("We do not call them or write to them."))
            #expect(try await before([("a", "bystander")], harness).shows(Self.title))
            #expect(try await before([("a", "victim")], harness).shows(Self.title))
        }
    }

    @Test("who is 18, a parent, or asks for their work does not read about parents; who is with somebody of 18 may be younger")
    func others() async throws {
        try await DeskHarness.with { harness in
            func grown(_ asker: String) -> [(String, String)] { [("a", asker), ("t", "fine"), ("a", "longer_ago"), ("a", "18_plus")] }
            for asker in ["victim", "not_sure", "parent", "professional"] {
                let page = try await before(grown(asker), harness)
                #expect(page.status == 200 && page.shows("Wanneer we iets doen") && !page.shows(Self.title), "\(asker)")
            }
            #expect(try await !before([("a", "worried_self"), ("t", "fine"), ("a", "18_plus")], harness).shows(Self.title))
            #expect(try await before(grown("bystander"), harness).shows(Self.title))
            #expect(try await before([("a", "victim"), ("t", "fine"), ("a", "longer_ago"), ("a", "12_15")], harness).shows(Self.title))
        }
    }

    @Test("a child reads it in simple words, on the page before talking and on the page for children")
    func child() async throws {
        try await DeskHarness.with { harness in
            let page = try await harness.get("/nl/schrijf?k=1")
            #expect(page.shows("Horen je ouders het?") && page.shows("Wij bellen of schrijven je ouders niet.") && !page.shows(Self.title))
            // Somebody to call instead is first of all somebody who is there for children.
            let lines = page.first(between: "Wil je liever bellen?", "</section>")
            #expect(lines.matches(of: /0800-\d{4}/).first?.output == "0800-0432")
            #expect(try await harness.get("/nl/hallo").shows("Wij bellen of schrijven je ouders niet."))
        }
    }
}
