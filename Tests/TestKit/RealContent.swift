import Catalogue
import Domain
import Foundation
import Triage

/// The content that the product ships, read once for all tests.
public enum RealContent {
    /// The folder of the project.
    public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    public static let loaded: Result<Content, any Error> = Result { try ContentFolder(root + "/Content").load() }

    /// - Throws: what is wrong with the shipped content.
    public static func get() throws -> Content { try loaded.get() }

    public static func engine() throws -> AdviceEngine {
        let content = try get()
        return AdviceEngine(rules: content.rules, landscape: content.landscape)
    }
}
