import Domain
import TestKit

@testable import Vault

/// One of everything that this vault seals, and how it is opened.
struct EverySeal {
    struct Seal {
        let name: String
        let sealed: [UInt8]
        /// Whether a private key has to work for it.
        var isDear = false
        /// Whether bytes open in the place of what was sealed.
        let opens: ([UInt8]) async -> Bool
    }
    let all: [Seal]

    init() async throws {
        let chance = CountedChance(300)
        let keys = InstanceKeys.make(chance)
        let pair = try KeyPair.make()
        let (team, worker) = (Identifier<Team>(chance), Identifier<SupportWorker>(chance))
        all =
            try Self.dossier(SealedDossier()) + Self.people(keys, pair, team, worker, chance) + Self.team(pair, team, chance)
            + (await Self.codes(keys, pair, chance))
    }

    private static func dossier(_ sealed: SealedDossier) throws -> [Seal] {
        let item = try sealed.item("wat er was")
        func opens(_ item: SealedItem) -> Bool { (try? ItemSealer.open(item, dossier: sealed.dossier, under: sealed.key)) != nil }
        func opens(_ wrap: [UInt8], _ holder: KeyHolder, _ pair: KeyPair) -> Bool {
            let grant = SectionGrant(section: sealed.section.id, version: 1, holder: holder, wrap: Sealed(bytes: wrap))
            return (try? sealed.open(grant, with: pair)) != nil
        }
        return [
            Seal(name: "item header", sealed: item.header) { opens(item.changed(header: $0)) },
            Seal(name: "item commitment", sealed: item.commitment) { opens(item.changed(commitment: $0)) },
            Seal(name: "item key", sealed: item.wrappedKey) { opens(item.changed(wrappedKey: $0)) },
            Seal(name: "item content", sealed: item.content.bytes) { opens(item.changed(content: $0)) },
            Seal(name: "shred key", sealed: sealed.sealedShred.bytes) {
                (try? ShredKey(Sealed(bytes: $0), of: sealed.dossier, keys: sealed.instance)) != nil
            },
            Seal(name: "grant to the person", sealed: sealed.forPerson.wrap.bytes, isDear: true) { opens($0, .subject, sealed.person) },
            Seal(name: "grant to the team", sealed: sealed.forTeam.wrap.bytes, isDear: true) {
                opens($0, .team(sealed.team, generation: 3), sealed.teamKey)
            },
        ]
    }

    private static func people(
        _ keys: InstanceKeys, _ pair: KeyPair, _ team: Identifier<Team>, _ worker: Identifier<SupportWorker>, _ chance: CountedChance
    ) throws -> [Seal] {
        let fields = FieldSeal(keys: keys)
        let name = try fields.seal(Confidential("Fenna de Groot"), of: worker)
        let phrase = try OwnPhraseSeal.seal(
            OwnPhrase(language: .dutch, level: .b1, text: Confidential("Neem de tijd")), id: Identifier(chance), of: worker,
            to: pair.publicKey)
        let place = try TeamSeal.seal(KeyPair.make(), of: team, generation: 2, to: worker, pair.publicKey)
        let token = SessionSeal.newToken()
        return [
            Seal(name: "name", sealed: name.bytes) { (try? fields.open(Sealed(bytes: $0), of: worker)) != nil },
            Seal(name: "place in a team", sealed: place.wrap?.bytes ?? [], isDear: true) { bytes in
                (try? TeamSeal.open(
                    TeamMembership(team: team, worker: worker, generation: 2, wrap: Sealed(bytes: bytes)), with: pair)) != nil
            },
            Seal(name: "own phrase", sealed: phrase.content.bytes, isDear: true) { bytes in
                let changed = SealedOwnPhrase(id: phrase.id, worker: worker, content: Sealed(bytes: bytes))
                return (try? OwnPhraseSeal.open(changed, with: pair)) != nil
            },
            Seal(name: "session", sealed: SessionSeal.seal([1, 2, 3], token).bytes) { SessionSeal.open(Sealed(bytes: $0), token) != nil },
        ]
    }

    private static func team(_ pair: KeyPair, _ team: Identifier<Team>, _ chance: CountedChance) throws -> [Seal] {
        let conversation = Identifier<Conversation>(chance)
        let card = try CaseCardSeal.seal(
            CaseCard(waitingSince: Instant(seconds: 1), isMonitored: true), of: conversation, to: team, generation: 1, pair.publicKey)
        let feedback = try FeedbackSeal.seal([1], id: Identifier(chance), to: team, generation: 1, pair.publicKey)
        let table = Identifier<CaseTable>(chance)
        let tableCard = try CaseTableCardSeal.seal(
            CaseTableCard(kind: .zsm, due: CalendarDay(number: 20_000), open: 2, own: 1, isDirector: true, isAsked: false), of: table,
            to: team, generation: 1, pair.publicKey)
        let readers = AuditReaders(subject: pair.publicKey, review: (team, 1, pair.publicKey), scope: [1])
        let reference = chance.bytes(16)
        let scope = try AuditScopeKey(reference: reference, readers: readers)
        let salt = chance.bytes(32)
        let leaf = try SealedAuditEntry(
            AuditEntry(.sectionRead, .read, at: Instant(seconds: 1), by: .subject), reference: reference, key: scope, salt: salt
        ).leaf(at: 0, previous: -1)
        func record(subject: [UInt8]?, review: [UInt8]?) -> AuditKey {
            AuditKey(
                id: scope.record.id, reference: reference, forSubject: subject.map { Sealed(bytes: $0) },
                forReview: review.map { Sealed(bytes: $0) }, reviewTeam: team, reviewGeneration: 1)
        }
        return [
            Seal(name: "card", sealed: card.bytes, isDear: true) {
                (try? CaseCardSeal.open(Sealed(bytes: $0), of: conversation, to: team, generation: 1, with: pair)) != nil
            },
            Seal(name: "card of a table", sealed: tableCard.card.bytes, isDear: true) {
                let changed = CaseTable.SealedCard(card: Sealed(bytes: $0), generation: 1)
                return (try? CaseTableCardSeal.open(changed, of: table, to: team, with: pair)) != nil
            },
            Seal(name: "feedback", sealed: feedback.content.bytes, isDear: true) { bytes in
                let changed = SealedFeedback(id: feedback.id, team: team, generation: 1, content: Sealed(bytes: bytes))
                return (try? FeedbackSeal.open(changed, with: pair)) != nil
            },
            Seal(name: "entry of the log", sealed: leaf.payload.bytes) {
                (try? leaf.changed(payload: $0).opened(scope.key)) != nil
            },
            Seal(name: "salt of the entry", sealed: salt) { (try? leaf.changed(salt: $0).opened(scope.key)) != nil },
            Seal(name: "key of the entry, for the person", sealed: scope.record.forSubject?.bytes ?? [], isDear: true) {
                (try? record(subject: $0, review: nil).opened(bySubject: pair)) != nil
            },
            Seal(name: "key of the entry, for the team", sealed: scope.record.forReview?.bytes ?? [], isDear: true) {
                (try? record(subject: nil, review: $0).opened(byReview: pair)) != nil
            },
        ]
    }

    private static func codes(_ keys: InstanceKeys, _ pair: KeyPair, _ chance: CountedChance) async throws -> [Seal] {
        let pool = ScryptPool(slots: 1, cost: 16, clock: ContinuousClock())
        let codes = CodeKeys(keys: keys, pool: pool)
        let keyrings = WorkerKeyrings(keys: keys, pool: pool)
        let dossier = Identifier<Dossier>(chance)
        let derived = try await codes.derive(ReturnCode(chance))
        let row = try codes.seal(pair, derived, dossier: dossier, version: 1)
        let secret = Confidential("seven green boats in a row")
        let kept = try await keyrings.seal(pair, SecondFactor(chance), passphrase: secret, chance: chance)
        return [
            Seal(name: "key behind a code", sealed: row.bytes) { bytes in
                let changed = ReturnKey(
                    locator: derived.locator, dossier: dossier, version: 1, derivation: CodeKeys.derivation,
                    wrappedSeed: Sealed(bytes: bytes))
                return codes.open(changed, derived) != nil
            },
            Seal(name: "keys behind a passphrase", sealed: kept.wrapped.bytes, isDear: true) { bytes in
                let changed = WorkerKeys(
                    salt: kept.salt, derivation: kept.derivation, publicKey: kept.publicKey, wrapped: Sealed(bytes: bytes))
                return (try? await keyrings.open(changed, passphrase: secret)).flatMap(\.self) != nil
            },
        ]
    }
}
