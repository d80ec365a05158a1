import Pages
import Testing

/// What holds for every page, whatever it says.
@Suite struct EveryPageTests {
    @Test(arguments: Sample.pages.map(\.name)) func hasOneHeadingOfTheFirstRank(name: String) throws {
        #expect(try text(name).count(of: "<h1") == 1)
        #expect(try text(name).count(of: "<main") == 1)
    }

    @Test(arguments: Sample.pages.map(\.name)) func hasANeutralTitleAndNoNameOfItsOwn(name: String) throws {
        let text = try text(name)
        #expect(text.contains("<title>Welkom</title>"))
        #expect(text.count(of: "<title") == 1)
        #expect(!text.contains("application-name"))
    }

    @Test(arguments: Sample.pages.map(\.name)) func canBeLeftAtTheTopAndAtTheEnd(name: String) throws {
        let text = try text(name)
        #expect(text.count(of: "<form method=\"post\" action=\"/nl/weg\"") == 2)
        #expect(text.count(of: ">Snel weg</button>") == 2)
    }

    @Test(arguments: Sample.pages.map(\.name)) func theExitComesRightAfterTheSkipLink(name: String) throws {
        let body = try #require(try text(name).components("<body").last)
        let stops = body.components("<").filter { $0.hasPrefix("a ") || $0.hasPrefix("button") || $0.hasPrefix("input") }
        #expect(stops[0].hasPrefix("a class=\"skip\" href=\"#main\""))
        #expect(stops[1].hasPrefix("button class=\"weg\""))
    }

    @Test(arguments: Sample.pages.map(\.name)) func hasNoInlineStyleOrScript(name: String) throws {
        let text = try text(name)
        #expect(!text.contains(" style=\""))
        #expect(text.count(of: "<script") == 1)
        #expect(text.contains("<script src=\"/w.js?v=1\" defer data-to=\"https://weather.example/\"></script>"))
        #expect(text.count(of: "<style>") == 1)
        #expect(
            !text.components("<").contains { tag in
                [" onclick", " onload", " onerror", " onsubmit"].contains { tag.components(">")[0].contains($0 + "=\"") }
            })
    }

    @Test(arguments: Sample.pages.map(\.name)) func loadsNothingFromElsewhere(name: String) throws {
        let tags = try text(name).components("<").map { $0.components(">")[0] }
        #expect(!tags.contains { $0.contains("src=\"http") || $0.contains("src=\"//") })
        #expect(!tags.contains { $0.hasPrefix("link") && $0.contains("http") })
        #expect(!tags.contains { $0.hasPrefix("img") || $0.hasPrefix("iframe") || $0.hasPrefix("form") && $0.contains("http") })
    }

    @Test(arguments: Sample.pages.map(\.name)) func aLinkToAnotherSiteTellsItNothing(name: String) throws {
        let away = try text(name).components("<").filter { $0.hasPrefix("a ") && $0.contains("href=\"http") }
        #expect(away.allSatisfy { $0.contains("rel=\"noreferrer noopener\"") })
    }

    @Test(arguments: Sample.pages.map(\.name)) func everyElementThatOpensCloses(name: String) throws {
        let text = try text(name)
        for tag in ["div", "section", "p", "ul", "li", "details", "summary", "form", "label", "fieldset", "a", "button", "dl", "span"] {
            #expect(text.count(of: "<\(tag) ") + text.count(of: "<\(tag)>") == text.count(of: "</\(tag)>"), "\(tag)")
        }
    }

    @Test(arguments: Sample.pages.map(\.name)) func anIdStandsOnce(name: String) throws {
        let ids = try text(name).components(" id=\"").dropFirst().map { $0.components("\"")[0] }
        #expect(Set(ids).count == ids.count)
    }

    @Test func theWordsAboutKeysAreOnlyThereWithTheScript() {
        var frame = Sample.frame
        frame.manner.hasScripts = false
        let text = Sample.text(Sample.home, frame: frame)
        #expect(!text.contains("Druk 3 keer"))
        #expect(!text.contains("<script"))
    }

    @Test func aRightToLeftLanguageTurnsThePage() {
        var frame = Sample.frame
        frame.language = PageLanguage("ar", isRightToLeft: true)
        #expect(Sample.text(Sample.home, frame: frame).hasPrefix("<!doctype html><html lang=\"ar\" dir=\"rtl\">"))
    }

    @Test func aPageThatWouldBetrayPrintsOneNeutralLine() {
        var frame = Sample.frame
        frame.manner.printsOnly = "Niet afgedrukt."
        let text = Sample.text(Sample.home, frame: frame)
        #expect(text.contains("<body class=\"unprinted\">"))
        #expect(text.contains("<p class=\"paper\">Niet afgedrukt.</p>"))
    }

    private func text(_ name: String) throws -> String {
        Sample.text(try #require(Sample.pages.first { $0.name == name }?.page))
    }
}

extension String {
    func components(_ separator: String) -> [String] {
        let whole = Array(utf8)
        let mark = Array(separator.utf8)
        var parts: [String] = []
        var start = 0
        var index = 0
        while index + mark.count <= whole.count {
            if whole[index..<(index + mark.count)].elementsEqual(mark) {
                parts.append(String(decoding: whole[start..<index], as: UTF8.self))
                index += mark.count
                start = index
            } else {
                index += 1
            }
        }
        parts.append(String(decoding: whole[start...], as: UTF8.self))
        return parts
    }
}
