import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Somebody who wants to join the conversation: who it is, yes or not now, writing while they are there, and ending it.
/// - Source: product E; R22, R62; decision 0085.
extension OwnController {
    /// How the slip of a page says that somebody had joined when it was shown.
    static let joint = "joint/"

    static func joint(_ slip: OwnSlip) -> Identifier<WarmHandover>? {
        guard slip.note.hasPrefix(joint) else { return nil }
        return Identifier(String(slip.note.dropFirst(joint.count)))
    }

    func sendJointly(_ own: OwnVisit, _ text: String, _ slip: OwnSlip, _ talk: Identifier<WarmHandover>) async -> Response {
        do {
            try await OwnHandovers(own.place).say(Confidential(text), in: talk, slip: slip.slip, own.session)
            return responder.redirect(to: own.visit.path(.own))
        } catch {
            switch error {
            case .empty: return await mine(own, problem: "mine.problem_empty", slip: slip, status: .unprocessableContent)
            case .erased: return gone(own.visit, text)
            // It goes to nobody before the person saw who reads it now.
            case .outOfOrder, .notFound: return await mine(own, text: text, problem: "mine.problem_joint", slip: slip, status: .conflict)
            default: return await mine(own, text: text, problem: "write.problem_failed", slip: slip, status: .serviceUnavailable)
            }
        }
    }

    func guestPage(
        _ room: OwnRoom, _ id: Identifier<WarmHandover>, problem: String? = nil, typed: String = "", withBefore: Bool = false,
        status: HTTPResponse.Status = .ok
    ) async throws(WorkRefusal) -> Response {
        let talks = try await OwnHandovers(room.place).talks(room.session)
        guard let talk = talks.first(where: { $0.handover.id == id }), talk.runs, talk.handover.state == .present,
            let guest = talk.handover.guest
        else { return await mine(room.own, text: room.slip.text) }
        let count = try await ReadOwnConversation(room.place)(room.session).messages.count
        let presenter = JointPresenter(room: room, talk: talk, count: count)
        let page = presenter.page(
            target(room, note: guest.text), withBefore: withBefore, typed: typed, problem: problem.map { room.visit.sharing($0) })
        return shown(page, room, "guest", status: status)
    }

    func welcome(_ room: OwnRoom, _ id: Identifier<WarmHandover>, _ form: Form) async throws(WorkRefusal) -> Response {
        let withBefore = form[OwnField.scope] == "all"
        let code = form[OwnField.code] ?? ""
        guard let guest = Identifier<SupportWorker>(room.slip.note) else { return try await guestPage(room, id) }
        do throws(WorkRefusal) {
            let talks = try await OwnHandovers(room.place).talks(room.session)
            guard let talk = talks.first(where: { $0.handover.id == id }) else { throw .outOfOrder }
            let count = try await ReadOwnConversation(room.place)(room.session).messages.count
            let words = JointPresenter(room: room, talk: talk, count: count).words(withBefore: withBefore)
            try await OwnHandovers(room.place).agree(
                id, guest: guest, withBefore: withBefore, text: Confidential(words), code: code.isEmpty ? nil : Confidential(code),
                isMonitored: room.isMonitored, room.session)
            return responder.redirect(to: room.visit.path(.own))
        } catch {
            switch error {
            case .codeNeeded, .unknown, .unreadableCode:
                return try await guestPage(
                    room, id, problem: "guest.problem_code", typed: code, withBefore: withBefore, status: .unprocessableContent)
            case .taken: return try await guestPage(room, id, problem: "guest.problem_changed", withBefore: withBefore, status: .conflict)
            case .readAlong: return await mine(room.own, text: room.slip.text, problem: "mine.problem_along", status: .conflict)
            case .outOfOrder, .barred: return await mine(room.own, text: room.slip.text)
            default: throw error
            }
        }
    }

    /// Not now, or not any more: one press, and nobody is asked for a reason.
    func goodbye(_ room: OwnRoom, _ id: Identifier<WarmHandover>) async throws(WorkRefusal) -> Response {
        try await OwnHandovers(room.place).end(id, room.session)
        return await mine(room.own, text: room.slip.text, done: "mine.guest_gone")
    }
}
