import Domain
import Pages
import Wording
import Workflows

/// Everything of somebody's own, in the order of their own story: what they wrote, what was said, what they agreed, where it stands, who looked.
/// - Source: GDPR art. 15, 20; product D.
struct FilePresenter: Sendable {
    let visit: Visit
    let conversation: OwnConversation
    let parts: [OpenedPart]
    let consents: [AgreedConsent]
    let referrals: [OpenedReferral]
    let tables: [OpenedTable]
    let never: [NeverList.Entry]
    let looked: [WhoLooked.Entry]
    /// What came along with them when somebody sent them here.
    var along: [OpenedReferral] = []
    /// What they let organisations know about who looked.
    var remarks: [Remark] = []

    var file: OwnFile {
        OwnFile(
            language: PageLanguage(visit.language), title: visit.sharing("file.h1"),
            blocks: [.lines([visit.sharing("file.made", ["when": visit.exactly(visit.now)]), visit.sharing("file.safe")])] + written
                + messages
                + sentAlong + agreed + standing + together + kept + who)
    }

    private var written: [RoomPage.Block] {
        parts.filter { !$0.isEmpty }.flatMap { part in
            [.heading(visit.name(part.kind))] + files(part)
                + part.versions.map { version in
                    let who = version.author == .person ? visit.own("mine.you") : visit.sharing("part.helper")
                    return .said(by: who + ", " + visit.exactly(version.at), Told(version.text.revealed))
                }
        }
    }

    /// Which files there are. They are taken one by one: together they would be too large for one page.
    private func files(_ part: OpenedPart) -> [RoomPage.Block] {
        guard !part.files.isEmpty else { return [] }
        return [.lines([visit.sharing("files.in_file")])]
            + part.files.map { .said(by: visit.line(about: $0), Told($0.name.revealed.text($0.kind))) }
    }

    private var messages: [RoomPage.Block] {
        guard !conversation.messages.isEmpty else { return [] }
        return [.heading(visit.own("mine.h1"))]
            + conversation.messages.map { message in
                let who = message.author == .person ? visit.own("mine.you") : conversation.teamName
                return .said(by: who + ", " + visit.exactly(message.at), Told(message.text.revealed))
            }
    }

    private var agreed: [RoomPage.Block] {
        guard !consents.isEmpty else { return [] }
        return [.heading(visit.sharing("agreed.h1"))]
            + consents.map { consent in
                let state = consent.holds ? "" : " " + visit.sharing("agreed.state." + ended(consent).rawValue)
                let when = consent.givenAt.map { ", " + visit.exactly($0) } ?? ""
                return .said(
                    by: consent.receiver.fullName + when + "." + state,
                    Told(consent.words?.revealed ?? ""))
            }
    }

    private func ended(_ consent: AgreedConsent) -> Consent.State {
        consent.consent.state == .granted ? .expired : consent.consent.state
    }

    private var standing: [RoomPage.Block] {
        guard !referrals.isEmpty else { return [] }
        let presenter = WherePresenter(visit: visit)
        return [.heading(visit.sharing("where.h1"))]
            + referrals.flatMap { referral -> [RoomPage.Block] in
                [
                    .lines([referral.receiver.fullName] + presenter.lines(referral)),
                    .said(by: visit.sharing("where.asked"), Told(referral.question.revealed)), .list(referral.told),
                    .facts(presenter.steps(referral)),
                ]
            }
    }

    private var sentAlong: [RoomPage.Block] {
        let presenter = OwnInwardPresenter(visit: visit)
        let lines = along.filter { $0.last(.discarded) == nil }
        guard !lines.isEmpty else { return [] }
        return [.heading(visit.inward("own.h1"))] + lines.flatMap { presenter.words($0) }
    }

    /// Everything that was said at tables around them, in the order in which it was said.
    private var together: [RoomPage.Block] {
        tables.flatMap { opened -> [RoomPage.Block] in
            let said = opened.steps.filter { !$0.step.text.revealed.isEmpty }
            return [
                .heading(visit.tables("own.title." + opened.kind.rawValue)),
                .lines(
                    opened.table.seats.map { visit.tables("own.file_seat." + $0.state.rawValue, ["name": opened.organisation($0.team)]) }),
                .said(by: nil, Told(opened.purpose.revealed)),
            ]
                + said.map { step in
                    let who = step.worker == nil ? visit.own("mine.you") : opened.organisation(step.step.by)
                    let day = step.step.day.map { ", " + visit.tables("own.file_day", ["date": visit.date($0)]) } ?? ""
                    return .said(by: who + ", " + visit.exactly(step.at) + day, Told(step.step.text.revealed))
                }
        }
    }

    private var kept: [RoomPage.Block] {
        guard !never.isEmpty else { return [] }
        return [.heading(visit.sharing("never.h1"))] + never.map { .said(by: nil, Told($0.label.revealed)) }
    }

    private var who: [RoomPage.Block] {
        let presenter = OwnPresenter(visit: visit)
        return [.heading(visit.own("looked.h1"))]
            + remarks.map(presenter.said).flatMap { remark -> [RoomPage.Block] in
                [.said(by: remark.about, remark.text)]
                    + remark.answers.map { answer in answer.text.map { .said(by: answer.about, $0) } ?? .lines([answer.about]) }
            }
            + presenter.days(looked).flatMap { day -> [RoomPage.Block] in [.quiet(day.title), .facts(day.rows)] }
    }
}
