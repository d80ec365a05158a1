import Domain
import Foundation
import TestKit
import Testing
import Vault
import Workflows

/// A site whose desk writes down what work it does, and codes that open nothing any more.
private struct Door {
    let ledger = WorkLedger()
    let harness: DeskHarness

    static func with(_ work: (Door) async throws -> Void) async throws {
        let door = try await Door()
        do { try await work(door) } catch {
            await door.harness.desk.remove()
            throw error
        }
        await door.harness.desk.remove()
    }

    private init() async throws { harness = try DeskHarness(try await TestWorkplace.make(ledger: ledger)) }

    /// The page that somebody gets who enters a code, and the work that was done for it.
    func enter(_ code: String) async throws -> (page: WebAnswer, work: [String]) {
        let browser = PersonBrowser(harness)
        let door = try await browser.get("/nl/terug")
        _ = ledger.taken()
        let page = try await browser.press("enter", on: door, "/nl/terug", [("c", code)])
        return (page, ledger.taken())
    }

    private func written() async throws -> (browser: PersonBrowser, code: String, mine: WebAnswer) {
        let browser = PersonBrowser(harness)
        let (code, mine) = try await browser.begin("Niet bewaren.")
        return (browser, code, mine)
    }

    func erased() async throws -> String {
        let (browser, code, mine) = try await written()
        let gone = try await browser.press("wipe", on: try await browser.press("erase", on: mine), "/nl/m", [("c", code)])
        #expect(gone.status == 200 && browser.cookie == nil)
        return code
    }

    /// The old code of somebody who took another, and the new one.
    func changed() async throws -> (old: String, new: String) {
        let (browser, code, mine) = try await written()
        let changed = try await browser.press("change", on: try await browser.press("code", on: mine), "/nl/m", [("c", code)])
        #expect(changed.status == 303)
        let shown = try await browser.get("/nl/m")
        let new = String(shown.first(between: "class=\"digits\"", "</p>").drop { $0 != ">" }.filter(\.isNumber))
        let proven = try await browser.press(
            "prove", on: try await browser.press("have", on: shown), "/nl/m", [("c", String(new.suffix(4)))])
        #expect(proven.shows("Niet bewaren."))
        return (code, new)
    }

    /// Thrown away before it was kept by code.
    func discarded() async throws -> String {
        let browser = PersonBrowser(harness)
        _ = try await browser.press("send", on: try await browser.writePage(), "/nl/schrijf", [("m", "Toch niet.")])
        let shown = try await browser.get("/nl/m")
        let code = String(shown.first(between: "class=\"digits\"", "</p>").drop { $0 != ">" }.filter(\.isNumber))
        _ = try await browser.press("discard", on: shown)
        #expect(browser.cookie == nil)
        return code
    }

    /// Nobody came back for more than a year.
    func expired() async throws -> String {
        let (_, code, _) = try await written()
        harness.desk.clock.advance(days: 400)
        #expect(try await ExpireDossiers(harness.desk.place)() > 0)
        return code
    }
}

@Suite("Codes that open nothing (W1)", .tags(.R7))
struct SameWorkTests {
    @Test("are the same page and the same work, whether they never were, were erased, changed, thrown away or are no longer kept")
    func sameWork() async throws {
        try await Door.with { door in
            let (old, new) = try await door.changed()
            let codes = [
                "erased": try await door.erased(), "changed": old, "thrown away": try await door.discarded(),
                "no longer kept": try await door.expired(),
            ]
            let never = try await door.enter(ReturnCode(CountedChance(99)).digits.revealed)
            #expect(never.work.count { $0 == "derivation" } == 2, "one, from its beginning to its end")
            #expect(never.work.contains { $0.hasPrefix("main: 0 rows of SELECT") })
            #expect(!never.work.contains { $0.contains(" rows by ") || $0.contains("write") }, "nothing is written")
            for (name, code) in codes {
                let found = try await door.enter(code)
                #expect(found.work == never.work, "\(name)")
                #expect(found.page.status == never.page.status && found.page["Set-Cookie"] == nil, "\(name)")
                #expect(found.page.bytes.count == never.page.bytes.count)
                #expect(
                    found.page.text.replacingOccurrences(of: found.page.ticket, with: "")
                        == never.page.text.replacingOccurrences(of: never.page.ticket, with: ""), "\(name)")
            }
            // Long after, the new code was no longer kept either; before, it opened and was more work.
            #expect(try await door.enter(new).work == never.work)
        }
    }

    @Test("are told from a code that opens something: the ledger sees the difference")
    func control() async throws {
        try await Door.with { door in
            let (old, new) = try await door.changed()
            let (good, bad) = (try await door.enter(new), try await door.enter(old))
            #expect(good.page.status == 303 && bad.page.status == 200)
            #expect(good.work.count > bad.work.count && good.work.contains { $0.contains("write") })
            #expect(good.work.count { $0 == "derivation" } == bad.work.count { $0 == "derivation" })
        }
    }
}
