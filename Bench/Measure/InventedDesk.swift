import Domain
import Foundation
import Storage
import StorageSQLite
import Vault
import Workflows

/// Where a desk is made, and where its words come from.
struct DeskStart: Sendable {
    let folder: String
    let content: String

    /// The desk's own folder; what was there goes.
    var desk: String { folder + "/desk" }
}

/// An invented desk on real files, as the server composes it: SQLite with every sync, real keys, the log.
struct InventedDesk: Sendable {
    static let passphrase = Confidential("een deur met licht erachter")
    static let factor = SecondFactor(secret: Secret(Array("entree measurement!!".utf8)))

    let place: Workplace
    let databases: Databases
    /// The cookies of two helpers.
    let helpers: [String]

    struct Chance: Domain.Chance {
        func bytes(_ count: Int) -> [UInt8] {
            Draw.bytes(count)
        }
    }

    /// - Parameter cost: N of scrypt; the usual one only where that is measured.
    static func make(_ start: DeskStart, cost: Int = 16) async throws -> InventedDesk {
        try? FileManager.default.removeItem(atPath: start.desk)
        let databases = try SQLiteDatabases.open(folder: start.desk)
        try await databases.migrate()
        let chance = Chance()
        let instance = InstanceKeys.make(chance)
        let pool = ScryptPool(slots: 1, cost: cost, clock: ContinuousClock())
        let stores = Stores(databases)
        let list = try String(contentsOfFile: start.content + "/words/nl.txt", encoding: .utf8)
        guard let words = CodeWords(list.split(separator: "\n").map(String.init)) else { throw MeasureRefusal.missing("words") }
        let place = Workplace(
            stores: stores, instance: instance, codes: CodeKeys(keys: instance, pool: pool),
            passphrases: WorkerKeyrings(keys: instance, pool: pool), keys: SealedKeyService(keys: instance),
            log: try SealedAuditLog(store: stores.audit, keys: instance, origin: "entree", chance: chance), chance: chance,
            now: { Instant(seconds: Int64(Date().timeIntervalSince1970)) }, words: words, commonPassphrases: [])
        let (organisation, teams) = try await place.found(organisation: "Invented desk", desk: "Invented team")
        var helpers: [String] = []
        for login in ["sam", "iris"] {
            let invitation = try await place.invite(
                name: login, login: login, role: .helper, organisation: organisation.id,
                teams: teams.filter { $0.kind == .desk }.map(\.id))
            helpers.append(
                try await AcceptInvitation(place)(
                    invitation.text, passphrase: passphrase, secondFactor: factor, factor: factor.code(now: place.now())))
        }
        let desk = InventedDesk(place: place, databases: databases, helpers: helpers)
        let first = try await desk.helper(0)
        for team in try await People(place).teams(for: first) where team.isHeld {
            for waiting in team.waiting { try await RenewTeamKey(place).admit(waiting.id, to: team.id, by: first) }
        }
        return desk
    }

    func helper(_ number: Int) async throws -> WorkerSession {
        guard let session = try await place.workerSession(helpers[number]) else { throw MeasureRefusal.missing("helper") }
        return session
    }

    /// Two people of an organisation that receives.
    func partner(_ name: String) async throws -> (team: Team, session: WorkerSession) {
        let (organisation, teams) = try await place.found(
            partner: name, team: "Team " + name, profile: OrganisationProfile(kind: .traumaCare, entry: nil))
        guard let team = teams.first(where: { $0.kind == .partner }) else { throw MeasureRefusal.missing("team") }
        var cookies: [String] = []
        for login in ["a", "b"].map({ name.lowercased() + $0 }) {
            let invitation = try await place.invite(
                name: login, login: login, role: .partnerWorker, organisation: organisation.id, teams: [team.id])
            cookies.append(
                try await AcceptInvitation(place)(
                    invitation.text, passphrase: Self.passphrase, secondFactor: Self.factor,
                    factor: Self.factor.code(now: place.now())))
        }
        guard let first = try await place.workerSession(cookies[0]) else { throw MeasureRefusal.missing("session") }
        for held in try await People(place).teams(for: first) where held.isHeld {
            for waiting in held.waiting { try await RenewTeamKey(place).admit(waiting.id, to: held.id, by: first) }
        }
        guard let session = try await place.workerSession(cookies[1]), let founded = try await place.stores.teams.team(team.id)
        else { throw MeasureRefusal.missing("session") }
        return (founded, session)
    }

    /// Somebody who left a first message and has shown that they have the code.
    func kept() async throws -> PersonSession {
        let (code, session) = try await person()
        guard try await ProveCode(place)(code.digits, session),
            let kept = try await place.personSession(try await EnterCode(place)(code.digits))
        else { throw MeasureRefusal.missing("session") }
        return kept
    }

    /// Somebody who left a first message.
    func person() async throws -> (code: ReturnCode, session: PersonSession) {
        guard let language = LanguageTag("nl") else { throw MeasureRefusal.missing("language") }
        let seed = place.conversationSeed()
        let cookie = try await OpenConversation(place)(
            FirstMessage(text: Self.text(0), language: language), seed, urgency: .u2)
        guard let session = try await place.personSession(cookie) else { throw MeasureRefusal.missing("session") }
        return (seed.code, session)
    }

    /// An invented message of some 400 letters, with a number so that no two are the same.
    static func text(_ number: Int) -> Confidential<String> {
        Confidential(
            """
            Bericht \(number). Dit is een verzonnen bericht, zo lang als mensen vaak schrijven: een paar zinnen over wat er gebeurd is, wanneer \
            het was, wie erbij waren, en de vraag of iemand kan meedenken over wat er nu zou kunnen. Er staat niets in dat van iemand is. Het \
            gaat alleen om de lengte, want een bericht wordt eerst aangevuld tot een vaste maat en dan pas verzegeld en bewaard.
            """)
    }

    func remove(_ start: DeskStart) async {
        await databases.close()
        try? FileManager.default.removeItem(atPath: start.desk)
    }
}
