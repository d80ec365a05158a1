import TestKit
import Testing

@Suite("A file with texts or settings", .tags(.R2, .R12))
struct TextFileTests {
    static let nl = "wording/nl/site.yaml"
    static let en = "wording/en/site.yaml"
    static let article = "articles/nl/after.md"
    static let workNL = "wording/nl/work.yaml"

    private static let address = "the address is a name such as entree.example, without https:// and without a path"

    @Test(
        "that is broken in one place is refused with that place and the reason",
        arguments: [
            Breakage(en, "welcome: Hello {name}\n", "", at: "welcome", in: nl, "text 'site.welcome' is missing in en"),
            Breakage(nl, "empty: ''", "more: Meer\nempty: ''", at: "more", "text 'site.more' is missing in en"),
            Breakage(
                en, "{name}", "{nome}", at: "nome", "text 'site.welcome' has the placeholders {nome} in en but {name} in nl"),
            Breakage(nl, "Dag {name}", "Dag {name} {", at: "Dag", "text 'site.welcome' has a brace outside a placeholder such as {name}"),
            Breakage(nl, "empty: ''", "empty: [a, b]", at: "empty", "text 'site.empty' is a list; a text or fields are expected"),
            Breakage(
                "wording/nl/child.yaml", "{name}", "{naam}", at: "naam",
                "easier text 'site.welcome' has the placeholders {naam}, which nobody fills in"),
            Breakage(nl, "Dag {name}", "Het is niet TE  laat {name}", at: "TE", "'te laat' may not be said (nl)"),
            Breakage("wording/en/reasons.yaml", "Always open", "Never too late", at: "late", "'too late' may not be said (en)"),
            Breakage(nl, "home: Welkom", "home: Over seks", at: "seks", "'sek' may not stand in the title of a tab"),
            Breakage(workNL, "inbox: Werk", "inbox: Over seks", at: "seks", "'sek' may not stand in the title of a tab"),
            Breakage(workNL, "who: Een dader", "who: Te laat", at: "Te laat", "'te laat' may not be said (nl)"),
            Breakage("wording/nl/notices.yaml", "more: after", "more: before", at: "before", "unknown article 'before'"),
            Breakage(article, "tab: Wat er kan", "tab: Sexuoloog", at: "Sexuoloog", "'sex' may not stand in the title of a tab"),
            Breakage(
                article, "service:centre-line", "service:center-line", at: "center-line",
                "unknown service 'center-line': it does not stand in the directory"),
            Breakage(article, "article:after", "article:before", at: "before", "unknown article 'before'"),
            Breakage(
                article, "article:after", "https://x.example", at: "x.example",
                "unknown link 'https://x.example'; allowed: article:id, service:slug, page:name"),
            Breakage(article, "id: after", "id: later", at: "id: later", "id 'later' is not the name of the file"),
            Breakage(article, "level: b1", "level: c2", at: "c2", "unknown value 'c2'; allowed: b1, a2"),
            Breakage(
                article, "path: a7", "path: later-on", at: "later-on", "path 'later-on' is not a code of 2 or 3 small letters and digits"),
            Breakage(article, "R: [R31]", "R: [31]", at: "R: [31]", "'31' is not the number of a requirement, such as R31"),
            Breakage(article, "Bel het", "Het is te\nlaat. Bel het", at: "Het is te", "'te laat' may not be said (nl)"),
            Breakage(
                article, "## Dan", "Bel 0900-1234 of 113.", at: "0900",
                "the number 0900-1234 may not stand in an article: link to the service, the page shows its number"),
            Breakage("settings.yaml", "role: new_entry", "role: portal", at: "portal", roles),
            Breakage(
                "settings.yaml", "role: new_entry", "role: one_door", at: "one_door",
                "one door of several names the others in 'partner_doors'"),
            Breakage("settings.yaml", "https://weather", "http://weather", at: "weather", "the way out leads to an address with https://"),
            Breakage(
                "settings.yaml", "formal: false", "formal: false\naddress: https://door.example/in", at: "address", address),
            Breakage("settings.yaml", ", en: Door", "", at: "brand", "field 'en' is missing"),
            Breakage("geography/postcodes.csv", "6811,", "0811,", at: "0811", "'0811' is not a postcode of four digits"),
            Breakage("geography/postcodes.csv", "GM0203", "GM9999", at: "GM9999", "unknown municipality 'GM9999'"),
            Breakage("geography/municipalities.csv", "Arnhem,VR07", "Arnhem", at: "Arnhem", "3 cells are expected here, not 2"),
            Breakage(
                "geography/safety-regions.csv", "VR07", "VR70", at: "VR70", "unknown safety region 'VR70'; allowed: VR01 to VR25"),
        ])
    func isRefused(_ breakage: Breakage) throws {
        let (expected, said) = try breakage.outcome()
        #expect(said.contains(expected[0]))
        #expect(Set(said.map { $0.prefix { $0 != ":" } }).count <= 2)
    }

    @Test("for workers alone may use a word that visitors never see, but not one that nobody may see")
    func tellsWorkersFromVisitors() throws {
        let allowed = ContentFixture().adding("wording/nl/desk.yaml", "who: De dader\n").adding("wording/en/desk.yaml", "who: Who\n")
        #expect(try allowed.problems() == [])
        let refused = allowed.adding("wording/nl/desk.yaml", "who: |\n  Dat is\n  te laat\n")
        #expect(try refused.problems() == ["wording/nl/desk.yaml:1: 'te laat' may not be said (nl)"])
    }

    @Test("may have the letters of a forbidden phrase inside other words, across the end of a sentence, or in the target of a link")
    func allowsLookalikes() throws {
        let fixture = try ContentFixture().editing(Self.nl, "Dag {name}", "Route laatste {name}. Wacht te. Laat horen")
        #expect(try fixture.problems() == [])
    }

    @Test("that is missing in one language is missed there")
    func missesArticles() throws {
        let text = ContentFixture.articleNL.replacing("id: after", with: "id: more").replacing("a7", with: "a8")
            .replacing("Wat er kan", with: "Meer")
        let fixture = ContentFixture().adding("articles/nl/more.md", text)
        #expect(try fixture.problems() == ["articles/nl/more.md:2: article 'more' is missing in en"])
    }

    @Test("that takes the path or tab of another article is refused, and so is a path that differs between languages")
    func refusesSamePaths() throws {
        let text = ContentFixture.articleNL.replacing("id: after", with: "id: more")
        let fixture = try ContentFixture().adding("articles/nl/more.md", text).adding("articles/en/more.md", text)
            .editing("articles/en/more.md", "a7", "a9").editing("articles/en/more.md", "Wat er kan", "More")
        #expect(
            try fixture.problems() == [
                "articles/en/more.md:2: path 'a9' is 'a7' in nl; it is the same in every language",
                "articles/nl/more.md:2: path 'a7' belongs to articles/nl/after.md already",
                "articles/nl/more.md:2: path 'a7' is 'a9' in en; it is the same in every language",
                "articles/nl/more.md:2: tab 'Wat er kan' belongs to articles/nl/after.md already",
            ])
    }

    private static let roles = "unknown value 'portal'; allowed: new_entry, existing_front, one_door"
}
