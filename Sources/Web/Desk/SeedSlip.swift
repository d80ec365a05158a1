import Domain
import Workflows

/// What travels sealed in a worker's form that makes a conversation: the code that it gets. It fits one session and one sort of form.
struct SeedSlip: Sendable {
    enum Form: String, Sendable { case phone, inward }

    let seed: ConversationSeed
    private let form: Form

    /// Of a new form.
    init(_ form: Form, _ place: Workplace) {
        seed = place.conversationSeed()
        self.form = form
    }

    /// - Returns: nil when it is not of this session or sort of form, is too old, or was changed.
    init?(_ form: Form, opening ticket: String?, _ tickets: any FormTickets, _ desk: WorkVisit, at now: Instant) {
        guard let ticket, let bytes = try? tickets.open(ticket, purpose: Self.purpose(form, desk.session), at: now),
            let seed = ConversationSeed(packed: bytes, words: desk.place.words)
        else { return nil }
        self.seed = seed
        self.form = form
    }

    func sealed(_ tickets: any FormTickets, _ session: WorkerSession, at now: Instant) -> String {
        tickets.seal(seed.packed, purpose: Self.purpose(form, session), at: now)
    }

    private static func purpose(_ form: Form, _ session: WorkerSession) -> String { "work/\(form.rawValue)/" + session.formScope }
}
