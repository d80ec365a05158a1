import Catalogue
import Foundation
import Triage

/// The proof that rules and directory keep every promise, remembered by their fingerprint, so that a start need not wait for it.
/// - Source: triage vocabulary, 'Invariants'.
struct Receipts {
    let folder: String

    private func path(_ fingerprint: String) -> String { folder + "/receipts/" + fingerprint }

    /// Whether this content was proven before.
    func holds(_ content: Content) -> Bool { FileManager.default.fileExists(atPath: path(content.fingerprint)) }

    /// Remembers that this content was proven.
    func write(_ content: Content) throws {
        try FileManager.default.createDirectory(
            atPath: folder + "/receipts", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Data("proven\n".utf8).write(to: URL(fileURLWithPath: path(content.fingerprint)), options: .atomic)
    }
}

extension Content {
    /// Proves every invariant for this content.
    func prove() async -> ProofReport {
        await ProofReport.prove(engine, questions: questions, forbiddenPassages: forbiddenPassages.map(\.description), from: Clock.today)
    }
}
