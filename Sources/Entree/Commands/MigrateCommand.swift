import ArgumentParser
import Storage

/// `entree migrate`: brings the databases to the schema of this program, and says from which to which.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Brings the databases to the schema of this version. Make a backup first.")

    @OptionGroup var installation: InstallationOptions

    func run() async throws {
        let databases = try await installation.databases(migrates: false)
        let before = try await databases.versions()
        try await databases.migrate()
        let after = try await databases.versions()
        for role in DatabaseRole.allCases {
            Terminal.say("\(role.rawValue): \(before[role] ?? 0) → \(after[role] ?? 0)")
        }
        await databases.close()
    }
}
