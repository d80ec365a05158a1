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
    /// The key without which nothing of a dossier opens.
    /// - Throws: `WorkRefusal.erased` when the person had everything erased; `StoreRefusal.unavailable`.
    func shredKey(of dossier: Identifier<Dossier>) async throws -> ShredKey {
        guard let sealed = try await stores.shred.key(for: dossier) else { throw WorkRefusal.erased }
        return try ShredKey(sealed, of: dossier, keys: instance)
    }

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

    /// Items that are fetched at first: most sections are short, and are found whole where they are asked for.
    private static let first = 100

    /// Everything in a section, opened.
    func read(_ section: DossierSection, _ key: SectionKey) async throws(WorkRefusal) -> OpenedSection {
        try await stored {
            try await read(section, key, try await stores.sections.items(section.id, after: 0, limit: Self.first))
        }
    }

    /// A section opened for a holder, after the log answered: its key and what stands in it, as they are at one moment.
    func opened(
        _ section: Identifier<DossierSection>, of dossier: Identifier<Dossier>, for holder: KeyHolder, _ keyPair: KeyPair,
        after receipt: LogReceipt
    ) async throws(WorkRefusal) -> (opened: OpenedSection, section: DossierSection, key: SectionKey) {
        try await stored {
            guard let shred = try await stores.shred.key(for: dossier) else { throw WorkRefusal.erased }
            guard let (grant, first) = try await stores.sections.opening(section, to: holder, limit: Self.first) else {
                throw WorkRefusal.notFound
            }
            let key = try keys.open(grant, of: dossier, with: keyPair, shred: shred, after: receipt)
            let section = DossierSection(id: section, dossier: dossier, kind: .messages, version: grant.version)
            return (try await read(section, key, first), section, key)
        }
    }

    private func read(_ section: DossierSection, _ key: SectionKey, _ first: [SealedItem]) async throws -> OpenedSection {
        var opened = OpenedSection()
        var (items, after, limit) = (first, 0, Self.first)
        while true {
            for item in items { try opened.add(item, try ItemSealer.open(item, dossier: section.dossier, under: key)) }
            guard items.count == limit else { return opened }
            after += limit
            limit = 500
            items = try await stores.sections.items(section.id, after: after, limit: limit)
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
        case .part, .partAdded, .file, .agreement, .agreementReturn, .never, .referral, .referralStep, .referralGround, .table, .tableStep,
            .handover, .exception, .exceptionSilence, .remark, .remarkAnswer:
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
