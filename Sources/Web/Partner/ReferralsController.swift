import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// The lists of referrals: what a partner received, and what a desk sent and watches over; and the same for people who are sent to the desk.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/binnen, /en/work/received | worker of the team that received it | follow_referrals |
/// | GET | /nl/werk/verder, /en/work/onward | worker of the team that sent it | follow_referrals |
/// | POST | /nl/werk/verder, /en/work/onward | worker of the team that sent somebody to the desk | receive_referrals |
/// - Source: R29, R32; product E; decision 0096.
struct ReferralsController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .received, policy, .followReferrals) { desk, _, _ in
            guard desk.session.may(.receiveReferrals) else { return try await inward(desk) }
            let lines = try await WorkReferrals(desk.place).received(desk.session)
            var page = ReferralListPresenter(desk: desk).received(lines)
            page.notices = desk.exceptionNotices(try await ReadExceptions(desk.place).received(desk.session)) + page.notices
            page.notices = desk.keyNotices() + page.notices
            page.notices = desk.alongNotices(try await WarmHandovers(desk.place).received(desk.session)) + page.notices
            page.notices += desk.shareNotices(try await TeamShares(desk.place)(desk.session))
            return door.respond(
                page, desk.frame(desk.partner("tabs.received"), at: .received))
        }
        door.get(router, .sent, policy, .followReferrals) { desk, request, _ in
            guard desk.session.may(.helpPeople) else {
                let done = request.word("n", of: ["taken_back"]).map { [desk.inwardNotice(.done, $0)] } ?? []
                return try await outward(desk, notices: done)
            }
            let lines = try await WorkReferrals(desk.place).sent(desk.session)
            let names = try await GiveConsent(desk.place).names(of: lines.map(\.referral.to))
            var page = ReferralListPresenter(desk: desk).sent(lines, names)
            page.notices = desk.exceptionNotices(try await ReadExceptions(desk.place).lines(desk.session)) + page.notices
            return door.respond(page, desk.frame(desk.partner("tabs.sent"), at: .sent))
        }
        door.post(router, .sent, policy, .receiveReferrals) { desk, request, _ in
            try await takeBack(desk, try await door.responder.form(request))
        }
    }

    /// Takes back somebody who was sent to the desk: first what that means, then the doing.
    private func takeBack(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        do {
            _ = try desk.slip(form, .sentInward)
        } catch {
            return try await outward(desk, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        let parts = (form["go"] ?? "").split(separator: "-", maxSplits: 1).map(String.init)
        guard parts.count == 2, let id = Identifier<Referral>(parts[1]) else { throw PageRefusal.notFound }
        let target = desk.target(.sent, .sentInward)
        guard parts[0] == "back" else {
            return door.respond(
                InwardPresenter(desk: desk).takeBack(id, target: target), desk.frame(desk.partner("tabs.sent"), at: .sent))
        }
        do {
            try await TakeInwardBack(desk.place)(id, by: desk.session)
        } catch {
            guard error == .outOfOrder else { throw error }
            return try await outward(desk, notices: [desk.inwardNotice(.refused, "too_far")], status: .conflict)
        }
        return door.responder.redirect(to: desk.path(.sent) + "?n=taken_back")
    }

    /// Who was sent to the worker's desks.
    private func inward(_ desk: WorkVisit) async throws -> Response {
        let lines = try await InwardReferrals(desk.place).received(desk.session)
        let names = try await GiveConsent(desk.place).names(of: lines.map(\.referral.from))
        return door.respond(InwardPresenter(desk: desk).received(lines, names), desk.frame(desk.partner("tabs.received"), at: .received))
    }

    /// Whom the worker's own team sent to the desk.
    private func outward(
        _ desk: WorkVisit, notices: [DeskNotice] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let lines = try await InwardReferrals(desk.place).sent(desk.session)
        return door.respond(
            InwardPresenter(desk: desk).sent(lines, notices: notices, target: desk.target(.sent, .sentInward)),
            desk.frame(desk.partner("tabs.sent"), at: .sent), status: status)
    }
}
