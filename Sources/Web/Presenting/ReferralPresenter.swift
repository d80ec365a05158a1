import Domain
import Pages
import Wording
import Workflows

/// One referral in words, with the steps that whoever looks can do.
struct ReferralPresenter: Sendable {
    /// Days ahead on which somebody can be seen, and the hours of a day.
    private static let days = 84
    private static let hours = stride(from: 8 * 60, through: 21 * 60, by: 30)
    private static let weeks: [Int64] = [2, 4, 6, 8, 10, 14, 18, 26, 39, 52]
    let desk: WorkVisit
    let typed: ReferralTyped
    /// Who can be proposed to go on.
    var others: [Receiver] = []
    /// The conversation from which another team can be asked.
    var further: Identifier<Conversation>?
    /// Where the desk talks with somebody who was sent to it.
    var conversation: Identifier<Conversation>?

    /// Whether somebody at the desk must look for another place: it was declined, it stopped, or it stayed silent too long.
    func looksFurther(_ opened: OpenedReferral) -> Bool {
        !opened.referral.isInward && [.rejected, .failed].contains(opened.referral.state)
            || opened.referral.owner == .receiver && opened.due.map { $0 < desk.visit.now } == true
    }

    /// What the receiver named, and one press to ask another team with the same lines.
    private func lookFurther(_ opened: OpenedReferral) -> [DeskNotice] {
        guard let further else { return [] }
        let values = ["organisation": opened.receiver.organisationName]
        let isOver = opened.referral.state.isOver
        let title = opened.isLapsed ? "title_lapsed" : isOver ? "title" : opened.waitingSince == nil ? "title_silent" : "title_waits"
        let weeks = opened.waitingSince.map { (desk.visit.now.seconds - $0.seconds) / (7 * 86_400) } ?? 0
        var notice = DeskNotice(
            .alarm, title: desk.partner("further." + title, values.merging(["weeks": String(weeks)]) { $1 }))
        let named = opened.referral.state == .rejected ? opened.last(.declined)?.step.text.revealed ?? "" : ""
        if !named.isEmpty { notice.lines.append(desk.partner("further.named", ["words": named])) }
        notice.lines.append(
            desk.partner(
                opened.isLapsed
                    ? "further.lead_lapsed"
                    : isOver ? "further.lead" : opened.waitingSince == nil ? "further.lead_silent" : "further.lead_waits", values))
        notice.links = [Link(desk.partner("further.ask"), to: desk.further(further, than: opened.referral.id))]
        return [notice]
    }

    func page(_ opened: OpenedReferral, _ shared: SharedDossier?, notices: [DeskNotice]) -> ReferralPage {
        let referral = opened.referral
        let isReceiver = opened.side == .receiver
        return ReferralPage(
            title: desk.partner("referral.h1", ["handle": referral.handle]),
            marks: [desk.urgency(referral.urgency), desk.referralState(referral)],
            back: back(isReceiver, isInward: referral.isInward), notices: notices + lookFurther(opened),
            told: opened.told.isEmpty
                ? nil : .init(title: desk.partner("referral.told"), items: opened.told.map { Told($0) }),
            question: .init(
                title: desk.partner("referral.question"),
                text: Told(
                    opened.isTakenBack
                        ? desk.partner("referral.taken_back")
                        : opened.isTimeOver ? desk.partner("referral.time_over") : opened.question.revealed),
                lines: [
                    desk.partner(
                        isReceiver ? "referral.from" : "referral.to",
                        ["name": isReceiver ? opened.sender.fullName : opened.receiver.fullName])
                ]),
            shared: opened.referral.isInward ? ground(opened) : isReceiver ? received(opened, shared) : sent(opened),
            history: history(opened),
            target: desk.target(.referral(referral.id.text), .referral(referral.id), seen: Int(referral.revision)),
            acts: .init(
                title: desk.partner("referral.acts"), lead: lead(opened), acts: opened.next.filter { $0 != .seen }.map { act($0) }))
    }

    private func back(_ isReceiver: Bool, isInward: Bool) -> Link {
        if isInward { return Link(desk.inward("received.back"), to: desk.path(.received)) }
        return Link(desk.partner(isReceiver ? "received.back" : "sent.back"), to: desk.path(isReceiver ? .received : .sent))
    }

    /// Who has to do something now, and until when.
    private func lead(_ opened: OpenedReferral) -> String {
        if opened.referral.isInward, opened.referral.owner == .nobody { return desk.partner("owner.nobody") }
        let owner = desk.partner(
            "owner." + opened.referral.owner.rawValue,
            ["receiver": opened.receiver.organisationName, "sender": opened.sender.organisationName])
        guard let due = opened.due, [.receiver, .sender].contains(opened.referral.owner) else { return owner }
        return owner + " " + desk.partner("owner.until", ["due": desk.visit.moment(due)])
    }

    private func received(_ opened: OpenedReferral, _ shared: SharedDossier?) -> ReferralPage.Shared {
        let title = desk.partner("shared.title")
        guard let shared else {
            let isNameless = opened.referral.intent == .proposal
            let isReturned = opened.last(.returned) != nil
            let key = isNameless ? (opened.isTakenBack ? "nameless" : "not_yet") : isReturned ? "returned" : "ended"
            return .init(title: title, lines: [desk.partner("shared." + key)], parts: [])
        }
        let until = desk.visit.date(shared.consent.endsIn.lastDay)
        var lines = [
            desk.partner("shared.until", ["date": until]),
            desk.partner("shared.purpose", ["purpose": desk.partner("purpose." + shared.consent.purpose.rawValue)]),
            desk.logged,
        ]
        if shared.parts.isEmpty { lines.append(desk.partner("shared.nothing")) }
        let back = Link(desk.shares("back.title"), to: desk.path(.share(shared.consent.id.text)) + "?t=back#back")
        return .init(
            title: title, lines: lines,
            parts: shared.parts.map { kind in
                Link(
                    desk.partner("part." + kind.rawValue),
                    to: desk.path(.sharedPart(opened.referral.id.text, String(kind.partNumber))))
            } + [back])
    }

    /// Who said yes, how they come, and where to talk with them.
    private func ground(_ opened: OpenedReferral) -> ReferralPage.Shared {
        let link = conversation.map { Link(desk.inward("ground.conversation"), to: desk.path(.conversation($0.text))) }
        return .init(title: desk.inward("ground.title"), lines: desk.ground(opened), parts: link.map { [$0] } ?? [])
    }

    private func sent(_ opened: OpenedReferral) -> ReferralPage.Shared {
        let key = opened.referral.consent == nil ? "not_yet" : opened.referral.state.isOver ? "ended" : "agreed"
        return .init(title: desk.partner("shared.title"), lines: [desk.partner("shared.desk_" + key)], parts: [])
    }

    private func history(_ opened: OpenedReferral) -> ReferralPage.History {
        .init(
            title: desk.partner("referral.history"),
            steps: opened.steps.map { step in
                let isSent = opened.referral.isInward && step.step.kind == .asked
                var what = desk.partner(
                    isSent ? "step.sent_along" : "step." + step.step.kind.rawValue,
                    [
                        "who": who(step), "toward": step.toward?.organisationName ?? "?",
                        "reason": step.step.decline.map { desk.partner("decline." + $0.rawValue) } ?? "?",
                        "outcome": step.step.outcome.map { desk.partner("outcome." + $0.rawValue) } ?? "?",
                    ])
                if let planned = step.step.planned {
                    what +=
                        " " + desk.partner(step.step.kind == .waitlisted ? "step.until" : "step.at", ["date": desk.visit.moment(planned)])
                }
                let text = step.step.kind == .asked || step.step.text.revealed.isEmpty ? nil : Told(step.step.text.revealed)
                if text != nil, step.by != nil, step.step.kind.openness != .never {
                    what += " " + desk.partner(step.step.wordsForPerson == nil ? "step.desk_only" : "step.person_too")
                }
                return .init(when: desk.visit.moment(step.at), what: what, text: text)
            })
    }

    private func who(_ step: OpenedReferral.Step) -> String {
        guard let by = step.by else { return desk.partner("step.person") }
        return step.organisation.isEmpty || step.organisation == by ? by : "\(by) (\(step.organisation))"
    }

    // MARK: Steps

    private func act(_ kind: ReferralStep.Kind) -> ReferralPage.Acts.Act {
        let key = "act.\(kind.rawValue)"
        let hasLine = desk.visit.wording.has("partner.\(key)_lead")
        var act = ReferralPage.Acts.Act(
            desk.partner(key), lines: hasLine ? [desk.partner(key + "_lead")] : [], groups: groups(kind), field: field(kind),
            button: FormButton(desk.partner(key + "_button"), name: "go", value: kind.rawValue),
            isOpen: typed.kind == kind)
        if kind.openness == .chosen { act.after = [reader(kind)] }
        return act
    }

    private func field(_ kind: ReferralStep.Kind) -> WritingField? {
        guard desk.visit.wording.has("partner.act.\(kind.rawValue)_text") else { return nil }
        var field = WritingField(
            name: ReferralTyped.text + kind.rawValue, label: desk.partner("act.\(kind.rawValue)_text"),
            value: Told(typed.texts[kind] ?? ""), rows: 3)
        if typed.isMissing, typed.kind == kind, [.question, .answered, .forward, .looked].contains(kind) {
            field.problem = desk.partner("notice.missing_" + kind.rawValue)
        }
        return field
    }

    /// Who reads the words: the desk alone, unless somebody chooses otherwise.
    private func reader(_ kind: ReferralStep.Kind) -> ChoiceGroup {
        let isBoth = typed.forPerson.contains(kind)
        return ChoiceGroup(
            desk.partner("act.reader"), name: ReferralTyped.reader + kind.rawValue, kind: .one,
            choices: [
                Pages.Choice("desk", label: desk.partner("act.reader_desk"), isChosen: !isBoth),
                Pages.Choice(
                    ReferralTyped.both, label: desk.partner("act.reader_both"), hint: desk.partner("act.reader_hint"), isChosen: isBoth),
            ])
    }

    private func groups(_ kind: ReferralStep.Kind) -> [ChoiceGroup] {
        switch kind {
        case .declined:
            [
                ChoiceGroup(
                    desk.partner("act.reason"), name: ReferralTyped.decline, kind: .one,
                    choices: ReferralStep.Decline.allCases.map {
                        Pages.Choice($0.rawValue, label: desk.partner("decline." + $0.rawValue), isChosen: typed.decline == $0)
                    })
            ]
        case .ended:
            [
                ChoiceGroup(
                    desk.partner("act.outcome"), name: ReferralTyped.outcome, kind: .one,
                    choices: ReferralStep.Outcome.allCases.map {
                        Pages.Choice($0.rawValue, label: desk.partner("outcome." + $0.rawValue), isChosen: typed.outcome == $0)
                    })
            ]
        case .forward:
            [
                ChoiceGroup(
                    desk.partner("act.toward"), name: ReferralTyped.toward, kind: .list,
                    choices: [open]
                        + others.map {
                            Pages.Choice(
                                $0.team.text, label: $0.fullName, isChosen: typed.toward == $0.team)
                        })
            ]
        case .planned: [days, hours]
        case .waitlisted: [weeks]
        default: []
        }
    }

    private var open: Pages.Choice { Pages.Choice("", label: desk.partner("act.choose")) }

    private var days: ChoiceGroup {
        let today = desk.visit.local.day
        return ChoiceGroup(
            desk.partner("act.day"), name: ReferralTyped.day, kind: .list,
            choices: [open]
                + (0..<Self.days).map { today.adding(days: $0) }.map { day in
                    Pages.Choice(
                        day.description, label: desk.visit.weekday(day.weekday) + " " + desk.visit.date(day), isChosen: typed.day == day)
                })
    }

    private var hours: ChoiceGroup {
        ChoiceGroup(
            desk.partner("act.hour"), name: ReferralTyped.hour, kind: .list,
            choices: [open]
                + Self.hours.map { Choice(String($0), label: desk.visit.clock($0), isChosen: typed.minute == $0) })
    }

    private var weeks: ChoiceGroup {
        ChoiceGroup(
            desk.partner("act.weeks"), name: ReferralTyped.weeks, kind: .list,
            choices: [open]
                + Self.weeks.map {
                    Pages.Choice(String($0), label: desk.partner("act.weeks_about", ["count": String($0)]), isChosen: typed.weeks == $0)
                })
    }

    // MARK: A part

    func part(_ part: OpenedPart, of referral: Referral) -> SharedPartPage {
        let id = referral.id.text
        return self.part(
            part, back: Link(desk.partner("part.back", ["handle": referral.handle]), to: desk.path(.referral(id)))
        ) { desk.path(.sharedFile(id, String(DossierSection.Kind.files.partNumber), $0.text)) }
    }

    /// - Parameter file: where a file of it is opened.
    func part(_ part: OpenedPart, back: Link, file: (Identifier<SealedItem>) -> String) -> SharedPartPage {
        var page = SharedPartPage(
            title: desk.partner("part." + part.kind.rawValue),
            back: back, lines: [desk.partner("part.seen")] + (part.files.isEmpty ? [] : [desk.partner("part.files_care")]),
            text: Told(part.text.revealed),
            none: part.isEmpty ? desk.partner("part.none") : nil,
            earlierTitle: desk.partner("part.earlier"),
            earlier: part.versions.dropLast().reversed().map {
                .init(when: desk.visit.moment($0.at), what: "", text: Told($0.text.revealed))
            })
        page.files = part.files.map { kept in
            let name = kept.name.revealed.text(kept.kind)
            return .init(
                name: Told(name), lines: [desk.visit.line(about: kept)], open: Link(desk.partner("part.file_open"), to: file(kept.id)))
        }
        return page
    }
}
