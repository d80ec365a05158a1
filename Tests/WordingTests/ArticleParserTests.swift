import TestKit
import Testing
import Wording

@Suite("The text of an article", .tags(.R2, .R31))
struct ArticleParserTests {
    @Test("becomes headings, paragraphs, lists and notes")
    func readsBlocks() {
        let body = ArticleParser.parse(
            """
            Een zin
            die verder gaat.
            ## Kop
            - een
            - twee
              en meer
            1. eerst
            2. dan

            > Let op
            > dit.

            >
            ### Kleine kop
            112. is een nummer
            """)
        #expect(body.problems == [])
        #expect(
            body.blocks == [
                .paragraph([.text("Een zin die verder gaat.")]),
                .heading(level: 2, text: "Kop"),
                .list(ordered: false, items: [[.text("een")], [.text("twee en meer")]]),
                .list(ordered: true, items: [[.text("eerst")], [.text("dan")]]),
                .note([.text("Let op dit.")]),
                .heading(level: 3, text: "Kleine kop"),
                .paragraph([.text("112. is een nummer")]),
            ])
    }

    @Test("holds bold and links, also a link inside bold, and says at which line each link stands")
    func readsInlines() {
        let body = ArticleParser.parse("Bel **nu het [Centrum](service:csg-national)**.\n\nGa\nnaar [begin](page:home)")
        #expect(body.problems == [])
        #expect(
            body.blocks == [
                .paragraph([
                    .text("Bel "), .strong("nu het "), .link(text: "Centrum", to: .service("csg-national")), .text("."),
                ]),
                .paragraph([.text("Ga naar "), .link(text: "begin", to: .page("home"))]),
            ])
        #expect(body.links.map(\.line) == [1, 4])
    }

    @Test("starts a new paragraph after a note, and reads lines of any system")
    func readsAnyLines() {
        let body = ArticleParser.parse("> Let op\r\nGewoon\r\n\r\n- een\r\n")
        #expect(
            body.blocks == [
                .note([.text("Let op")]), .paragraph([.text("Gewoon")]), .list(ordered: false, items: [[.text("een")]]),
            ])
    }

    @Test(
        "is refused at the line of every mark that has no meaning here",
        arguments: [
            ("# Titel", "a first level heading ('# ') is the title: it stands in the front matter"),
            ("#### Diep", "headings have two levels, '## ' and '### '"),
            ("##Vast", "a heading has a space after its marks"),
            ("## **Kop**", "a heading is plain text, without bold or links"),
            ("Een **open zin", "bold is not closed: '**' is missing"),
            ("Een *zin*", "a single '*' means nothing here; bold is '**bold**'"),
            ("Een ****", "bold holds no text"),
            ("Een [open zin", "link is not closed: write '[text](article:id)'"),
            ("Een [open](article:x", "link is not closed: write '[text](article:id)'"),
            ("[x](https://a.example)", "unknown link 'https://a.example'; allowed: article:id, service:slug, page:name"),
            ("[x](article:)", "unknown link 'article:'; allowed: article:id, service:slug, page:name"),
            ("[x](page:login)", "unknown page 'login'; allowed: home, questions, directory, child, exit"),
            ("[**x**](page:home)", "the text of a link is plain, without other marks"),
            ("Een <b>zin", "raw HTML ('<') has no place in an article"),
            ("Een `code", "code marks have no place in an article"),
            ("| a | b |", "tables and code have no place in an article"),
            ("* een", "a list starts its lines with '- '"),
            ("  - een", "a list inside a list is too deep"),
            ("---", "a rule across the page has no place in an article"),
            (">vast", "a note has a space after '>'"),
        ])
    func refuses(_ line: String, _ reason: String) {
        let problems = ArticleParser.parse("Eerst.\n\n\(line)\n\nDan.").problems
        #expect(problems.first?.line == 3)
        #expect(problems.first?.reason == reason)
    }

    @Test(
        "is read to the end, whatever stands in it",
        arguments: ["*", "[", "**", "](", "[]()", "[a](", "**[a](page:home)", "", "\n\n", "-", ">", "1. "])
    func survives(_ text: String) {
        let body = ArticleParser.parse(text)
        #expect(body.problems.allSatisfy { $0.line >= 1 })
    }
}
