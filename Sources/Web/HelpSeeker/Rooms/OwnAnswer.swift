import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Answering what a team asked back, oneself and without one's name.
/// - Source: R21, R29; product E.
extension OwnController {
    func replyPage(
        _ room: OwnRoom, _ id: Identifier<Referral>, _ text: String = "", problem: String? = nil, warns: Bool = false,
        status: HTTPResponse.Status = .ok
    ) async throws(WorkRefusal) -> Response {
        let opened = try await OwnReferrals(room.place).read(id, room.session)
        guard opened.referral.state == .onHold else { return try await answeredMeanwhile(room, opened, text) }
        // It is an answer to what stood on this page: what somebody does meanwhile is seen first.
        let page = AnswerPresenter(room: room).page(
            opened, text, target(room, seen: Int(opened.referral.revision)), problem: problem, warns: warns)
        return shown(page, room, "request", status: status)
    }

    func replied(_ room: OwnRoom, _ id: Identifier<Referral>, _ form: Form, isMeant: Bool) async throws(WorkRefusal) -> Response {
        var draft = RequestDraft()
        draft.text = form[OwnField.words] ?? ""
        let opened = try await OwnReferrals(room.place).read(id, room.session)
        let isNameless = opened.referral.intent == .proposal
        guard draft.text.contains(where: { !$0.isWhitespace }), draft.text.utf8.count <= RequestDraft.longest else {
            let problem = draft.text.utf8.count > RequestDraft.longest ? "part.problem_long" : "reply.problem_empty"
            return try await replyPage(room, id, draft.text, problem: problem, status: .unprocessableContent)
        }
        guard isMeant || !isNameless || !draft.tellsWho else {
            return try await replyPage(room, id, draft.text, problem: "request.problem_who", warns: true, status: .unprocessableContent)
        }
        do {
            try await OwnReferrals(room.place).answer(id, revision: Int64(room.slip.seen), Confidential(draft.text), room.session)
            return try await wherePage(room, done: room.visit.sharing("reply.done"))
        } catch {
            switch error {
            case .taken, .outOfOrder: return try await answeredMeanwhile(room, opened, draft.text)
            case .storeUnavailable, .logUnavailable, .busy:
                return try await replyPage(room, id, draft.text, problem: "part.problem_failed", status: .serviceUnavailable)
            default: throw error
            }
        }
    }

    /// Whether another team may be asked, as the one that helps now proposes. Nothing of the person goes there with it.
    func forward(_ room: OwnRoom, _ id: Identifier<Referral>, isAgreed: Bool) async throws(WorkRefusal) -> Response {
        do {
            let opened = try await OwnReferrals(room.place).read(id, room.session)
            let revision = opened.referral.revision
            if isAgreed {
                // A second press is the same question: it is named after the proposal, and not after the form.
                let slip = Confidential("forward/" + id.text + "/" + (opened.openForward.map { String($0.at.seconds) } ?? ""))
                try await OwnReferrals(room.place).agreeToForward(id, revision: revision, slip: slip, room.session)
            } else {
                try await OwnReferrals(room.place).refuseForward(id, revision: revision, room.session)
            }
            return try await wherePage(room, done: room.visit.sharing(isAgreed ? "where.forward_asked" : "where.forward_stays"))
        } catch {
            switch error {
            case .outOfOrder: return try await wherePage(room)
            case .taken: return try await wherePage(room, done: room.visit.sharing("halt.changed"))
            case .barred: return try await wherePage(room, done: room.visit.sharing("share.barred"))
            default: throw error
            }
        }
    }

    /// The desk answered at the same time, or this very form came a second time: nothing that was typed is lost.
    private func answeredMeanwhile(_ room: OwnRoom, _ before: OpenedReferral, _ text: String) async throws(WorkRefusal) -> Response {
        let now = try await OwnReferrals(room.place).read(before.referral.id, room.session)
        if let last = now.last(.answered), last.by == nil, last.step.text.revealed == text {
            return try await wherePage(room, done: room.visit.sharing("reply.done"))
        }
        guard text.contains(where: { !$0.isWhitespace }) else { return try await wherePage(room) }
        guard now.referral.state == .onHold else {
            return shown(AnswerPresenter(room: room).late(now, text, target(room)), room, "request", status: .conflict)
        }
        return try await replyPage(room, before.referral.id, text, problem: "reply.problem_changed", status: .conflict)
    }
}

/// What a team asked back, and the answer to it.
struct AnswerPresenter: Sendable {
    let room: OwnRoom
    private var visit: Visit { room.visit }

    /// - Parameter warns: whether something in it may tell who it is; then it can be sent all the same.
    func page(_ opened: OpenedReferral, _ text: String, _ target: FormTarget, problem: String?, warns: Bool) -> RoomPage {
        let values = ["organisation": opened.receiver.organisationName]
        let isNameless = opened.referral.intent == .proposal
        let id = opened.referral.id.text
        var page = RoomPage(title: visit.sharing("reply.h1", values), target: target)
        if let question = opened.last(.question) {
            page.blocks.append(.said(by: visit.sharing("where.they_ask", values), Told(question.step.text.revealed)))
        }
        page.blocks.append(.lines([visit.sharing(isNameless ? "reply.nameless" : "reply.known", values), visit.sharing("reply.may")]))
        var field = WritingField(name: OwnField.words, label: visit.sharing("reply.label"), value: Told(text), rows: 5)
        field.problem = problem.map { visit.sharing($0) }
        let meant = warns ? [visit.press("request.meant", "repliedmeant-" + id)] : []
        page.blocks.append(
            .form([
                .writing(field), .offline(visit.offline),
                .buttons(
                    go: visit.press(isNameless ? "request.send" : "reply.send", "replied-" + id),
                    meant + [visit.press("request.back", "where")]),
            ]))
        if let problem { page.problems = visit.problems([(visit.sharing(problem), OwnField.words)]) }
        return page
    }

    func late(_ opened: OpenedReferral, _ text: String, _ target: FormTarget) -> RoomPage {
        let values = ["organisation": opened.receiver.organisationName]
        return RoomPage(
            title: visit.sharing("reply.h1", values), target: target,
            blocks: [
                .good([visit.sharing("reply.late", values)]), .said(by: visit.sharing("reply.typed"), Told(text)),
                .form([.buttons(go: nil, [visit.press("request.back", "where")])]),
            ])
    }
}
