public import Domain
import Vault

/// What somebody who sent a person along wrote about them, as that person and the desk see it.
/// - Source: R22, R29; decision 0088.
public struct InwardReferrals: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    // MARK: Lists

    /// Who was sent to the worker's desks, late ones first, then most urgent.
    public func received(_ session: WorkerSession, limit: Int = 500) async throws(WorkRefusal) -> [WorkReferrals.Line] {
        guard session.may(.helpPeople) else { throw .notFound }
        let desks = session.desks
        let referrals = try await place.stored { try await place.stores.referrals.received(by: desks, limit: limit) }
        return try await WorkReferrals(place).lines(referrals.filter(\.isInward), session) { ($0.to, $0.received) }
    }

    /// Whom the worker's teams sent, and how that stands as far as the person lets it be known.
    public func sent(_ session: WorkerSession, limit: Int = 500) async throws(WorkRefusal) -> [WorkReferrals.Line] {
        guard session.may(.receiveReferrals) else { throw .notFound }
        let teams = session.teamKeys.values.filter { $0.team.kind == .partner }.map(\.team.id)
        let referrals = try await place.stored { try await place.stores.referrals.sent(by: teams, limit: limit) }
        return try await WorkReferrals(place).lines(referrals.filter(\.isInward), session) { ($0.from, $0.sent) }
    }

    /// Who was sent with this conversation, for the desk; nil when nobody was.
    public func referral(of conversation: Identifier<Conversation>, _ session: WorkerSession) async throws(WorkRefusal) -> Referral? {
        let held = try await HelpPerson(place).held(conversation, session)
        return try await place.stored { try await place.stores.referrals.referrals(of: held.dossier.id) }
            .first { $0.isInward && $0.to == held.team.id }
    }

    // MARK: The person

    /// What was sent along with them, oldest first.
    public func own(_ session: PersonSession) async throws(WorkRefusal) -> [OpenedReferral] {
        var opened: [OpenedReferral] = []
        for referral in try await inward(session.dossier) { opened.append(try await OwnReferrals(place).read(referral.id, session)) }
        return opened
    }

    /// Throws the sender's lines away. Whether somebody read them before stays in the log, and what was done stays.
    public func discard(_ id: Identifier<Referral>, _ session: PersonSession) async throws(WorkRefusal) {
        let referral = try await own(id, session)
        let own = OwnReferrals(place)
        let (section, key) = try await own.open(referral, .referralStep, .delete, session, detail: ReferralStep.Kind.discarded.rawValue)
        try await own.step(ReferralStep(.discarded), on: referral, revision: referral.revision, line: Confidential(""), session)
        try await place.stored {
            for item in try await place.stores.sections.items(section.id, after: 0, limit: 10_000) {
                let opened = try ItemSealer.open(item, dossier: section.dossier, under: key)
                guard let fields = Packed.read(opened.content.revealed), fields.count == 2 else { continue }
                let isAsked = opened.kind == .referralStep && ReferralStep(packed: fields[1])?.kind == .asked
                if opened.kind == .referral || isAsked { try await place.stores.sections.remove(item.id) }
            }
        }
    }

    /// Lets whoever sent them hear nothing more.
    public func silence(_ id: Identifier<Referral>, _ session: PersonSession) async throws(WorkRefusal) {
        let referral = try await own(id, session)
        try await OwnReferrals(place).step(ReferralStep(.silenced), on: referral, revision: referral.revision, session)
    }

    // MARK: Coming in

    /// Whether the code with which somebody came in was made for them by another, who knows it too.
    func isHanded(_ dossier: Identifier<Dossier>, _ locator: [UInt8]) async throws(WorkRefusal) -> Bool {
        guard try await !inward(dossier).isEmpty else { return false }
        return try await place.stored { try await place.stores.dossiers.returnKey(locator) }?.version == 1
    }

    /// Whether a session holds a new code in the place of one that somebody else knows.
    public func isHanded(_ session: PersonSession) async throws(WorkRefusal) -> Bool {
        guard session.unprovenCode != nil, !session.replaces.isEmpty else { return false }
        return try await isHanded(session.dossier, session.replaces)
    }

    /// They are there. When that cannot be written now, it is when they come again.
    func arrived(_ session: PersonSession) async throws(WorkRefusal) {
        for referral in try await inward(session.dossier) where [.requested, .received, .accepted, .failed].contains(referral.state) {
            try await OwnReferrals(place).step(ReferralStep(.arrived), on: referral, revision: referral.revision, session)
        }
    }

    private func inward(_ dossier: Identifier<Dossier>) async throws(WorkRefusal) -> [Referral] {
        try await place.stored { try await place.stores.referrals.referrals(of: dossier) }.filter(\.isInward)
    }

    private func own(_ id: Identifier<Referral>, _ session: PersonSession) async throws(WorkRefusal) -> Referral {
        guard let referral = try await inward(session.dossier).first(where: { $0.id == id }) else { throw .notFound }
        return referral
    }
}
