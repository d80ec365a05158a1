import Domain
import TestKit

@testable import Vault

/// A log in memory with invented people, whose entries tests look for.
struct InventedLog {
    static let chance = CountedChance(70)
    let store = MemoryAuditStore()
    let instance = InstanceKeys.make(CountedChance(71))
    let log: SealedAuditLog
    let person: KeyPair
    let review: KeyPair
    let reviewTeam: Identifier<Team>
    let organisation: Identifier<WorkOrganisation>
    let dossier: Identifier<Dossier>
    let section: Identifier<DossierSection>

    init() throws {
        log = try SealedAuditLog(store: store, keys: instance, origin: "entree.example/log", chance: Self.chance)
        person = try KeyPair.make()
        review = try KeyPair.make()
        reviewTeam = Identifier(Self.chance)
        organisation = Identifier(Self.chance)
        dossier = Identifier(Self.chance)
        section = Identifier(Self.chance)
    }

    var verifier: AuditVerifier { AuditVerifier(store, key: log.verifierKey) }

    func entry(
        _ kind: AuditEntry.Kind = .sectionRead, _ number: Int = 0, of dossier: Identifier<Dossier>? = nil, isAboutNobody: Bool = false
    ) -> AuditEntry {
        AuditEntry(
            kind, .read, at: Instant(seconds: 1_795_000_000 + Int64(number)),
            by: .worker(Identifier(CountedChance(80)), .helper, organisation), dossier: isAboutNobody ? nil : dossier ?? self.dossier,
            section: isAboutNobody ? nil : section, detail: "\(number)", team: Identifier(CountedChance(81)),
            conversation: Identifier(CountedChance(82)))
    }

    func readers(_ scope: [UInt8] = [1], subject: PublicKey? = nil) -> AuditReaders {
        AuditReaders(subject: subject ?? person.publicKey, review: (reviewTeam, 2, review.publicKey), scope: scope)
    }

    /// Entries about a few dossiers and about none, in several writes.
    func fill(_ count: Int, dossiers: Int = 3) async throws {
        let other = try KeyPair.make()
        let others = (0..<dossiers).map { _ in Identifier<Dossier>(Self.chance) }
        for number in 0..<count {
            switch number % (dossiers + 2) {
            case 0: _ = try await log.append(entry(.sectionRead, number), readableBy: readers())
            case 1:
                _ = try await log.append(
                    entry(.workerEntered, number, isAboutNobody: true),
                    readableBy: AuditReaders(subject: nil, review: readers().review, scope: [UInt8(number % 7)]))
            case let which:
                _ = try await log.append(
                    entry(.messageAdded, number, of: others[which - 2]),
                    readableBy: AuditReaders(subject: other.publicKey, review: nil, scope: [2]))
            }
        }
    }
}
