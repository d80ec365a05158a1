import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import TestKit
import Testing
import Workflows

@testable import Web

/// What a worker can do with a conversation besides answering it, and how long they may be here.
@Suite("At the workbench")
struct DeskActsTests {
    private static let inbox = "/nl/werk"

    /// A conversation at the desk.
    static func path(_ harness: DeskHarness, _ text: String = "I would like to talk") async throws -> (
        path: String, id: Identifier<Conversation>
    ) {
        _ = try await harness.desk.write(text)
        let (_, session) = try await harness.desk.enter("lee")
        let id = try #require(try await Inbox(harness.desk.place)(session).first { $0.colleague == nil && !$0.isYours }).id
        return ("/nl/werk/g/" + id.text, id)
    }

    private static func script() throws -> HTTPFields { [try #require(HTTPField.Name("X-Live")): "1"] }

    @Test("a conversation is closed with a reason, stands among the closed ones, and can be opened again")
    func closing() async throws {
        try await DeskHarness.with { harness in
            let (path, _) = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            let page = try await sam.take(path)
            let unsaid = try await sam.send(page, to: path, [("text", "Half an answer"), ("go", "close")])
            #expect(unsaid.status == 422 && unsaid.text.contains("Half an answer") && unsaid.text.contains("Kies eerst hoe het eindigde"))
            #expect(try await sam.send(page, to: path, [("reason", "because"), ("go", "close")]).status == 422)
            let closed = try await sam.send(page, to: path, [("reason", "helped"), ("go", "close")])
            #expect(closed["Location"]?.hasPrefix("/nl/werk?n=closed&c=") == true)
            #expect(try await !sam.get(Self.inbox).text.contains(path))
            let iris = try await harness.browser("iris")
            let list = try await iris.get("/nl/werk/gesloten")
            #expect(list.text.contains(path) && list.text.contains("De hulpvrager kan verder") && list.text.contains("Sam"))
            let read = try await iris.get(path)
            #expect(read.text.contains("Dit gesprek is gesloten") && read.text.contains("Open dit gesprek weer"))
            #expect(try await iris.send(read, to: path, [("go", "claim")]).status == 303)
            #expect(try await !iris.get("/nl/werk/gesloten").text.contains(path))
            #expect(try await iris.get(Self.inbox).text.contains(path))
            harness.desk.clock.advance(days: 15)
        }
    }

    @Test("what came in while the page stood open is not closed away, and who writes again waits again")
    func closingTooEarly() async throws {
        try await DeskHarness.with { harness in
            let written = try await harness.desk.write("one")
            let sam = try await harness.browser("sam")
            let path = "/nl/werk/g/" + (try await sam.get(Self.inbox)).first(between: "href=\"/nl/werk/g/", "\"")
            let page = try await sam.take(path)
            let person = try #require(try await harness.desk.place.personSession(written.cookie))
            try await WriteMessage(harness.desk.place)(Confidential("And this"), in: person, slip: Confidential("b"))
            let refused = try await sam.send(page, to: path, [("reason", "helped"), ("go", "close")])
            #expect(refused.status == 409 && refused.text.contains("And this"))
            #expect(try await sam.send(refused, to: path, [("reason", "silent"), ("go", "close")]).status == 303)
            harness.desk.clock.advance(seconds: 60)
            let again = try #require(try await harness.desk.place.personSession(written.cookie))
            try await WriteMessage(harness.desk.place)(Confidential("Once more"), in: again, slip: Confidential("c"))
            let inbox = try await sam.get(Self.inbox)
            #expect(inbox.text.contains(path) && inbox.title == "(1) Werk")
            #expect(try await !sam.get("/nl/werk/gesloten").text.contains(path))
        }
    }

    @Test("the list of closed conversations forgets after two weeks")
    func closedLongAgo() async throws {
        try await DeskHarness.with { harness in
            let (path, id) = try await Self.path(harness)
            let (_, sam) = try await harness.desk.enter("sam")
            try await HelpPerson(harness.desk.place).claim(id, by: sam)
            try await HelpPerson(harness.desk.place).close(id, because: .referred, seen: 1, by: sam)
            harness.desk.clock.advance(seconds: 14 * 86_400 - 120)
            let iris = try await harness.browser("iris")
            #expect(try await iris.get("/nl/werk/gesloten").text.contains(path))
            harness.desk.clock.advance(seconds: 180)
            #expect(try await !iris.get("/nl/werk/gesloten").text.contains(path))
        }
    }

    @Test("a conversation is taken over from a colleague with a reason, and both are told")
    func takingOver() async throws {
        try await DeskHarness.with { harness in
            let (path, _) = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            let samsPage = try await sam.take(path)
            _ = try await sam.send(samsPage, to: path, [("text", "Begun by Sam"), ("go", "keep")])
            let iris = try await harness.browser("iris")
            let page = try await iris.get(path)
            #expect(!page.text.contains("name=\"text\"") && page.text.contains("Begun by Sam") && page.text.contains("Niet verstuurd"))
            let go = "take-" + page.first(between: "value=\"take-", "\"")
            let unsaid = try await iris.send(page, to: path, [("why", " "), ("go", go)])
            #expect(unsaid.status == 422 && unsaid.text.contains("Schrijf eerst een reden op"))
            let taken = try await iris.send(page, to: path, [("why", "Sam went home"), ("go", go)])
            #expect(taken["Location"] == path + "?n=taken_over")
            let told = try await iris.get(path + "?n=taken_over")
            #expect(told.text.contains("Je collega ziet dat jij het overnam") && told.text.contains("Sam went home"))
            // Who lost it hears so at whatever they do next, and loses no word.
            let sent = try await sam.send(samsPage, to: path, [("text", "Sent by Sam"), ("go", "send")])
            #expect(sent.status == 409 && sent.text.contains("Sent by Sam") && sent.text.contains("van je overgenomen"))
            let (_, lee) = try await harness.desk.enter("lee")
            let log = try await ReadAccessLog(harness.desk.place)(try await harness.desk.enter("omar").session).rows
            #expect(log.contains { $0.kind == .conversationTakenOver && $0.worker == "Iris" })
            #expect(lee.worker.role == .shiftLead)
        }
    }

    @Test("whoever lost a conversation sees it in the list until they have seen it")
    func lostOne() async throws {
        try await DeskHarness.with { harness in
            let (path, id) = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            _ = try await sam.take(path)
            let (_, iris) = try await harness.desk.enter("iris")
            let place = harness.desk.place
            let holder = try #require(try await place.stores.conversations.conversation(id)?.claimedBy)
            try await HelpPerson(place).takeOver(id, from: holder, note: Confidential("Agreed"), by: iris)
            let lee = try await harness.browser("lee")
            #expect(try await !lee.get(Self.inbox).text.contains("van je overgenomen"))
            let inbox = try await sam.get(Self.inbox)
            #expect(inbox.text.contains("Iris heeft gesprek #\(id.number) van je overgenomen"))
            #expect(try await sam.get(Self.inbox).text.contains("van je overgenomen"))
            #expect(try await sam.send(inbox, to: Self.inbox, [("go", "seen-" + id.text)]).status == 303)
            #expect(try await !sam.get(Self.inbox).text.contains("van je overgenomen"))
            // It was Sam's when the worker decided; by now it is Iris's.
            let (_, third) = try await harness.desk.enter("lee")
            await #expect(throws: WorkRefusal.taken(by: Confidential("Iris"))) {
                try await HelpPerson(place).takeOver(id, from: holder, note: Confidential("Late"), by: third)
            }
            try await HelpPerson(place).takeOver(id, from: iris.worker.id, note: Confidential("Shift"), by: third)
            #expect(try await place.stores.conversations.conversation(id)?.claimedBy == third.worker.id)
        }
    }

    @Test("a note is kept for the team without handing over, and the answer in the making goes along with whatever is pressed")
    func notes() async throws {
        try await DeskHarness.with { harness in
            let (path, _) = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            let page = try await sam.take(path)
            #expect(try await sam.send(page, to: path, [("memo", ""), ("go", "note")]).status == 422)
            #expect(try await sam.send(page, to: path, [("text", "Typed"), ("memo", "Call at noon"), ("go", "note")]).status == 303)
            let after = try await sam.get(path)
            #expect(after.text.contains("Call at noon") && after.text.contains("Typed"))
            let handed = try await sam.send(after, to: path, [("text", "Typed more"), ("note", ""), ("go", "hand")])
            #expect(handed.status == 303)
            #expect(try await harness.browser("iris").get(path).text.contains("Typed more"))
        }
    }

    @Test("a note left at a change of shift is marked in the lists until who takes the conversation has it on their screen", .tags(.R11))
    func notesInTheList() async throws {
        try await DeskHarness.with { harness in
            let mark = "Er ligt een notitie"
            let (path, _) = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            let page = try await sam.take(path)
            let (other, _) = try await Self.path(harness, "Another")
            let iris = try await harness.browser("iris")
            #expect(try await !iris.get(Self.inbox).shows(mark))
            #expect(try await sam.send(page, to: path, [("note", "Ask about Monday"), ("go", "hand")]).status == 303)
            #expect(try await iris.get(Self.inbox).shows(mark))
            // Beside another conversation it is marked too, and looking takes nothing away.
            #expect(try await iris.get(other).shows(mark))
            let looked = try await iris.get(path)
            #expect(looked.shows("Ask about Monday"))
            #expect(try await iris.get(Self.inbox).shows(mark))
            #expect(try await iris.send(looked, to: path, [("go", "claim")]).status == 303)
            #expect(try await iris.get(Self.inbox).shows(mark))
            #expect(try await !sam.get(Self.inbox).shows(mark))
            // An open list of theirs lets go of it once the note is on their screen.
            var line = try await Self.line(harness, iris, .other)
            _ = try await line.news()
            let first = try await iris.get(path)
            #expect(first.shows("Ask about Monday") && first.shows("Sam liet een notitie achter") && first.shows("href=\"#left\""))
            #expect(try #require(try await line.news()).contains("fresh"))
            #expect(try await !iris.get(Self.inbox).shows(mark))
            let again = try await iris.get(path)
            #expect(again.shows("Ask about Monday") && again.shows("id=\"left\"") && !again.shows("liet een notitie achter"))
        }
    }

    @Test("an entry ends after 20 minutes without an act, to the second, and after 10 hours in any case")
    func limits() async throws {
        try await DeskHarness.with { harness in
            let clock = harness.desk.clock
            let sam = try await harness.browser("sam")
            clock.advance(seconds: 20 * 60)
            #expect(try await sam.get(Self.inbox).status == 200)
            clock.advance(seconds: 20 * 60 + 1)
            #expect(try await sam.get(Self.inbox)["Location"] == "/nl/werk/in?n=ended")
            #expect(try await sam.get(Self.inbox).status == 303)
            let iris = try await harness.browser("iris")
            for _ in 0..<40 {
                clock.advance(seconds: 15 * 60)
                #expect(try await iris.get(Self.inbox).status == 200)
            }
            clock.advance(seconds: 1)
            #expect(try await iris.get(Self.inbox).status == 303)
        }
    }

    @Test("what a page does by itself does not make an entry last: only acts do")
    func byItself() async throws {
        try await DeskHarness.with { harness in
            let (path, _) = try await Self.path(harness)
            let clock = harness.desk.clock
            let sam = try await harness.browser("sam")
            let page = try await sam.take(path)
            let script = try Self.script()
            for minute in 1...4 {
                clock.advance(seconds: 5 * 60)
                #expect(try await sam.get(Self.inbox, script).status == 200)
                #expect(try await sam.get(Self.inbox + "?r=1").status == 200)
                #expect(try await sam.send(page, to: path, [("text", "Minute \(minute)"), ("go", "draft")], script).status == 200)
            }
            clock.advance(seconds: 1)
            #expect(try await sam.send(page, to: path, [("text", "Over"), ("go", "draft")], script).status == 403)
            #expect(try await sam.get(Self.inbox, script).status == 403)
            var listening = HTTPFields()
            listening[.accept] = "text/event-stream"
            #expect(try await sam.get("/nl/werk/live", listening).status == 204)
            #expect(try await sam.get(Self.inbox)["Location"] == "/nl/werk/in?n=ended")
            #expect(try await harness.browser("sam").get(path).text.contains("Minute 4"))
        }
    }

    @Test("an entry lasts across a restart, and what stays of it opens nothing without the browser")
    func restart() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let again = try DeskHarness(harness.desk)
            #expect(try await again.get(Self.inbox, cookie: sam.cookie).status == 200)
            let token = sam.cookie.split(separator: "=", maxSplits: 1)[1]
            let files = try FileManager.default.contentsOfDirectory(atPath: harness.desk.folder)
            for file in files {
                let bytes = try Data(contentsOf: URL(fileURLWithPath: harness.desk.folder + "/" + file))
                #expect(bytes.range(of: Data(token.utf8)) == nil, "\(file)")
            }
        }
    }

    @Test("a page that listens is warned before the entry ends, hears when the worker stays, and hears the end")
    func warning() async throws {
        try await DeskHarness.with { harness in
            let clock = harness.desk.clock
            let sam = try await harness.browser("sam")
            var line = try await Self.line(harness, sam, .other)
            #expect(try await line.said(false).isEmpty)
            clock.advance(seconds: 17 * 60)
            #expect(try await line.said(false) == ["ending"])
            #expect(try await line.said(false).isEmpty)
            #expect(try await harness.post("/nl/werk/hier", [("go", "stay")], cookie: sam.cookie).status == 204)
            #expect(try await line.said(false) == ["staying"])
            clock.advance(seconds: 20 * 60 + 1)
            #expect(try await line.said(true) == ["end"])
            #expect(line.isOver)
            #expect(try await harness.post("/nl/werk/hier", [("go", "stay")], cookie: sam.cookie).status == 303)
        }
    }

    @Test("a page that listens hears that somebody came, what became of its conversation, and nothing of what was written")
    func listening() async throws {
        try await DeskHarness.with { harness in
            let place = harness.desk.place
            let (path, id) = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            var list = try await Self.line(harness, sam, .list(picture: 0, waiting: 1))
            let first = try #require(try await list.news())
            #expect(first.contains("\"fresh\":true") && first.contains("\"waiting\":1") && !first.contains("say"))
            #expect(try await list.news() == "{\"waiting\":1}")
            let other = try await harness.desk.write("Somebody else")
            #expect(try #require(try await list.news()).contains("2 mensen wachten"))
            _ = try await sam.take(path)
            #expect(try #require(try await list.news()).contains("\"waiting\":2"))
            let person = try #require(try await place.personSession(other.cookie))
            var page = try await Self.line(harness, sam, .conversation(.init(id: id, count: 1)))
            #expect(try await page.news() == "{\"waiting\":2}")
            var theirs = try await Self.line(harness, sam, .conversation(.init(id: person.conversation, count: 1)))
            #expect(try await theirs.news() == "{\"waiting\":2}")
            try await WriteMessage(place)(Confidential("KANARIE"), in: person, slip: Confidential("b"))
            let more = try #require(try await theirs.news())
            #expect(more.contains("Er kwam iets bij") && !more.contains("KANARIE"))
            #expect(try #require(try await page.news()).contains("here") == false)
            let (_, iris) = try await harness.desk.enter("iris")
            try await HelpPerson(place).claim(person.conversation, by: iris)
            #expect(try #require(try await theirs.news()).contains("Iris heeft dit gesprek nu"))
            try await EraseEverything(place).unproven(person)
            #expect(try #require(try await theirs.news()).contains("alles gewist"))
        }
    }

    @Test(
        "the open page of another hears that somebody may read along, and that nobody does after all; who came late hears it at once",
        .tags(.R39, .R41))
    func mayBeRead() async throws {
        try await DeskHarness.with { harness in
            let help = HelpPerson(harness.desk.place)
            let (path, id) = try await Self.path(harness)
            let sam = try await harness.browser("sam")
            let page = try await sam.take(path)
            #expect(page.shows("<div hidden id=\"careful\"") && !page.shows("&amp;m=1"))
            var line = try await Self.line(harness, sam, .conversation(.init(id: id, count: 1)))
            #expect(try #require(try await line.news()).contains("held") == false)
            let (_, iris) = try await harness.desk.enter("iris")
            try await help.markMonitored(id, by: iris)
            #expect(try #require(try await line.news()).contains("\"held\":true"))
            #expect(try #require(try await line.news()).contains("held") == false)
            var late = try await Self.line(harness, sam, .conversation(.init(id: id, count: 9)))
            #expect(try #require(try await late.news()).contains("\"held\":true"))
            let anew = try await sam.get(path)
            #expect(anew.shows("&amp;m=1") && !anew.shows("id=\"careful\""))
            let (_, own) = try await harness.desk.enter("sam")
            try await help.liftMonitored(id, why: Confidential("Een ander apparaat."), by: own)
            #expect(try #require(try await line.news()).contains("\"held\":false"))
            // Who helps nobody learns nothing of it.
            let other = try await harness.desk.enter("noor").session
            await #expect(throws: WorkRefusal.notFound) { try await help.isMonitored(id, for: other) }
        }
    }

    @Test("single keys act only after the worker turned them on")
    func keys() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let page = try await sam.get(Self.inbox)
            #expect(!page.text.contains("on-keys") && page.text.contains("Zet de toetsen aan"))
            #expect(try await harness.post("/nl/werk/toetsen", [("go", "on")], cookie: sam.cookie).status == 403)
            #expect(try await sam.send(page, to: "/nl/werk/toetsen", [("go", "on")])["Location"] == Self.inbox)
            let on = try await sam.get(Self.inbox)
            #expect(on.text.contains("on-keys"))
            harness.desk.clock.advance(seconds: 120)
            _ = try await sam.send(on, to: "/nl/werk/toetsen", [("go", "off")])
            #expect(try await !sam.get(Self.inbox).text.contains("on-keys"))
        }
    }

    /// The line of a page in somebody's browser.
    static func line(_ harness: DeskHarness, _ browser: DeskBrowser, _ shown: LivePage) async throws -> LiveLine {
        let policy = WorkVisit.Policy(environment: harness.environment, language: "nl")
        let cookie = browser.cookie.split(separator: "=", maxSplits: 1).last.map(String.init)
        guard case .entered(let desk) = try await policy.admit(cookie: cookie, needing: .helpPeople, isAct: false) else {
            throw WorkRefusal.sessionEnded
        }
        return LiveLine(desk, showing: shown)
    }
}

extension LiveLine {
    /// Names of what is told now; nothing for a mere sign of life. Everything has one size.
    mutating func said(_ isChange: Bool) async throws -> [String] {
        try await events(isChange ? [.list, .here] : [.sign]).compactMap { event in
            #expect(event.readableBytes == 4096)
            let text = String(buffer: event)
            return text.hasPrefix("event: ") ? String(text.dropFirst(7).prefix { $0 != "\n" }) : nil
        }
    }

    /// What a change is told as.
    mutating func news(_ isChange: Bool = true) async throws -> String? {
        guard let event = try await events(isChange ? [.list, .here] : [.sign]).first else { return nil }
        let lines = String(buffer: event).split(separator: "\n")
        return lines.first { $0.hasPrefix("data: ") }.map { String($0.dropFirst(6)) }
    }
}
