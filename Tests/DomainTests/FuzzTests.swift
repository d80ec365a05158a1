import TestKit
import Testing

@testable import Domain

@Suite("What a stranger types or puts into an address", .tags(.R7), .timeLimit(.minutes(Fuzz.patience)))
struct FuzzTests {
    private let words: CodeWords
    init() throws { words = try TestWorkplace.words() }

    @Test("as digits of a code is that code, another one whose check fits, or none: never a crash, never a guess at what was meant")
    func codeDigits() throws {
        var mutator = Mutator(101)
        let chance = CountedChance(101)
        var accepted = 0
        for _ in 0..<Fuzz.count(4000) {
            let code = ReturnCode(chance)
            let typed = mutator.text(near: mutator.pick([code.digits.revealed, code.groups.revealed.joined(separator: " ")]))
            guard let read = try? ReturnCode.read(typed, words: words) else { continue }
            accepted += 1
            // What was accepted says itself, and everybody would read the same digits in what was typed.
            #expect(try ReturnCode.read(read.digits.revealed, words: words) == read)
            let figures = typed.unicodeScalars.compactMap { scalar -> String? in
                if scalar.properties.generalCategory == .decimalNumber { return scalar.properties.numericValue.map { String(Int($0)) } }
                return ["o": "0", "O": "0", "l": "1", "L": "1", "i": "1", "I": "1"][String(scalar)]
            }
            let isRead = read.digits.revealed == figures.joined() || Self.isBetween(read.digits.revealed, figures.joined())
            #expect(isRead, "\(Array(typed.unicodeScalars))")
        }
        #expect(accepted > 0, "nothing that was tried was a code")
    }

    /// Whether one text is what is left of another when signs are taken out: letters that stood by themselves were no digits.
    private static func isBetween(_ one: String, _ other: String) -> Bool {
        var rest = Substring(other)
        for letter in one {
            guard let place = rest.firstIndex(of: letter) else { return false }
            rest = rest[rest.index(after: place)...]
        }
        return true
    }

    @Test("as words of a code is that code, another one whose check fits, or none")
    func codeWords() throws {
        var mutator = Mutator(102)
        let chance = CountedChance(102)
        for _ in 0..<Fuzz.count(4000) {
            let said = ReturnCode(chance).words(words).revealed
            let typed = mutator.text(near: said.joined(separator: mutator.pick([" ", "\n", ", ", "-", "  1. "])))
            let told = ReturnCode.typedWords(typed)
            #expect(told.count <= ReturnCode.longestText)
            do {
                let read = try ReturnCode.read(typed, words: words)
                #expect(read.words(words).revealed == told || typed.unicodeScalars.count { $0.properties.numericType == .decimal } >= 12)
            } catch {
                if case .unknownWords(let places) = error { #expect(places.allSatisfy { told.indices.contains($0) }) }
            }
        }
    }

    @Test("as a code is looked at for no longer than a code can be")
    func long() {
        var mutator = Mutator(103)
        for _ in 0..<Fuzz.count(40) {
            let typed = String(repeating: mutator.text(upTo: 20) + "1", count: mutator.number(500..<50_000))
            if typed.utf8.count > ReturnCode.longestText {
                #expect(throws: ReturnCodeProblem.tooLong) { try ReturnCode.read(typed, words: words) }
            }
            #expect(ReturnCode.typedWords(typed).reduce(0) { $0 + $1.unicodeScalars.count } <= ReturnCode.longestText)
        }
    }

    @Test("as the name of something is that name or none: there is one way to write each")
    func identifiers() {
        var mutator = Mutator(104)
        let chance = CountedChance(104)
        for _ in 0..<Fuzz.count(4000) {
            let name = Identifier<Dossier>(chance).text
            for typed in [mutator.text(near: name), mutator.text(upTo: 40), name.uppercased(), name + "\0", "\u{FEFF}" + name] {
                if let read = Identifier<Dossier>(typed) { #expect(read.text.utf8.elementsEqual(typed.utf8)) }
            }
            #expect(Identifier<Dossier>(name)?.text == name)
            let bytes = mutator.bytes(upTo: 20)
            #expect((Identifier<Dossier>(bytes: bytes)?.bytes).map { $0 == bytes } ?? (bytes.count != 16))
        }
    }

    @Test("as a language is a tag or none")
    func languages() {
        var mutator = Mutator(105)
        for _ in 0..<Fuzz.count(4000) {
            for typed in [mutator.text(near: "nl-NL"), mutator.text(near: "ar-Arab-x-private"), mutator.text(upTo: 12)] {
                guard let tag = LanguageTag(typed) else { continue }
                #expect(
                    tag.value.utf8.count <= 35
                        && tag.value.utf8.allSatisfy { $0 == 45 || (48...57).contains($0) || (97...122).contains($0) })
                #expect(LanguageTag(tag.value) == tag)
            }
        }
    }
}
