import Pages
import Testing

/// What holds on the workbench: nothing typed is lost, nothing rests on colour or a script, nothing stays in the browser.
@Suite struct DeskPagesTests {
    @Test(arguments: Sample.deskPages.map(\.name)) func hasOneHeadingAndANeutralTitle(name: String) throws {
        let text = try text(name)
        #expect(text.count(of: "<h1") == 1)
        #expect(text.count(of: "<main") == 1)
        #expect(text.contains("<title>(2) Werk</title>"))
        #expect(text.contains("<meta name=\"robots\" content=\"noindex, noarchive\">"))
        #expect(text.contains("<body class=\"desk unprinted\">"))
    }

    @Test(arguments: Sample.deskPages.map(\.name)) func hasNoInlineStyleOrScriptAndNothingFromElsewhere(name: String) throws {
        let text = try text(name)
        #expect(!text.contains("<style") && !text.contains(" style=\""))
        #expect(text.count(of: "<script") == 1 && text.contains("<script src=\"/d.js?v=1\" defer></script>"))
        let tags = text.components("<").map { $0.components(">")[0] }
        #expect(!tags.contains { $0.contains("src=\"http") || $0.hasPrefix("link") && $0.contains("http") })
    }

    @Test(arguments: Sample.deskPages.map(\.name)) func noColumnIsNamedInACardWhereNothingStandsBehindIt(name: String) throws {
        #expect(try !text(name).contains("</small></td>"))
    }

    @Test(arguments: Sample.deskPages.map(\.name)) func everyElementThatOpensCloses(name: String) throws {
        let text = try text(name)
        for tag in [
            "div", "section", "p", "ul", "li", "details", "form", "label", "fieldset", "a", "button", "dl", "span", "table", "tr", "th",
            "td",
            "textarea", "aside", "nav", "kbd",
        ] {
            #expect(text.count(of: "<\(tag) ") + text.count(of: "<\(tag)>") == text.count(of: "</\(tag)>"), "\(tag)")
        }
    }

    @Test(arguments: Sample.deskPages.map(\.name)) func anIdStandsOnceAndEveryFieldHasItsLabel(name: String) throws {
        let text = try text(name)
        let ids = text.components(" id=\"").dropFirst().map { $0.components("\"")[0] }
        #expect(Set(ids).count == ids.count)
        let named = Set(text.components(" for=\"").dropFirst().map { $0.components("\"")[0] })
        for field in text.components("<textarea ").dropFirst() + text.components("<select ").dropFirst() {
            let id = try #require(field.components(">")[0].components("id=\"").dropFirst().first)
            #expect(named.contains(id.components("\"")[0]))
        }
    }

    @Test(arguments: Sample.deskPages.map(\.name)) func nobodyMeetsAFormInsideAForm(name: String) throws {
        var depth = 0
        for tag in try text(name).components("<") {
            if tag.hasPrefix("form") { depth += 1 }
            if tag.hasPrefix("/form") { depth -= 1 }
            #expect((0...1).contains(depth))
        }
    }

    @Test func whateverTheWorkerPressesTheAnswerInTheMakingGoesAlong() throws {
        let form = try #require(Sample.deskText(Sample.mineAtWork).components("<form method=\"post\" action=\"/nl/werk/a\"").last)
            .components("</form>")[0]
        #expect(form.contains("<textarea id=\"r\" name=\"r\""))
        for way in ["keep", "send", "hand", "close", "reveal", "note"] { #expect(form.contains("name=\"go\" value=\"\(way)\"")) }
    }

    @Test func enterInAFieldKeepsAnAnswerAndNeverSendsIt() throws {
        let form = try #require(Sample.deskText(Sample.mineAtWork).components("action=\"/nl/werk/a\"").last)
        #expect(try #require(form.components("<button").dropFirst().first).contains("value=\"keep\""))
    }

    @Test func anUrgencyAndAStateAreWords() {
        let text = Sample.deskText(Sample.inbox)
        #expect(!text.contains("class=\"sign danger\"></span>"))
        #expect(text.contains("<th role=\"rowheader\" scope=\"row\" class=\"figure\">#1042</th>"))
        #expect(text.contains("value=\"claim-a\">Neem #1042</button>"))
    }

    @Test func onlyTheFirstRefusalTakesTheFocus() {
        var page = Sample.inbox
        page.notices.append(Sample.refused)
        #expect(Sample.deskText(page).count(of: "autofocus") == 1)
    }

    @Test func anEmptyListShowsTheDoor() {
        let text = Sample.deskText(Sample.emptyInbox)
        #expect(text.contains("<svg class=\"door\"") && !text.contains("<table"))
    }

    @Test func aPassphraseNeverComesBack() {
        var page = Sample.entry
        page.fields[1].value = "geheime wachtzin"
        page.fields[2].value = "123456"
        let text = Sample.deskText(page)
        #expect(!text.contains("geheime wachtzin") && !text.contains("123456"))
        #expect(text.contains("autocomplete=\"current-password\"") && text.contains("autocomplete=\"one-time-code\""))
    }

    @Test func theDeskWorksWithoutScripts() {
        var frame = Sample.deskFrame
        frame.manner.hasScripts = false
        frame.manner.refreshesItself = true
        let text = Sample.deskText(Sample.inbox, frame: frame)
        #expect(!text.contains("<script") && !text.contains("event-stream"))
        #expect(text.contains("<meta http-equiv=\"refresh\" content=\"30\">"))
        #expect(!Sample.deskText(Sample.inbox).contains("http-equiv"))
    }

    @Test func keysCanBeTurnedOff() {
        var frame = Sample.deskFrame
        #expect(Sample.deskText(Sample.inbox, frame: frame).contains("<details id=\"keys\" class=\"on-keys\" data-say="))
        frame.keys?.areOn = false
        #expect(!Sample.deskText(Sample.inbox, frame: frame).contains("on-keys"))
    }

    @Test func theScriptMakesNoMarkupAndLeavesNothingBehind() {
        let script = "\(Script.desk)"
        for word in [
            "innerHTML", "outerHTML", "insertAdjacent", "DOMParser", "createContextualFragment", "eval", "Function(", "localStorage",
            "sessionStorage", "indexedDB", "cookie", "document.write", "serviceWorker", "history.", "http:", "https:",
        ] {
            #expect(!script.contains(word), "\(word)")
        }
        #expect(script.utf8.count <= 16_500)
    }

    @Test func theStylesheetIsWholeAndNothingMoves() {
        let css = "\(Stylesheet.desk)"
        #expect(css.count(of: "{") == css.count(of: "}"))
        #expect(!css.contains("<") && !css.contains("url(") && !css.contains("@import"))
        #expect(!css.contains("transition") && !css.contains("animation") && !css.contains("scroll-behavior"))
        for side in ["left", "right"] { #expect(!css.contains("-\(side)") && !css.contains("\(side):")) }
    }

    private func text(_ name: String) throws -> String {
        Sample.deskText(try #require(Sample.deskPages.first { $0.name == name }?.page))
    }
}
