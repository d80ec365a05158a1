import Domain
import Pages
import Workflows

/// Lists of referrals in words.
struct ReferralListPresenter: Sendable {
    let desk: WorkVisit

    func received(_ lines: [WorkReferrals.Line]) -> ReferralListPage { page("received", lines) { _ in nil } }

    func sent(_ lines: [WorkReferrals.Line], _ names: [Identifier<Team>: String]) -> ReferralListPage {
        page("sent", lines) { names[$0.to] ?? "?" }
    }

    private func page(
        _ list: String, _ lines: [WorkReferrals.Line], _ name: (Referral) -> String?
    ) -> ReferralListPage {
        let late = lines.count { $0.isLate }
        let lead =
            lines.count == 1
            ? desk.partner("\(list).one") : desk.partner("\(list).lead", ["count": String(lines.count)])
        let columns = ["handle", "line", "urgency", "state", "since", "due"] + (list == "sent" ? ["to"] : [])
        return ReferralListPage(
            title: desk.partner("\(list).h1"), lead: lines.isEmpty ? desk.partner("\(list).lead_none") : lead,
            notices: late == 0 ? [] : [lateNotice(list, late)],
            table: lines.isEmpty
                ? nil
                : DeskTable(
                    desk.partner("\(list).caption"), columns: columns.map { .init(desk.partner("list." + $0)) },
                    rows: lines.map { line in .init(cells(line) + (name(line.referral).map { [.text($0)] } ?? [])) }),
            none: desk.partner("\(list).none"), lines: [desk.partner("\(list).note")])
    }

    private func lateNotice(_ list: String, _ count: Int) -> DeskNotice {
        let key = count == 1 ? "late_one" : "late"
        return DeskNotice(
            .alarm, title: desk.partner("\(list).\(key)", ["count": String(count)]), lines: [desk.partner("\(list).late_more")])
    }

    private func cells(_ line: WorkReferrals.Line) -> [DeskTable.Cell] {
        let referral = line.referral
        let due = line.card?.due.map { desk.visit.moment($0) } ?? ""
        return [
            .ways([Link(desk.partner("list.open", ["handle": referral.handle]), to: desk.path(.referral(referral.id.text)))], buttons: []),
            .text(line.card?.line.revealed ?? desk.partner("list.no_line")), .marks([desk.urgency(referral.urgency)]),
            .marks([line.isLapsed ? Mark(.alarm, desk.partner("state.lapsed")) : desk.referralState(referral)]),
            .marks([desk.waiting(since: line.card?.since)]),
            line.isLate ? .marks([Mark(.alarm, desk.partner("list.late", ["due": due]))]) : .text(due),
        ]
    }
}

extension WorkVisit {
    /// To whoever nobody let in yet: an empty list is not the same as nothing to do.
    func keyNotices() -> [DeskNotice] {
        guard !session.teams.isEmpty, session.waitsFor.count == session.teams.count else { return [] }
        var notice = DeskNotice(.alarm, title: partner("notice.no_key"), lines: [partner("notice.no_key_more")])
        notice.links = [Link(text("frame.teams"), to: path(.teams))]
        return [notice]
    }

    /// Where a referral stands, in words; the accent says that it is for whoever looks to do something.
    func referralState(_ referral: Referral) -> Mark {
        if referral.isInward {
            return Mark(referral.state.isOver ? .quiet : .plain, inward("state." + referral.state.rawValue.replacing("-", with: "_")))
        }
        let key = referral.state == .accepted && referral.intent == .proposal ? "accepted_proposal" : referral.state.rawValue
        return Mark(referral.state.isOver ? .quiet : .plain, partner("state." + key.replacing("-", with: "_")))
    }
}
