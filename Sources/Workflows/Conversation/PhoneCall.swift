public import Domain
import Vault

/// What a helper wrote while somebody was on the telephone. There is no place for who called or from where.
/// - Source: R4, R8.
public struct PhoneCall: Sendable {
    /// What the caller reads when they come back with their code.
    public let told: Confidential<String>
    /// For the team alone.
    public let note: Confidential<String>
    /// What the caller said, as answers to the questions of the site; nil when there are none.
    public let answers: Confidential<String>?
    /// Whether the caller said that somebody may read along.
    public let isMonitored: Bool
    public let language: LanguageTag

    public init(
        told: Confidential<String>, note: Confidential<String>, answers: Confidential<String>?, isMonitored: Bool, language: LanguageTag
    ) {
        self.told = told
        self.note = note
        self.answers = answers
        self.isMonitored = isMonitored
        self.language = language
    }
}

/// Keeps a call for who wants to come back: a dossier with a code that the helper reads out, once.
///
/// The person's key is made here and sealed under the code alone; when this is done, nobody at the desk has either. Until then nothing of the
/// call is kept but the helper's own notes, for hours: see ``CallDraft``.
/// - Source: security 2.3, 'Phone'; R4.
public struct KeepPhoneCall: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameter seed: what belongs to the form; sent twice it is one conversation, with the same code.
    /// - Returns: the conversation, which the helper has.
    /// - Throws: `.nobodyReceives` when the worker holds no key of a desk that can receive; `.busy`, `.logUnavailable`, `.storeUnavailable`.
    public func callAsFunction(
        _ call: PhoneCall, _ seed: ConversationSeed, urgency: Urgency, by session: WorkerSession
    ) async throws(WorkRefusal) -> Identifier<Conversation> {
        guard session.may(.helpPeople) else { throw .notFound }
        guard let team = try await place.receivingTeam(among: session.desks)?.team, let teamKey = team.publicKey else {
            throw .nobodyReceives
        }
        let founded = try await place.found(seed, sharedWith: team, teamKey)
        let writer = ItemWriter(
            place: place, section: founded.section, key: founded.key, author: .worker(session.worker.id))
        let items = try await place.stored { try writer.first(call, seed.code) }
        let conversation = try await conversation(call, founded, team, teamKey, urgency, session)
        let readers = place.readers(session, subject: founded.dossier.publicKey)
        _ = try await place.logged(
            AuditEntry(
                .codeSpoken, .create, at: place.now(), by: session.actor, dossier: seed.dossier, section: founded.section.id, team: team.id,
                conversation: conversation.id), readers)
        do {
            try await place.stores.conversations.open(
                NewConversation(
                    dossier: founded.dossier, returnKey: founded.returnKey, section: founded.section, grants: founded.grants, items: items,
                    conversation: conversation))
        } catch StoreRefusal.duplicate {
            // The form was sent a second time: what is there is what was meant.
            guard let there = try await place.stored({ try await place.stores.conversations.conversation(of: seed.dossier) }) else {
                throw .storeUnavailable
            }
            return there.id
        } catch {
            throw .storeUnavailable
        }
        if call.note.isSaid { try await HelpPerson(place).note(conversation.id, call.note, by: session) }
        place.changes.announce(team.id)
        return conversation.id
    }

    private func conversation(
        _ call: PhoneCall, _ founded: Founded, _ team: Team, _ teamKey: PublicKey, _ urgency: Urgency, _ session: WorkerSession
    ) async throws(WorkRefusal) -> Conversation {
        let id = Identifier<Conversation>(place.chance)
        var card = CaseCard(waitingSince: place.now(), isMonitored: call.isMonitored)
        card.isPhone = true
        let shown = card
        let sealed = try await place.stored {
            try CaseCardSeal.seal(shown, of: id, to: team.id, generation: team.generation, teamKey)
        }
        return Conversation(
            id: id, dossier: founded.dossier.id, messages: founded.section.id, team: team.id, language: call.language, urgency: urgency,
            state: .answered, claimedBy: session.worker.id, card: sealed, cardGeneration: team.generation)
    }
}

extension ItemWriter {
    fileprivate func first(_ call: PhoneCall, _ code: ReturnCode) throws -> [SealedItem] {
        var items: [SealedItem] = []
        if let answers = call.answers { items.append(try text(.situation, answers)) }
        if call.isMonitored, call.answers == nil { items.append(try item(.contact, ContactMark.monitored.packed)) }
        if call.told.isSaid { items.append(try text(.messageFromHelper, call.told, id: place.name(of: call.told, slip: code.digits))) }
        return items
    }
}
