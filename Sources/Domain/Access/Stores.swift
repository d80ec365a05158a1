/// Every store of an installation, each for one thing.
public struct Stores: Sendable {
    public let conversations: any ConversationStore
    public let dossiers: any DossierStore
    public let sections: any SectionStore
    public let shred: any ShredStore
    public let workers: any WorkerStore
    public let teams: any TeamStore
    public let sessions: any SessionStore
    public let feedback: any FeedbackStore
    public let roster: any RosterStore
    public let consents: any ConsentStore
    public let referrals: any ReferralStore
    public let files: any FileStore
    public let audit: any AuditStore

    public init(
        conversations: any ConversationStore, dossiers: any DossierStore, sections: any SectionStore, shred: any ShredStore,
        workers: any WorkerStore, teams: any TeamStore, sessions: any SessionStore, feedback: any FeedbackStore, roster: any RosterStore,
        consents: any ConsentStore, referrals: any ReferralStore, files: any FileStore, audit: any AuditStore
    ) {
        self.conversations = conversations
        self.dossiers = dossiers
        self.sections = sections
        self.shred = shred
        self.workers = workers
        self.teams = teams
        self.sessions = sessions
        self.feedback = feedback
        self.roster = roster
        self.consents = consents
        self.referrals = referrals
        self.files = files
        self.audit = audit
    }
}
