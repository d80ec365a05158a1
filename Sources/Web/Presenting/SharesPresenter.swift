import Domain
import Pages
import Wording
import Workflows

/// What people let a team read, in words. Nothing here says who somebody is before a part is opened.
struct SharesPresenter: Sendable {
    let desk: WorkVisit

    func list(_ shares: [TeamShares.Share], notices: [DeskNotice] = []) -> ReferralListPage {
        let count = ["count": String(shares.count)]
        return ReferralListPage(
            title: desk.shares("list.h1"),
            lead: shares.isEmpty
                ? desk.shares("list.lead_none") : desk.shares(shares.count == 1 ? "list.one" : "list.lead", count), notices: notices,
            table: shares.isEmpty
                ? nil
                : DeskTable(
                    desk.shares("list.caption"),
                    columns: ["handle", "team", "purpose", "until", "by"].map { .init(desk.shares("list." + $0)) },
                    rows: shares.map { share in
                        let open = Link(
                            desk.shares("list.open", ["handle": share.consent.handle]), to: desk.path(.share(share.consent.id.text)))
                        let referral = share.referral.map {
                            Link(desk.shares("list.referral"), to: desk.path(.referral($0.text)))
                        }
                        return .init([
                            .ways([open], buttons: []), .text(share.teamName),
                            .text(desk.partner("purpose." + share.consent.purpose.rawValue)),
                            .text(desk.visit.date(share.consent.endsIn.lastDay)),
                            referral.map { .ways([$0], buttons: []) } ?? .text(desk.shares("list.no_referral")),
                        ])
                    }), none: desk.shares("list.none"), lines: [desk.shares("list.note")])
    }

    func page(_ shared: SharedDossier, givesBack: Bool = false, notices: [DeskNotice]) -> SharePage {
        let consent = shared.consent
        var page = SharePage(
            title: desk.shares("one.h1", ["handle": consent.handle]),
            back: Link(desk.shares("list.back"), to: desk.path(.shares)), notices: notices,
            lines: [
                desk.partner("shared.until", ["date": desk.visit.date(consent.endsIn.lastDay)]),
                desk.partner("shared.purpose", ["purpose": desk.partner("purpose." + consent.purpose.rawValue)]),
                desk.logged, desk.shares("one.needed"),
            ],
            terms: shared.words.map { (desk.shares("one.terms"), Told($0.revealed)) },
            target: desk.target(.share(consent.id.text), .share(consent.id)),
            reason: ChoiceGroup(
                desk.shares("one.reason"), name: SharesController.reason, kind: .one,
                choices: OpeningReason.allCases.map { Pages.Choice($0.rawValue, label: desk.shares("reason." + $0.rawValue)) }),
            partsTitle: desk.shares("one.parts"),
            parts: shared.parts.map {
                FormButton(desk.shares("one.open", ["part": desk.partner("part." + $0.rawValue)]), name: "go", value: String($0.partNumber))
            }, none: desk.partner("shared.nothing"))
        page.giveBack = giveBack(shared, isOpen: givesBack)
        return page
    }

    /// - Parameter isOpen: whether they came to do just that.
    private func giveBack(_ shared: SharedDossier, isOpen: Bool) -> SharePage.GiveBack {
        let parts = shared.parts.count > 1 ? shared.parts : []
        return .init(
            title: desk.shares("back.title"), lines: ["at_once", "told", "help"].map { desk.shares("back." + $0) },
            reason: ChoiceGroup(
                desk.shares("back.reason"), name: SharesController.backReason, kind: .one,
                choices: [Pages.Choice("", label: desk.shares("back.unsaid"), isChosen: true)]
                    + SharingReturn.Reason.allCases.map { Pages.Choice($0.rawValue, label: desk.shares("back.of." + $0.rawValue)) }),
            buttons: parts.map {
                FormButton(
                    desk.shares("back.part", ["part": desk.partner("part." + $0.rawValue)]), name: "go", value: "back-\($0.partNumber)")
            } + [FormButton(desk.shares("back.all"), name: "go", value: "back-all")], isOpen: isOpen)
    }

    func part(_ part: OpenedPart, on id: Identifier<Consent>) -> SharedPartPage {
        ReferralPresenter(desk: desk, typed: .init()).part(
            part, back: Link(desk.shares("one.back"), to: desk.path(.share(id.text)))
        ) { desk.path(.shareFile(id.text, String(DossierSection.Kind.files.partNumber), $0.text)) }
    }
}

extension WorkVisit {
    /// Who sees what somebody opens. Whoever came in by a letter has nobody here who watches over their organisation.
    var logged: String { partner(session.holdsKey(of: .outside) ? "shared.logged_outside" : "shared.logged") }

    /// That people let the team read something without anybody being referred: the list of referrals is empty then, and they wait all the same.
    func shareNotices(_ shares: [TeamShares.Share]) -> [DeskNotice] {
        let count = shares.count { $0.referral == nil }
        guard count > 0, session.holdsKey(of: .partner) else { return [] }
        var notice = DeskNotice(.good, title: self.shares(count == 1 ? "list.one" : "list.lead", ["count": String(count)]), lines: [])
        notice.lines = [self.shares("list.direct")]
        notice.links = [Link(self.shares("list.open_all"), to: path(.shares))]
        return [notice]
    }
}
