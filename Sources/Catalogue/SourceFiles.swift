import Foundation

/// A file of the content, read once.
public struct SourceFile: Sendable, Hashable {
    /// Relative to the content folder.
    public let path: String
    public let bytes: [UInt8]

    /// The name without folders and ending.
    var name: String {
        let last = path.split(separator: "/").last ?? ""
        return String(last.prefix(upTo: last.lastIndex(of: ".") ?? last.endIndex))
    }

    func text(_ log: ProblemLog) -> String? {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            log.refuse(Place(file: path, line: 1), "the file is not UTF-8 text")
            return nil
        }
        // Hardly any file has them, and looking for them letter by letter is a good part of a start.
        let lines = bytes.contains(UInt8(ascii: "\r")) ? text.replacing("\r\n", with: "\n") : text
        return lines.first == "\u{FEFF}" ? String(lines.dropFirst()) : lines
    }

    func yaml(_ log: ProblemLog) -> YAMLValue? {
        text(log).flatMap { YAMLFile.value($0, file: path, log: log) }
    }
}

/// The folder on disk. It is read once, so that what is checked is what is shown, and what the fingerprint is taken of.
final class SourceFiles {
    private let root: String
    private let log: ProblemLog
    private(set) var all: [SourceFile] = []

    init(root: String, log: ProblemLog) {
        self.root = root
        self.log = log
    }

    /// Adds what another reading read.
    func take(_ files: [SourceFile]) { all += files }

    /// A file that must be there.
    func file(_ path: String) -> SourceFile? {
        guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else {
            log.refuse(Place(file: path, line: 1), "the file is missing or cannot be read")
            return nil
        }
        let file = SourceFile(path: path, bytes: Array(data))
        all.append(file)
        return file
    }

    /// A file that may be left out.
    func optionalFile(_ path: String) -> SourceFile? {
        FileManager.default.fileExists(atPath: "\(root)/\(path)") ? file(path) : nil
    }

    /// The files of a folder with this ending, by name; at least one must be there. Another file is refused, for nobody would read it.
    func files(in folder: String, ending: String) -> [SourceFile] {
        let names = ((try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []).filter { !$0.hasPrefix(".") }
        for name in names where !name.hasSuffix(ending) && name != "README.md" {
            log.refuse(Place(file: "\(folder)/\(name)", line: 1), "only files that end in \(ending) are read here")
        }
        let wanted = names.filter { $0.hasSuffix(ending) && $0 != "README.md" }
        if wanted.isEmpty { log.refuse(Place(file: folder, line: 1), "the folder is missing, or has no file that ends in \(ending)") }
        return wanted.sorted().compactMap { file("\(folder)/\($0)") }
    }
}
