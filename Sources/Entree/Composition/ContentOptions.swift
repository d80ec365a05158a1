import ArgumentParser
import Catalogue
import Domain
import Foundation
import Triage
import Vault
import Web
import Wording

/// The folder with everything the product says; every command takes it.
struct ContentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder with services, rules, questions, texts and cases.", valueName: "dir"))
    var content = "Content"

    /// Everything in the folder, checked.
    /// - Throws: `Finding` 3 with every problem, one a line.
    func load(toProve: Bool = false) throws -> Content {
        do {
            return try ContentFolder(content).load(toProve: toProve)
        } catch {
            throw Finding.broken(error.problems.map(\.description).joined(separator: "\n"))
        }
    }
}

/// The language in which a command answers.
struct LanguageOptions: ParsableArguments {
    @Option(help: "Language of the answer: nl or en.")
    var language = "nl"

    func wording(_ content: Content) throws -> Wording {
        guard let wording = content.wording[language] else {
            throw Finding.usage("unknown language '\(language)'; allowed: \(content.wording.keys.sorted().joined(separator: ", "))")
        }
        return wording
    }
}

/// The moment a command is asked about.
struct MomentOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Moment: RFC 3339, or what the clock in Amsterdam shows, such as 2026-12-24T23:30. Default: now.", valueName: "moment"))
    var at: String?

    func instant() throws -> Instant {
        guard let at else { return Clock.now() }
        guard let instant = Instant(at) else {
            throw Finding.usage("--at '\(at)' is no moment; write 2026-12-24T23:30 or 2026-12-24T23:30:00+01:00")
        }
        return instant
    }
}

extension Content {
    /// The engine for these rules and this landscape.
    var engine: AdviceEngine { AdviceEngine(rules: rules, landscape: landscape) }

    /// What the proof of the rules depends on: every file that was read, and the program that proves.
    var fingerprint: String {
        let lines = files.map { "\($0.path) \(Digest.sha256($0.bytes))" }
        return Digest.sha256(Data((lines + ["entree \(Entree.configuration.version) proof 1"]).joined(separator: "\n").utf8))
    }

    /// The site that shows this content.
    func site(generation: Int = 0, moreLanguages: [String: Wording] = [:]) -> Site {
        var languages = wording
        var texts = articles
        var settings = settings
        for (tag, more) in moreLanguages {
            languages[tag] = more
            texts[tag] = articles["en"] ?? []
            settings = settings.adding(language: tag)
        }
        return Site(
            engine: engine, questions: questions, geography: geography, wording: languages, articles: texts, knowledge: knowledge,
            desk: desk,
            settings: settings, codes: ServiceCodes(slugs: landscape.services.map(\.slug), uuid: PublicIdentifier.uuid),
            generation: generation)
    }
}

/// Stable ids for other systems: version 5 UUIDs in one namespace that never changes.
enum PublicIdentifier {
    private static let namespace = UUID(
        uuid: (0x6F, 0x1D, 0x5C, 0x3A, 0x9E, 0x42, 0x4B, 0x77, 0x8A, 0x10, 0x2C, 0x5E, 0x90, 0x7D, 0x41, 0xB3))

    @Sendable static func uuid(_ name: String) -> String { Digest.uuid5(namespace: namespace, name: name).uuidString.lowercased() }
}

extension SiteSettings {
    fileprivate func adding(language: String) -> SiteSettings {
        SiteSettings(
            operator: self.operator, brand: brand, languages: languages + [language], exitURL: exitURL, formal: formal,
            emergencyNumber: emergencyNumber)
    }
}
