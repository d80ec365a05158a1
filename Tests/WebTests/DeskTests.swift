import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vault
import Web
import Workflows

@Suite("The workbench")
struct DeskTests {
    private static let words = "I am not sure this counts"
    private static let script = HTTPField.Name("X-Live")

    /// The one conversation of a desk.
    private static func path(_ harness: DeskHarness, _ text: String = words) async throws -> String {
        "/nl/werk/g/" + (try await conversation(harness, text)).text
    }

    private static func conversation(_ harness: DeskHarness, _ text: String = words) async throws -> Identifier<Conversation> {
        _ = try await harness.desk.write(text)
        let (_, session) = try await harness.desk.enter("lee")
        return try #require(try await Inbox(harness.desk.place)(session).first).id
    }

    @Test("each role comes where it may, and for the rest the page does not exist")
    func rolesAndRoutes() async throws {
        try await DeskHarness.with { harness in
            let conversation = try await Self.path(harness)
            let paths = [
                "/nl/werk", conversation, "/nl/werk/teams", "/nl/werk/inzage", "/nl/werk/ervaringen", "/nl/werk/gesloten",
                "/nl/werk/mensen",
            ]
            let may: [String: Set<Int>] = [
                "noor": [2, 3, 6], "sam": [0, 1, 2, 5], "iris": [0, 1, 2, 5], "lee": [0, 1, 2, 4, 5], "omar": [2, 3],
            ]
            for (login, allowed) in may {
                let browser = try await harness.browser(login)
                for (index, path) in paths.enumerated() {
                    let answer = try await browser.get(path)
                    // Whoever comes to the workbench itself is brought to what is theirs.
                    let other = path == "/nl/werk" ? 303 : 404
                    #expect(answer.status == (allowed.contains(index) ? 200 : other), "\(login) \(path)")
                }
            }
            for path in paths {
                let stranger = try await harness.get(path)
                #expect(stranger.status == 303 && stranger["Location"] == "/nl/werk/in", "\(path)")
            }
        }
    }

    @Test("in a long list the way to one's own stands above it, who waits first; nobody else has that way", .tags(.R5))
    func own() async throws {
        try await DeskHarness.with { harness in
            var talks: [(path: String, number: Int)] = []
            for number in 0..<9 {
                let talk = try await harness.desk.write("invented words \(number)").session.conversation
                talks.append(("/nl/werk/g/" + talk.text, talk.number))
            }
            let sam = try await harness.browser("sam")
            #expect(try await !sam.get("/nl/werk").shows("Van jou, wie op je wacht eerst:"))
            let answered = try await sam.take(talks[0].path)
            #expect(try await sam.send(answered, to: talks[0].path, [("text", "Ik lees mee."), ("go", "send")]).status == 303)
            _ = try await sam.take(talks[8].path)
            let list = try await sam.get("/nl/werk")
            let way = list.first(between: "Van jou, wie op je wacht eerst:", "</nav>")
            #expect(way.components(separatedBy: "<a ").count == 3)
            let places = [talks[8], talks[0]].map { way.range(of: "href=\"\($0.path)\">#\($0.number)<")?.lowerBound }
            let (waits, other) = (try #require(places[0]), try #require(places[1]))
            #expect(waits < other)
            #expect(try await !harness.browser("iris").get("/nl/werk").shows("Van jou, wie op je wacht eerst:"))
        }
    }

    @Test("a page that a role may not see is the very page of an address that does not exist")
    func sameNotFound() async throws {
        try await DeskHarness.with { harness in
            let browser = try await harness.browser("noor")
            let absent = try await browser.get("/nl/werk/bestaat-niet")
            #expect(absent.status == 404 && absent.shows("Deze pagina is niet voor jouw rol") && absent.shows("href=\"/nl/werk/mensen\""))
            #expect(!absent.shows("href=\"/nl/werk/in\""), "whoever entered is asked to enter")
            let conversation = try await Self.path(harness)
            for path in ["/nl/werk/gesloten", conversation, "/nl/werk/g/" + String(repeating: "0", count: 32)] {
                let refused = try await browser.get(path)
                #expect(refused.status == absent.status, "\(path)")
                #expect(refused.bytes == absent.bytes, "\(path)")
            }
            let start = try await browser.get("/nl/werk")
            #expect(start["Location"] == "/nl/werk/mensen")
            // Whoever did not enter sees the page of everybody.
            let stranger = try await harness.get("/nl/werk/bestaat-niet")
            #expect(stranger.status == 404 && !stranger.shows("jouw rol"))
        }
    }

    @Test("an id of another organisation opens nothing, in any place where an id can stand")
    func otherOrganisation() async throws {
        try await DeskHarness.with { harness in
            let id = try await Self.conversation(harness)
            let place = harness.desk.place
            let (other, teams) = try await place.found(organisation: "Another", desk: "Another desk")
            let desk = try #require(teams.first { $0.kind == .desk })
            let code = try await place.invite(name: "Kim", login: "kim", role: .helper, organisation: other.id, teams: [desk.id])
            let factor = TestWorkplace.factor
            let cookie = try await AcceptInvitation(place)(
                code.text, passphrase: Confidential(TestWorkplace.passphrase), secondFactor: factor,
                factor: factor.code(now: harness.desk.clock.now))
            let kim = DeskBrowser(harness: harness, cookie: "__Host-w=" + cookie)
            let inbox = try await kim.get("/nl/werk")
            #expect(inbox.status == 200 && !inbox.text.contains(id.text))
            let path = "/nl/werk/g/" + id.text
            #expect(try await kim.get(path).status == 404)
            // With a slip that is good: what is not theirs does not exist.
            #expect(try await kim.send(inbox, to: "/nl/werk", [("go", "claim-" + id.text)]).status == 404)
            #expect(try await kim.send(inbox, to: path, [("go", "claim")]).status == 404)
            let sams = try #require(harness.desk.teams.first { $0.kind == .desk })
            let worker = try #require(try await place.stores.workers.workers(of: harness.desk.organisation.id).first)
            let page = try await kim.get("/nl/werk/teams")
            #expect(
                try await kim.send(page, to: "/nl/werk/teams", [("go", "admit-\(sams.id.text)-\(worker.id.text)")]).status != 303)
        }
    }

    @Test("of two who take the same conversation at once, one has it and the other reads who")
    func twoClaims() async throws {
        try await DeskHarness.with { harness in
            let path = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            let iris = try await harness.browser("iris")
            let pages = (try await sam.get(path), try await iris.get(path))
            async let first = sam.send(pages.0, to: path, [("go", "claim")])
            async let second = iris.send(pages.1, to: path, [("go", "claim")])
            let answers = try await [first, second]
            #expect(Set(answers.map(\.status)) == [303, 409])
            let lost = try #require(answers.first { $0.status == 409 })
            #expect(lost.text.contains("was je net voor"))
        }
    }

    @Test("an answer that crosses a new message is not sent, and stands in the box")
    func newerMessage() async throws {
        try await DeskHarness.with { harness in
            let written = try await harness.desk.write(Self.words)
            let sam = try await harness.browser("sam")
            let inbox = try await sam.get("/nl/werk")
            let path = inbox.first(between: "href=\"/nl/werk/g/", "\"")
            let here = "/nl/werk/g/" + path
            let page = try await sam.take(here)
            let person = try #require(try await harness.desk.place.personSession(written.cookie))
            try await WriteMessage(harness.desk.place)(Confidential("And one more thing"), in: person, slip: Confidential("b"))
            let answer = try await sam.send(page, to: here, [("text", "Take your time, I am here."), ("go", "send")])
            #expect(answer.status == 409)
            #expect(answer.text.contains("Take your time, I am here."))
            #expect(answer.text.contains("And one more thing"))
            #expect(try await sam.send(answer, to: here, [("text", "I read it."), ("go", "send")]).status == 303)
        }
    }

    @Test("an answer to somebody who erased everything goes nowhere, and the worker is told so")
    func afterErasing() async throws {
        try await DeskHarness.with { harness in
            let written = try await harness.desk.write(Self.words)
            let sam = try await harness.browser("sam")
            let here = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let page = try await sam.take(here)
            let person = try #require(try await harness.desk.place.personSession(written.cookie))
            try await EraseEverything(harness.desk.place).unproven(person)
            let answer = try await sam.send(page, to: here, [("text", "Take your time"), ("go", "send")])
            #expect(answer.status == 410 && answer.text.contains("Take your time"))
            #expect(try await sam.get(here).status == 404)
            #expect(!answer.text.contains(Self.words))
        }
    }

    @Test("an answer arrives, and the same form sent twice is one answer")
    func answering() async throws {
        try await DeskHarness.with { harness in
            let path = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            let page = try await sam.take(path)
            let fields = [("text", "Thank you for writing."), ("go", "send")]
            #expect(try await sam.send(page, to: path, fields)["Location"] == path + "?n=sent")
            #expect(try await sam.send(page, to: path, fields).status == 303)
            let after = try await sam.get(path)
            #expect(after.text.components(separatedBy: "Thank you for writing.").count == 2)
        }
    }

    @Test("what is being typed is kept without a word, and stands in the box again")
    func draft() async throws {
        try await DeskHarness.with { harness in
            let path = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            let page = try await sam.take(path)
            var script = HTTPFields()
            script[try #require(Self.script)] = "1"
            let kept = try await sam.send(page, to: path, [("text", "Half a sent"), ("go", "draft")], script)
            #expect(kept.status == 200 && kept["Content-Type"] == "application/json" && kept.text.contains("Concept bewaard"))
            #expect(try await sam.get(path).text.contains("Half a sent"))
            // After a restart of the site the slip on the page means nothing; what is typed is kept all the same, and the rest is not done.
            let unslipped = try await harness.post(path, [("text", "Half a sentence"), ("go", "draft")], cookie: sam.cookie, script)
            #expect(unslipped.status == 200 && !unslipped.text.contains("ticket"))
            #expect(try await sam.get(path).text.contains("Half a sentence"))
            #expect(try await harness.post(path, [("text", "Sent"), ("go", "send")], cookie: sam.cookie, script).status == 403)
            script[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
            #expect(try await sam.send(page, to: path, [("text", "Not mine"), ("go", "draft")], script).status == 403)
            #expect(try await !sam.get(path).text.contains("Not mine"))
        }
    }

    @Test("a form from elsewhere, without a slip or with that of a colleague, does nothing and loses nothing")
    func foreignForms() async throws {
        try await DeskHarness.with { harness in
            let path = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            let iris = try await harness.browser("iris")
            let page = try await sam.take(path)
            let fields = [("text", "Kept words"), ("go", "send")]
            let without = try await harness.post(path, fields, cookie: sam.cookie)
            #expect(without.status == 403 && without.text.contains("Kept words"))
            let other = try await harness.post(
                path, [("ticket", (try await iris.get(path)).slip(for: path))] + fields, cookie: sam.cookie)
            #expect(other.status == 403)
            var elsewhere = HTTPFields()
            elsewhere[try #require(HTTPField.Name("Sec-Fetch-Site"))] = "cross-site"
            #expect(try await sam.send(page, to: path, fields, elsewhere).status == 403)
            #expect(!(try await iris.get(path)).text.contains("Kept words"))
        }
    }

    @Test("who comes back after too long enters again, and finds what they wrote")
    func sessionEnds() async throws {
        try await DeskHarness.with { harness in
            let path = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            let page = try await sam.take(path)
            harness.desk.clock.advance(seconds: 21 * 60)
            let sent = try await sam.send(page, to: path, [("text", "Nearly lost"), ("go", "send")])
            #expect(sent.status == 403 && sent.text.contains("Nearly lost") && !sent.text.contains(Self.words))
            harness.desk.clock.advance(seconds: 60)
            let factor = TestWorkplace.factor.code(now: harness.desk.clock.now).revealed
            let entered = try await harness.post(
                "/nl/werk/in",
                [
                    ("ticket", sent.slip(for: "/nl/werk/in")), ("u", "sam"), ("p", TestWorkplace.passphrase), ("f", factor),
                    ("text", "Nearly lost"),
                ])
            #expect(entered.status == 303 && entered["Location"] == path + "?n=draft")
            let cookie = try #require(entered["Set-Cookie"]?.split(separator: ";").first.map(String.init))
            #expect(try await harness.get(path, cookie: cookie).text.contains("Nearly lost"))
        }
    }

    @Test("a wrong name, a wrong passphrase and a wrong code give one and the same page, without what was typed as secret")
    func wrongEntry() async throws {
        try await DeskHarness.with { harness in
            harness.desk.clock.advance(seconds: 120)
            let right = TestWorkplace.factor.code(now: harness.desk.clock.now).revealed
            var pages: [String] = []
            for (login, passphrase, factor) in [
                ("nobody", TestWorkplace.passphrase, right), ("sam", "a wrong and long sentence", right),
                ("sam", TestWorkplace.passphrase, "000000"),
            ] {
                let page = try await harness.get("/nl/werk/in")
                let answer = try await harness.post(
                    "/nl/werk/in", [("ticket", page.slip(for: "/nl/werk/in")), ("u", login), ("p", passphrase), ("f", factor)])
                #expect(answer.status == 422 && answer["Set-Cookie"] == nil)
                #expect(!answer.text.contains(passphrase))
                pages.append(
                    answer.first(between: "<h2>", "</form>").replacing(answer.slip(for: "/nl/werk/in"), with: "").replacing(login, with: "")
                )
            }
            #expect(Set(pages).count == 1)
        }
    }

    @Test("after leaving, the session is over and the page says so")
    func signingOut() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let page = try await sam.get("/nl/werk")
            let left = try await sam.send(page, to: "/nl/werk/uit", [("go", "leave")])
            #expect(left.status == 303 && left["Set-Cookie"]?.contains("Max-Age=0") == true)
            #expect(try await sam.get("/nl/werk").status == 303)
            #expect(try await harness.get("/nl/werk/uit").text.contains("Je bent uitgelogd"))
        }
    }

    @Test("pages of the workbench are never kept, named neutrally, and complete in both languages")
    func everyPage() async throws {
        try await DeskHarness.with { harness in
            let id = try await Self.conversation(harness).text
            let lee = try await harness.browser("lee")
            let omar = try await harness.browser("omar")
            let noor = try await harness.browser("noor")
            let pages = [
                (lee, ["/nl/werk", "/nl/werk/g/" + id, "/nl/werk/teams", "/nl/werk/ervaringen", "/nl/werk/in", "/nl/werk/uit"]),
                (lee, ["/en/work", "/en/work/c/" + id, "/en/work/teams", "/en/work/experiences", "/en/work/in", "/en/work/out"]),
                (omar, ["/nl/werk/inzage", "/en/work/log"]), (lee, ["/nl/werk/gesloten", "/en/work/closed"]),
                (noor, ["/nl/werk/mensen", "/en/work/people", "/nl/werk/nieuw", "/en/work/new"]),
            ]
            for (browser, paths) in pages {
                for path in paths {
                    let page = try await browser.get(path)
                    #expect(page.status == 200, "\(path)")
                    #expect(!page.text.contains("⟦"), "\(path) \(page.first(between: "⟦", "⟧"))")
                    #expect(page["Cache-Control"]?.contains("no-store") == true)
                    #expect(page["Content-Encoding"] == nil && page.bytes.count % 4096 == 0)
                    #expect(!page.title.contains(Self.words) && page.title.count < 30)
                }
            }
        }
    }
}
