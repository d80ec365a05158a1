import ArgumentParser
import Catalogue
import Domain
import Foundation
import Storage
import StoragePostgreSQL
import StorageSQLite
import Vault
import Workflows

/// Where an installation keeps what people entrust to it.
struct InstallationOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Folder for the databases of the site.", valueName: "dir"))
    var data = ".data"
    @Option(help: ArgumentHelp("PostgreSQL in place of files in the data folder, as postgres://user@host/name.", valueName: "url"))
    var database: String?
    @Option(
        help: ArgumentHelp(
            "Folder for the key files, kept and backed up apart from the databases. Else the service manager's credentials, else 'keys' in the data folder.",
            valueName: "dir"))
    var keys: String?
    @Option(help: ArgumentHelp("Rounds of scrypt; smaller than the usual 131072 only for tests.", visibility: .hidden))
    var derivationCost = ScryptPool.fullCost

    var keyFolder: String {
        keys ?? ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"] ?? data + "/keys"
    }

    /// The databases, in the schema of this program.
    /// - Parameter migrates: whether an older schema is brought up to date.
    /// - Throws: `Finding` in plain words.
    func databases(migrates: Bool = true) async throws -> Databases {
        try await databases { databases in
            if migrates { try await databases.migrate() } else { _ = try await databases.knownVersions() }
        }
    }

    /// Databases in which there is something, as they are.
    /// - Throws: `Finding` when one of them was never made, or is older than this program.
    func filledDatabases() async throws -> Databases {
        if database == nil, !FileManager.default.fileExists(atPath: "\(data)/\(SQLiteDatabases.file(.main))") {
            throw Finding.found("there is nothing here yet: no database stands in \(data)")
        }
        return try await databases { databases in
            for (role, version) in try await databases.knownVersions() where version < Schema.known(role).newest {
                throw Finding.found(
                    version == 0
                        ? "there is nothing here yet: the \(role.rawValue) database is empty"
                        : "the \(role.rawValue) database is of an older version: run 'entree migrate' first")
            }
        }
    }

    private func databases(_ prepare: (Databases) async throws -> Void) async throws -> Databases {
        do {
            let databases = try database.map { try PostgreSQLDatabases.open(url: $0) } ?? SQLiteDatabases.open(folder: data)
            do { try await prepare(databases) } catch {
                await databases.close()
                throw error
            }
            return databases
        } catch {
            throw Finding(database: error) ?? error
        }
    }

    /// The name of the log, as it stands in its heads.
    static let logName = "entree"

    /// The log of who did what.
    func log(_ databases: Databases) throws -> SealedAuditLog {
        let keys = try SecretFolder(path: keyFolder).keys(makes: false)
        do {
            return try SealedAuditLog(store: Stores(databases).audit, keys: keys, origin: Self.logName, chance: OperatingChance())
        } catch {
            throw Finding.found("the key with which the log is signed cannot be used")
        }
    }

    /// With what the log's heads are checked.
    func verifierKey(_ databases: Databases) throws -> LogVerifierKey { try log(databases).verifierKey }

    /// Everything that workflows need.
    /// - Parameter makesKeys: whether new keys are made where there are none. Never beside databases in which something stands: what was sealed
    ///   before would stay shut, and it would seem to be a new installation.
    func workplace(_ databases: Databases, content: String, makesKeys: Bool) async throws -> Workplace {
        let isNew = makesKeys ? try await Stores(databases).audit.head() == nil : false
        let instance = try SecretFolder(path: keyFolder).keys(makes: isNew)
        let lists = try WordLists.read(content)
        let slots = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
        let pool = ScryptPool(slots: slots, cost: derivationCost, clock: ContinuousClock())
        let stores = Stores(databases)
        return Workplace(
            stores: stores, instance: instance, codes: CodeKeys(keys: instance, pool: pool),
            passphrases: WorkerKeyrings(keys: instance, pool: pool), keys: SealedKeyService(keys: instance),
            log: try SealedAuditLog(store: stores.audit, keys: instance, origin: Self.logName, chance: OperatingChance()),
            chance: OperatingChance(), now: Clock.now,
            words: lists.words, commonPassphrases: lists.common)
    }
}

/// The words of codes, and the passphrases that are refused.
enum WordLists {
    static func read(_ content: String) throws -> (words: CodeWords, common: Set<String>) {
        func lines(_ name: String) throws -> [String] {
            guard let text = try? String(contentsOfFile: content + "/words/" + name, encoding: .utf8) else {
                throw Finding.broken("words/\(name) cannot be read")
            }
            return text.split(separator: "\n").map(String.init)
        }
        guard let words = CodeWords(try lines("nl.txt")) else { throw Finding.broken("words/nl.txt does not hold 2,048 different words") }
        return (words, Set(try lines("common-passphrases.txt")))
    }
}
