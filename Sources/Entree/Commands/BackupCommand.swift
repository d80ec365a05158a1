import ArgumentParser
import Domain
import Foundation
import Storage
import Vault

/// `entree backup`: copies that nobody can read without a key that is kept elsewhere.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Makes sealed backups, and puts one back into an empty place.",
        discussion: """
            A backup is two files: 'main' (35 days) and 'shred' (7 days). The key files of the installation are in neither; keep them apart.
            How it is done, and why so, stands in docs/operations/backup.md.
            """,
        subcommands: [Keygen.self, Write.self, Read.self])

    /// `entree backup keygen`.
    struct Keygen: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "keygen", abstract: "Makes the key to which backups are sealed. On a machine that is not the server.",
            discussion: "FILE is the private half: keep it off line, in two places. FILE.pub goes to the server; it opens nothing.")

        @Option(help: ArgumentHelp("Where the private half is written; the public one beside it as FILE.pub.", valueName: "file"))
        var out: String

        func run() throws {
            guard let pair = try? KeyPair.make() else { throw Finding.found("no key could be made") }
            do {
                let (secret, open) = (try NewFile(out), try NewFile(out + ".pub"))
                try secret.write(Array(BackupKeyFile.privateText(pair).utf8))
                try open.write(Array(BackupKeyFile.publicText(pair).utf8))
                try secret.keep()
                try open.keep()
            } catch {
                throw Finding(backup: error, "\(out) or \(out).pub") ?? error
            }
            Terminal.say(BackupKeyFile.publicText(pair))
            Terminal.say("Private half, for the safe: \(out)")
            Terminal.say("Public half, for the server: \(out).pub")
            Terminal.say("Fingerprint of both: \(BackupKeyFile.fingerprint(pair.publicKey))")
        }
    }

    /// `entree backup write`.
    struct Write: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "write", abstract: "Makes a backup of today, sealed; removes what is past its days. Beside the running site.")

        @OptionGroup var installation: InstallationOptions
        @Option(help: ArgumentHelp("Public half of the key.", valueName: "file")) var to: String
        @Option(help: ArgumentHelp("Folder of the backups; on another disk, and from there elsewhere.", valueName: "dir")) var out: String

        func run() async throws {
            let key = try BackupKeyFile.publicKey(to)
            let databases = try await installation.filledDatabases()
            let log = try installation.log(databases)
            let folder = BackupFolder(path: out)
            let outcome = try await BackupRun(databases: databases, log: log, key: key, folder: folder, now: Clock.now())()
            await databases.close()
            for file in outcome.made { Terminal.say("made \(folder.path(file))") }
            for file in outcome.removed { Terminal.say("removed \(folder.path(file)), past its \(file.part.days) days") }
            guard outcome.isNoted else {
                throw Finding.found("but the log of who did what takes no entries: see 'entree audit verify'")
            }
        }
    }

    /// `entree backup read`.
    struct Read: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "read", abstract: "Puts a backup back into an empty place, on SQLite or PostgreSQL.",
            discussion: """
                Name a main file, or a folder to take its newest. The shred keys are always the newest beside it, or a newer file that is named:
                what was erased since stays erased. The key files of the installation must be there (--keys).
                """)

        @OptionGroup var installation: InstallationOptions
        @Option(help: ArgumentHelp("Private half of the key.", valueName: "file")) var key: String
        @Flag(help: "Read everything to its end and say what it holds; put nothing anywhere.") var check = false
        @Argument(help: ArgumentHelp("A main file, or a folder; a file with shred keys if it stands elsewhere.", valueName: "place"))
        var places: [String]

        func run() async throws {
            let pair = try BackupKeyFile.pair(key)
            let choice = try BackupChoice(places, with: pair)
            Terminal.say("main: \(choice.main)")
            Terminal.say("shred: \(choice.shred)")
            let restoration = try opened(choice, pair)
            let (main, shred) = restoration.contents
            Terminal.say("Whole. Made \(main.stamp.madeAt.inAmsterdam), its keys \(shred.stamp.madeAt.inAmsterdam).")
            Terminal.say(
                "In it: \(main.rows["dossier"] ?? 0) dossiers, keys of \(shred.keys.count), \(main.head?.size ?? 0) entries in the log.")
            if !check { try await put(restoration) }
        }

        private func opened(_ choice: BackupChoice, _ pair: KeyPair) throws -> Restoration {
            do {
                return try Restoration(
                    main: SealedFileReader.source(choice.main, with: pair), shred: SealedFileReader.source(choice.shred, with: pair))
            } catch {
                throw Finding(backup: error, choice.main) ?? error
            }
        }

        private func put(_ restoration: Restoration) async throws {
            let instance = try SecretFolder(path: installation.keyFolder).keys(makes: false)
            guard instance.fit(restoration.contents) else {
                throw Finding.found(
                    "the key files in \(installation.keyFolder) are not those of this backup; nothing in it would ever open")
            }
            let databases = try await installation.databases(migrates: false)
            do {
                let report = try await restoration.put(into: databases)
                try await databases.migrate()
                Terminal.say("Put back: \(report.kept) dossiers. Erased since, and so not put back: \(report.erased).")
                let log = try installation.log(databases)
                if let finding = try await AuditVerifier(Stores(databases).audit, key: log.verifierKey).verify().finding {
                    throw Finding.found("but the log of who did what was not whole when it was copied: \(finding.fault.rawValue)")
                }
                try await log.note(.backupRestored, Stores(databases), at: Clock.now())
                await databases.close()
            } catch {
                await databases.close()
                throw Finding(backup: error, installation.data) ?? error
            }
        }
    }
}

extension InstanceKeys {
    /// Whether these are the keys under which the backup's log was signed and its shred keys were sealed.
    fileprivate func fit(_ contents: (main: BackupContents, shred: BackupContents)) -> Bool {
        if let head = contents.main.head {
            guard let key = try? LogVerifierKey(InstallationOptions.logName, keys: self), Checkpoint(note: head.note, signedBy: key) != nil
            else { return false }
        }
        guard let sample = contents.shred.anyKey else { return true }
        return (try? ShredKey(sample.key, of: sample.dossier, keys: self)) != nil
    }
}
