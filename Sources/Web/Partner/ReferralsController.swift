import Domain
import Hummingbird
import Pages
import Workflows

/// The lists of referrals: what a partner received, and what a desk sent and watches over.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/binnen, /en/work/received | partner worker | receive_referrals |
/// | GET | /nl/werk/verder, /en/work/onward | worker who helps people | help_people |
/// - Source: R29, R32; product E.
struct ReferralsController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .received, policy, .receiveReferrals) { desk, _, _ in
            let lines = try await WorkReferrals(desk.place).received(desk.session)
            return door.respond(
                ReferralListPresenter(desk: desk).received(lines), desk.frame(desk.partner("tabs.received"), at: .received))
        }
        door.get(router, .sent, policy, .helpPeople) { desk, _, _ in
            let lines = try await WorkReferrals(desk.place).sent(desk.session)
            let names = try await GiveConsent(desk.place).names(of: lines.map(\.referral.to))
            return door.respond(
                ReferralListPresenter(desk: desk).sent(lines, names), desk.frame(desk.partner("tabs.sent"), at: .sent))
        }
    }
}
