public import Domain
import Vault

/// Reads, answers and passes on conversations of one's own teams.
/// - Source: product, helper; security 2.9; I4.
public struct HelpPerson: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// A conversation, with what opens it.
    struct Held: Sendable {
        let conversation: Conversation
        let team: Team
        let keyPair: KeyPair
        let dossier: Dossier
        let readers: AuditReaders
        var holder: KeyHolder { .team(team.id, generation: team.generation) }
    }

    // The conversation, when it is there and belongs to a team whose key the worker holds. To others it does not exist.
    func held(_ id: Identifier<Conversation>, _ session: WorkerSession) async throws(WorkRefusal) -> Held {
        guard session.may(.helpPeople),
            let (conversation, dossier) = try await place.stored({ try await place.stores.conversations.withDossier(id) }),
            let held = session.teamKeys[conversation.team]
        else { throw .notFound }
        guard let dossier else { throw .erased }
        let readers = place.readers(session, subject: dossier.publicKey)
        return Held(conversation: conversation, team: held.team, keyPair: held.keyPair, dossier: dossier, readers: readers)
    }

    func log(
        _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ held: Held, _ session: WorkerSession,
        section: Identifier<DossierSection>? = nil, detail: String = ""
    ) async throws(WorkRefusal) -> LogReceipt {
        let conversation = held.conversation
        return try await place.logged(
            AuditEntry(
                kind, action, at: place.now(), by: session.actor, dossier: conversation.dossier,
                section: section ?? conversation.messages, detail: detail, team: conversation.team, conversation: conversation.id),
            held.readers)
    }

    func commit(
        _ change: ConversationChange, to id: Identifier<Conversation>, adding items: [SealedItem] = []
    ) async throws(WorkRefusal) {
        do {
            try await place.stores.conversations.add(items, to: id, change)
        } catch StoreRefusal.duplicate {
            return
        } catch StoreRefusal.conflict {
            if case .revision = change.condition { throw .newerMessage }
            throw .taken(by: try await holderName(id).map { Confidential($0) })
        } catch StoreRefusal.gone {
            throw .erased
        } catch {
            throw .storeUnavailable
        }
    }

    func holderName(_ id: Identifier<Conversation>) async throws(WorkRefusal) -> String? {
        guard let by = try await place.stored({ try await place.stores.conversations.conversation(id)?.claimedBy }) else { return nil }
        return try await place.stored { try await place.stores.workers.worker(by) }.map { place.name($0) }
    }

    /// Refuses who does not have the conversation, with the name of who has.
    func mustHold(_ held: Held, _ session: WorkerSession) async throws(WorkRefusal) {
        guard held.conversation.claimedBy != session.worker.id else { return }
        throw .taken(by: try await holderName(held.conversation.id).map { Confidential($0) })
    }

    /// The card of a conversation with something changed in it, sealed anew; nil when it cannot be opened.
    func card(
        _ held: Held, _ session: WorkerSession, _ change: (inout CaseCard) -> Void
    ) async throws(WorkRefusal) -> Sealed<CaseCard>? {
        guard var card = session.card(held.conversation) else { return nil }
        change(&card)
        return try await sealed(card, held)
    }

    /// A card for the team; nil when it has no key.
    func sealed(_ card: CaseCard, _ held: Held) async throws(WorkRefusal) -> Sealed<CaseCard>? {
        guard let key = held.team.publicKey else { return nil }
        return try await place.stored {
            try CaseCardSeal.seal(card, of: held.conversation.id, to: held.team.id, generation: held.team.generation, key)
        }
    }

    /// Takes a conversation. Of two who try at the same instant one has it, and the other hears who. One that was closed is open again.
    public func claim(_ id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        let isClosed = held.conversation.state == .closed
        guard held.conversation.claimedBy != session.worker.id || isClosed else { return }
        _ = try await log(.conversationClaimed, .execute, held, session)
        let card = isClosed ? try await card(held, session) { $0.closing = nil } : nil
        try await commit(
            ConversationChange(
                when: .unclaimed, state: isClosed ? .answered : nil, claim: .by(session.worker.id), card: card,
                cardGeneration: card.map { _ in held.team.generation }), to: id)
        if session.card(held.conversation)?.isChat == true {
            place.floor.began(held.conversation, with: session.worker.id, at: place.now())
        }
        place.changes.announce(held.conversation)
    }

    /// Takes a conversation over from the colleague who has it, with a reason that the team can read. Both hear of it: whoever had it sees it
    /// in the list and on the page.
    /// - Parameter colleague: whose it was when the worker decided; when it is somebody else's by now, nothing happens.
    /// - Throws: `.empty` without a reason, `.taken` when it is not that colleague's any more.
    public func takeOver(
        _ id: Identifier<Conversation>, from colleague: Identifier<SupportWorker>, note: Confidential<String>,
        by session: WorkerSession
    ) async throws(WorkRefusal) {
        guard note.isSaid else { throw .empty }
        let held = try await held(id, session)
        guard held.conversation.claimedBy != session.worker.id else { return }
        guard held.conversation.claimedBy == colleague else {
            throw .taken(by: try await holderName(id).map { Confidential($0) })
        }
        _ = try await log(.conversationTakenOver, .execute, held, session)
        let written = try await sealed(.note, note, held, session)
        let card = try await card(held, session) { $0.takenFrom = colleague }
        try await commit(
            ConversationChange(
                when: .claimed(by: colleague), claim: .by(session.worker.id), card: card,
                cardGeneration: card.map { _ in held.team.generation }), to: id, adding: [written])
        if session.card(held.conversation)?.isChat == true {
            place.floor.began(held.conversation, with: session.worker.id, at: place.now())
        }
        place.changes.announce(held.conversation)
    }

    /// Passes on somebody who was offered to the worker: the next is asked at once. They stay in the list for everybody.
    /// - Throws: `.notFound` for a conversation that is not of the worker's desks.
    public func pass(_ id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        place.floor.passes(id, session.worker.id, at: place.now())
        place.changes.announce(held.conversation.team)
    }

    /// Whoever lost a conversation to a colleague has seen that. What else changed at that moment stands; that somebody else lost it meanwhile too.
    public func haveSeenTakeOver(_ id: Identifier<Conversation>, by session: WorkerSession) async throws(WorkRefusal) {
        let held = try await held(id, session)
        guard session.card(held.conversation)?.takenFrom == session.worker.id else { return }
        do {
            try await recard(id, session) { if $0.takenFrom == session.worker.id { $0.takenFrom = nil } }
        } catch {
            // The store is away: it is said once more, and seen then.
        }
    }

    /// Opens a conversation; the log knows before anything is shown.
    /// - Parameter withNotes: whether what the team wrote for itself is opened as well, with an entry of its own.
    public func read(
        _ id: Identifier<Conversation>, by session: WorkerSession, revealingContact: Bool = false, withNotes: Bool = true
    ) async throws(WorkRefusal) -> HelperView {
        let held = try await held(id, session)
        let conversation = held.conversation
        let receipt = try await log(revealingContact ? .contactRevealed : .sectionRead, .read, held, session)
        var (opened, _, _) = try await place.opened(
            conversation.messages, of: conversation.dossier, for: held.holder, held.keyPair, after: receipt)
        // What is counted is never more than what is shown, or the page would not hear of what came between.
        let (handovers, pulse) = try await place.stored { try await place.stores.handovers.told(in: id) }
        let count = opened.count + pulse
        let own = withNotes ? try await readNotes(held, session) : OpenedSection()
        (opened.notes, opened.drafts, opened.registrations) = (own.notes, own.drafts, own.registrations)
        let card = session.card(conversation)
        await place.removeOver(opened, of: conversation, held.readers)
        let isMonitored = opened.isMonitored || card?.isMonitored == true
        let contact = isMonitored ? nil : opened.callable(at: place.now())
        let names = try await names(opened, [conversation.claimedBy, card?.closing?.by], session)
        let unsent = opened.drafts.filter { $0.author != .worker(session.worker.id) }
        var view = HelperView(
            conversation: conversation, messages: opened.messages, answers: opened.answers, answeredAt: opened.answeredAt,
            registration: opened.registrations.last.map { Confidential(Registration(text: $0.text.revealed)) },
            contact: contact.map { Confidential(HelperView.Contact($0, revealing: revealingContact)) }, notes: opened.notes,
            draft: opened.drafts.last { $0.author == .worker(session.worker.id) }, unsent: unsent, isChat: card?.isChat ?? false,
            isYours: conversation.claimedBy == session.worker.id,
            colleague: conversation.claimedBy.flatMap { $0 == session.worker.id ? nil : names[$0] ?? "?" },
            waitingSince: card?.waitingSince, closing: conversation.state == .closed ? card?.closing : nil,
            isTakenFromYou: card?.takenFrom == session.worker.id,
            count: count, names: names)
        view.isHere = isHere(id)
        view.handovers = handovers
        view.isMonitored = isMonitored
        view.isMarkedMonitored = opened.isMonitored
        view.wantsCall = contact != nil && opened.wantsCall
        view.lastCall = opened.lastCall
        view.isAskedOfYou = card?.asked == session.worker.id
        view.isPhone = card?.isPhone ?? false
        view.isSpared = opened.isSpared
        view.proposals = opened.proposals
        return view
    }

    private func names(
        _ opened: OpenedSection, _ others: [Identifier<SupportWorker>?], _ session: WorkerSession
    ) async throws(WorkRefusal) -> [Identifier<SupportWorker>: String] {
        var names: [Identifier<SupportWorker>: String] = [session.worker.id: session.name]
        let authors = (opened.messages + opened.notes + opened.drafts).compactMap {
            if case .worker(let id) = $0.author { id } else { nil }
        }
        let proposers = opened.proposals.compactMap { if case .worker(let id) = $0.author { id } else { nil } }
        for author in Set(authors + proposers + others.compactMap(\.self)) where names[author] == nil {
            names[author] = try await place.stored { try await place.stores.workers.worker(author) }.map { place.name($0) }
        }
        return names
    }
}

extension HelperView.Contact {
    init(_ contact: SafeContact, revealing: Bool) {
        self.init(
            times: contact.times.revealed, manner: contact.manner.revealed, voicemail: contact.voicemail,
            number: revealing ? contact.number.revealed : nil, said: contact.said.revealed, codeWord: contact.codeWord.revealed,
            until: contact.until)
    }
}

extension Confidential<String> {
    /// Whether there is more in it than spaces.
    var isSaid: Bool { revealed.contains { !$0.isWhitespace } }
}
