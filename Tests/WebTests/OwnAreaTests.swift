import Catalogue
import Domain
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import TestKit
import Testing
import Triage
import Vault
import Web
import Workflows

/// A browser that holds one cookie, at a site where messages can be left.
private final class Browser {
    let work: TestWorkplace
    let responder: RouterResponder<SiteContext>
    var cookie: String?

    init() async throws {
        work = try await testWorkplace()
        let content = try RealContent.get()
        let site = Site(
            engine: try RealContent.engine(), questions: content.questions, geography: content.geography, wording: content.wording,
            articles: content.articles, knowledge: content.knowledge, desk: content.desk, settings: content.settings,
            codes: ServiceCodes(slugs: content.landscape.services.map(\.slug), uuid: stableUUID))
        let clock = work.clock
        let environment = WebEnvironment(
            site: SiteHolder(site), now: { clock.now }, tickets: SealedFormTickets(), uuid: stableUUID,
            policyHash: { Digest.sha256Base64($0) }, reference: { "TEST42" }, isDemonstration: true, place: work.place)
        responder = WebApplication(environment, logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })).router()
            .buildResponder()
    }

    func get(_ path: String) async throws -> WebAnswer { take(try await answer(responder, .get, path, headers: headers)) }

    func post(_ path: String, _ fields: [(String, String)]) async throws -> WebAnswer {
        let plain = CharacterSet.alphanumerics
        let body = fields.map { "\($0.0)=\($0.1.addingPercentEncoding(withAllowedCharacters: plain) ?? "")" }.joined(separator: "&")
        return take(try await answer(responder, .post, path, headers: headers, body: Array(body.utf8)))
    }

    /// Presses a button on a page.
    func press(_ go: String, on page: WebAnswer, _ path: String = "/nl/m", _ fields: [(String, String)] = []) async throws -> WebAnswer {
        try await post(path, [("ticket", page.ticket), ("go", go)] + fields)
    }

    /// Up to the page to write on.
    func writePage() async throws -> WebAnswer {
        let page = try await press("write", on: try await get("/nl/schrijf"), "/nl/schrijf")
        work.clock.advance(seconds: 30)
        return page
    }

    /// Writes, shows the code, and stands at the messages.
    func begin(_ text: String) async throws -> (code: String, mine: WebAnswer) {
        let sent = try await press("send", on: try await writePage(), "/nl/schrijf", [("m", text)])
        #expect(sent.status == 303)
        let shown = try await get("/nl/m")
        let code = shown.code
        let asked = try await press("have", on: shown)
        return (code, try await press("prove", on: asked, [("c", String(code.suffix(4)))]))
    }

    func press(_ go: String, on page: WebAnswer, _ fields: [(String, String)]) async throws -> WebAnswer {
        try await press(go, on: page, "/nl/m", fields)
    }

    private var headers: HTTPFields { cookie.map { [.cookie: $0] } ?? [:] }

    private func take(_ answer: WebAnswer) -> WebAnswer {
        if let given = answer["Set-Cookie"] {
            let pair = given.split(separator: ";").first.map(String.init) ?? ""
            cookie = pair.hasSuffix("=") ? nil : pair
        }
        return answer
    }
}

extension WebAnswer {
    /// The digits on the page that shows a code.
    var code: String {
        let part = first(between: "class=\"digits\"", "</p>")
        return String(part.drop { $0 != ">" }.filter(\.isNumber))
    }
    fileprivate var words: [String] {
        first(between: "<ol lang=\"nl\"", "</ol>").components(separatedBy: "<li>").dropFirst().map {
            String($0.prefix { $0 != "<" })
        }
    }
}

@Suite("Leaving a message and coming back, in the browser")
struct OwnAreaTests {
    @Test("somebody writes, keeps the code, comes back with the words, goes on, takes another code and erases", .tags(.R7))
    func journey() async throws {
        let browser = try await Browser()
        let before = try await browser.get("/nl/schrijf")
        #expect(before.status == 200 && before.text.contains("Team of the test") && before["Set-Cookie"] == nil)
        let write = try await browser.writePage()
        #expect(write["Set-Cookie"] == nil)
        let sent = try await browser.press("send", on: write, "/nl/schrijf", [("m", "Hallo, ik ben bang.")])
        #expect(sent.status == 303 && sent["Location"] == "/nl/m")
        let shown = try await browser.get("/nl/m")
        #expect(shown.code.count == 20 && shown.words.count == 6)
        let asked = try await browser.press("have", on: shown)
        #expect(try await browser.press("prove", on: asked, [("c", "0")]).status == 422)
        let mine = try await browser.press("prove", on: asked, [("c", shown.words[5])])
        #expect(mine.text.contains("Hallo, ik ben bang."))

        browser.cookie = nil
        #expect(try await browser.get("/nl/m")["Location"] == "/nl/terug")
        let door = try await browser.get("/nl/terug")
        let typed = shown.words.joined(separator: " ").uppercased()
        #expect(try await browser.press("enter", on: door, "/nl/terug", [("c", typed)])["Location"] == "/nl/m")
        let back = try await browser.get("/nl/m")
        #expect(try await browser.press("send", on: back, [("m", "Nog iets.")]).status == 303)
        #expect(try await browser.press("send", on: back, [("m", "Nog iets.")]).status == 303)
        let again = try await browser.get("/nl/m")
        #expect(again.text.components(separatedBy: "Nog iets.").count == 2)
        #expect(!again.text.contains("⟦"))

        let change = try await browser.press("code", on: again, [("m", "half af")])
        let new = try await browser.press("change", on: change, [("c", shown.code)])
        #expect(new.code.count == 20 && new.code != shown.code && !new.text.contains("value=\"discard\""))
        #expect(new.text.contains("value=\"keep\""))
        let proven = try await browser.press(
            "prove", on: try await browser.press("have", on: new), [("c", String(new.code.suffix(4)))])
        #expect(proven.text.contains("half af</textarea>"))
        let who = try await browser.press("who", on: proven)
        #expect(who.status == 200 && !who.text.contains("⟦"))

        let erase = try await browser.press("erase", on: proven)
        #expect(try await browser.press("wipe", on: erase, [("c", shown.code)]).status == 422)
        let gone = try await browser.press("wipe", on: erase, [("c", new.code)])
        #expect(gone.text.contains("Alles is gewist") && browser.cookie == nil && !gone.text.contains("⟦"))
        let questions = try await browser.press("ask", on: gone)
        #expect(try await browser.press("tell", on: questions, [("b", "Niets."), ("f", "easily")]).text.contains("Bedankt"))
        await browser.work.remove()
    }

    @Test("how to be answered is looked at again and stopped in one step, and what was typed elsewhere stays", .tags(.R41))
    func contactAgain() async throws {
        let browser = try await Browser()
        let (_, mine) = try await browser.begin("Bel me maar.")
        let asked = try await browser.press("contact", on: mine, [("m", "half af")])
        #expect(asked.status == 200 && !asked.text.contains("⟦"))
        let wrong = try await browser.press("save", on: asked, [("h", "call"), ("n", "06 00 00 00 07"), ("w", " ")])
        #expect(wrong.status == 422 && wrong.text.contains("06 00 00 00 07"))
        let saved = try await browser.press("save", on: wrong, [("h", "call"), ("n", "06 00 00 00 07"), ("w", "dinsdag")])
        #expect(saved.text.contains("We mogen je bellen") && saved.text.contains("half af</textarea>"))
        let again = try await browser.press("contact", on: saved)
        #expect(again.text.contains("06 00 00 00 07") && again.text.contains("dinsdag"))
        let stopped = try await browser.press("save", on: again, [("h", "here"), ("n", "06 00 00 00 07")])
        #expect(stopped.text.contains("Je antwoord staat alleen hier"))
        #expect(try await !browser.press("contact", on: stopped).text.contains("06 00 00 00 07"))
        await browser.work.remove()
    }

    @Test("codes that were erased and codes that never were read the same, and what is no code is told at once", .tags(.R7))
    func wrongCodes() async throws {
        let browser = try await Browser()
        let (code, mine) = try await browser.begin("Weg hiermee.")
        let erase = try await browser.press("erase", on: mine)
        _ = try await browser.press("wipe", on: erase, [("c", code)])
        let never = ReturnCode(CountedChance(99)).digits.revealed
        var pages: [String] = []
        for typed in [code, never] {
            let door = try await browser.get("/nl/terug")
            let page = try await browser.press("enter", on: door, "/nl/terug", [("c", typed)])
            #expect(page.status == 200 && page["Set-Cookie"] == nil)
            pages.append(page.text.replacingOccurrences(of: page.ticket, with: ""))
        }
        #expect(pages[0] == pages[1])
        let door = try await browser.get("/nl/terug")
        let unread = try await browser.press("enter", on: door, "/nl/terug", [("c", "1234 5678")])
        #expect(unread.status == 422 && unread.text.contains("1234 5678"))
        await browser.work.remove()
    }

    @Test("words typed when a session had ended stand there after the code", .tags(.R7))
    func ended() async throws {
        let browser = try await Browser()
        let (code, mine) = try await browser.begin("Eerste.")
        browser.work.clock.advance(seconds: 20 * 60)
        let door = try await browser.press("send", on: mine, [("m", "Wat ik typte")])
        #expect(door.text.contains("Wat ik typte</textarea>"))
        let back = try await browser.press("enter", on: door, "/nl/terug", [("c", code), ("m", "Wat ik typte")])
        #expect(back.status == 200 && back.text.contains("Wat ik typte</textarea>") && back.text.contains("Eerste."))
        #expect(browser.cookie != nil)
        await browser.work.remove()
    }

    @Test("a form of another browser, an old form and a second click lose nothing and double nothing", .tags(.R7))
    func forms() async throws {
        let browser = try await Browser()
        let write = try await browser.writePage()
        let foreign = try await browser.post("/nl/schrijf", [("ticket", "elsewhere"), ("go", "send"), ("m", "Bewaar mij")])
        #expect(foreign.status == 422 && foreign.text.contains("Bewaar mij</textarea>"))
        #expect(try await browser.press("send", on: write, "/nl/schrijf", [("m", "Een keer")]).status == 303)
        #expect(try await browser.press("send", on: write, "/nl/schrijf", [("m", "Een keer")]).status == 303)
        let shown = try await browser.get("/nl/m")
        let asked = try await browser.press("have", on: shown)
        let mine = try await browser.press("prove", on: asked, [("c", String(shown.code.suffix(4)))])
        #expect(mine.text.components(separatedBy: "Een keer").count == 2)
        let other = try await browser.post("/nl/m", [("ticket", "elsewhere"), ("go", "send"), ("m", "Ook mij")])
        #expect(other.status == 422 && other.text.contains("Ook mij</textarea>"))
        #expect(try await browser.press("send", on: other, [("m", "Ook mij")]).status == 303)
        let left = try await browser.post("/weg", [])
        #expect(left["Location"] != nil)
        await browser.work.remove()
    }

    @Test("every page of somebody's own is kept nowhere, has a size that tells nothing, and a title that says nothing", .tags(.R7, .R41))
    func privacy() async throws {
        let browser = try await Browser()
        let (_, mine) = try await browser.begin("Stil.")
        var pages = [try await browser.get("/nl/schrijf"), try await browser.get("/nl/terug"), mine]
        for go in ["look", "who", "code", "erase", "leave"] { pages.append(try await browser.press(go, on: mine)) }
        for page in pages {
            #expect(page.bytes.count % 4096 == 0)
            #expect(page["Cache-Control"] == "no-store, max-age=0" && page["Content-Encoding"] == nil)
            #expect(page["X-Robots-Tag"] == "noindex, noarchive")
            #expect(!page.text.contains("⟦"), "\(page.first(between: "⟦", "⟧"))")
        }
        #expect(Set(pages.map(\.title)).count == 7)
        await browser.work.remove()
    }

    @Test("a site without messages asks nothing and shows who can be called")
    func closed() async throws {
        let harness = try SiteHarness()
        for path in ["/nl/schrijf", "/nl/terug", "/nl/m", "/en/write", "/en/back", "/en/m"] {
            let page = try await harness.get(path)
            #expect(page.status == 200 && !page.text.contains("<textarea") && page.text.contains("tel:"))
        }
        let kept = try await harness.post("/nl/schrijf", [("go", "send"), ("m", "Hier ben ik")])
        #expect(kept.status == 503 && kept.text.contains("Hier ben ik</textarea>"))
    }
}
