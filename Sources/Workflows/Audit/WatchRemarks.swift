public import Domain
import Vault

/// What people found not right, for whoever watches over that in the organisation. The list opens nothing; each opening is in the log, and the
/// person reads of it.
/// - Source: security 3.5; GDPR art. 12, 15; decision 0110.
public struct ReadRemarks: Sendable {
    /// One remark, without a word of it.
    public struct Line: Sendable {
        public let id: Identifier<DossierSection>
        /// In which it was said.
        public let week: Week
        /// The number of the conversation, as the log shows it; nil when there is none any more.
        public let number: Int?
        public let isLookedInto: Bool
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// What nobody looked into yet stands first, then the newest week. Of whoever keeps everything away from this very worker nothing is there.
    /// - Throws: `.notFound` unless the role may and holds the key.
    public func list(_ session: WorkerSession) async throws(WorkRefusal) -> [Line] {
        let held = try Self.held(session)
        var lines: [Line] = []
        for section in try await sections(held) {
            guard let line = try await shown(section, session) else { continue }
            let conversation = try await place.stored { try await place.stores.conversations.conversation(of: section.dossier) }
            lines.append(Line(id: section.id, week: line.week, number: conversation?.id.number, isLookedInto: line.answered != nil))
        }
        return lines.sorted { ($0.isLookedInto ? 1 : 0, $1.week) < ($1.isLookedInto ? 1 : 0, $0.week) }
    }

    private func sections(_ held: TeamKey) async throws(WorkRefusal) -> [DossierSection] {
        try await place.stored {
            try await place.stores.sections.granted(to: held.team.id, upTo: held.team.generation, limit: 10_000).map(\.0)
        }
    }

    /// Nil when it is no remark, or not for this very worker.
    private func shown(
        _ section: DossierSection, _ session: WorkerSession
    ) async throws(WorkRefusal) -> (week: Week, answered: Week?)? {
        guard let line = try await place.remarkLines(of: section.dossier)[section.id],
            try await !place.isBarredByName(session, from: section.dossier)
        else { return nil }
        return line
    }

    /// Opens one.
    /// - Throws: `.notFound` for another organisation's, and for what is not there.
    public func callAsFunction(_ id: Identifier<DossierSection>, by session: WorkerSession) async throws(WorkRefusal) -> Remark {
        let (section, key, _) = try await open(id, .remarkRead, .read, session)
        guard let remark = try await place.remark(section, key) else { throw .notFound }
        return remark
    }

    /// Remarks of before they could be answered, newest first. They lead to nobody but by the number.
    public func unanswerable(_ session: WorkerSession) async throws(WorkRefusal) -> [Remark] {
        let held = try Self.held(session)
        var remarks: [Remark] = []
        for sealed in try await place.stored({ try await place.stores.feedback.all(for: held.team.id, limit: 10_000) }) {
            guard sealed.generation == held.team.generation, let content = try? FeedbackSeal.open(sealed, with: held.keyPair),
                let fields = Packed.read(content.revealed), fields.count == 4, Packed.text(fields[0]) == SendRemark.mark
            else { continue }
            remarks.append(
                Remark(
                    id: nil, at: Instant(seconds: Packed.number(fields[1])), number: Int(Packed.number(fields[2])), organisation: "",
                    text: Confidential(Packed.text(fields[3]))))
        }
        return remarks.sorted { $1.at < $0.at }
    }

    private static func held(_ session: WorkerSession) throws(WorkRefusal) -> TeamKey {
        guard session.may(.readAccessLog), let held = session.teamKeys.values.first(where: { $0.team.kind == .review }) else {
            throw .notFound
        }
        return held
    }

    /// A remark with its key, once the log knows what for.
    func open(
        _ id: Identifier<DossierSection>, _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ session: WorkerSession
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey, conversation: Identifier<Conversation>) {
        let held = try Self.held(session)
        guard let granted = try await sections(held).first(where: { $0.id == id }), try await shown(granted, session) != nil,
            let dossier = try await place.stored({ try await place.stores.dossiers.dossier(granted.dossier) }),
            let conversation = try await place.stored({ try await place.stores.conversations.conversation(of: granted.dossier) })
        else { throw .notFound }
        let receipt = try await place.logged(
            AuditEntry(
                kind, action, at: place.now(), by: session.actor, dossier: dossier.id, section: id, team: held.team.id,
                conversation: conversation.id),
            place.readers(session, subject: dossier.publicKey))
        let (section, key, _) = try await place.open(
            id, of: dossier.id, for: .team(held.team.id, generation: held.team.generation), held.keyPair, after: receipt)
        return (section, key, conversation.id)
    }
}

/// Writes to the person what was found, or that it was looked into. The person reads it where they read who looked; nothing goes outward.
public struct AnswerRemark: Sendable {
    /// UTF-8 bytes: a page.
    public static let longest = 8_000
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameters:
    ///   - text: nil when nothing more is said than that it was looked into.
    ///   - slip: what belongs to the form; sent twice it is one answer.
    /// - Throws: `.empty`; `.incomplete` when it is longer than a page; `.notFound` for another organisation's.
    public func callAsFunction(
        _ text: Confidential<String>?, to id: Identifier<DossierSection>, slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard text?.isSaid ?? true else { throw .empty }
        guard text?.revealed.utf8.count ?? 0 <= Self.longest else { throw .incomplete }
        let words = text ?? Confidential("")
        let name = place.name(of: Confidential(id.text + words.revealed), slip: slip)
        let isWritten = try await place.anew { () async throws(WorkRefusal) in
            let items = try await place.stored { try await place.stores.sections.items(id, after: 0, limit: 10_000) }
            guard !items.contains(where: { $0.id == name }) else { return }
            let (section, key, conversation) = try await ReadRemarks(place).open(id, .remarkAnswered, .create, session)
            try await place.stored {
                let item = try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
                    .text(.remarkAnswer, words, id: name)
                do {
                    try await place.stores.conversations.add([item], to: conversation, ConversationChange())
                } catch StoreRefusal.duplicate {
                    // Arrived before.
                }
            }
        }
        guard isWritten else { throw .taken(by: nil) }
    }
}

extension Workplace {
    /// Whether the person keeps everything away from this very worker. That their organisation is kept away does not take from it what the
    /// person says to it themself.
    func isBarredByName(_ session: WorkerSession, from dossier: Identifier<Dossier>) async throws(WorkRefusal) -> Bool {
        let marks = try await stored { try await stores.consents.never(of: dossier) }
        return !marks.isEmpty
            && marks.contains(fields.mark(.person(Confidential(session.name), at: session.worker.organisation), of: dossier))
    }
}
