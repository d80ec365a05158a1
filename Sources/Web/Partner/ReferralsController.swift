import Domain
import Hummingbird
import Pages
import Workflows

/// The lists of referrals: what a partner received, and what a desk sent and watches over; and the same for people who are sent to the desk.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/binnen, /en/work/received | worker of the team that received it | follow_referrals |
/// | GET | /nl/werk/verder, /en/work/onward | worker of the team that sent it | follow_referrals |
/// - Source: R29, R32; product E.
struct ReferralsController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .received, policy, .followReferrals) { desk, _, _ in
            guard desk.session.may(.receiveReferrals) else { return try await inward(desk) }
            let lines = try await WorkReferrals(desk.place).received(desk.session)
            var page = ReferralListPresenter(desk: desk).received(lines)
            page.notices = desk.exceptionNotices(try await ReadExceptions(desk.place).received(desk.session)) + page.notices
            page.notices = desk.alongNotices(try await WarmHandovers(desk.place).received(desk.session)) + page.notices
            return door.respond(
                page, desk.frame(desk.partner("tabs.received"), at: .received))
        }
        door.get(router, .sent, policy, .followReferrals) { desk, _, _ in
            guard desk.session.may(.helpPeople) else { return try await outward(desk) }
            let lines = try await WorkReferrals(desk.place).sent(desk.session)
            let names = try await GiveConsent(desk.place).names(of: lines.map(\.referral.to))
            var page = ReferralListPresenter(desk: desk).sent(lines, names)
            page.notices = desk.exceptionNotices(try await ReadExceptions(desk.place).lines(desk.session)) + page.notices
            return door.respond(page, desk.frame(desk.partner("tabs.sent"), at: .sent))
        }
    }

    /// Who was sent to the worker's desks.
    private func inward(_ desk: WorkVisit) async throws -> Response {
        let lines = try await InwardReferrals(desk.place).received(desk.session)
        let names = try await GiveConsent(desk.place).names(of: lines.map(\.referral.from))
        return door.respond(InwardPresenter(desk: desk).received(lines, names), desk.frame(desk.partner("tabs.received"), at: .received))
    }

    /// Whom the worker's own team sent to the desk.
    private func outward(_ desk: WorkVisit) async throws -> Response {
        let lines = try await InwardReferrals(desk.place).sent(desk.session)
        return door.respond(
            InwardPresenter(desk: desk).sent(lines, notices: []), desk.frame(desk.partner("tabs.sent"), at: .sent))
    }
}
