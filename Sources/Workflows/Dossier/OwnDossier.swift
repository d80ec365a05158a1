public import Domain
import Vault

/// Shows that the person has their code, before they leave: the last four digits, or the last word, is enough.
public struct ProveCode: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Returns: whether what was typed fits.
    /// - Throws: `.taken` when the code was changed elsewhere since; `.busy`; `.logUnavailable`; `.storeUnavailable`.
    public func callAsFunction(_ typed: Confidential<String>, _ session: PersonSession) async throws(WorkRefusal) -> Bool {
        guard let code = session.unprovenCode else { return true }
        guard code.isShown(by: typed.revealed, words: place.words) else { return false }
        let isChanged = !session.replaces.isEmpty
        let cameBy = isChanged ? [try await ChangeCode(place).finish(code, session)] : session.cameBy
        let week = place.week
        try await place.stored { try await place.stores.dossiers.keep(session.dossier, .byCode, visitedIn: week) }
        var proven = session.proven
        proven.cameBy = cameBy
        try await place.rewrite(session.token, proven.packed, minutes: session.longest)
        // Open pages of who came in with the code of before find that they are out.
        if isChanged { place.changes.tell([session.conversation]) }
        _ = try await place.logged(
            AuditEntry(.codeProven, .update, at: place.now(), by: .subject, dossier: session.dossier), session.readers)
        return true
    }
}

extension ReturnCode {
    /// Whether somebody shows with this that they have the code: all of it, its last four digits, or its last word.
    func isShown(by typed: String, words: CodeWords) -> Bool {
        if let whole = try? ReturnCode.read(typed, words: words) { return whole == self }
        let figures = typed.unicodeScalars.compactMap { $0.properties.numericType == .decimal ? $0.properties.numericValue : nil }
        if figures.count == 4 { return figures.map { String(Int($0)) }.joined() == digits.revealed.suffix(4) }
        let last = ReturnCode.typedWords(typed)
        return last.count == 1 && last.first == self.words(words).revealed.last
    }
}

/// Takes another code. The one of now opens everything until the new one was shown to be kept: nobody is locked out half-way.
/// - Source: security 2.3; decision 0015.
public struct ChangeCode: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameter typed: the present code.
    /// - Returns: the new code; it stays in the session until the person has shown that they have it.
    /// - Throws: `.unreadableCode`, `.unknown` when it is not the code of this conversation, `.busy`.
    public func callAsFunction(_ typed: Confidential<String>, _ session: PersonSession) async throws(WorkRefusal) -> ReturnCode {
        let old = try await EnterCode(place).confirms(typed, session)
        let code = ReturnCode(place.chance)
        var changing = session
        changing.unprovenCode = code
        changing.replaces = old.locator
        try await place.rewrite(session.token, changing.packed, minutes: session.longest)
        return code
    }

    /// Leaves the code as it was; never a code that somebody else made and knows.
    public func cancel(_ session: PersonSession) async throws(WorkRefusal) {
        guard !session.replaces.isEmpty, try await !InwardReferrals(place).isHanded(session) else { return }
        var kept = session
        kept.unprovenCode = nil
        kept.replaces = []
        try await place.rewrite(session.token, kept.packed, minutes: session.longest)
    }

    /// Puts the new code in the place of the old one, which opens nothing from that moment: whoever came in with it elsewhere is out.
    /// - Returns: where the new code is found.
    /// - Throws: `.taken` when the code was changed elsewhere meanwhile; then this change is over.
    func finish(_ code: ReturnCode, _ session: PersonSession) async throws(WorkRefusal) -> [UInt8] {
        let new = try await place.stored { try await place.codes.derive(code) }
        guard let row = try await place.stored({ try await place.stores.dossiers.returnKey(session.replaces) }) else {
            try await cancel(session)
            throw .taken(by: nil)
        }
        // An open page of this very session must not find itself out between the two.
        var changing = session
        changing.cameBy = [session.replaces, new.locator]
        try await place.rewrite(session.token, changing.packed, minutes: session.longest)
        _ = try await place.logged(
            AuditEntry(.codeChanged, .update, at: place.now(), by: .subject, dossier: session.dossier), session.readers)
        try await place.stored {
            let version = row.version + 1
            try await place.stores.dossiers.replace(
                session.replaces,
                with: ReturnKey(
                    locator: new.locator, dossier: session.dossier, version: version, derivation: CodeKeys.derivation,
                    wrappedSeed: try place.codes.seal(session.keyPair, new, dossier: session.dossier, version: version)))
        }
        return new.locator
    }
}

/// Erases everything, for good. First the key without which nothing opens, then the rest.
/// - Source: security 2.10; GDPR art. 17.
public struct EraseEverything: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Parameter typed: the code, once more.
    public func callAsFunction(_ typed: Confidential<String>, _ session: PersonSession) async throws(WorkRefusal) {
        _ = try await EnterCode(place).confirms(typed, session)
        try await erase(session)
    }

    /// Throws away what was just written and is not kept by code yet; for that nothing has to be typed again.
    public func unproven(_ session: PersonSession) async throws(WorkRefusal) {
        let dossier = try await place.stored { try await place.stores.dossiers.dossier(session.dossier) }
        // After a change of code the session holds a new code too, but what is kept may not go without the code.
        guard session.unprovenCode != nil, dossier?.keeping == .unproven else { throw .notFound }
        try await erase(session)
    }

    private func erase(_ session: PersonSession) async throws(WorkRefusal) {
        _ = try await place.logged(
            AuditEntry(.erased, .delete, at: place.now(), by: .subject, dossier: session.dossier), session.readers)
        try await place.shred(session.dossier)
        try? await place.stores.sessions.remove(SessionSeal.hash(session.token))
        place.floor.leaves(session.conversation, at: place.now())
        place.floor.ended(session.conversation, at: place.now())
        place.changes.announce(session.team)
        place.changes.tell([session.conversation])
    }
}

extension Workplace {
    /// The one way in which a dossier ends.
    func shred(_ dossier: Identifier<Dossier>) async throws(WorkRefusal) {
        try await stored {
            try await stores.shred.destroy(dossier)
            try await stores.dossiers.erase(dossier)
        }
    }
}

/// Who looked, and what else was done with what the person wrote.
/// - Source: security 3.5; NEN 7513 chapter 9.
public struct WhoLooked: Sendable {
    public struct Entry: Sendable {
        public let at: Instant
        public let kind: AuditEntry.Kind
        /// False where somebody wanted it and nothing was done.
        public let isSuccess: Bool
        public let isPerson: Bool
        public let organisation: String
        public let workerName: String
        public let role: Role?
        /// The part of the dossier that it was about, if it was about one.
        public let part: DossierSection.Kind?
        /// What it was opened for, as they said; nil when nothing was said.
        public var reason: OpeningReason?
        /// Nil for the person and the program.
        public let organisationID: Identifier<WorkOrganisation>?
    }
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Newest first.
    public func callAsFunction(_ session: PersonSession) async throws(WorkRefusal) -> [Entry] {
        try await place.stored {
            // All of them: drafts alone make hundreds, and behind them would disappear who read.
            let entries = try await place.log.entries(of: session.dossier, openedBy: session.keyPair, limit: .max)
            var names: [Identifier<SupportWorker>: String] = [:]
            var organisations: [Identifier<WorkOrganisation>: String] = [:]
            var shown: [Entry] = []
            let untold = try await place.untold(of: session.dossier)
            for (_, entry) in entries where entry.section.map({ !untold.contains($0) }) ?? true {
                let part = Self.part(entry)
                guard case .worker(let worker, let role, let organisation) = entry.actor else {
                    shown.append(
                        Entry(
                            at: entry.at, kind: entry.kind, isSuccess: entry.isSuccess, isPerson: entry.actor == .subject,
                            organisation: "", workerName: "", role: nil, part: part, organisationID: nil))
                    continue
                }
                if names[worker] == nil {
                    names[worker] = (try await place.stores.workers.worker(worker)).map { place.name($0) } ?? "?"
                }
                if organisations[organisation] == nil {
                    organisations[organisation] =
                        (try await place.stores.teams.organisation(organisation)).map { place.name($0) } ?? "?"
                }
                var seen = Entry(
                    at: entry.at, kind: entry.kind, isSuccess: entry.isSuccess, isPerson: false,
                    organisation: organisations[organisation] ?? "?", workerName: names[worker] ?? "?", role: role, part: part,
                    organisationID: organisation)
                seen.reason =
                    entry.kind == .partRead ? entry.detail.split(separator: ":").last.flatMap { OpeningReason(rawValue: String($0)) } : nil
                shown.append(seen)
            }
            return shown
        }
    }

    private static func part(_ entry: AuditEntry) -> DossierSection.Kind? {
        guard [.partRead, .partWritten, .partSpoken, .grantGiven, .consentReturned].contains(entry.kind) else { return nil }
        return entry.detail.split(separator: ":").first.flatMap { DossierSection.Kind(rawValue: String($0)) }
    }
}
