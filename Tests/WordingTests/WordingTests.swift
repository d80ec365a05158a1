import TestKit
import Testing
import Wording

@Suite("Wording", .tags(.R2))
struct WordingTests {
    let wording = Wording(
        language: "nl",
        texts: ["question.progress": "Vraag {number} van {total}", "site.welcome": "Dag", "odd": "{", "twice": "{a}{a}"],
        child: ["site.welcome": "Hoi"])

    @Test("gives the text of a key, and the key in brackets when nobody wrote one")
    func givesTexts() {
        #expect(wording["site.welcome"] == "Dag")
        #expect(wording["site.gone"] == "⟦site.gone⟧")
        #expect(wording("site.gone", ["number": "1"]) == "⟦site.gone⟧")
        #expect(wording.has("site.welcome"))
        #expect(!wording.has("site.gone"))
        #expect(wording.keys == ["odd", "question.progress", "site.welcome", "twice"])
    }

    @Test("fills in placeholders once, and leaves what nobody fills in")
    func fillsIn() {
        #expect(wording("question.progress", ["number": "2", "total": "7"]) == "Vraag 2 van 7")
        #expect(wording("question.progress", ["number": "{total}", "other": "x"]) == "Vraag {total} van {total}")
        #expect(wording("odd", ["x": "y"]) == "{")
        #expect(wording("twice", ["a": "b"]) == "bb")
    }

    @Test("lays the easier texts of the child level over the others")
    func laysOver() {
        let child = wording.childLevel
        #expect(child.language == "nl")
        #expect(child["site.welcome"] == "Hoi")
        #expect(child("question.progress", ["number": "1", "total": "2"]) == "Vraag 1 van 2")
        #expect(child.childLevel["site.welcome"] == "Hoi")
    }

    @Test("names the placeholders of a text")
    func namesPlaceholders() {
        #expect(wording.placeholders(in: "question.progress") == ["number", "total"])
        #expect(wording.placeholders(in: "site.gone") == [])
        #expect(Placeholders.hasStrayBrace("a } b"))
        #expect(Placeholders.hasStrayBrace("a {b c} d"))
        #expect(!Placeholders.hasStrayBrace("a {b_2} c"))
    }
}
