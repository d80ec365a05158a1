public import Domain
import Vault

/// To whom nothing of somebody's may ever go. It is looked at before anything is sent or opened.
/// - Source: security T2, A8; R39, R41.
public struct NeverList: Sendable {
    /// As the person wrote it; they alone can read it.
    public struct Entry: Sendable {
        public let id: Identifier<SealedItem>
        public let label: Confidential<String>
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    public func read(_ session: PersonSession) async throws(WorkRefusal) -> [Entry] {
        guard let section = try await section(session) else { return [] }
        let (opened, key) = try await OwnParts(place).open(section, .partRead, .read, session)
        return try await place.opened(.never, in: opened, key).map(Self.entry)
    }

    /// - Parameter label: how the person will recognise it.
    public func add(_ never: NeverTo, label: Confidential<String>, _ session: PersonSession) async throws(WorkRefusal) {
        let mark = place.fields.mark(never, of: session.dossier)
        let section = if let there = try await section(session) { there } else { try await OwnParts(place).begin(.never, session) }
        let (opened, key) = try await OwnParts(place).open(section, .neverChanged, .create, session)
        let marks = try await place.stored { try await place.stores.consents.never(of: session.dossier) }
        guard !marks.contains(mark) else { return }
        // First the mark: when something fails in between, too much is kept away, not too little.
        try await place.stored {
            try await place.stores.consents.setNever(mark, of: session.dossier, to: true)
            let text = Confidential(Self.hex(mark) + label.revealed)
            let item = try ItemWriter(place: place, section: opened, key: key).text(.never, text)
            try await place.stores.conversations.add([item], to: session.conversation, ConversationChange())
        }
        try await endWhatIsBarred(session)
    }

    public func remove(_ id: Identifier<SealedItem>, _ session: PersonSession) async throws(WorkRefusal) {
        guard let section = try await section(session) else { return }
        let (opened, key) = try await OwnParts(place).open(section, .neverChanged, .delete, session)
        guard let item = try await place.opened(.never, in: opened, key).first(where: { $0.id == id }) else { return }
        let mark = Self.mark(item)
        try await place.stored {
            try await place.stores.sections.remove(id)
            try await place.stores.consents.setNever(mark, of: session.dossier, to: false)
        }
    }

    // What somebody has whom the person now keeps away, they lose.
    private func endWhatIsBarred(_ session: PersonSession) async throws(WorkRefusal) {
        for consent in try await place.stored({ try await place.stores.consents.consents(of: session.dossier) })
        where consent.state == .granted {
            guard let team = try await place.stored({ try await place.stores.teams.team(consent.team) }) else { continue }
            if try await place.isBarred(team, from: session.dossier) { try await WithdrawConsent(place)(consent.id, session) }
        }
        try await EndBarredExceptions(place: place)(session)
        try await OwnReferrals(place).endWhatIsBarred(session)
        try await OwnTables(place).removeBarred(session)
        try await OwnHandovers(place).endWhatIsBarred(session)
    }

    private func section(_ session: PersonSession) async throws(WorkRefusal) -> DossierSection? {
        try await place.stored { try await place.stores.sections.sections(of: session.dossier) }.first { $0.kind == .never }
    }

    private static let markLength = 32

    private static func entry(_ item: Message) -> Entry {
        Entry(id: item.id, label: Confidential(String(item.text.revealed.dropFirst(markLength))))
    }

    private static func mark(_ item: Message) -> [UInt8] {
        Identifier<Dossier>(String(item.text.revealed.prefix(markLength)))?.bytes ?? []
    }

    private static func hex(_ mark: [UInt8]) -> String { Identifier<Dossier>(bytes: mark)?.text ?? "" }
}

extension Workplace {
    /// Whether the person keeps everything away from a team, or from the organisation it belongs to.
    func isBarred(_ team: Team, from dossier: Identifier<Dossier>) async throws(WorkRefusal) -> Bool {
        let marks = try await stored { try await stores.consents.never(of: dossier) }
        return marks.contains(fields.mark(.team(team.id), of: dossier))
            || marks.contains(fields.mark(.organisation(team.organisation), of: dossier))
    }

    /// Whether the person keeps everything away from a worker, their team or their organisation.
    func isBarred(_ session: WorkerSession, of team: Team, from dossier: Identifier<Dossier>) async throws(WorkRefusal) -> Bool {
        let marks = try await stored { try await stores.consents.never(of: dossier) }
        guard !marks.isEmpty else { return false }
        let organisation = session.worker.organisation
        return marks.contains(fields.mark(.team(team.id), of: dossier))
            || marks.contains(fields.mark(.organisation(organisation), of: dossier))
            || marks.contains(fields.mark(.person(Confidential(session.name), at: organisation), of: dossier))
    }
}
