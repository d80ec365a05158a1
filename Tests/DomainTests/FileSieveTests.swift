import Domain
import TestKit
import Testing

@Suite("A file that comes in", .tags(.R7))
struct FileSieveTests {
    private func through(_ bytes: [UInt8], step: Int = 4096, keepsAll: Bool = false) throws -> (kind: FileKind?, bytes: [UInt8]) {
        var sieve = FileSieve(keepsAll: keepsAll)
        var out: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: step) { out += try sieve.take(bytes[start..<min(start + step, bytes.count)]) }
        out += try sieve.finish()
        return (sieve.kind, out)
    }

    @Test("is told by its bytes, whatever its name says")
    func kinds() throws {
        #expect(FileKind(startingWith: SampleFiles.photo()) == .jpeg)
        #expect(FileKind(startingWith: SampleFiles.picture) == .png)
        #expect(FileKind(startingWith: SampleFiles.paper) == .pdf)
        #expect(FileKind(startingWith: SampleFiles.note) == .text)
        #expect(FileKind(startingWith: Array("<3 bedankt".utf8)) == .text)
    }

    @Test(
        "of another kind is refused: markup, scripts, archives, programs, documents of a word processor, films",
        arguments: [
            "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "  \r\n<!DOCTYPE html><p>", "\u{FEFF}<?xml version='1.0'?>", "</p>",
            "<Html>", "#!/bin/sh", "{\\rtf1}", "PK\u{3}\u{4}docx", "MZ\u{90}", "GIF89a\u{1}\u{0}", "\u{7F}ELF", "RIFF\u{0}WEBP",
            "\u{0}\u{0}\u{0}\u{18}ftypmp42", "%!PS", "7z\u{BC}\u{AF}\u{27}\u{1C}",
        ])
    func others(_ start: String) {
        #expect(throws: FileRefusal.otherKind) { _ = try through(Array(start.utf8)) }
    }

    @Test("that begins as text and goes on as something else, is too large, or holds nothing, is refused")
    func limits() {
        #expect(throws: FileRefusal.otherKind) { _ = try through([UInt8](repeating: 65, count: 3000) + [0] + SampleFiles.note) }
        #expect(throws: FileRefusal.empty) { _ = try through([]) }
        var sieve = FileSieve(keepsAll: false)
        #expect(throws: FileRefusal.tooLarge) {
            for _ in 0...DossierFile.largest / 1_000_000 + 1 { _ = try sieve.take([UInt8](repeating: 65, count: 1_000_000)) }
        }
    }

    @Test(
        "as a photo loses place, camera, time, words, small copies and all behind its end; the picture stays",
        arguments: [1, 7, 1024, 100_000])
    func photos(_ step: Int) throws {
        #expect(try through(SampleFiles.photo(), step: step).bytes == SampleFiles.bare())
        #expect(try through(SampleFiles.picture, step: step).bytes == SampleFiles.barePicture)
        #expect(try through(SampleFiles.photo(), step: step, keepsAll: true).bytes == SampleFiles.photo())
        #expect(try through(SampleFiles.paper, step: step).bytes == SampleFiles.paper)
        #expect(try through(SampleFiles.note, step: step).bytes == SampleFiles.note)
    }

    @Test("as a photo still says how it must be turned, and nothing else")
    func turned() throws {
        let out = try through(SampleFiles.photo(turn: 6)).bytes
        let tiff: [UInt8] =
            Array("MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
        #expect(out == SampleFiles.bare(turn: SampleFiles.segment(0xE1, Array("Exif\0\0".utf8) + tiff)))
        // What came out goes through again unchanged.
        #expect(try through(out).bytes == out)
        #expect(try through(SampleFiles.photo(turn: 9)).bytes == SampleFiles.bare())
    }

    @Test("as a photo that is cut off ends where it was cut, or is refused when there is no picture yet")
    func cut() throws {
        let photo = SampleFiles.photo()
        for end in stride(from: 3, to: photo.count, by: 5) {
            guard let out = try? through(Array(photo[..<end])).bytes else { continue }
            #expect(out.starts(with: [0xFF, 0xD8]) && out.suffix(2) == [0xFF, 0xD9])
        }
        #expect(throws: FileRefusal.damaged) { _ = try through(Array(photo.prefix(60))) }
        #expect(throws: FileRefusal.damaged) { _ = try through(Array(SampleFiles.picture.prefix(2000))) }
    }

    @Test("changed in any way never crashes, never grows, and never keeps what was beside the picture")
    func fuzzed() {
        var mutator = Mutator(501)
        let samples = [SampleFiles.photo(turn: 3), SampleFiles.picture, SampleFiles.paper, SampleFiles.note]
        for _ in 0..<Fuzz.count(1500) {
            let bytes = mutator.bytes(near: mutator.pick(samples), or: mutator.pick(samples))
            let step = mutator.pick([1, 13, 1000, 70_000])
            guard let one = try? through(bytes, step: step) else { continue }
            #expect(one.bytes.count <= bytes.count + 40)
            // In whatever pieces it comes, the same goes on.
            #expect((try? through(bytes, step: 512))?.bytes == one.bytes)
        }
    }
}

@Suite("The name of a file")
struct FileNameTests {
    @Test(
        "is one line without a path, and nothing in it turns or hides text",
        arguments: [
            ("C:\\fakepath\\foto van \u{202E}gpj.exe", "foto van gpj"), ("../../etc/passwd", "passwd"),
            ("a\r\nSet-Cookie: x.jpg", "aSet-Cookie x"),
            (".htaccess", "htaccess"), ("brief.PDF", "brief"), ("naam met spaties.v2.jpeg", "naam met spaties.v2"), ("", ""),
            ("\u{0}\u{7}", ""),
            ("<script>.txt", "script"), ("ключ 🙂.png", "ключ 🙂"),
        ])
    func clean(_ sent: String, _ stem: String) { #expect(FileName(sent).stem == stem) }

    @Test("is short, whole letter by letter")
    func short() { #expect(FileName(String(repeating: "é", count: 4000) + ".jpg").stem == String(repeating: "é", count: 75)) }

    @Test("stands in a header as letters, digits and escapes alone, beside a plain name")
    func header() {
        #expect(
            FileName("één \"brief\";.pdf").disposition(.pdf, plain: "document-1")
                == "attachment; filename=\"document-1.pdf\"; filename*=UTF-8''%C3%A9%C3%A9n%20brief.pdf")
        #expect(FileName("").disposition(.text, plain: "document-2") == "attachment; filename=\"document-2.txt\"")
        var mutator = Mutator(502)
        for _ in 0..<Fuzz.count(1000) {
            let header = FileName(mutator.text(upTo: 60)).disposition(.jpeg, plain: "document-1")
            #expect(header.utf8.allSatisfy { $0 >= 32 && $0 < 127 } && header.count { $0 == "\"" } == 2, "\(header)")
        }
    }
}
