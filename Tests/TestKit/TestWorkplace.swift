import Domain
import Foundation
import Storage
import StoragePostgreSQL
import StorageSQLite
import Synchronization
import Testing
import Vault
import Workflows

/// A clock that stands still until a test moves it.
public final class TestClock: Sendable {
    private let held: Mutex<Instant>

    public init(_ instant: Instant = SmallLandscape.noon) { held = Mutex(instant) }
    public var now: Instant { held.withLock { $0 } }
    public func advance(seconds: Int64) { held.withLock { $0 = $0.adding(seconds: seconds) } }
    public func advance(days: Int64) { advance(seconds: days * 86_400) }
}

/// Chance that never repeats and can be repeated: for tests.
public final class CountedChance: Chance {
    private let state: Mutex<UInt64>

    public init(_ seed: UInt64 = 1) { state = Mutex(seed) }

    public func bytes(_ count: Int) -> [UInt8] {
        state.withLock { state in
            (0..<count).map { _ in
                // SplitMix64.
                state &+= 0x9E37_79B9_7F4A_7C15
                var mixed = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
                mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
                return UInt8(truncatingIfNeeded: mixed ^ mixed >> 31)
            }
        }
    }
}

/// An invented desk on databases of its own, with a cheap derivation: everything real but the effort of guessing.
public struct TestWorkplace: Sendable {
    public static let passphrase = "seven green boats in a row"
    public static let factor = SecondFactor(secret: Secret(Array("invented for a test!".utf8)))

    public let place: Workplace
    public let clock: TestClock
    public let databases: Databases
    public let folder: String
    public let organisation: WorkOrganisation
    public let teams: [Team]

    public func team(_ kind: Team.Kind) throws -> Team { try #require(teams.first { $0.kind == kind }) }

    /// - Parameters:
    ///   - people: login and role of everybody at the desk; each gets the teams that fit the role, and is admitted.
    ///   - watch: stands between the desk and its log.
    ///   - ledger: writes down what work the desk does.
    ///   - engine: what lies under it.
    ///   - given: databases to stand on, instead of new ones; whoever made them closes them.
    public static func make(
        people: [(login: String, role: Role)] = [("noor", .administrator), ("sam", .helper), ("iris", .helper)], seed: UInt64 = 1,
        watch: LogWatch? = nil, ledger: WorkLedger? = nil, engine: StorageEngine = .sqlite, on given: Databases? = nil
    ) async throws -> TestWorkplace {
        let folder = FileManager.default.temporaryDirectory.path + "/entree-test-" + UUID().uuidString
        let databases =
            try given
            ?? (engine == .postgresql
                ? PostgreSQLDatabases.open(url: PostgresServer.shared().database(), connections: 8)
                : SQLiteDatabases.open(folder: folder))
        try await databases.migrate()
        let clock = TestClock()
        let chance = CountedChance(seed)
        let instance = InstanceKeys.make(chance)
        let pool =
            ledger.map { ScryptPool(slots: 2, cost: 16, clock: $0.clock) } ?? ScryptPool(slots: 2, cost: 16, clock: ContinuousClock())
        let reached = ledger?.databases(over: databases) ?? databases
        let stores = watch.map { Stores(reached, watchedBy: $0) } ?? Stores(reached)
        let keys = SealedKeyService(keys: instance)
        let place = Workplace(
            stores: stores, instance: instance, codes: CodeKeys(keys: instance, pool: pool),
            passphrases: WorkerKeyrings(keys: instance, pool: pool), keys: watch?.keys(over: keys) ?? keys,
            log: try SealedAuditLog(store: stores.audit, keys: instance, origin: "entree", chance: chance), chance: chance,
            now: { clock.now },
            words: try words(), commonPassphrases: ["passwordpassword"])
        let (organisation, teams) = try await place.found(organisation: "Invented desk", desk: "Team of the test")
        let made = TestWorkplace(
            place: place, clock: clock, databases: databases, folder: folder, organisation: organisation, teams: teams)
        var cookies: [String] = []
        for person in people { cookies.append(try await made.join(person.login, person.role)) }
        for cookie in cookies { try await made.admitAll(cookie) }
        for cookie in cookies { await place.endSession(cookie) }
        return made
    }

    /// Somebody is invited and accepts.
    /// - Returns: the cookie of their session.
    public func join(_ login: String, _ role: Role) async throws -> String {
        let own = teams.filter { team in
            switch team.kind {
            case .desk: role.permissions.contains(.helpPeople)
            case .review: role.permissions.contains(.readAccessLog)
            case .insight: role.permissions.contains(.readFeedback)
            case .partner, .outside: role.permissions.contains(.receiveReferrals)
            }
        }
        let code = try await place.invite(
            name: login.capitalized, login: login, role: role, organisation: organisation.id, teams: own.map(\.id))
        return try await AcceptInvitation(place)(
            code.text, passphrase: Confidential(Self.passphrase), secondFactor: Self.factor, factor: Self.factor.code(now: clock.now))
    }

    /// Lets in everybody who waits for a team whose key this session holds.
    public func admitAll(_ cookie: String) async throws {
        guard let session = try await place.workerSession(cookie) else { return }
        for team in try await People(place).teams(for: session) where team.isHeld {
            for waiting in team.waiting { try await RenewTeamKey(place).admit(waiting.id, to: team.id, by: session) }
        }
    }

    /// Enters as somebody of the desk; each entry is a minute after the one before, because a code of the second factor works once.
    public func enter(_ login: String) async throws -> (cookie: String, session: WorkerSession) {
        clock.advance(seconds: 60)
        let cookie = try await EnterWork(place)(
            login: Confidential(login), passphrase: Confidential(Self.passphrase), factor: Self.factor.code(now: clock.now))
        return (cookie, try #require(try await place.workerSession(cookie)))
    }

    /// An invented organisation to which people can be referred, with one worker or more who hold its keys.
    /// - Returns: the team, and who works there, in the order of their logins.
    public func partner(
        _ name: String, team: String? = nil, people: [String], kind: OrganisationKind? = .traumaCare, entry: String? = nil
    ) async throws -> (team: Team, sessions: [WorkerSession]) {
        let (organisation, teams) = try await place.found(
            partner: name, team: team ?? "Team of " + name, profile: kind.map { OrganisationProfile(kind: $0, entry: entry) })
        let team = try #require(teams.first { $0.kind == .partner })
        var cookies: [String] = []
        for login in people {
            let code = try await place.invite(
                name: login.capitalized, login: login, role: .partnerWorker, organisation: organisation.id, teams: [team.id])
            cookies.append(
                try await AcceptInvitation(place)(
                    code.text, passphrase: Confidential(Self.passphrase), secondFactor: Self.factor,
                    factor: Self.factor.code(now: clock.now)))
        }
        for cookie in cookies { try await admitAll(cookie) }
        var sessions: [WorkerSession] = []
        for cookie in cookies { sessions.append(try #require(try await place.workerSession(cookie))) }
        let founded = try #require(try await place.stores.teams.team(team.id))
        return (founded, sessions)
    }

    /// Somebody who left a message and has shown that they have the code.
    public func kept(_ text: String = "invented words") async throws -> PersonSession { try await keptWithCode(text).session }

    /// The same, with the code that they have.
    public func keptWithCode(_ text: String = "invented words") async throws -> (code: ReturnCode, session: PersonSession) {
        let (code, cookie, session) = try await write(text)
        guard try await ProveCode(place)(code.digits, session) else { throw WorkRefusal.unknown }
        return (code, try #require(try await place.personSession(cookie)))
    }

    /// Leaves a first message.
    public func write(
        _ text: String, answers: String? = nil, contact: SafeContact? = nil, urgency: Urgency = .u2
    ) async throws -> (code: ReturnCode, cookie: String, session: PersonSession) {
        let seed = place.conversationSeed()
        let message = FirstMessage(
            text: Confidential(text), language: try #require(LanguageTag("nl")), answers: answers.map { Confidential($0) }, contact: contact
        )
        let cookie = try await OpenConversation(place)(message, seed, urgency: urgency)
        return (seed.code, cookie, try #require(try await place.personSession(cookie)))
    }

    /// Everything of it leaves the disk.
    public func remove() async {
        await databases.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// 2,048 words that nobody needs to know.
    public static func words() throws -> CodeWords {
        let letters = Array("bdfgklmnprstvz")
        let vowels = Array("aeiou")
        var words: [String] = []
        for first in letters {
            for vowel in vowels {
                for second in letters { for last in vowels { words.append(String([first, vowel, second, last])) } }
            }
        }
        return try #require(CodeWords(Array(words.prefix(2048))))
    }
}

/// A desk for a test, with two helpers and an administrator.
public func testWorkplace() async throws -> TestWorkplace { try await TestWorkplace.make() }

extension Stores {
    /// All stores of an installation, with somebody between them and the log.
    fileprivate init(_ databases: Databases, watchedBy watch: LogWatch) {
        self.init(databases)
        audit = watch.store(over: audit)
    }
}
