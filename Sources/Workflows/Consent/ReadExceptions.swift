public import Domain
import Vault

/// What was shared without consent, for those who have to do with it: the desk, the team that may read it, the person once they are told, and those
/// who watch over it.
/// - Source: domain C2.2; security 3.5; decision 0086.
public struct ReadExceptions: Sendable {
    /// One line of a list, without anything of what was shared.
    public struct Line: Sendable {
        public let exception: SharingException
        public let card: ExceptionCard
        /// Organisations that read it, or sit at the table.
        public let receivers: [String]
        public let proposer: String
        public let second: String?
        /// Whether a second worker is needed now, who is not the one who looks.
        public let waitsForSecond: Bool
        /// Whether it must be looked at whether the person can be told.
        public let isLate: Bool
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Of the desks of a worker, or of all desks of their organisation for who watches over them. Newest first.
    public func lines(_ session: WorkerSession) async throws(WorkRefusal) -> [Line] {
        guard session.may(.helpPeople) || session.may(.readAccessLog) else { throw .notFound }
        var desks = session.desks
        if session.may(.readAccessLog) || session.may(.leadShift) {
            desks = try await place.stored { try await place.stores.teams.teams(of: session.worker.organisation) }
                .filter { $0.kind == .desk }.map(\.id)
        }
        if !session.may(.helpPeople) {
            _ = try await place.logged(
                AuditEntry(.logRead, .read, at: place.now(), by: session.actor), place.readers(session, subject: nil))
        }
        let (from, now) = (desks, place.now())
        var lines: [Line] = []
        for exception in try await place.stored({ try await place.stores.exceptions.exceptions(from: from, limit: 500) }) {
            let card = try await place.card(exception)
            let receivers = try await place.teams(exception, card).map(\.organisationName)
            let waits =
                exception.state == .proposed && exception.proposedBy != session.worker.id && !card.isLapsed(at: now)
                && session.teamKeys[exception.desk] != nil
            lines.append(
                Line(
                    exception: exception, card: card, receivers: receivers,
                    proposer: try await place.workerName(exception.proposedBy) ?? "?",
                    second: try await place.workerName(exception.agreedBy), waitsForSecond: waits,
                    isLate: [.shared, .ended].contains(exception.state) && !exception.isTold && card.isLate(at: now)))
        }
        return lines
    }

    // MARK: The team

    /// What the worker's partner teams may read now.
    public func received(_ session: WorkerSession) async throws(WorkRefusal) -> [SharingException] {
        guard session.may(.receiveReferrals) else { throw .notFound }
        let teams = session.teamKeys.values.filter { $0.team.kind == .partner }.map(\.team.id)
        return try await place.stored { try await place.stores.exceptions.shared(with: teams, limit: 100) }
            .filter { $0.holds(in: place.week) }
    }

    /// Everything that goes, with an entry in the log.
    /// - Throws: `.notFound` for another team, when its time is over, and for a worker whom the person keeps away.
    public func read(_ id: Identifier<SharingException>, by session: WorkerSession) async throws(WorkRefusal) -> OpenedException {
        guard session.may(.receiveReferrals), let exception = try await place.stored({ try await place.stores.exceptions.exception(id) }),
            exception.holds(in: place.week), !exception.isForTable, let held = session.teamKeys[exception.receiver]
        else { throw .notFound }
        guard let dossier = try await place.stored({ try await place.stores.dossiers.dossier(exception.dossier) }) else { throw .notFound }
        guard try await !place.isBarred(session, of: held.team, from: dossier.id) else { throw .notFound }
        let receipt = try await place.logged(
            AuditEntry(
                .exceptionRead, .read, at: place.now(), by: session.actor, dossier: dossier.id, section: exception.section,
                team: held.team.id), place.readers(session, subject: dossier.publicKey))
        var opened = try await place.opened(
            exception, for: .team(held.team.id, generation: held.team.generation), held.keyPair, after: receipt
        ).opened
        // What the desk weighed about telling is between the desk and the person.
        if exception.isTold { opened.silenced() }
        return opened
    }

    // MARK: The person

    /// Whether there is something that they were told. Nothing is opened for it.
    public func isTold(_ session: PersonSession) async throws(WorkRefusal) -> Bool {
        try await place.stored { try await place.stores.exceptions.exceptions(of: session.dossier) }
            .contains { $0.isTold && [.shared, .ended].contains($0.state) }
    }

    /// What they were told, oldest first.
    public func own(_ session: PersonSession) async throws(WorkRefusal) -> [OpenedException] {
        var told: [OpenedException] = []
        for exception in try await place.stored({ try await place.stores.exceptions.exceptions(of: session.dossier) })
        where exception.isTold && [.shared, .ended].contains(exception.state) {
            let receipt = try await place.logged(
                AuditEntry(
                    .exceptionRead, .read, at: place.now(), by: .subject, dossier: session.dossier, section: exception.section),
                session.readers)
            told.append(try await place.opened(exception, for: .subject, session.keyPair, after: receipt).opened)
        }
        return told
    }
}

extension OpenedException {
    fileprivate mutating func silenced() {
        var content = content
        content.silences = []
        self = OpenedException(
            exception: exception, card: card, receiver: receiver, teams: teams, proposer: proposer, second: second, content: content)
    }
}

extension Workplace {
    /// Where things stand of which the person is not told yet: entries about them are shown when they are.
    func untold(of dossier: Identifier<Dossier>) async throws(WorkRefusal) -> Set<Identifier<DossierSection>> {
        let all = try await stored { try await stores.exceptions.exceptions(of: dossier) }.filter { $0.isHidden(in: week) }
        let hidden = Set(all.compactMap(\.table))
        guard !hidden.isEmpty else { return Set(all.map(\.section)) }
        let tables = try await stored { try await stores.tables.tables(of: dossier) }.filter { hidden.contains($0.id) }
        return Set(all.map(\.section) + tables.map(\.section))
    }

    /// Tables that the person may see: all but those of which they are not told yet.
    func shownTables(of dossier: Identifier<Dossier>) async throws(WorkRefusal) -> [CaseTable] {
        let tables = try await stored { try await stores.tables.tables(of: dossier) }
        guard tables.contains(where: { $0.ground == .recorded }) else { return tables }
        let untold = try await untold(of: dossier)
        return tables.filter { !untold.contains($0.section) }
    }
}

/// Ends what was shared without consent with a team that the person keeps away by now: its key is gone in the same step. Whether the person was
/// told makes no difference, and shows in nothing that they see.
/// - Source: decisions 0086, 0101.
struct EndBarredExceptions: Sendable {
    let place: Workplace

    func callAsFunction(_ session: PersonSession) async throws(WorkRefusal) {
        for exception in try await place.stored({ try await place.stores.exceptions.exceptions(of: session.dossier) }) {
            guard let team = try await place.stored({ try await place.stores.teams.team(exception.receiver) }),
                try await place.isBarred(team, from: session.dossier)
            else { continue }
            try await end(exception.id)
        }
    }

    // What somebody of the desk does with it at the same instant is done first.
    private func end(_ id: Identifier<SharingException>) async throws(WorkRefusal) {
        try await place.anew { () async throws(WorkRefusal) in
            guard let now = try await place.stored({ try await place.stores.exceptions.exception(id) }), now.state == .shared,
                !now.isForTable
            else { return }
            var next = now
            next.state = .ended
            let over = next
            try await place.stored {
                try await place.stores.exceptions.change(over, from: now.revision, grants: [], items: [], takesKey: true, opening: nil)
            }
            place.changes.announce(now.desk)
            place.changes.announce(now.receiver)
        }
    }
}

/// Ends what was shared without consent when its time is over: the team's key is gone, and what it read gets another.
public struct ExpireExceptions: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Returns: how many ended.
    public func callAsFunction() async throws(WorkRefusal) -> Int {
        let due = try await place.stored { try await place.stores.exceptions.due(before: place.week, limit: 1000) }
        for exception in due {
            var next = exception
            next.state = exception.state == .proposed ? .refused : .ended
            let over = next
            try await place.stored {
                do {
                    try await place.stores.exceptions.change(
                        over, from: exception.revision, grants: [], items: [], takesKey: !exception.isForTable, opening: nil)
                } catch StoreRefusal.conflict {
                    // Somebody changed it at this moment: it comes by again.
                }
            }
        }
        return due.count
    }
}
