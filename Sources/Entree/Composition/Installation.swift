import ArgumentParser
import Catalogue
import Domain
import Foundation
import Storage
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
        guard database == nil else { throw Finding.usage("PostgreSQL cannot be used by this version yet") }
        do {
            let databases = try SQLiteDatabases.open(folder: data)
            if migrates { try await databases.migrate() }
            return databases
        } catch let refusal as SchemaRefusal {
            throw Finding.found("the database was made by a newer version of this program: \(refusal)")
        } catch {
            throw Finding.found("the database cannot be opened: \(database == nil ? "folder \(data)" : "PostgreSQL") (\(type(of: error)))")
        }
    }

    /// With what the log's heads are checked.
    func verifierKey(_ databases: Databases) throws -> LogVerifierKey {
        let keys = try SecretFolder(path: keyFolder).keys(makes: false)
        do {
            return try SealedAuditLog(store: Stores(databases).audit, keys: keys, origin: "entree", chance: OperatingChance()).verifierKey
        } catch {
            throw Finding.found("the key with which the log is signed cannot be used")
        }
    }

    /// Everything that workflows need.
    func workplace(_ databases: Databases, content: String, makesKeys: Bool) throws -> Workplace {
        let instance = try SecretFolder(path: keyFolder).keys(makes: makesKeys)
        let lists = try WordLists.read(content)
        let slots = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
        let pool = ScryptPool(slots: slots, cost: derivationCost, clock: ContinuousClock())
        let stores = Stores(databases)
        return Workplace(
            stores: stores, instance: instance, codes: CodeKeys(keys: instance, pool: pool),
            passphrases: WorkerKeyrings(keys: instance, pool: pool), keys: SealedKeyService(keys: instance),
            log: try SealedAuditLog(store: stores.audit, keys: instance, origin: "entree", chance: OperatingChance()),
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
