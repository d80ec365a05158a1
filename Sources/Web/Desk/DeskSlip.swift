import Domain
import Workflows

/// What travels sealed in the forms of the workbench: what makes an answer one answer, and how many messages stood on the screen. It fits
/// one action of one session.
/// - Source: security 6.5.
struct DeskSlip: Sendable {
    /// What a form is for.
    enum Purpose: Sendable, Hashable {
        case inbox
        case sentInward
        case conversation(Identifier<Conversation>)
        case referral(Identifier<Referral>)
        case refer(Identifier<Conversation>)
        case together(Identifier<Conversation>)
        case letter(Identifier<Conversation>)
        case share(Identifier<Consent>)
        case tables
        case table(Identifier<CaseTable>)
        case newTable(Identifier<Conversation>)
        case along(Identifier<WarmHandover>)
        case exception(Identifier<Conversation>)
        case exceptionTable(Identifier<Conversation>)
        case opened(Identifier<SharingException>)
        case remark(Identifier<DossierSection>)
        case people
        case partners
        case teams
        case roster
        case skills
        case leave
        case keys
        case board
        case phrases

        fileprivate func text(_ session: WorkerSession) -> String {
            let action =
                switch self {
                case .inbox: "inbox"
                case .sentInward: "sent-inward"
                case .conversation(let id): "conversation/" + id.text
                case .referral(let id): "referral/" + id.text
                case .refer(let id): "refer/" + id.text
                case .exception(let id): "exception/" + id.text
                case .exceptionTable(let id): "exception-table/" + id.text
                case .opened(let id): "opened/" + id.text
                case .along(let id): "along/" + id.text
                case .together(let id): "together/" + id.text
                case .letter(let id): "letter/" + id.text
                case .share(let id): "share/" + id.text
                case .tables: "tables"
                case .table(let id): "table/" + id.text
                case .newTable(let id): "new-table/" + id.text
                case .remark(let id): "remark/" + id.text
                case .people: "people"
                case .partners: "partners"
                case .teams: "teams"
                case .roster: "roster"
                case .skills: "skills"
                case .leave: "leave"
                case .keys: "keys"
                case .board: "board"
                case .phrases: "phrases"
                }
            return "work/\(action)/\(session.formScope)"
        }
    }

    let name: [UInt8]
    let seen: Int

    private static let joint = 1 << 30
    /// How many messages stood on the screen.
    var said: Int { seen & (Self.joint - 1) }
    /// Whether somebody had joined the conversation as it stood on the screen: what is answered is for them too.
    var isJoint: Bool { seen & Self.joint != 0 }

    static func seen(_ said: Int, isJoint: Bool) -> Int { min(said, joint - 1) | (isJoint ? joint : 0) }

    /// A new form.
    init(_ place: Workplace, seen: Int = 0) {
        name = place.chance.bytes(16)
        self.seen = seen
    }

    /// - Throws: `.foreign` when it is of another form, session or site; `.expired` when it is too old.
    init(
        opening ticket: String?, _ tickets: any FormTickets, for purpose: Purpose, _ session: WorkerSession, at now: Instant
    ) throws(FormTicketRefusal) {
        guard let ticket else { throw .foreign }
        let bytes = try tickets.open(ticket, purpose: purpose.text(session), at: now)
        guard bytes.count == 20 else { throw .foreign }
        name = Array(bytes[..<16])
        seen = bytes[16...].reduce(0) { $0 << 8 | Int($1) }
    }

    func sealed(_ tickets: any FormTickets, for purpose: Purpose, _ session: WorkerSession, at now: Instant) -> String {
        let count = UInt32(clamping: seen)
        let tail = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> UInt32($0)) }
        return tickets.seal(name + tail, purpose: purpose.text(session), at: now)
    }

    /// What makes the same words on the same form one answer.
    var slip: Confidential<String> { Confidential(name.map { String($0, radix: 16) }.joined(separator: ".")) }
}
