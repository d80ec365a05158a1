import Catalogue
import Foundation
import Testing

/// A small and sound content folder that a test may break in one place.
struct ContentFixture {
    var files = ContentFixture.sound.merging(ContentFixture.soundKnowledge) { sound, _ in sound }

    enum Failure: Error {
        case noFolder
        case notInFile(String, String)
    }

    /// The fixture with one text in one file replaced by another.
    func editing(_ path: String, _ old: String, _ new: String) throws -> ContentFixture {
        guard let text = files[path], text.contains(old) else { throw Failure.notInFile(path, old) }
        var edited = self
        edited.files[path] = text.replacing(old, with: new, maxReplacements: 1)
        return edited
    }

    func adding(_ path: String, _ text: String) -> ContentFixture {
        var edited = self
        edited.files[path] = text
        return edited
    }

    /// `path:line` of the last line that holds a text.
    func place(_ path: String, _ needle: String) throws -> String {
        let lines = (files[path] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        guard let index = lines.lastIndex(where: { $0.contains(needle) }) else { throw Failure.notInFile(path, needle) }
        return "\(path):\(index + 1)"
    }

    /// Writes the folder, lets somebody read it, and takes it away again.
    func withFolder<Result>(_ read: (ContentFolder) throws -> Result) throws -> Result {
        var template = Array((NSTemporaryDirectory() + "/content-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure.noFolder }
        let root = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        defer { try? FileManager.default.removeItem(atPath: root) }
        for (path, text) in files {
            let file = URL(filePath: root).appending(path: path)
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        return try read(ContentFolder(root))
    }

    func load() throws -> Content { try withFolder { try $0.load() } }

    /// What is wrong with it, one line a problem; nothing when it can be read.
    func problems() throws -> [String] {
        try withFolder { folder in
            do throws(ContentProblems) {
                _ = try folder.load()
                return []
            } catch {
                return error.problems.map(\.description)
            }
        }
    }
}

/// One thing broken in the fixture, and what the loader must say about it and where.
struct Breakage: Sendable, CustomTestStringConvertible {
    let file: String
    let old: String
    let new: String
    /// A text in the line that is to blame, after the change.
    let blamed: String
    /// The file to blame, where that is another one.
    var blamedFile: String?
    let reason: String

    init(_ file: String, _ old: String, _ new: String, at blamed: String, in blamedFile: String? = nil, _ reason: String) {
        self.file = file
        self.old = old
        self.new = new
        self.blamed = blamed
        self.blamedFile = blamedFile
        self.reason = reason
    }

    var testDescription: String { reason }

    /// What was expected and what was said.
    func outcome() throws -> (expected: [String], said: [String]) {
        let fixture = try ContentFixture().editing(file, old, new)
        return try (["\(fixture.place(blamedFile ?? file, blamed)): \(reason)"], fixture.problems())
    }
}
