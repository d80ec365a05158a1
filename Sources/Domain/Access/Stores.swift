/// Every store of an installation, each for one thing; one can be put in the place of another.
public struct Stores: Sendable {
    public var conversations: any ConversationStore
    public var dossiers: any DossierStore
    public var sections: any SectionStore
    public var shred: any ShredStore
    public var workers: any WorkerStore
    public var teams: any TeamStore
    public var sessions: any SessionStore
    public var feedback: any FeedbackStore
    public var roster: any RosterStore
    public var consents: any ConsentStore
    public var referrals: any ReferralStore
    public var handovers: any HandoverStore
    public var exceptions: any ExceptionStore
    public var files: any FileStore
    public var tables: any CaseTableStore
    public var audit: any AuditStore

    public init(
        conversations: any ConversationStore, dossiers: any DossierStore, sections: any SectionStore, shred: any ShredStore,
        workers: any WorkerStore, teams: any TeamStore, sessions: any SessionStore, feedback: any FeedbackStore, roster: any RosterStore,
        consents: any ConsentStore, referrals: any ReferralStore, handovers: any HandoverStore, exceptions: any ExceptionStore,
        files: any FileStore, tables: any CaseTableStore, audit: any AuditStore
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
        self.handovers = handovers
        self.exceptions = exceptions
        self.files = files
        self.tables = tables
        self.audit = audit
    }
}
