import Pages
import TestKit
import Testing

/// What a person writes, reads and keeps: it comes back when something went wrong, and stays nowhere.
@Suite("The pages of a conversation", .tags(.R7))
struct ConversationPagesTests {
    static let names = Sample.conversationPages.map(\.name)

    @Test("post to the site itself, with the sealed slip hidden", arguments: names)
    func formsStayHere(name: String) throws {
        let text = try text(name)
        #expect(!text.contains("method=\"get\""))
        let forms = text.components("<form ").dropFirst()
        #expect(forms.allSatisfy { $0.hasPrefix("method=\"post\" action=\"/nl/") })
        #expect(text.count(of: "name=\"ticket\"") == forms.count - 2)
    }

    @Test("let no browser remember, correct or send away what is typed", arguments: names)
    func nothingIsRemembered(name: String) throws {
        let typed = try text(name).components("<").filter { tag in
            tag.hasPrefix("textarea")
                || tag.hasPrefix("input") && !["hidden", "radio", "checkbox"].contains { tag.contains("type=\"\($0)\"") }
        }
        for tag in typed {
            for part in [
                "autocomplete=\"off\"", "spellcheck=\"false\"", "autocorrect=\"off\"", "autocapitalize=\"off\"", "data-lpignore=\"true\"",
                "data-1p-ignore",
            ] {
                #expect(tag.contains(part), "\(tag)")
            }
            #expect(!tag.contains("password"))
            // More than can be sent cannot be typed.
            #expect(!tag.hasPrefix("textarea") || tag.contains("maxlength=\"\(WritingField.longest)\""))
        }
    }

    @Test("name their fields with one letter that says nothing", arguments: names)
    func fieldNamesSayNothing(name: String) throws {
        let names = try text(name).components(" name=\"").dropFirst().map { $0.components("\"")[0] }
        #expect(
            names.filter { !["viewport", "color-scheme", "format-detection", "ticket", "go"].contains($0) }.allSatisfy { $0.count == 1 })
    }

    @Test("have a label for every field, and every description they point to", arguments: names)
    func everyFieldIsExplained(name: String) throws {
        let text = try text(name)
        let ids = Set(text.components(" id=\"").dropFirst().map { $0.components("\"")[0] })
        for group in text.components("aria-describedby=\"").dropFirst().map({ $0.components("\"")[0] }) {
            #expect(group.components(" ").allSatisfy(ids.contains), "\(group)")
        }
        for field in text.components("<textarea id=\"").dropFirst().map({ $0.components("\"")[0] }) {
            #expect(text.contains("<label for=\"\(field)\">"))
        }
    }

    @Test("lead from each problem to its field, and take the focus once", arguments: names)
    func problemsLeadToTheirFields(name: String) throws {
        let text = try text(name)
        #expect(text.count(of: "autofocus") <= 1)
        for field in text.components("<li><a href=\"#").dropFirst().map({ $0.components("\"")[0] }) {
            #expect(text.count(of: " id=\"\(field)\"") == 1)
        }
    }

    @Test("show in no description and no mirror what a person said", arguments: names)
    func pagesDoNotPrintThemselves(name: String) throws {
        let page = try #require(Sample.conversationPages.first { $0.name == name }?.page)
        var shown = ""
        dump(page, to: &shown)
        #expect(!shown.contains("4821") && !shown.contains("lepel") && !shown.contains("a\\nb"))
        #expect("\(Told("lepel"))" == "[told]")
        #expect(!String(reflecting: TextField(name: "k", label: "Je code", value: "lepel")).contains("lepel"))
    }

    @Test("leave out the paper, the search engines and the style in the page, and load the script that keeps what was typed")
    func personalPagesHaveTheirManner() {
        var frame = Sample.frame
        frame.manner = .personal(printing: "Dit blad is leeg gelaten.")
        let text = Sample.text(Sample.mine, frame: frame)
        #expect(text.contains("<meta name=\"robots\" content=\"noindex, noarchive\">"))
        #expect(text.contains("<body class=\"unprinted\">") && text.contains("<p class=\"paper\">Dit blad is leeg gelaten.</p>"))
        #expect(text.contains("<script src=\"/k.js?v=1\" defer></script>"))
        #expect(text.contains("<link rel=\"stylesheet\" href=\"/s.css?v=1\">") && !text.contains("<style"))
        frame.manner.hasScripts = false
        #expect(!Sample.text(Sample.mine, frame: frame).contains("<script"))
    }

    @Test("give back what was typed, also when it begins with an empty line", arguments: ["hallo", "\nhallo", "  \n\nhallo\n", "مرحبا"])
    func whatWasTypedComesBack(typed: String) {
        var page = Sample.write
        page.writing = Sample.writing(Told(typed))
        // A browser drops the first line break after the tag.
        #expect(Sample.text(page).contains(">\n" + typed + "</textarea>"))
    }

    @Test("leave an empty field empty")
    func anEmptyFieldIsEmpty() {
        var page = Sample.write
        page.writing = Sample.writing(Told(""))
        #expect(Sample.text(page).contains("\"></textarea>"))
    }

    @Test("take answers along only with a tick that the person sets")
    func theBoxIsNotTicked() throws {
        let box = try #require(Sample.text(Sample.write).components("<input").first { $0.contains("name=\"t\"") })
        #expect(box.contains("type=\"checkbox\"") && !box.components(">")[0].contains("checked"))
        var page = Sample.write
        page.answers = nil
        #expect(!Sample.text(page).contains("name=\"t\""))
    }

    @Test("choose 'only here' unless the person chooses otherwise, and offer nothing else to who may be watched")
    func onlyHereIsTheDefault() throws {
        let text = Sample.text(Sample.write)
        #expect(text.contains("name=\"c\" value=\"here\" id=\"c\" checked"))
        #expect(text.contains("name=\"v\" value=\"no\" id=\"v\" checked"))
        var page = Sample.write
        page.contact = SafeContact(title: "Antwoord", .onlyHere("Alleen hier."))
        let watched = Sample.text(page)
        #expect(watched.contains("Alleen hier.") && !watched.contains("name=\"c\"") && !watched.contains("name=\"n\""))
    }

    @Test("show the code as five groups and six words, untranslated, in their own language, without a button to copy")
    func theCodeIsShownInBothForms() throws {
        let text = Sample.text(Sample.code)
        #expect(text.contains("<span>4821</span> <span>0937</span> <span>5526</span> <span>1180</span> <span>4397</span>"))
        #expect(
            text.contains(
                "<ol lang=\"nl\" dir=\"ltr\"><li>appel</li><li>boom</li><li>fiets</li><li>lepel</li><li>regen</li><li>stoel</li></ol>"))
        #expect(text.contains("translate=\"no\""))
        #expect(!text.contains("<input type=\"text\"") && text.count(of: "4821") == 1)
        let buttons = try #require(text.components("name=\"ticket\"").last).components("<button").dropFirst()
        #expect(buttons.first?.contains("value=\"have\"") == true)
        #expect(buttons.dropFirst().first?.contains("value=\"discard\"") == true)
    }

    @Test("offer no throwing away when only the code was changed")
    func aChangedCodeThrowsNothingAway() {
        var page = Sample.code
        page.buttons.discard = nil
        #expect(!Sample.text(page).contains("value=\"discard\""))
    }

    @Test("carry what was typed before a session ended in a field that can be seen")
    func keptWordsAreVisible() throws {
        let text = Sample.text(Sample.enter)
        let form = try #require(text.components("name=\"ticket\"").last)
        #expect(form.contains("<textarea id=\"b\" name=\"b\"") && form.contains("<input id=\"k\" name=\"k\""))
        #expect(!text.contains("<textarea hidden") && text.count(of: "type=\"hidden\"") == 1)
    }

    @Test("hold everything on the page of messages in one form, with sending first")
    func messagesAreOneForm() throws {
        let text = Sample.text(Sample.mine)
        #expect(text.count(of: "action=\"/nl/m\"") == 1)
        let buttons = try #require(text.components("name=\"ticket\"").last).components("<button").dropFirst()
        #expect(buttons.first?.contains("value=\"send\"") == true)
        #expect(buttons.contains { $0.contains("value=\"leave\"") } && buttons.contains { $0.contains("value=\"looked\"") })
    }

    @Test("let each message run in its own direction and keep its lines; fold earlier days")
    func messagesKeepTheirShape() {
        let text = Sample.text(Sample.mine)
        #expect(text.contains("<p class=\"said\" dir=\"auto\">a\nb</p>"))
        #expect(text.contains("<details class=\"day\"><summary>Dinsdag 3 november</summary>"))
        #expect(Stylesheet.full.contains(".said{white-space:pre-wrap"))
    }

    @Test("ask nothing, and lead to open lines, where nobody can read a message")
    func nothingIsAskedWhenNobodyReads() throws {
        let text = Sample.text(Sample.notNow)
        #expect(text.count(of: "<form") == 2 && !text.contains("<textarea"))
        #expect(text.contains("href=\"tel:08000188\"") && text.contains("href=\"tel:112\""))
    }

    @Test("say the danger line before the first button")
    func dangerComesFirst() throws {
        let main = try #require(Sample.text(Sample.before).components("<main").last)
        #expect(try #require(main.components("<button").first).contains("href=\"tel:112\""))
    }
}

/// What only these pages load.
@Suite("Style and script for writing")
struct WritingPartsTests {
    @Test("weigh nothing on the first page")
    func theFirstPageStaysLight() {
        #expect(!"\(Stylesheet.inline)".contains(".said"))
        #expect(Stylesheet.full.hasPrefix("\(Stylesheet.inline)"))
        #expect(Stylesheet.full.count(of: "{") == Stylesheet.full.count(of: "}"))
        #expect(!Stylesheet.full.contains("\n") && !Stylesheet.full.contains("url(") && !Stylesheet.full.contains("@import"))
        #expect(!Stylesheet.full.contains("transition") && !Stylesheet.full.contains("animation"))
        for side in ["left", "right"] { #expect(!Stylesheet.full.contains("-\(side)") && !Stylesheet.full.contains("\(side):")) }
    }

    @Test("store nothing in the browser and send nothing anywhere")
    func theScriptKeepsNothing() {
        let script = "\(Script.keep)"
        #expect(script.utf8.count <= 500)
        for word in [
            "innerHTML", "eval", "localStorage", "sessionStorage", "indexedDB", "cookie", "document.write", "fetch", "sendBeacon", "value",
        ] {
            #expect(!script.contains(word))
        }
    }
}

private func text(_ name: String) throws -> String {
    Sample.text(try #require(Sample.conversationPages.first { $0.name == name }?.page))
}
