public import Domain
import Vault

/// Who of one's own organisation did what, for an administrator or privacy officer who holds the review key. Without content.
/// - Source: security 3.5; NEN 7513.
public struct ReadAccessLog: Sendable {
    public struct Row: Sendable {
        public let index: Int64
        public let at: Instant
        public let kind: AuditEntry.Kind
        public let worker: String
        public let role: Role?
        /// A number for the conversation; nil when the entry is about none. What was done outside it has the number too, once the person
        /// gave it with a remark: whoever reads that must find what it is about.
        public internal(set) var number: Int?
        public let isSuccess: Bool
        /// Which part it was; nil when it was none.
        public internal(set) var part: DossierSection.Kind?
        /// What it was opened for, as they said.
        public internal(set) var reason: OpeningReason?
        /// The yes on which it was opened, as it stands now; nil when it was opened on none, or the dossier was erased.
        public internal(set) var consent: Consent?
    }
    /// The log, with what people found not right in who looked.
    public struct View: Sendable {
        public let rows: [Row]
        public let remarks: [ReadRemarks.Line]
        /// Remarks of before they could be answered.
        public let older: [Remark]
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Newest first. Reading the log is itself in the log.
    public func callAsFunction(_ session: WorkerSession, before index: Int64 = .max) async throws(WorkRefusal) -> View {
        guard session.may(.readAccessLog), let held = session.teamKeys.values.first(where: { $0.team.kind == .review }) else {
            throw .notFound
        }
        _ = try await place.logged(
            AuditEntry(.logRead, .read, at: place.now(), by: session.actor, team: held.team.id),
            place.readers(session, subject: nil))
        let remarks = try await ReadRemarks(place).list(session)
        let older = try await ReadRemarks(place).unanswerable(session)
        let given = Set(remarks.compactMap(\.number) + older.map(\.number))
        return try await place.stored {
            var numbers: [Identifier<Dossier>: Int] = [:]
            var names: [Identifier<SupportWorker>: String] = [:]
            var consents: [Identifier<Dossier>: [Consent]] = [:]
            var rows: [Row] = []
            for (index, entry) in try await place.log.entries(
                reviewedBy: held.team.id, openedBy: held.keyPair, older: held.older, before: index, limit: 200)
            {
                var name = ""
                var role: Role?
                if case .worker(let id, let acting, _) = entry.actor {
                    if names[id] == nil { names[id] = (try await place.stores.workers.worker(id)).map { place.name($0) } ?? "?" }
                    name = names[id] ?? "?"
                    role = acting
                }
                var row = Row(
                    index: index, at: entry.at, kind: entry.kind, worker: name, role: role, number: entry.conversation?.number,
                    isSuccess: entry.isSuccess)
                if row.number == nil, !given.isEmpty, let dossier = entry.dossier {
                    if numbers[dossier] == nil {
                        numbers[dossier] = try await place.stores.conversations.conversation(of: dossier)?.id.number
                    }
                    row.number = numbers[dossier].flatMap { given.contains($0) ? $0 : nil }
                }
                if [.partRead, .fileOpened, .consentReturned].contains(entry.kind), let dossier = entry.dossier {
                    if consents[dossier] == nil { consents[dossier] = try await place.stores.consents.consents(of: dossier) }
                    row.consent = consents[dossier]?.first { $0.team == entry.team && ($0.startsIn...$0.endsIn).contains(Week(entry.at)) }
                    let words = entry.detail.split(separator: ":").map(String.init)
                    row.part = words.first.flatMap(DossierSection.Kind.init)
                    row.reason = words.last.flatMap(OpeningReason.init)
                }
                rows.append(row)
            }
            return View(rows: rows, remarks: remarks, older: older)
        }
    }
}
