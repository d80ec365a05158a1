public import Domain
import Vault

/// Something that a person finds not right in who looked at what is theirs, with what whoever watches over that found.
/// - Source: security 3.5; GDPR art. 12, 15; decision 0110.
public struct Remark: Sendable {
    /// Nil for one of before remarks could be answered.
    public let id: Identifier<DossierSection>?
    /// When it was said.
    public let at: Instant
    /// The number of the conversation, as the organisation's own log shows it.
    public let number: Int
    /// The organisation it was said to; empty for whoever reads it there.
    public let organisation: String
    public let text: Confidential<String>
    /// Oldest first; a later one stands behind the earlier and takes nothing away.
    public internal(set) var answers: [Answer] = []

    public struct Answer: Sendable {
        public let at: Instant
        /// Nothing when it was looked into and no more was said.
        public let text: Confidential<String>
        /// As it is by now; nil when they are no longer known.
        public let role: Role?
    }
}

/// Sends a remark, sealed to the person and to the team that reads the organisation's own log. Nobody of the teams that help can open it. It
/// is part of the dossier: with everything else it can be erased, and with the dossier's key every copy of it goes.
public struct SendRemark: Sendable {
    /// UTF-8 bytes: a page.
    public static let longest = 8_000
    /// How remarks began that were sealed to the organisation alone, among what people say about the site.
    static let mark = "remark/v1"
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Organisations that looked, and that have somebody who can read a remark.
    public func organisations(_ looked: [WhoLooked.Entry]) async throws(WorkRefusal) -> [(id: Identifier<WorkOrganisation>, name: String)] {
        var found: [(id: Identifier<WorkOrganisation>, name: String)] = []
        for entry in looked {
            guard let id = entry.organisationID, !found.contains(where: { $0.id == id }), try await review(of: id) != nil else { continue }
            found.append((id, entry.organisation))
        }
        return found
    }

    /// - Parameter slip: what belongs to the form; sent twice it is one remark.
    /// - Throws: `.empty`; `.nobodyReceives` when nobody there can read it; `.erased`.
    public func callAsFunction(
        _ text: Confidential<String>, to organisation: Identifier<WorkOrganisation>, slip: Confidential<String>, by session: PersonSession
    ) async throws(WorkRefusal) {
        guard text.isSaid else { throw .empty }
        guard let (team, teamKey) = try await review(of: organisation) else { throw .nobodyReceives }
        let name = place.name(of: Confidential(organisation.text + text.revealed), slip: slip)
        let section = DossierSection(
            id: Identifier(bytes: name.bytes) ?? Identifier(place.chance), dossier: session.dossier, kind: .referral, version: 1)
        guard try await place.stored({ try await place.stores.sections.items(section.id, after: 0, limit: 1) }).isEmpty else { return }
        let receipt = try await place.logged(
            AuditEntry(.remarkSent, .create, at: place.now(), by: .subject, dossier: session.dossier, section: section.id),
            session.readers)
        let (opened, key) = try await begin(section, team, teamKey, session, after: receipt)
        let words = Packed.write([
            [1], organisation.bytes, Packed.number(Int64(session.conversation.number)), Array(text.revealed.utf8),
        ])
        try await place.stored {
            let item = try ItemWriter(place: place, section: opened, key: key).item(.remark, words, id: name)
            do {
                try await place.stores.conversations.add([item], to: session.conversation, ConversationChange())
            } catch StoreRefusal.duplicate {
                // Arrived before.
            }
        }
    }

    private func begin(
        _ section: DossierSection, _ team: Team, _ teamKey: PublicKey, _ session: PersonSession, after receipt: LogReceipt
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey) {
        let isNew = try await place.stored {
            let shred = try await place.shredKey(of: session.dossier)
            let key = SectionKey.make(for: section)
            let grants = [
                try key.grant(to: .subject, session.keyPair.publicKey, shred: shred),
                try key.grant(to: .team(team.id, generation: team.generation), teamKey, shred: shred),
            ]
            do {
                try await place.stores.sections.add(section, grants: grants)
                return key as SectionKey?
            } catch StoreRefusal.duplicate {
                // Begun before, and it ended before the words were there.
                return nil
            }
        }
        if let key = isNew { return (section, key) }
        let (there, key, _) = try await place.open(section.id, of: session.dossier, for: .subject, session.keyPair, after: receipt)
        return (there, key)
    }

    private func review(of organisation: Identifier<WorkOrganisation>) async throws(WorkRefusal) -> (Team, PublicKey)? {
        for team in try await place.stored({ try await place.stores.teams.teams(of: organisation) }) where team.kind == .review {
            if let key = team.publicKey { return (team, key) }
        }
        return nil
    }
}

/// What a person let organisations know, with what was found there, newest first.
public struct OwnRemarks: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    public func callAsFunction(_ session: PersonSession) async throws(WorkRefusal) -> [Remark] {
        var remarks: [Remark] = []
        let lines = try await place.remarkLines(of: session.dossier)
        for section in try await place.stored({ try await place.stores.sections.sections(of: session.dossier) })
        where lines[section.id] != nil {
            let receipt = try await place.logged(
                AuditEntry(.remarkRead, .read, at: place.now(), by: .subject, dossier: session.dossier, section: section.id),
                session.readers)
            let (opened, key, _) = try await place.open(
                section.id, of: session.dossier, for: .subject, session.keyPair, after: receipt)
            if let remark = try await place.remark(opened, key) { remarks.append(remark) }
        }
        return remarks.sorted { $1.at < $0.at }
    }
}

extension Workplace {
    /// What a list shows of each remark of a person, by its section, without opening one: when it was said, and when it was last looked into.
    func remarkLines(
        of dossier: Identifier<Dossier>
    ) async throws(WorkRefusal) -> [Identifier<DossierSection>: (week: Week, answered: Week?)] {
        var lines: [Identifier<DossierSection>: (week: Week, answered: Week?)] = [:]
        for (section, header) in try await stored({ try await stores.sections.headers(of: dossier, in: .referral, limit: 100_000) }) {
            guard let label = ItemSealer.label(header: header) else { continue }
            switch label.kind {
            case .remark: lines[section] = (label.week, nil)
            case .remarkAnswer: lines[section]?.answered = label.week
            default: continue
            }
        }
        return lines
    }

    /// A remark with everything that was said to it, opened.
    func remark(_ section: DossierSection, _ key: SectionKey) async throws(WorkRefusal) -> Remark? {
        try await stored {
            var remark: Remark?
            for sealed in try await stores.sections.items(section.id, after: 0, limit: 10_000) {
                let item = try ItemSealer.open(sealed, dossier: section.dossier, under: key)
                guard let fields = Packed.read(item.content.revealed), fields.count == 2 else { throw WorkRefusal.notFound }
                let at = Instant(seconds: Packed.number(fields[0]))
                if item.kind == .remark {
                    guard let words = Packed.read(fields[1]), words.count == 4, words[0] == [1],
                        let organisation = Identifier<WorkOrganisation>(bytes: words[1])
                    else { throw WorkRefusal.notFound }
                    remark = Remark(
                        id: section.id, at: at, number: Int(Packed.number(words[2])),
                        organisation: (try await stores.teams.organisation(organisation)).map { name($0) } ?? "?",
                        text: Confidential(Packed.text(words[3])))
                } else if item.kind == .remarkAnswer, case .worker(let worker) = item.author {
                    remark?.answers.append(
                        .init(
                            at: at, text: Confidential(Packed.text(fields[1])), role: try await stores.workers.worker(worker)?.role))
                }
            }
            return remark
        }
    }
}
