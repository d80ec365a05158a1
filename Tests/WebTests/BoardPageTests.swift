import Domain
import TestKit
import Testing
import Vault
import Workflows

/// The board, a screen on the wall, a shift looked back at and a helper's own phrases, on the pages themselves.
@Suite("On the pages, how busy it is", .tags(.R3, .R5))
struct BoardPageTests {
    @Test("the board shows numbers and bars, and nothing that anybody said or is called")
    func board() async throws {
        try await DeskHarness.with { harness in
            _ = try await harness.desk.write("KANARIE")
            harness.desk.clock.advance(seconds: 1800)
            let iris = try await harness.browser("iris")
            let sam = try await harness.browser("sam")
            for one in [iris, sam] { _ = try await one.get("/nl/werk") }
            for path in ["/nl/werk/bord", "/en/work/board", "/nl/werk/scherm", "/en/work/screen"] {
                let page = try await sam.get(path)
                #expect(page.status == 200 && page.shows("id=\"fresh\"") && page.shows("class=\"n2"))
                #expect(!page.shows("KANARIE") && !page.shows("Iris") && !page.shows("/nl/werk/g/"))
            }
            #expect(try await sam.get("/nl/werk/bord").shows("32 minuten"))
        }
    }

    @Test("a screen on the wall has no buttons and no names, keeps itself fresh, and opens nothing else")
    func wall() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let board = try await sam.get("/nl/werk/bord")
            #expect(try await sam.send(board, to: "/nl/werk/scherm", [("go", "wall")])["Location"] == "/nl/werk/scherm")
            // A second press finds a screen that opens nothing else.
            _ = try await sam.send(board, to: "/nl/werk/scherm", [("go", "wall")])
            let wall = try await sam.get("/nl/werk/scherm")
            #expect(wall.status == 200 && !wall.shows("<button") && !wall.shows("Sam") && !wall.shows("<nav"))
            #expect(wall.shows("<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>") && wall.shows("/nl/werk/live?b=1"))
            // Where everybody begins it comes to its own page; every other address leads there, and holds nothing.
            for path in ["/nl/werk", "/nl/werk/bord"] {
                let answer = try await sam.get(path)
                #expect(answer.status == 303 && answer["Location"] == "/nl/werk/scherm", "\(path) \(answer.status)")
            }
            #expect(try await sam.get("/en/work")["Location"] == "/en/work/screen")
            for place in ["gesloten", "zinnen", "rooster", "kennis", "teams", "niets"] {
                let path = "/nl/werk/" + place
                let answer = try await sam.get(path)
                #expect(answer.status == 404 && answer.shows("href=\"/nl/werk/scherm\"") && !answer.shows("<nav"), "\(path)")
                #expect(answer.shows("Deze pagina is niet voor jouw rol"), "\(path)")
            }
            harness.desk.clock.advance(seconds: 9 * 3600)
            #expect(try await sam.get("/nl/werk/scherm").status == 200)
            harness.desk.clock.advance(seconds: 3601)
            #expect(try await sam.get("/nl/werk/scherm").status == 303)
        }
    }

    @Test("a person reads beforehand that some conversations are looked through, and so does the helper; it can be refused", .tags(.R7))
    func announced() async throws {
        try await DeskHarness.with { harness in
            let person = PersonBrowser(harness)
            #expect(try await person.get("/nl/schrijf").shows("1 op de 20"))
            _ = try await harness.desk.write("hoi")
            let sam = try await harness.browser("sam")
            let path = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let page = try await sam.take(path)
            #expect(page.shows("op de 20 gesloten gesprekken") && page.shows("value=\"spare\""))
            #expect(try await sam.send(page, to: path, [("go", "spare")])["Location"] == path + "?n=spared")
            #expect(try await !sam.get(path).shows("value=\"spare\""))
            let iris = try await harness.browser("iris")
            #expect(try await iris.send(try await iris.get(path), to: path, [("go", "spare")]).status == 409)
        }
    }

    @Test("a shift lead sees numbers, and reads what was drawn; others find no such page")
    func shift() async throws {
        try await DeskHarness.with { harness in
            let desk = harness.desk
            let sam = try await harness.browser("sam")
            var drawn: Identifier<Conversation>?
            for _ in 0..<600 where drawn == nil {
                let id = try await desk.write("KANARIE").session.conversation
                if desk.place.fields.isDrawn(id, oneIn: LookBack.oneIn) { drawn = id }
            }
            let id = try #require(drawn)
            let path = "/nl/werk/g/" + id.text
            #expect(try await sam.send(try await sam.take(path), to: path, [("go", "close"), ("reason", "helped")]).status == 303)
            let lee = try await harness.browser("lee")
            let page = try await lee.get("/nl/werk/dienst")
            #expect(page.shows("/nl/werk/dienst/" + id.text) && !page.shows("KANARIE") && !page.shows("Sam"))
            let read = try await lee.get("/nl/werk/dienst/" + id.text)
            #expect(read.status == 200 && read.shows("KANARIE") && !read.shows("Sam") && read.bytes.count % 4096 == 0)
            #expect(try await lee.get("/nl/werk/dienst/" + String(repeating: "0", count: 32)).status == 404)
            for other in ["/nl/werk/dienst", "/nl/werk/dienst/" + id.text] { #expect(try await sam.get(other).status == 404) }
        }
    }

    @Test("a helper's own phrase is written once, stands beside a conversation, and is put in the answer without scripts")
    func phrases() async throws {
        try await DeskHarness.with { harness in
            _ = try await harness.desk.write("hoi")
            let sam = try await harness.browser("sam")
            let page = try await sam.get("/nl/werk/zinnen")
            let fields = [("text", "Neem gerust <rustig> de tijd"), ("in", "nl"), ("level", "b1"), ("go", "add")]
            for _ in 0..<2 { #expect(try await sam.send(page, to: "/nl/werk/zinnen", fields).status == 303) }
            let shown = try await sam.get("/nl/werk/zinnen")
            #expect(shown.shows("Neem gerust &lt;rustig&gt; de tijd") && shown.shows("1 van 60"))
            let empty = try await sam.send(shown, to: "/nl/werk/zinnen", [("text", " "), ("in", "nl"), ("go", "add")])
            #expect(empty.status == 422)
            let long = String(repeating: "a", count: 1300)
            let kept = try await sam.send(shown, to: "/nl/werk/zinnen", [("text", long), ("in", "nl"), ("go", "add")])
            #expect(kept.status == 422 && kept.shows(long))
            #expect(try await sam.send(shown, to: "/nl/werk/zinnen", [("text", "x"), ("in", "zz"), ("go", "add")]).status == 404)
            let path = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let talk = try await sam.take(path)
            let name = talk.first(between: "value=\"put.o.", "\"")
            let put = try await sam.send(talk, to: path, [("go", "put.o." + name)])
            #expect(put.status == 200 && put.text.contains("\nNeem gerust &lt;rustig&gt; de tijd</textarea>"))
            let iris = try await harness.browser("iris")
            #expect(try await !iris.get("/nl/werk/zinnen").shows("rustig"))
            #expect(try await iris.send(try await iris.get(path), to: path, [("go", "put.o." + name)]).status == 404)
            #expect(
                try await iris.send(try await iris.get("/nl/werk/zinnen"), to: "/nl/werk/zinnen", [("go", "remove-" + name)]).status == 303)
            #expect(try await sam.get("/nl/werk/zinnen").shows("1 van 60"))
            #expect(try await sam.send(shown, to: "/nl/werk/zinnen", [("go", "remove-" + name)])["Location"] == "/nl/werk/zinnen?n=removed")
            #expect(try await sam.get("/nl/werk/zinnen").shows("0 van 60"))
        }
    }
}
