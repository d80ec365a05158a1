public import Domain
import Vault

/// What a team writes for itself about a conversation: notes, and answers in the making. The person holds no key to it.
extension HelpPerson {
    /// Keeps an unfinished answer, sealed for the team, so that a crash or a change of shift loses nothing. An empty one takes the old away.
    public func keepDraft(
        _ id: Identifier<Conversation>, _ text: Confidential<String>, by session: WorkerSession
    ) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard text.isSaid else { return try await dropDrafts(held, session) }
        let old = try await drafts(held, session)
        let item = try await sealed(.draft, text, held, session, logging: .draftKept)
        try await commit(ConversationChange(), to: id, adding: [item])
        for draft in old { try await place.stored { try await place.stores.sections.remove(draft) } }
    }

    /// Writes something down for the team.
    /// - Throws: `.empty`.
    public func note(_ id: Identifier<Conversation>, _ text: Confidential<String>, by session: WorkerSession) async throws(WorkRefusal) {
        guard text.isSaid else { throw .empty }
        let held = try await held(id, session)
        try await commit(ConversationChange(), to: id, adding: [try await sealed(.note, text, held, session)])
    }

    /// Whoever took a conversation at which a note waited has it on their screen. When it went back to the team at that very moment it waits on.
    public func haveSeenNote(_ id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard held.conversation.noteWaits, held.conversation.claimedBy == session.worker.id else { return }
        do {
            try await place.stores.conversations.add(
                [], to: id, ConversationChange(when: .claimed(by: session.worker.id), noteWaits: false))
        } catch {
            // It is somebody else's by now, or the store is away: whoever has it next sees it.
            return
        }
        place.changes.announce(held.team.id)
    }

    /// Something for the team, sealed and logged; it is not kept yet.
    func sealed(
        _ kind: ItemKind, _ text: Confidential<String>, _ held: Held, _ session: WorkerSession,
        logging entry: AuditEntry.Kind = .noteAdded
    ) async throws(WorkRefusal) -> SealedItem {
        let notes: (section: DossierSection, key: SectionKey)
        if let present = try await notesSections(held).first {
            notes = try await open(present, held, entry, .create, session)
        } else {
            notes = try await makeNotes(held, session)
            _ = try await log(entry, .create, held, session, section: notes.section.id)
        }
        return try await place.stored {
            try ItemWriter(place: place, section: notes.section, key: notes.key, author: .worker(session.worker.id)).text(kind, text)
        }
    }

    /// Everything the team wrote for itself.
    func readNotes(_ held: Held, _ session: WorkerSession) async throws(WorkRefusal) -> OpenedSection {
        var all = OpenedSection()
        for section in try await notesSections(held) {
            let (section, key) = try await open(section, held, .notesRead, .read, session)
            let opened = try await place.read(section, key)
            all.notes += opened.notes
            all.drafts += opened.drafts
            all.registrations += opened.registrations
        }
        all.notes.sort { $0.at < $1.at }
        all.drafts.sort { $0.at < $1.at }
        all.registrations.sort { $0.at < $1.at }
        return all
    }

    /// A section of the team with its key, once the log knows what for.
    private func open(
        _ section: DossierSection, _ held: Held, _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ session: WorkerSession
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey) {
        let receipt = try await log(kind, action, held, session, section: section.id)
        let (opened, key, _) = try await place.open(
            section.id, of: held.conversation.dossier, for: held.holder, held.keyPair, after: receipt)
        return (opened, key)
    }

    // Mostly one; two when two colleagues wrote their first note at the same instant.
    func notesSections(_ held: Held) async throws(WorkRefusal) -> [DossierSection] {
        try await place.stored { try await place.stores.sections.sections(of: held.conversation.dossier) }.filter { $0.kind == .notes }
    }

    private func makeNotes(_ held: Held, _ session: WorkerSession) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey) {
        let dossier = held.conversation.dossier
        let section = DossierSection(id: Identifier(place.chance), dossier: dossier, kind: .notes, version: 1)
        // Without the log not even an empty part begins.
        _ = try await log(.grantGiven, .create, held, session, section: section.id)
        let key = SectionKey.make(for: section)
        try await place.stored {
            let shred = try await place.shredKey(of: dossier)
            let grant = try key.grant(to: held.holder, held.keyPair.publicKey, shred: shred)
            try await place.stores.sections.add(section, grants: [grant])
        }
        return (section, key)
    }

    // Whose drafts they are stands beside them in clear: nothing is opened to take one's own away.
    private func drafts(_ held: Held, _ session: WorkerSession) async throws(WorkRefusal) -> [Identifier<SealedItem>] {
        let sections = try await notesSections(held)
        let author = ItemAuthor.worker(session.worker.id)
        return try await place.stored {
            var drafts: [Identifier<SealedItem>] = []
            for section in sections {
                for item in try await place.stores.sections.items(section.id, after: 0, limit: 10_000) {
                    if let label = ItemSealer.label(of: item), label.kind == .draft, label.author == author { drafts.append(item.id) }
                }
            }
            return drafts
        }
    }

    func dropDrafts(_ held: Held, _ session: WorkerSession) async throws(WorkRefusal) {
        for draft in try await drafts(held, session) { try await place.stored { try await place.stores.sections.remove(draft) } }
    }
}
