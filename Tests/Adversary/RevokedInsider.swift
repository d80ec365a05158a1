import Domain
import Foundation
import Vault

/// Plays somebody of a team who saved everything they ever had, and holds copies of the databases, of before and of after. Says how many things of
/// which kind open, with the hash of each; never a word.
///
///     RevokedInsider --copy DIR [--copy DIR …]   copies of the folder with the databases
///                    [--keys DIR]                the server's own key folder as well
///                    [--login NAME --passphrase TEXT]   what the worker enters with; needs --keys
///                    [--code DIGITS]             the code of a person, to know what there is to open; needs --keys
///                    [--cost N]                  of a derivation, where the server was served with another
///                    [--saved FILE]              what was kept the time before; with --only-parts without the keys of single things
///                    [--save FILE]               keeps what there is now
///                    [--words FILE]              words to look for, one a line; told by their number
///
/// It is built for the tests alone, and shipped with nothing.
@main
struct RevokedInsider {
    static func main() async throws {
        let words = CommandLine.arguments.dropFirst()
        let options = Options(Array(words))
        var saved = Saved()
        if let file = options.first("saved") {
            saved = try JSONDecoder().decode(Saved.self, from: Data(contentsOf: URL(fileURLWithPath: file)))
        }
        if options.has("only-parts") { saved = saved.withoutContents }
        let keys = try options.first("keys").map { folder in
            try InstanceKeys { name in Secret([UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name)))) }
        }
        var copies: [Copy] = []
        for folder in options.all("copy") { copies.append(try await Copy(of: folder)) }
        if let keys {
            let cost = options.first("cost").flatMap { Int($0) } ?? ScryptPool.fullCost
            let entry = Entry(keys, ScryptPool(slots: 1, cost: cost, clock: ContinuousClock()))
            if let login = options.first("login"), let passphrase = options.first("passphrase") {
                saved.seeds.formUnion(try await entry.seeds(of: login, passphrase, in: copies))
            }
            if let code = options.first("code") { saved.seeds.formUnion(try await entry.seeds(behind: code, in: copies)) }
        }
        let wanted = try options.first("words").map { try String(contentsOfFile: $0, encoding: .utf8) } ?? ""
        var insider = Insider(
            copies, saved: saved, instance: keys, words: wanted.split(separator: "\n").map(String.init))
        insider.openAll()
        if let file = options.first("save") { try JSONEncoder().encode(insider.saved).write(to: URL(fileURLWithPath: file)) }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let told = insider.opened.values.sorted { ($0.kind, $0.name, $0.hash) < ($1.kind, $1.name, $1.hash) }
        print(String(decoding: try encoder.encode(told), as: UTF8.self))
    }
}

/// Words of the command line, each behind its name.
struct Options {
    private var given: [(name: String, value: String)] = []

    init(_ words: [String]) {
        var rest = words[...]
        while let word = rest.popFirst() {
            let name = String(word.drop { $0 == "-" })
            given.append((name, rest.first.map { $0.hasPrefix("--") } ?? true ? "" : rest.removeFirst()))
        }
    }

    func first(_ name: String) -> String? { all(name).first }
    func all(_ name: String) -> [String] { given.filter { $0.name == name && !$0.value.isEmpty }.map(\.value) }
    func has(_ name: String) -> Bool { given.contains { $0.name == name } }
}

/// How somebody comes by the first keys: with what they enter with.
struct Entry: Sendable {
    private let fields: FieldSeal
    private let passphrases: WorkerKeyrings
    private let codes: CodeKeys

    init(_ keys: InstanceKeys, _ pool: ScryptPool) {
        fields = FieldSeal(keys: keys)
        passphrases = WorkerKeyrings(keys: keys, pool: pool)
        codes = CodeKeys(keys: keys, pool: pool)
    }

    func seeds(of login: String, _ passphrase: String, in copies: [Copy]) async throws -> Set<[UInt8]> {
        let locator = fields.locator(login: Confidential(login))
        var seeds: Set<[UInt8]> = []
        for copy in copies {
            for row in copy["support_worker"] where row.bytes("login") == locator {
                let keys = WorkerKeys(
                    salt: row.bytes("salt"), derivation: row.number("derivation"), publicKey: PublicKey(bytes: row.bytes("public_key")),
                    wrapped: Sealed(bytes: row.bytes("wrapped")))
                let ring = try await passphrases.open(keys, passphrase: Confidential(passphrase))
                if let ring { seeds.insert(ring.keyPair.seed.exposed) }
            }
        }
        return seeds
    }

    func seeds(behind code: String, in copies: [Copy]) async throws -> Set<[UInt8]> {
        // Digits alone: the list of words is not asked.
        guard let list = CodeWords((0..<CodeWords.count).map { Self.word($0) }), let code = try? ReturnCode.read(code, words: list) else {
            return []
        }
        let derived = try await codes.derive(code)
        var seeds: Set<[UInt8]> = []
        for copy in copies {
            for row in copy["return_key"] where row.bytes("locator") == derived.locator {
                guard let dossier = Identifier<Dossier>(bytes: row.bytes("dossier")) else { continue }
                let key = ReturnKey(
                    locator: derived.locator, dossier: dossier, version: row.number("version"), derivation: row.number("derivation"),
                    wrappedSeed: Sealed(bytes: row.bytes("wrapped_seed")))
                if let opened = codes.open(key, derived) { seeds.insert(opened.keyPair.seed.exposed) }
            }
        }
        return seeds
    }

    private static func word(_ number: Int) -> String {
        String(String(number, radix: 16).map { Character(UnicodeScalar(UInt8(ascii: "a") + UInt8($0.hexDigitValue ?? 0))) })
    }
}
