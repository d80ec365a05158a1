import Synchronization

/// One thing that somebody did with what people entrusted, in the fields of NEN 7513.
/// - Source: security 3.1, 3.2; NEN 7513 chapter 6 as listed by Logius.
public struct AuditEntry: Sendable, Hashable {
    /// NEN 7513 EventActionCode.
    public enum Action: String, CaseIterable, Sendable, Hashable {
        case create = "C"
        case read = "R"
        case update = "U"
        case delete = "D"
        case execute = "E"
    }

    /// What happened; the stable word goes into the entry.
    public enum Kind: String, CaseIterable, Sendable, Hashable {
        case dossierOpened = "dossier.opened"
        case codeEntered = "code.entered"
        case codeChanged = "code.changed"
        case codeProven = "code.proven"
        case messageAdded = "message.added"
        case sectionRead = "section.read"
        case notesRead = "notes.read"
        case conversationClaimed = "conversation.claimed"
        case conversationReleased = "conversation.released"
        case conversationHandedOver = "conversation.handed_over"
        case conversationTakenOver = "conversation.taken_over"
        case conversationClosed = "conversation.closed"
        case draftKept = "draft.kept"
        case noteAdded = "note.added"
        case contactRevealed = "contact.revealed"
        case contactChanged = "contact.changed"
        case callNoted = "call.noted"
        case monitoringMarked = "monitoring.marked"
        case monitoringLifted = "monitoring.lifted"
        case colleagueAsked = "colleague.asked"
        case codeSpoken = "code.spoken"
        case partRead = "part.read"
        case partWritten = "part.written"
        /// A helper wrote in a part what the person said, and the person said yes in words.
        case partSpoken = "part.spoken"
        /// A helper proposed words for a part.
        case proposalMade = "proposal.made"
        case proposalAnswered = "proposal.answered"
        case fileAdded = "file.added"
        case fileOpened = "file.opened"
        case fileRemoved = "file.removed"
        case consentGiven = "consent.given"
        case consentWithdrawn = "consent.withdrawn"
        case consentExpired = "consent.expired"
        case consentReplaced = "consent.replaced"
        /// The team gave back a part of what it might read, or all of it.
        case consentReturned = "consent.returned"
        /// Somebody of a team looked at the words on which it may read.
        case agreementRead = "agreement.read"
        case neverChanged = "never.changed"
        case referralSent = "referral.sent"
        case referralRead = "referral.read"
        case referralStep = "referral.step"
        case tableProposed = "table.proposed"
        case tableAgreed = "table.agreed"
        case tableRefused = "table.refused"
        case tableRead = "table.read"
        case tableStep = "table.step"
        case tableLeft = "table.left"
        case tableEnded = "table.ended"
        /// The desk asked a team with room to join the conversation.
        case handoverInvited = "handover.invited"
        /// Somebody of that team came, and reads nothing yet.
        case handoverCame = "handover.came"
        case handoverAgreed = "handover.agreed"
        case handoverRead = "handover.read"
        case handoverSaid = "handover.said"
        case handoverEnded = "handover.ended"
        /// The desk left, and what is said from then on is not for it.
        case handoverLeft = "handover.left"
        /// A worker proposed to share something without consent; a second one agrees or not.
        case exceptionProposed = "exception.proposed"
        case exceptionAgreed = "exception.agreed"
        case exceptionRefused = "exception.refused"
        case exceptionRead = "exception.read"
        case exceptionTold = "exception.told"
        case exceptionPostponed = "exception.postponed"
        case qualityRead = "quality.read"
        case qualityDeclined = "quality.declined"
        /// The person let an organisation know that something in who looked is not right.
        case remarkSent = "remark.sent"
        case remarkRead = "remark.read"
        /// Whoever watches over it there wrote what was found, or that they looked into it.
        case remarkAnswered = "remark.answered"
        case logRead = "log.read"
        case erased = "dossier.erased"
        case expired = "dossier.expired"
        case keysRotated = "keys.rotated"
        case grantGiven = "grant.given"
        case workerInvited = "worker.invited"
        case workerEntered = "worker.entered"
        case workerRefused = "worker.refused"
        case workerLeft = "worker.left"
        case profileSet = "worker.profile_set"
        case shiftsPlanned = "roster.planned"
        case shiftRemoved = "roster.removed"
        case teamKeyMade = "team.key_made"
        case memberAdmitted = "team.member_admitted"
        case partnerInvited = "partner.invited"
        case partnerJoined = "partner.joined"
        case partnerVouched = "partner.vouched"
        case feedbackRead = "feedback.read"
        case logStarted = "log.started"
        case backupMade = "backup.made"
        case backupRestored = "backup.restored"
    }

    /// Who acted.
    public enum Actor: Sendable, Hashable {
        /// The person the dossier is about; nothing else is known of them.
        case subject
        case worker(Identifier<SupportWorker>, Role, Identifier<WorkOrganisation>)
        /// The program itself, or the operator at the command line.
        case system
    }

    public let kind: Kind
    public let action: Action
    public let at: Instant
    public let isSuccess: Bool
    public let actor: Actor
    public let dossier: Identifier<Dossier>?
    public let section: Identifier<DossierSection>?
    /// Version of the section, or number of items, where that says more.
    public let detail: String
    /// On what ground: the team whose grant was used.
    public let team: Identifier<Team>?
    /// The task at hand: the conversation.
    public let conversation: Identifier<Conversation>?

    public init(
        _ kind: Kind, _ action: Action, at: Instant, by actor: Actor, dossier: Identifier<Dossier>? = nil,
        section: Identifier<DossierSection>? = nil, detail: String = "", team: Identifier<Team>? = nil,
        conversation: Identifier<Conversation>? = nil, isSuccess: Bool = true
    ) {
        self.kind = kind
        self.action = action
        self.at = at
        self.isSuccess = isSuccess
        self.actor = actor
        self.dossier = dossier
        self.section = section
        self.detail = detail
        self.team = team
        self.conversation = conversation
    }
}

/// Proof that an entry is in the log and on disk. Only the log can give one, and no key is released without one.
/// - Source: security 0.6, invariant I4.
public struct LogReceipt: Sendable, Hashable {
    public let index: Int64
    public let dossier: Identifier<Dossier>?
    public let section: Identifier<DossierSection>?

    package init(index: Int64, dossier: Identifier<Dossier>?, section: Identifier<DossierSection>?) {
        self.index = index
        self.dossier = dossier
        self.section = section
    }
}

/// To whom a log entry can be opened afterwards.
public struct AuditReaders: Sendable, Hashable {
    /// The person whose dossier it is.
    public let subject: PublicKey?
    /// The review team of the organisation that acted, with the generation of its key.
    public let review: (team: Identifier<Team>, generation: Int, key: PublicKey)?
    /// Entries of one key scope share a key: one session with one dossier.
    public let scope: [UInt8]

    public init(subject: PublicKey?, review: (team: Identifier<Team>, generation: Int, key: PublicKey)?, scope: [UInt8]) {
        self.subject = subject
        self.review = review
        self.scope = scope
    }

    public static func == (one: AuditReaders, other: AuditReaders) -> Bool {
        one.subject == other.subject && one.scope == other.scope && one.review?.team == other.review?.team
            && one.review?.generation == other.review?.generation && one.review?.key == other.review?.key
    }
    public func hash(into hasher: inout Hasher) { hasher.combine(scope) }
}

/// The log of who did what. Nothing is opened before it answered.
/// - Source: security 3.
public protocol AuditLog: Sendable {
    /// Begins to write an entry, so that something else can be done meanwhile.
    func begin(_ entry: AuditEntry, readableBy readers: AuditReaders) throws -> AuditEntryUnderWay
}

extension AuditLog {
    /// Writes an entry and waits until it is on disk.
    /// - Throws: `StoreRefusal.unavailable` or `.full` when it cannot be written; then nothing may be shown.
    public func append(_ entry: AuditEntry, readableBy readers: AuditReaders) async throws -> LogReceipt {
        try await begin(entry, readableBy: readers).receipt()
    }
}

/// An entry on its way to the disk. One task may wait for it, also when nobody does it ends.
public final class AuditEntryUnderWay: Sendable {
    private enum State {
        case open
        case awaited(UnsafeContinuation<Int64, any Error>)
        case ended(Result<Int64, any Error>)
    }
    private let state = Mutex(State.open)
    private let dossier: Identifier<Dossier>?
    private let section: Identifier<DossierSection>?

    public init(dossier: Identifier<Dossier>?, section: Identifier<DossierSection>?) {
        self.dossier = dossier
        self.section = section
    }

    /// Waits until it is on disk.
    /// - Throws: `StoreRefusal.unavailable` or `.full` when it cannot be written; then nothing may be shown.
    public func receipt() async throws -> LogReceipt {
        let index = try await withUnsafeThrowingContinuation { waiting in
            let result: Result<Int64, any Error>? = state.withLock { state in
                if case .ended(let result) = state { return result }
                state = .awaited(waiting)
                return nil
            }
            if let result { waiting.resume(with: result) }
        }
        return LogReceipt(index: index, dossier: dossier, section: section)
    }

    /// It is there, at this position, or will not be.
    public func end(_ result: Result<Int64, any Error>) {
        let waiting: UnsafeContinuation<Int64, any Error>? = state.withLock { state in
            defer { state = .ended(result) }
            if case .awaited(let waiting) = state { return waiting }
            return nil
        }
        waiting?.resume(with: result)
    }
}
