import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vault
import Workflows

/// A desk with a conversation, somebody who wrote it, and a log that can fail.
private struct Troubled {
    static let words = "KANARIE wat niemand weten mag"
    let watch: LogWatch
    let harness: DeskHarness
    let person: PersonBrowser
    let code: String
    let mine: WebAnswer
    let sam: DeskBrowser
    /// The address of the conversation.
    let path: String
    var desk: TestWorkplace { harness.desk }

    static func with(_ work: (Troubled) async throws -> Void) async throws {
        let watch = LogWatch()
        let desk = try await TestWorkplace.make(
            people: [("noor", .administrator), ("sam", .helper), ("iris", .helper), ("lee", .shiftLead), ("omar", .privacyOfficer)],
            watch: watch)
        do {
            let harness = try DeskHarness(desk)
            let person = PersonBrowser(harness)
            let (code, mine) = try await person.begin(words)
            #expect(mine.shows(words))
            let sam = try await harness.browser("sam")
            let path = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let page = try await sam.take(path)
            #expect(page.shows(words))
            #expect(try await sam.send(page, to: path, [("text", "Eerst een half antwoord"), ("go", "keep")]).status == 303)
            try await work(
                Troubled(watch: watch, harness: harness, person: person, code: code, mine: mine, sam: sam, path: path))
        } catch {
            await desk.remove()
            throw error
        }
        #expect(watch.unlogged == [])
        await desk.remove()
    }

    static let publicPaths = [
        "/nl", "/en", "/nl/nu", "/nl/vragen", "/nl/wat-nu", "/nl/lijst", "/nl/lezen", "/nl/hallo", "/nl/terug", "/nl/werk/in",
        "/api/v1/services",
    ]

    /// Public pages are there, and the way out.
    func isUp() async throws {
        for path in Self.publicPaths { #expect(try await harness.get(path).status == 200, "\(path)") }
        #expect(try await harness.post("/weg", []).status == 303)
    }
}

@Suite("When the log is not there (L3)")
struct LoglessTests {
    private static let broken: [LogWatch.Fault] = [.gone, .readOnly, .full]

    @Test("nobody at the desk sees a word, nothing is opened, and public pages stay up", arguments: broken)
    func desk(_ fault: LogWatch.Fault) async throws {
        try await Troubled.with { troubled in
            let lee = try await troubled.harness.browser("lee")
            let omar = try await troubled.harness.browser("omar")
            let page = try await troubled.sam.get(troubled.path)
            let opened = troubled.watch.opened.count
            let content = try await troubled.desk.content(.main)
            troubled.watch.fault = fault
            for (browser, path) in [
                (troubled.sam, troubled.path), (lee, troubled.path), (omar, "/nl/werk/inzage"), (lee, "/nl/werk/ervaringen"),
            ] {
                let answer = try await browser.get(path)
                #expect(answer.status == 503 && !answer.shows("KANARIE"), "\(path)")
                #expect(!answer.shows("⟦"))
            }
            for go in ["claim", "send", "keep", "hand", "close", "reveal"] {
                let answer = try await troubled.sam.send(
                    page, to: troubled.path,
                    [
                        ("text", "Wat ik antwoord"), ("note", "Mijn notitie"), ("reason", ClosingReason.allCases[0].rawValue), ("go", go),
                    ])
                #expect(!answer.shows("KANARIE") && (answer.status == 503 || go == "claim"), "\(go) \(answer.status)")
                // What was typed stands in its box.
                if answer.status == 503 { #expect(answer.keeps("Wat ik antwoord"), "\(go)") }
            }
            #expect(troubled.watch.opened.count == opened)
            #expect(try await troubled.desk.content(.main) == content)
            try await troubled.isUp()

            troubled.watch.fault = .none
            #expect(try await troubled.sam.get(troubled.path).shows(Troubled.words))
            #expect(try await troubled.sam.send(page, to: troubled.path, [("text", "Nu wel"), ("go", "send")]).status == 303)
        }
    }

    @Test("nobody comes in, with a code or a passphrase, and both hear why", arguments: broken)
    func entry(_ fault: LogWatch.Fault) async throws {
        try await Troubled.with { troubled in
            troubled.watch.fault = fault
            let other = PersonBrowser(troubled.harness)
            let answer = try await other.enter(troubled.code, [("m", "half geschreven")])
            #expect(answer.status == 503 && other.cookie == nil && answer.keeps("half geschreven") && !answer.shows("KANARIE"))
            troubled.desk.clock.advance(seconds: 90)
            let door = try await troubled.harness.get("/nl/werk/in")
            let factor = TestWorkplace.factor.code(now: troubled.desk.clock.now).revealed
            let entered = try await troubled.harness.post(
                "/nl/werk/in", [("ticket", door.slip(for: "/nl/werk/in")), ("u", "iris"), ("p", TestWorkplace.passphrase), ("f", factor)])
            #expect(entered.status == 503 && entered["Set-Cookie"] == nil)
            troubled.watch.fault = .none
            #expect(try await other.enter(troubled.code).status == 303)
        }
    }

    @Test("a message is refused kindly, its words stand in the box, and sent once more it arrives once", arguments: broken)
    func messages(_ fault: LogWatch.Fault) async throws {
        try await Troubled.with { troubled in
            let newcomer = PersonBrowser(troubled.harness)
            let write = try await newcomer.writePage()
            let content = try await troubled.desk.content(.main)
            troubled.watch.fault = fault
            let first = try await newcomer.press("send", on: write, "/nl/schrijf", [("m", "Mijn eerste")])
            #expect(first.status == 503 && first.keeps("Mijn eerste") && newcomer.cookie == nil)
            #expect(try await troubled.desk.content(.main) == content)
            let refused = try await troubled.person.press("send", on: troubled.mine, "/nl/m", [("m", "Nog iets")])
            #expect(refused.status == 503 && refused.keeps("Nog iets"))

            troubled.watch.fault = .none
            #expect(try await newcomer.press("send", on: first, "/nl/schrijf", [("m", "Mijn eerste")]).status == 303)
            #expect(try await troubled.person.press("send", on: refused, "/nl/m", [("m", "Nog iets")]).status == 303)
            let mine = try await troubled.person.get("/nl/m")
            #expect(mine.text.components(separatedBy: "Nog iets").count == 2)
        }
    }

    @Test("and cannot be read, the person's own words stay closed too, and nothing can be changed or erased")
    func ownArea() async throws {
        try await Troubled.with { troubled in
            let opened = troubled.watch.opened.count
            let content = (try await troubled.desk.content(.main), try await troubled.desk.content(.shred))
            troubled.watch.fault = .gone
            let shown = try await troubled.person.get("/nl/m")
            #expect(shown.status == 503 && !shown.shows("KANARIE"))
            for (go, fields) in [
                ("look", []), ("who", []), ("send", [("m", "x")]), ("wipe", [("c", troubled.code)]),
            ] as [(String, [(String, String)])] {
                let answer = try await troubled.person.press(go, on: troubled.mine, "/nl/m", fields)
                #expect(answer.status == 503 && !answer.shows("KANARIE"), "\(go)")
            }
            #expect(troubled.watch.opened.count == opened)
            #expect(try await troubled.desk.content(.main) == content.0)
            #expect(try await troubled.desk.content(.shred) == content.1)
            // Another code may be asked for; it does not count before the log knows.
            _ = try await troubled.person.press("change", on: troubled.mine, "/nl/m", [("c", troubled.code)])
            let code = try await troubled.person.get("/nl/m")
            let asked = try await troubled.person.press("have", on: code, "/nl/m")
            #expect(try await troubled.person.press("prove", on: asked, "/nl/m", [("c", code.code)]).status == 503)
            #expect(try await troubled.desk.content(.main) == content.0)
            // Leaving needs no log.
            #expect(try await troubled.person.press("leave", on: troubled.mine).status == 200 && troubled.person.cookie == nil)
        }
    }

    @Test("because its file was taken away, put elsewhere or replaced: the same", arguments: ["away", "replaced", "log away"])
    func fileGone(_ how: String) async throws {
        try await Troubled.with { troubled in
            let files = FileManager.default
            let path = troubled.desk.path(.log)
            let gone = how == "log away" ? path + "-wal" : path
            try files.moveItem(atPath: gone, toPath: gone + ".taken")
            if how == "replaced" { try files.copyItem(atPath: gone + ".taken", toPath: gone) }
            for answer in [try await troubled.sam.get(troubled.path), try await troubled.person.get("/nl/m")] {
                #expect(answer.status == 503 && !answer.shows("KANARIE"))
            }
            let refused = try await troubled.person.press("send", on: troubled.mine, "/nl/m", [("m", "Blijft staan")])
            #expect(refused.status == 503 && refused.keeps("Blijft staan"))
            try await troubled.isUp()
            try? files.removeItem(atPath: gone)
            try files.moveItem(atPath: gone + ".taken", toPath: gone)
            #expect(try await troubled.sam.get(troubled.path).shows(Troubled.words))
            #expect(try await troubled.person.press("send", on: refused, "/nl/m", [("m", "Blijft staan")]).status == 303)
        }
    }

    @Test("because it became read-only, or another process holds it: nothing new is shown, and afterwards all goes on")
    func fileHeld() async throws {
        try await Troubled.with { troubled in
            try troubled.desk.makeReadOnly(.log)
            let shut = try await troubled.sam.get(troubled.path)
            #expect(shut.status == 503 && !shut.shows("KANARIE"))
            try troubled.desk.makeReadOnly(.log, false)
            #expect(try await troubled.sam.get(troubled.path).shows(Troubled.words))

            try await troubled.desk.withLock(.log) {
                let held = try await troubled.sam.get(troubled.path)
                #expect(held.status == 503 && !held.shows("KANARIE"))
                try await troubled.isUp()
            }
            #expect(try await troubled.sam.get(troubled.path).shows(Troubled.words))
            let report = try await AuditVerifier(troubled.desk.place.stores.audit, key: troubled.desk.place.log.verifierKey).verify()
            #expect(report.finding == nil)
        }
    }
}

@Suite("When the disk is full", .tags(.R7))
struct FullDiskTests {
    private static let long = String(repeating: "Een lang verhaal. ", count: 3000)

    @Test("a message is refused kindly, stands in the box, and nothing of it is kept; with room again it arrives once")
    func main() async throws {
        try await Troubled.with { troubled in
            let newcomer = PersonBrowser(troubled.harness)
            let write = try await newcomer.writePage()
            let page = try await troubled.sam.get(troubled.path)
            try troubled.desk.fillDisk(.main)
            let content = try await troubled.desk.content(.main)
            let first = try await newcomer.press("send", on: write, "/nl/schrijf", [("m", Self.long)])
            #expect(first.status == 503 && first.keeps(Self.long) && newcomer.cookie == nil)
            let more = try await troubled.person.press("send", on: troubled.mine, "/nl/m", [("m", Self.long)])
            #expect(more.status == 503 && more.keeps(Self.long))
            for go in ["send", "keep", "hand"] {
                let answer = try await troubled.sam.send(
                    page, to: troubled.path, [("text", Self.long), ("note", "Notitie. " + Self.long), ("go", go)])
                #expect(answer.status == 503 && answer.keeps(Self.long) && answer.shows("Notitie. " + Self.long), "\(go)")
            }
            #expect(try await troubled.desk.content(.main) == content)
            try await troubled.isUp()
            // What is there can still be read.
            #expect(try await troubled.person.get("/nl/m").shows(Troubled.words))

            try troubled.desk.emptyDisk(.main)
            #expect(try await newcomer.press("send", on: first, "/nl/schrijf", [("m", Self.long)]).status == 303)
            #expect(try await troubled.person.press("send", on: more, "/nl/m", [("m", Self.long)]).status == 303)
            let mine = try await troubled.person.get("/nl/m")
            #expect(mine.text.components(separatedBy: Self.long).count == 2)
            #expect(try await troubled.sam.get(troubled.path).shows(Self.long))
        }
    }

    @Test(
        "of the log, the sessions or the shred keys, the same: refused, given back, and afterwards all goes on",
        arguments: [DeskFile.log, .session, .shred])
    func others(_ file: DeskFile) async throws {
        try await Troubled.with { troubled in
            try troubled.desk.fillDisk(file)
            // A few rows may still fit in.
            var refused: (PersonBrowser, WebAnswer)?
            for number in 0..<200 where refused == nil {
                let newcomer = PersonBrowser(troubled.harness)
                let answer = try await newcomer.press(
                    "send", on: try await newcomer.writePage(), "/nl/schrijf", [("m", "Bericht \(number)")])
                guard answer.status != 303 else { continue }
                #expect(answer.status == 503 && answer.keeps("Bericht \(number)"))
                refused = (newcomer, answer)
            }
            let (newcomer, answer) = try #require(refused)
            try await troubled.isUp()
            try troubled.desk.emptyDisk(file)
            let text = answer.first(between: "name=\"m\"", "</textarea>").drop { $0 != ">" }.dropFirst()
            #expect(try await newcomer.press("send", on: answer, "/nl/schrijf", [("m", String(text))]).status == 303)
            let shown = try await newcomer.get("/nl/m")
            let asked = try await newcomer.press("have", on: shown)
            let code = String(shown.first(between: "class=\"digits\"", "</p>").drop { $0 != ">" }.filter(\.isNumber))
            let mine = try await newcomer.press("prove", on: asked, "/nl/m", [("c", String(code.suffix(4)))])
            #expect(mine.text.components(separatedBy: String(text)).count == 2)
        }
    }
}
