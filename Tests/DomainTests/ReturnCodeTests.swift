import Foundation
import TestKit
import Testing

@testable import Domain

@Suite("A return code", .tags(.R7))
struct ReturnCodeTests {
    private let words: CodeWords
    private let chance = CountedChance(7)

    init() throws { words = try TestWorkplace.words() }

    private func read(_ typed: String) throws(ReturnCodeProblem) -> ReturnCode { try ReturnCode.read(typed, words: words) }
    private func code(_ number: UInt64) throws -> ReturnCode { try #require(ReturnCode(number: number)) }

    @Test("is the same in digits and in words, a hundred thousand times and more")
    func bothForms() throws {
        for _ in 0..<Fuzz.draws(100_000) {
            let code = ReturnCode(chance)
            let digits = code.digits.revealed.utf8.map { $0 - 48 }
            #expect(digits.count == 20)
            guard ReturnCode(digits: digits) == code, ReturnCode(places: code.words(words).revealed.compactMap(words.index)) == code else {
                Issue.record("a code was not found again")
                return
            }
        }
    }

    @Test("has 20 digits and six words at both ends of what it can be", arguments: [0, 1, 72, 73, 96, 97, 999_999_999_999_999_999])
    func ends(_ number: UInt64) throws {
        let code = try code(number)
        #expect(code.groups.revealed.map(\.count) == [4, 4, 4, 4, 4])
        #expect(try read(code.digits.revealed) == code)
        #expect(try read(code.words(words).revealed.joined(separator: " ")) == code)
        #expect(ReturnCode(number: 1_000_000_000_000_000_000) == nil)
    }

    @Test("bears the check digits of ISO 7064, as an account number does")
    func checkDigits() throws {
        #expect(try code(123_456_789_012_345_678).digits.revealed == "12345678901234567888")
        #expect(try code(794).digits.revealed == "000000000000000794" + "44")
    }

    @Test("is told from every code with one wrong digit or two neighbours that changed places")
    func typos() throws {
        for _ in 0..<500 {
            let digits = ReturnCode(chance).digits.revealed.utf8.map { $0 - 48 }
            for place in digits.indices {
                for wrong in UInt8(0)...9 where wrong != digits[place] {
                    var changed = digits
                    changed[place] = wrong
                    #expect(ReturnCode(digits: changed) == nil)
                }
                guard place + 1 < digits.count, digits[place] != digits[place + 1] else { continue }
                var changed = digits
                changed.swapAt(place, place + 1)
                #expect(ReturnCode(digits: changed) == nil)
            }
        }
    }

    @Test("is told from codes with a wrong word, or two words that changed places, in all but 1.4 of a hundred")
    func wrongWords() {
        var generator = SeededChance(3)
        var accepted = 0
        var tried = 0
        for _ in 0..<20_000 {
            var places = ReturnCode(chance).words(words).revealed.compactMap(words.index)
            let place = Int.random(in: 0..<6, using: &generator)
            if Bool.random(using: &generator) {
                let other = Int.random(in: 0..<6, using: &generator)
                guard places[place] != places[other] else { continue }
                places.swapAt(place, other)
            } else {
                let other = Int.random(in: 0..<2048, using: &generator)
                guard places[place] != other else { continue }
                places[place] = other
            }
            tried += 1
            if ReturnCode(places: places) != nil { accepted += 1 }
        }
        #expect(Double(accepted) / Double(tried) < 0.0165, "\(accepted) of \(tried)")
    }

    @Test("is as likely as every other: no digit comes more often than chance allows")
    func uniform() {
        let draws = Fuzz.draws(100_000)
        var counts = [[Int]](repeating: [Int](repeating: 0, count: 100), count: 9)
        for _ in 0..<draws {
            var rest = ReturnCode(chance).number
            for pair in 0..<9 {
                counts[pair][Int(rest % 100)] += 1
                rest /= 100
            }
        }
        let expected = Double(draws) / 100
        for (pair, found) in counts.enumerated() {
            let chiSquare = found.reduce(0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
            // 99 degrees of freedom: more than 160 happens once in ten thousand times.
            #expect(chiSquare < 160 && chiSquare > 50, "digits \(2 * pair) and \(2 * pair + 1): \(chiSquare)")
        }
    }

    @Test("throws away every draw that would favour some codes")
    func rejection() {
        struct Drawn: Chance {
            let next: @Sendable () -> [UInt8]
            func bytes(_ count: Int) -> [UInt8] { next() }
        }
        @Sendable func bytes(_ number: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) } }
        let counted = CountedDraws([1_000_000_000_000_000_000, (1 << 60) - 1, 999_999_999_999_999_999])
        #expect(ReturnCode(Drawn { bytes(counted.next()) }).number == 999_999_999_999_999_999)
    }

    @Test(
        "is read however it is typed",
        arguments: [
            "12345678901234567888", "1234 5678 9012 3456 7888", " 1234-5678-9012-3456-7888\n", "1234.5678.9012.3456.7888",
            "١٢٣٤ ٥٦٧٨ ٩٠١٢ ٣٤٥٦ ٧٨٨٨", "۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶۷۸۸۸", "１２３４　５６７８　９０１２　３４５６　７８８８", "१२३४५६७८९०१२३४५६७८८८",
            "code: 1234 5678 9012 3456 7888", "l234 5678 9O12 3456 7888", "1234\u{200B}5678\u{200E}901234567888",
            "1234–5678–9012–3456–7888",
            "1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 8 8",
        ])
    func typedDigits(_ typed: String) throws {
        #expect(try read(typed) == code(123_456_789_012_345_678))
    }

    @Test("is read in words with any case, order numbers, commas, wide letters and lines between them")
    func typedWords() throws {
        let code = ReturnCode(chance)
        let said = code.words(words).revealed
        #expect(try read(said.joined(separator: "\n").uppercased()) == code)
        #expect(try read(said.joined(separator: ", ") + ".") == code)
        #expect(try read(said.enumerated().map { "\($0 + 1). \($1.capitalized)" }.joined(separator: "\n")) == code)
        let wide = said.joined(separator: "　").unicodeScalars.map { scalar in
            (97...122).contains(scalar.value) ? Unicode.Scalar(scalar.value - 97 + 0xFF41) ?? scalar : scalar
        }
        #expect(try read(String(String.UnicodeScalarView(wide))) == code)
    }

    @Test("is refused with what is wrong, from the text alone")
    func problems() throws {
        let said = ReturnCode(chance).words(words).revealed
        #expect(throws: ReturnCodeProblem.empty) { try read("") }
        #expect(throws: ReturnCodeProblem.empty) { try read(" -- ☂ ") }
        #expect(throws: ReturnCodeProblem.tooShort(found: 4)) { try read("12 34") }
        #expect(throws: ReturnCodeProblem.tooShort(found: 19)) { try read("1234 5678 9012 3456 780") }
        #expect(throws: ReturnCodeProblem.tooLong) { try read("1234 5678 9012 3456 7888 1") }
        #expect(throws: ReturnCodeProblem.tooLong) { try read(String(repeating: "1", count: 5000)) }
        #expect(throws: ReturnCodeProblem.typo) { try read("1234 5678 9012 3456 7889") }
        #expect(throws: ReturnCodeProblem.tooShort(found: 5)) { try read(said.prefix(5).joined(separator: " ")) }
        #expect(throws: ReturnCodeProblem.tooLong) { try read((said + ["bada"]).joined(separator: " ")) }
        #expect(throws: ReturnCodeProblem.unknownWords([1])) { try read(said[0] + " xxxx " + said[2...].joined(separator: " ")) }
    }

    @Test("in words that are nearly right is helped by the words that begin the same")
    func suggestions() throws {
        let word = words.words[77]
        #expect(words.suggestions(for: word + "en") == [word])
        #expect(words.suggestions(for: "zzzz").isEmpty)
        #expect(ReturnCode.typedWords("1. Appel,  PEER") == ["appel", "peer"])
    }

    @Test("is refused calmly when it is anything at all, ten thousand times")
    func garbage() {
        var generator = SeededChance(11)
        for _ in 0..<10_000 {
            let scalars = (0..<Int.random(in: 0..<120, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0..<[128, 0x500, 0x11_0000][Int.random(in: 0..<3, using: &generator)], using: &generator))
            }
            _ = try? read(String(String.UnicodeScalarView(scalars)))
        }
    }

    @Test("cannot print itself")
    func silent() throws {
        let code = try code(123_456_789_012_345_678)
        var dumped = ""
        dump(code, to: &dumped)
        for text in [
            "\(code)", String(reflecting: code), dumped, "\([code])", "\(code.digits)", "\(Optional(code) as Any)", "\(code.secret)",
        ] {
            #expect(!text.contains("1234") && !text.contains("123456789012345678"))
        }
    }

    @Test("is said in a list of exactly 2,048 different words in small letters")
    func lists() {
        let good = words.words
        #expect(CodeWords(good) != nil)
        #expect(CodeWords(Array(good.dropLast())) == nil)
        #expect(CodeWords(good.dropLast() + [good[0]]) == nil)
        #expect(CodeWords(good.dropLast() + ["Zus"]) == nil)
        #expect(CodeWords(good.dropLast() + ["één"]) == nil)
    }
}

/// Draws that were written down before.
private final class CountedDraws: @unchecked Sendable {
    private var left: [UInt64]
    init(_ draws: [UInt64]) { left = draws.reversed() }
    func next() -> UInt64 { left.popLast() ?? 0 }
}
