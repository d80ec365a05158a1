public import Domain
import Vault

/// A case table as somebody who sits at it, or the person, sees it.
public struct OpenedTable: Sendable {
    public let table: CaseTable
    public let kind: CaseTable.Kind
    /// What it is for, as the desk wrote it for the person.
    public let purpose: Confidential<String>
    public let sheet: TableSheet
    /// Oldest first.
    public let steps: [Step]
    /// Every team that ever had a place.
    public let teams: [Identifier<Team>: Receiver]
    /// For which team whoever looks sits there; nil for the person.
    public let team: Identifier<Team>?
    /// How workers are called who did something.
    public let names: [Identifier<SupportWorker>: String]
    /// Who decided it and on what, when it began without the person's yes.
    public let decision: Decision?

    /// What two workers of the desk decided in the place of the person.
    public struct Decision: Sendable {
        public let ground: SharingException.Ground
        public let proposer: String
        public let second: String
        public let at: Instant
        /// Whether the person knows of the table.
        public let isTold: Bool
    }

    public struct Step: Sendable {
        public let at: Instant
        public let step: TableStep
        /// Nil when it was the person.
        public let worker: Identifier<SupportWorker>?
    }

    /// How many things were said: what somebody sees and what there is by now are told apart by it.
    public var count: Int { steps.count }
    public func organisation(_ team: Identifier<Team>?) -> String { team.flatMap { teams[$0]?.organisationName } ?? "?" }
    public func name(_ worker: Identifier<SupportWorker>?) -> String? { worker.flatMap { names[$0] } }
    /// What the person agreed to, as it stood on their screen.
    public var agreed: Step? { steps.last { $0.step.kind == .agreed } }
    /// Whether the person knows that there is a table.
    public var isTold: Bool { decision?.isTold ?? true }
}

/// What stands in the section of a case table.
struct TableContent {
    var kind = CaseTable.Kind.actionMeeting
    var purpose = Confidential("")
    var steps: [OpenedTable.Step] = []
    var sheet: TableSheet

    static func words(_ kind: CaseTable.Kind, _ purpose: Confidential<String>) -> [UInt8] {
        Packed.write([[1], Array(kind.rawValue.utf8), Array(purpose.revealed.utf8)])
    }

    mutating func add(_ item: OpenedItem) throws {
        guard let fields = Packed.read(item.content.revealed), fields.count == 2 else { throw WorkRefusal.notFound }
        switch item.kind {
        case .table:
            guard let words = Packed.read(fields[1]), words.count == 3, words[0] == [1],
                let kind = CaseTable.Kind(rawValue: Packed.text(words[1]))
            else { throw WorkRefusal.notFound }
            self.kind = kind
            purpose = Confidential(Packed.text(words[2]))
        case .tableStep:
            guard let step = TableStep(packed: fields[1]) else { throw WorkRefusal.notFound }
            let worker: Identifier<SupportWorker>? = if case .worker(let id) = item.author { id } else { nil }
            steps.append(.init(at: Instant(seconds: Packed.number(fields[0])), step: step, worker: worker))
            sheet.apply(step, by: worker)
        default: break
        }
    }
}

extension Workplace {
    func tableContent(_ table: CaseTable, _ section: DossierSection, _ key: SectionKey) async throws(WorkRefusal) -> TableContent {
        try await stored {
            var content = TableContent(sheet: TableSheet(table))
            for sealed in try await stores.sections.items(section.id, after: 0, limit: 10_000) {
                try content.add(try ItemSealer.open(sealed, dossier: section.dossier, under: key))
            }
            return content
        }
    }

    func opened(
        _ table: CaseTable, _ content: TableContent, for team: Identifier<Team>?
    ) async throws(WorkRefusal) -> OpenedTable {
        var teams: [Identifier<Team>: Receiver] = [:]
        for id in Set(table.seats.map(\.team)) {
            guard let team = try await stored({ try await stores.teams.team(id) }) else { continue }
            teams[id] = try await receiver(team)
        }
        var names: [Identifier<SupportWorker>: String] = [:]
        for id in Set(content.steps.compactMap(\.worker)) {
            names[id] = try await stored { try await stores.workers.worker(id) }.map { name($0) }
        }
        return OpenedTable(
            table: table, kind: content.kind, purpose: content.purpose, sheet: content.sheet, steps: content.steps, teams: teams,
            team: team, names: names, decision: try await decision(table))
    }

    private func decision(_ table: CaseTable) async throws(WorkRefusal) -> OpenedTable.Decision? {
        let all = try await stored { try await stores.exceptions.exceptions(of: table.dossier) }
        guard let exception = all.first(where: { $0.table == table.id }) else { return nil }
        let card = try await card(exception)
        return OpenedTable.Decision(
            ground: card.ground, proposer: try await workerName(exception.proposedBy) ?? "?",
            second: try await workerName(exception.agreedBy) ?? "?", at: card.proposedAt, isTold: exception.isTold)
    }

    /// The table with the card of every team that sits there, as it is after what was said.
    func withCards(_ table: CaseTable, _ content: TableContent) async throws(WorkRefusal) -> CaseTable {
        var next = table
        var sheet = TableSheet(table)
        for step in content.steps { sheet.apply(step.step, by: step.worker) }
        for index in next.seats.indices {
            let id = next.seats[index].team
            guard next.seated.contains(id), let team = try await stored({ try await stores.teams.team(id) }), let key = team.publicKey
            else {
                next.seats[index].card = nil
                continue
            }
            let card = sheet.card(for: id, kind: content.kind)
            next.seats[index].card = try await stored {
                try CaseTableCardSeal.seal(card, of: table.id, to: id, generation: team.generation, key)
            }
        }
        return next
    }

    func announce(_ table: CaseTable) {
        for seat in table.seats where seat.state != .asked && seat.state != .refused { changes.announce(seat.team) }
    }
}
