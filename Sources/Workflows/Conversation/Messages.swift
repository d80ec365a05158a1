public import Domain
import Vault

/// One thing that was written, opened for whoever may read it.
public struct Message: Sendable {
    public enum Author: Sendable, Hashable {
        case person
        case worker(Identifier<SupportWorker>)
    }
    public let id: Identifier<SealedItem>
    public let author: Author
    public let at: Instant
    public let text: Confidential<String>
}

/// Everything in a section that was opened, sorted by what it is.
struct OpenedSection: Sendable {
    var messages: [Message] = []
    var answers: Confidential<String>?
    /// When the answers were given along.
    var answeredAt: Instant?
    /// How the person may be called, whatever the time is; ask `callable(at:)` before it is shown to anybody.
    var contact: SafeContact?
    /// Everything that was ever said about it and is still there.
    var contacts: [Identifier<SealedItem>] = []
    /// Whether the person asked for a call and nobody has called since.
    var wantsCall = false
    /// How the last call went, and when.
    var lastCall: (outcome: CallOutcome, at: Instant)?
    /// Whether a helper marked that somebody may read along, or the person said so when they began.
    var isMonitored = false
    /// Whether the person does not want it to be looked through afterwards.
    var isSpared = false
    /// Since when nothing can be written for a while.
    var pausedAt: Instant?
    var notes: [Message] = []
    var drafts: [Message] = []
    /// What was written down in codes; the last one counts.
    var registrations: [Message] = []
    /// Words that helpers proposed for parts, with what was said to them.
    var proposals: [PartProposal] = []
    /// How many things stand in it.
    var count = 0

    /// How the person may be called at this moment: never when somebody may read along, and never when the time is over.
    func callable(at now: Instant) -> SafeContact? { isMonitored || contact?.isOver(at: now) != false ? nil : contact }

    /// Until when nothing can be written; nil when it can.
    func pausedUntil(at now: Instant) -> Instant? {
        pausedAt.map { $0.adding(seconds: HelpPerson.pause) }.flatMap { now < $0 ? $0 : nil }
    }

    /// Since when the person waits: their first word after the last answer.
    var unansweredSince: Instant? {
        let last = messages.lastIndex { $0.author != .person }.map { $0 + 1 } ?? 0
        return messages[last...].first?.at
    }
}

extension Workplace {
    /// A section with its key in the present version, for a holder, after the log answered.
    func open(
        _ section: Identifier<DossierSection>, of dossier: Identifier<Dossier>, for holder: KeyHolder, _ keyPair: KeyPair,
        after receipt: LogReceipt
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey, kind: DossierSection.Kind) {
        try await stored {
            guard let shred = try await stores.shred.key(for: dossier) else { throw WorkRefusal.erased }
            guard let grant = try await stores.sections.grant(section, to: holder) else { throw WorkRefusal.notFound }
            let key = try keys.open(grant, of: dossier, with: keyPair, shred: shred, after: receipt)
            let kind: DossierSection.Kind = .messages
            return (DossierSection(id: section, dossier: dossier, kind: kind, version: grant.version), key, kind)
        }
    }

    /// Everything in a section, opened.
    func read(_ section: DossierSection, _ key: SectionKey) async throws(WorkRefusal) -> OpenedSection {
        try await stored {
            var opened = OpenedSection()
            // Most are short, and then are found where they are asked for.
            var (after, limit) = (0, 100)
            while true {
                let items = try await stores.sections.items(section.id, after: after, limit: limit)
                for item in items { try opened.add(item, try ItemSealer.open(item, dossier: section.dossier, under: key)) }
                guard items.count == limit else { return opened }
                after += limit
                limit = 500
            }
        }
    }
}

extension OpenedSection {
    mutating func add(_ sealed: SealedItem, _ item: OpenedItem) throws {
        guard let fields = Packed.read(item.content.revealed), fields.count == 2 else { throw WorkRefusal.notFound }
        count += 1
        let author: Message.Author = if case .worker(let worker) = item.author { .worker(worker) } else { .person }
        let message = Message(
            id: sealed.id, author: author, at: Instant(seconds: Packed.number(fields[0])), text: Confidential(Packed.text(fields[1])))
        switch item.kind {
        case .messageFromPerson, .messageFromHelper: messages.append(message)
        case .situation:
            answers = message.text
            answeredAt = message.at
        case .contact:
            if let mark = ContactMark(packed: fields[1]) { return add(mark, at: message.at) }
            contact = SafeContact(packed: fields[1], given: message.at)
            contacts.append(sealed.id)
            wantsCall = contact != nil
        case .note: notes.append(message)
        case .draft: drafts.append(message)
        case .registration: registrations.append(message)
        case .proposal: if let proposal = PartProposal(message, packed: fields[1]) { proposals.append(proposal) }
        case .proposalAnswer: answer(ProposalAnswer(packed: fields[1]), at: message.at)
        // These stand in sections of their own.
        case .part, .partAdded, .file, .agreement, .never, .referral, .referralStep, .referralGround, .table, .tableStep, .handover,
            .exception, .exceptionSilence:
            break
        }
    }

    /// The first answer of the person counts; that it was written on their word comes before it.
    private mutating func answer(_ answer: ProposalAnswer?, at: Instant) {
        guard let answer, let index = proposals.firstIndex(where: { $0.id == answer.proposal }), proposals[index].isOpen else { return }
        proposals[index].answer = answer.answer
        proposals[index].answeredAt = at
    }

    private mutating func add(_ mark: ContactMark, at: Instant) {
        switch mark {
        case .monitored: isMonitored = true
        case .notMonitored: isMonitored = false
        case .spoken: called(.spoken, at)
        case .notReached: called(.notReached, at)
        case .somebodyElse: called(.somebodyElse, at)
        case .stop:
            called(.stop, at)
            contact = nil
        case .paused: pausedAt = at
        case .spared: isSpared = true
        }
    }

    private mutating func called(_ outcome: CallOutcome, _ at: Instant) {
        lastCall = (outcome, at)
        if outcome != .notReached { wantsCall = false }
    }
}
