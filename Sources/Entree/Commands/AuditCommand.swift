import ArgumentParser
import Domain
import Foundation
import Storage
import Vault

/// `entree audit`: whether the log of who did what is whole.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Checks the log of who did what, or writes it out for an auditor. No content of it can be read.",
        subcommands: [Verify.self, Export.self])

    /// `entree audit verify`.
    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify", abstract: "Recomputes the whole log: every entry, every subtree, every signed head.")

        @OptionGroup var installation: InstallationOptions
        @Option(help: ArgumentHelp("A head that somebody kept before; the log must still begin with it.", valueName: "file"))
        var earlier: [String] = []

        func run() async throws {
            let databases = try await installation.filledDatabases()
            let notes = try earlier.map { try String(contentsOfFile: $0, encoding: .utf8) }
            let report = try await AuditVerifier(Stores(databases).audit, key: installation.verifierKey(databases)).verify(earlier: notes)
            await databases.close()
            guard let finding = report.finding else { return Terminal.say("The log is whole: \(report.size) entries.") }
            throw Finding.found(
                "the log is not whole: \(finding.fault.rawValue) in entries \(finding.entries.lowerBound) to \(finding.entries.upperBound)")
        }
    }

    /// `entree audit export`.
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "export", abstract: "Writes the log as lines of JSON, for Tools/verify_log.py or any other verifier.")

        @OptionGroup var installation: InstallationOptions

        func run() async throws {
            let databases = try await installation.filledDatabases()
            try await AuditExport(Stores(databases).audit, key: installation.verifierKey(databases)).lines { Terminal.say($0) }
            await databases.close()
        }
    }
}
