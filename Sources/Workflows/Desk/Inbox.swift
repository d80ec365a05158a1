public import Domain
import Vault

/// What waits for a worker's teams.
public struct Inbox: Sendable {
    public struct Row: Sendable {
        public let id: Identifier<Conversation>
        /// A short number to say aloud; it says nothing.
        public let number: Int
        public let urgency: Urgency
        /// Since when the person waits; nil when it cannot be told.
        public let waitingSince: Instant?
        public let isMonitored: Bool
        public let state: Conversation.State
        public let language: LanguageTag
        public let isYours: Bool
        /// The colleague who has it.
        public let colleague: String?
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Most urgent first, then who waits longest.
    /// - Throws: `.notFound` when the role does not help people.
    public func callAsFunction(_ session: WorkerSession) async throws(WorkRefusal) -> [Row] {
        guard session.may(.helpPeople) else { throw .notFound }
        let queue = try await place.stored { try await place.stores.conversations.queue(of: session.desks, limit: 500) }
        var names: [Identifier<SupportWorker>: String] = [:]
        for id in Set(queue.compactMap(\.claimedBy)) where id != session.worker.id {
            names[id] = try await place.stored { try await place.stores.workers.worker(id) }.map { place.name($0) }
        }
        return queue.map { conversation in
            let card = session.teamKeys[conversation.team].flatMap { held in
                conversation.cardGeneration == held.team.generation
                    ? try? CaseCardSeal.open(
                        conversation.card, of: conversation.id, to: held.team.id, generation: held.team.generation, with: held.keyPair)
                    : nil
            }
            return Row(
                id: conversation.id, number: conversation.number, urgency: conversation.urgency, waitingSince: card?.waitingSince,
                isMonitored: card?.isMonitored ?? false, state: conversation.state, language: conversation.language,
                isYours: conversation.claimedBy == session.worker.id,
                colleague: conversation.claimedBy.flatMap { $0 == session.worker.id ? nil : names[$0] ?? "?" })
        }
    }

    /// A signal for each change.
    public func changes(for session: WorkerSession) -> AsyncStream<Void> { place.changes.changes(of: Set(session.desks)) }
}

extension Conversation {
    /// Four or five digits by which colleagues name it.
    public var number: Int { 1000 + (Int(id.bytes[0]) << 8 | Int(id.bytes[1])) }
}

/// A conversation as the worker who helps sees it.
public struct HelperView: Sendable {
    public let conversation: Conversation
    public let messages: [Message]
    /// What the person answered before, when they sent it along.
    public let answers: Confidential<String>?
    public let contact: Confidential<Contact>?
    public let notes: [Message]
    public let draft: Message?
    public let isYours: Bool
    public let colleague: String?
    /// Names of the colleagues who wrote, by their id.
    public let names: [Identifier<SupportWorker>: String]

    /// The rule comes before the number: when and how, and only on request whom.
    public struct Contact: Sendable {
        public let times: String
        public let manner: String
        public let voicemail: Bool
        /// Shown only after it was asked for, which is logged.
        public let number: String?
    }
}

/// Reads, answers and passes on conversations of one's own teams.
/// - Source: product, helper; security 2.9; I4.
public struct HelpPerson: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    // The conversation, when it is there and belongs to a team whose key the worker holds. To others it does not exist.
    private func conversation(
        _ id: Identifier<Conversation>, _ session: WorkerSession
    ) async throws(WorkRefusal) -> (conversation: Conversation, held: (team: Team, keyPair: KeyPair), dossier: Dossier) {
        guard session.may(.helpPeople),
            let conversation = try await place.stored({ try await place.stores.conversations.conversation(id) }),
            let held = session.teamKeys[conversation.team]
        else { throw .notFound }
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(conversation.dossier) }) else { throw .erased }
        return (conversation, held, dossier)
    }

    private func entry(
        _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ conversation: Conversation, _ session: WorkerSession,
        section: Identifier<DossierSection>? = nil
    ) -> AuditEntry {
        AuditEntry(
            kind, action, at: place.now(), by: session.actor, dossier: conversation.dossier, section: section ?? conversation.messages,
            team: conversation.team, conversation: conversation.id)
    }

    private func holder(_ held: (team: Team, keyPair: KeyPair)) -> KeyHolder { .team(held.team.id, generation: held.team.generation) }

    /// Takes a conversation. Of two who try at the same instant one has it, and the other hears who.
    public func claim(_ id: Identifier<Conversation>, by session: WorkerSession, overFrom colleague: Bool = false) async throws(WorkRefusal)
    {
        let (conversation, _, dossier) = try await conversation(id, session)
        guard conversation.claimedBy != session.worker.id else { return }
        _ = try await place.logged(
            entry(.conversationClaimed, .execute, conversation, session), try await place.readers(session, subject: dossier.publicKey))
        let condition: ConversationChange.Condition
        if let present = conversation.claimedBy, colleague { condition = .claimed(by: present) } else { condition = .unclaimed }
        do {
            try await place.stores.conversations.add([], to: id, ConversationChange(when: condition, claim: .by(session.worker.id)))
        } catch StoreRefusal.conflict {
            throw .taken(by: try await holderName(id).map { Confidential($0) })
        } catch StoreRefusal.gone {
            throw .erased
        } catch {
            throw .storeUnavailable
        }
        place.changes.announce(conversation.team)
    }

    private func holderName(_ id: Identifier<Conversation>) async throws(WorkRefusal) -> String? {
        guard let by = try await place.stored({ try await place.stores.conversations.conversation(id)?.claimedBy }) else { return nil }
        return try await place.stored { try await place.stores.workers.worker(by) }.map { place.name($0) }
    }

    /// Opens a conversation; the log knows before anything is shown.
    public func read(
        _ id: Identifier<Conversation>, by session: WorkerSession, revealingContact: Bool = false
    ) async throws(WorkRefusal) -> HelperView {
        let (conversation, held, dossier) = try await conversation(id, session)
        let readers = try await place.readers(session, subject: dossier.publicKey)
        let receipt = try await place.logged(
            entry(revealingContact ? .contactRevealed : .sectionRead, .read, conversation, session), readers)
        let (section, key, _) = try await place.open(
            conversation.messages, of: conversation.dossier, for: holder(held), held.keyPair, after: receipt)
        var opened = try await place.read(section, key)
        if let (notes, key) = try await notes(conversation, held, readers, session, making: nil) {
            let more = try await place.read(notes, key)
            opened.notes = more.notes
            opened.drafts = more.drafts
        }
        var names: [Identifier<SupportWorker>: String] = [session.worker.id: session.name]
        let authors = (opened.messages + opened.notes).compactMap { if case .worker(let id) = $0.author { id } else { nil } }
        for author in Set(authors + [conversation.claimedBy].compactMap(\.self)) where names[author] == nil {
            names[author] = try await place.stored { try await place.stores.workers.worker(author) }.map { place.name($0) }
        }
        return HelperView(
            conversation: conversation, messages: opened.messages, answers: opened.answers,
            contact: opened.contact.map {
                Confidential(
                    HelperView.Contact(
                        times: $0.times.revealed, manner: $0.manner.revealed, voicemail: $0.voicemail,
                        number: revealingContact ? $0.number.revealed : nil))
            },
            notes: opened.notes, draft: opened.drafts.last { $0.author == .worker(session.worker.id) },
            isYours: conversation.claimedBy == session.worker.id,
            colleague: conversation.claimedBy.flatMap { $0 == session.worker.id ? nil : names[$0] ?? "?" }, names: names)
    }

    /// Answers. Refused when the person wrote something that the worker has not seen yet.
    /// - Parameters:
    ///   - seen: the number of messages that stood on the worker's screen.
    ///   - slip: what belongs to the form; the same words on the same form are one answer.
    public func answer(
        _ id: Identifier<Conversation>, _ text: Confidential<String>, seen: Int, slip: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard text.revealed.contains(where: { !$0.isWhitespace }) else { throw .empty }
        let (conversation, held, dossier) = try await conversation(id, session)
        guard conversation.claimedBy == session.worker.id else {
            throw .taken(by: try await holderName(id).map { Confidential($0) })
        }
        let readers = try await place.readers(session, subject: dossier.publicKey)
        let receipt = try await place.logged(entry(.messageAdded, .create, conversation, session), readers)
        let (section, key, _) = try await place.open(
            conversation.messages, of: conversation.dossier, for: holder(held), held.keyPair, after: receipt)
        let name = place.name(of: text, slip: slip)
        let present = try await place.read(section, key).messages
        if present.contains(where: { $0.id == name }) { return }
        guard present.count <= seen else { throw .newerMessage }
        let item = try await place.stored {
            try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id))
                .text(.messageFromHelper, text, id: name)
        }
        try await add(
            [item], conversation,
            ConversationChange(when: .revision(conversation.revision), state: .answered, week: place.week))
        try await dropDrafts(conversation, held, readers, session)
        place.changes.announce(conversation.team)
    }

    private func add(_ items: [SealedItem], _ conversation: Conversation, _ change: ConversationChange) async throws(WorkRefusal) {
        do {
            try await place.stores.conversations.add(items, to: conversation.id, change)
        } catch StoreRefusal.duplicate {
            return
        } catch StoreRefusal.conflict {
            throw .newerMessage
        } catch StoreRefusal.gone {
            throw .erased
        } catch {
            throw .storeUnavailable
        }
    }

    /// Keeps an unfinished answer, sealed for the team, so that a crash or a change of shift loses nothing.
    public func keepDraft(
        _ id: Identifier<Conversation>, _ text: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let (conversation, held, dossier) = try await conversation(id, session)
        let readers = try await place.readers(session, subject: dossier.publicKey)
        try await write(.draft, text, conversation, held, readers, session, replacing: true)
    }

    /// Hands over to the team, with a note that only the team can read.
    public func handOver(
        _ id: Identifier<Conversation>, note: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let (conversation, held, dossier) = try await conversation(id, session)
        let readers = try await place.readers(session, subject: dossier.publicKey)
        if !note.revealed.isEmpty { try await write(.note, note, conversation, held, readers, session, replacing: false) }
        _ = try await place.logged(entry(.conversationHandedOver, .execute, conversation, session), readers)
        do {
            try await place.stores.conversations.add(
                [], to: id, ConversationChange(when: .claimed(by: session.worker.id), claim: .nobody))
        } catch StoreRefusal.conflict {
            throw .taken(by: try await holderName(id).map { Confidential($0) })
        } catch StoreRefusal.gone {
            throw .erased
        } catch {
            throw .storeUnavailable
        }
        place.changes.announce(conversation.team)
    }

    /// Ends the conversation for the team. The person can still read, and write again.
    public func close(_ id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) {
        let (conversation, _, dossier) = try await conversation(id, session)
        guard conversation.claimedBy == session.worker.id else {
            throw .taken(by: try await holderName(id).map { Confidential($0) })
        }
        _ = try await place.logged(
            entry(.conversationClosed, .update, conversation, session), try await place.readers(session, subject: dossier.publicKey))
        try await add([], conversation, ConversationChange(when: .revision(conversation.revision), state: .closed, claim: .nobody))
        place.changes.announce(conversation.team)
    }

    // MARK: what the team notes for itself

    private func notes(
        _ conversation: Conversation, _ held: (team: Team, keyPair: KeyPair), _ readers: AuditReaders, _ session: WorkerSession,
        making new: Bool?
    ) async throws(WorkRefusal) -> (DossierSection, SectionKey)? {
        let sections = try await place.stored { try await place.stores.sections.sections(of: conversation.dossier) }
        guard let section = sections.first(where: { $0.kind == .notes }) else {
            return new == nil ? nil : try await makeNotes(conversation, held, readers, session)
        }
        let receipt = try await place.logged(entry(.sectionRead, .read, conversation, session, section: section.id), readers)
        let (opened, key, _) = try await place.open(
            section.id, of: conversation.dossier, for: holder(held), held.keyPair, after: receipt)
        return (opened, key)
    }

    private func makeNotes(
        _ conversation: Conversation, _ held: (team: Team, keyPair: KeyPair), _ readers: AuditReaders, _ session: WorkerSession
    ) async throws(WorkRefusal) -> (DossierSection, SectionKey) {
        let section = DossierSection(id: Identifier(place.chance), dossier: conversation.dossier, kind: .notes, version: 1)
        _ = try await place.logged(entry(.grantGiven, .create, conversation, session, section: section.id), readers)
        let key = SectionKey.make(for: section)
        try await place.stored {
            guard let sealed = try await place.stores.shred.key(for: conversation.dossier) else { throw WorkRefusal.erased }
            let shred = try ShredKey(sealed, of: conversation.dossier, keys: place.instance)
            let grant = try key.grant(to: holder(held), held.keyPair.publicKey, shred: shred)
            try await place.stores.sections.add(section, grants: [grant])
        }
        return (section, key)
    }

    private func write(
        _ kind: ItemKind, _ text: Confidential<String>, _ conversation: Conversation, _ held: (team: Team, keyPair: KeyPair),
        _ readers: AuditReaders, _ session: WorkerSession, replacing: Bool
    ) async throws(WorkRefusal) {
        guard let (section, key) = try await notes(conversation, held, readers, session, making: true) else { throw .notFound }
        let old = replacing ? try await place.read(section, key).drafts.filter { $0.author == .worker(session.worker.id) } : []
        _ = try await place.logged(
            entry(kind == .draft ? .draftKept : .noteAdded, .create, conversation, session, section: section.id), readers)
        let item = try await place.stored {
            try ItemWriter(place: place, section: section, key: key, author: .worker(session.worker.id)).text(kind, text)
        }
        try await add([item], conversation, ConversationChange())
        for draft in old { try await place.stored { try await place.stores.sections.remove(draft.id) } }
    }

    private func dropDrafts(
        _ conversation: Conversation, _ held: (team: Team, keyPair: KeyPair), _ readers: AuditReaders, _ session: WorkerSession
    ) async throws(WorkRefusal) {
        guard let (section, key) = try await notes(conversation, held, readers, session, making: nil) else { return }
        for draft in try await place.read(section, key).drafts where draft.author == .worker(session.worker.id) {
            try await place.stored { try await place.stores.sections.remove(draft.id) }
        }
    }
}
