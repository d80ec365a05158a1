import Domain
import Workflows

/// What travels sealed in the forms of the workbench: what makes an answer one answer, and how many messages stood on the screen. It fits
/// one action of one session.
/// - Source: security 6.5.
struct DeskSlip: Sendable {
    /// What a form is for.
    enum Purpose: Sendable, Hashable {
        case inbox
        case conversation(Identifier<Conversation>)
        case referral(Identifier<Referral>)
        case refer(Identifier<Conversation>)
        case people
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
                case .conversation(let id): "conversation/" + id.text
                case .referral(let id): "referral/" + id.text
                case .refer(let id): "refer/" + id.text
                case .people: "people"
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
