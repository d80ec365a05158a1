import Domain
import Vault

/// Seals what goes into one section.
struct ItemWriter: Sendable {
    let place: Workplace
    let section: DossierSection
    let key: SectionKey
    var author = ItemAuthor.subject

    /// What is written carries its exact moment inside, sealed: outside stands only the week.
    func item(_ kind: ItemKind, _ content: [UInt8], id: Identifier<SealedItem>? = nil) throws -> SealedItem {
        try ItemSealer.seal(
            Packed.write([Packed.number(place.now().seconds), content]), as: kind, by: author, in: place.week,
            id: id ?? Identifier(place.chance), dossier: section.dossier, under: key)
    }

    func text(_ kind: ItemKind, _ text: Confidential<String>, id: Identifier<SealedItem>? = nil) throws -> SealedItem {
        try item(kind, Array(text.revealed.utf8), id: id)
    }

    /// The items of a first message. The message's name follows from its words and its form, so that a second click adds nothing.
    func first(_ message: FirstMessage, _ code: ReturnCode) throws -> [SealedItem] {
        var items: [SealedItem] = []
        if let answers = message.answers { items.append(try text(.situation, answers)) }
        if let contact = message.contact { items.append(try item(.contact, contact.packed)) }
        // In a chat no answers go along, but this must not be lost with them.
        if message.isMonitored, message.answers == nil { items.append(try item(.contact, ContactMark.monitored.packed)) }
        guard !message.isChat, message.text.isSaid else { return items }
        items.append(try text(.messageFromPerson, message.text, id: place.name(of: message.text, slip: code.digits)))
        return items
    }
}

extension Workplace {
    /// The name of a message: the same words on the same form give the same name.
    func name(of text: Confidential<String>, slip: Confidential<String>) -> Identifier<SealedItem> {
        fields.itemName(of: text, on: slip) ?? Identifier(chance)
    }

    /// A name of a worker, team or organisation, opened.
    public func name(_ team: Team) -> String { (try? fields.open(team.name, of: team.id))?.revealed ?? "?" }
    public func name(_ worker: SupportWorker) -> String { (try? fields.open(worker.name, of: worker.id))?.revealed ?? "?" }
    /// What sort of organisation it is; nil when nobody said.
    func profile(_ organisation: WorkOrganisation) -> OrganisationProfile? {
        organisation.profile.flatMap { try? fields.open($0, of: organisation.id) }
    }
    func name(_ organisation: WorkOrganisation) -> String {
        (try? fields.open(organisation.name, of: organisation.id))?.revealed ?? "?"
    }
}
