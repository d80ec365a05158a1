import ArgumentParser
import Domain
import Foundation
import Storage
import Vault
import Workflows

/// `entree doctor`: what is wrong with an installation, in plain words.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Looks at an installation and says in plain words what is wrong with it.",
        discussion: "Exit code 0 when nothing is wrong, 1 when something is.")

    @OptionGroup var content: ContentOptions
    @OptionGroup var installation: InstallationOptions
    @Option(help: ArgumentHelp("Folder of the backups: is the newest of today, and is none too old?", valueName: "dir"))
    var backups: String?

    func run() async throws {
        var troubles: [String] = []
        let place: Workplace
        let databases: Databases
        do {
            databases = try await installation.databases(migrates: false)
            place = try await installation.workplace(databases, content: content.content, makesKeys: false)
        } catch let finding as Finding {
            throw Finding.found("This installation cannot work: \(finding.message).")
        }
        for (role, version) in try await databases.versions() where version == 0 {
            troubles.append("The \(role.rawValue) database is empty: run 'entree migrate', or start 'entree serve' once.")
        }
        if troubles.isEmpty {
            troubles += try await people(place)
            if let finding = try await AuditVerifier(place.stores.audit, key: place.log.verifierKey).verify().finding {
                troubles.append(
                    "The log of who did what is not whole: \(finding.fault.rawValue). Nobody may trust it until somebody finds out why.")
            }
        }
        if installation.database == nil, installation.keyFolder.hasPrefix(installation.data) {
            troubles.append("The keys stand beside the databases: whoever takes the folder has both. Give --keys another place.")
        }
        if let backups {
            troubles += BackupFolder(path: backups).troubles(now: Clock.now())
            if installation.database == nil, backups.hasPrefix(installation.data) {
                troubles.append("The backups stand beside the databases: one disk takes both. Give them another, and a copy elsewhere.")
            }
        }
        troubles += machine()
        await databases.close()
        guard !troubles.isEmpty else { return Terminal.say("Nothing is wrong.") }
        throw Finding.found(troubles.map { "- " + $0 }.joined(separator: "\n"))
    }

    private func people(_ place: Workplace) async throws -> [String] {
        var troubles: [String] = []
        let teams = try await place.stores.teams.teams(of: nil)
        if teams.isEmpty { return ["There is no organisation: run 'entree staff found'. Until then nobody can leave a message."] }
        for team in teams where team.kind == .desk {
            let holders = try await place.stores.teams.members(of: team.id).count { $0.wrap != nil && $0.generation == team.generation }
            if holders < 2 {
                troubles.append("A team that answers people has \(holders) holder(s) of its key; it needs two before it may receive.")
            }
            if team.needsNewKey { troubles.append("Somebody left a team and its keys were not changed yet: a colleague must enter once.") }
        }
        return troubles
    }

    private func machine() -> [String] {
        guard installation.database == nil,
            let free = try? FileManager.default.attributesOfFileSystem(forPath: installation.data)[.systemFreeSize] as? Int64,
            free < 1_000_000_000
        else { return [] }
        return ["Less than a gigabyte is free on the disk of the databases."]
    }
}
