import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Where it stands: whom was asked, what happened, what comes next. The person may ask a team themselves, and take every question back.
/// - Source: R29, R83; product E.
extension OwnController {
    func wherePage(_ room: OwnRoom, done: String? = nil) async throws(WorkRefusal) -> Response {
        let referrals = try await OwnReferrals(room.place).all(room.session)
        var page = WherePresenter(visit: room.visit).page(referrals, target(room))
        page.done = done
        return shown(page, room, "where")
    }

    func haltPage(_ room: OwnRoom, _ id: Identifier<Referral>) async throws(WorkRefusal) -> Response {
        let referral = try await OwnReferrals(room.place).read(id, room.session)
        guard !referral.referral.state.isOver else { return try await wherePage(room) }
        // It is taken back as it stood on this page: what somebody does meanwhile is seen first.
        let target = target(room, seen: Int(referral.referral.revision))
        return shown(WherePresenter(visit: room.visit).halt(referral, target), room, "end")
    }

    func halted(_ room: OwnRoom, _ id: Identifier<Referral>) async throws(WorkRefusal) -> Response {
        do {
            try await OwnReferrals(room.place).cancel(id, revision: Int64(room.slip.seen), room.session)
            return try await wherePage(room, done: room.visit.sharing("halt.done"))
        } catch {
            switch error {
            case .taken: return try await wherePage(room, done: room.visit.sharing("halt.changed"))
            case .outOfOrder: return try await wherePage(room)
            default: throw error
            }
        }
    }

    // MARK: Asking a team

    func requestPage(
        _ room: OwnRoom, _ draft: RequestDraft = RequestDraft(), problem: String? = nil, warns: Bool = false,
        before: [CareRoute] = []
    ) async throws(WorkRefusal) -> Response {
        guard room.isKept else { return shown(SharingPresenter(room: room).codeFirst(target(room)), room, "request") }
        let receivers = try await SendReferral(room.place).receivers(room.session)
        var problems = problem == nil || problem == "part.problem_old" ? [] : draft.problems
        if problem == "part.problem_old" { problems = [("part.problem_old", OwnField.words)] }
        if warns { problems = [("request.problem_who", OwnField.words)] }
        var presenter = RequestPresenter(room: room)
        presenter.before = before
        let page = presenter.page(draft, receivers, target(room), problems: problems, warns: warns)
        return shown(page, room, "request", status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    func sendRequest(_ room: OwnRoom, _ form: Form, isMeant: Bool, hasSeen: Bool) async throws(WorkRefusal) -> Response {
        let draft = RequestDraft(form)
        guard draft.problems.isEmpty, let team = draft.team else { return try await requestPage(room, draft, problem: "request.problem") }
        guard isMeant || !draft.tellsWho else { return try await requestPage(room, draft, warns: true) }
        guard room.isKept else { return try await requestPage(room, draft) }
        // What is good to know before it goes to such a place is shown once, with everything that was typed.
        if !hasSeen {
            let receivers = try await SendReferral(room.place).receivers(room.session)
            let before = receivers.first { $0.team == team }.map { RoutePresenter(room: room, receivers: receivers).before($0) } ?? []
            guard before.isEmpty else { return try await requestPage(room, draft, before: before) }
        }
        do {
            let urgency = try await SendReferral(room.place).urgency(room.session)
            let told = draft.told.map { room.visit.sharing("request.told_" + $0) }
            try await SendReferral(room.place)(
                ReferralDraft(
                    to: team, urgency: urgency, line: Confidential(room.visit.sharing("request.line")), question: Confidential(draft.text),
                    told: told), slip: room.slip.slip, by: room.session)
            return try await wherePage(room, done: room.visit.sharing("request.done"))
        } catch {
            switch error {
            case .barred, .nobodyReceives:
                var again = draft
                again.team = nil
                return try await requestPage(room, again, problem: "request.problem")
            case .taken, .storeUnavailable, .logUnavailable, .busy:
                let page = RequestPresenter(room: room).failed(
                    draft, FormTarget(action: room.visit.path(.own), ticket: sealed(room.own, room.slip)))
                return shown(page, room, "request", status: .serviceUnavailable)
            default: throw error
            }
        }
    }
}
