import Domain
import Pages
import Wording
import Workflows

/// Where each question stands, what comes next and who does it, in words that a fourteen-year-old follows. The person is never hurried.
/// - Source: R29, R83; product E.
struct WherePresenter: Sendable {
    let visit: Visit

    func page(_ referrals: [OpenedReferral], _ target: FormTarget) -> RoomPage {
        var page = RoomPage(title: visit.sharing("where.h1"), target: target, blocks: [.lines([visit.sharing("where.lead")])])
        let running = referrals.filter { !$0.referral.state.isOver || $0.referral.owner == .sender }
        // What waits for the person comes first.
        let ordered = running.filter { $0.referral.owner == .person } + running.filter { $0.referral.owner != .person }.reversed()
        if ordered.isEmpty { page.blocks.append(.good([visit.sharing("where.empty")])) }
        for referral in ordered { page.blocks.append(card(referral)) }
        let over = referrals.filter { $0.referral.state.isOver && $0.referral.owner != .sender }
        if !over.isEmpty { page.blocks.append(.fold(visit.sharing("where.over"), over.reversed().map(card))) }
        if !referrals.isEmpty { page.blocks.append(.lines([visit.sharing("where.ask_us"), visit.sharing("where.talk_now")])) }
        page.blocks.append(
            .form([
                .acts(
                    title: visit.sharing("more"),
                    [
                        visit.act("go.ways", "ways"), visit.act("go.request", "request"),
                        .init(FormButton(visit.tables("own.go"), name: "go", value: "table"), note: visit.tables("own.go_note")),
                        visit.act("go.agreed", "agreed"),
                        visit.act("go.back", "back"),
                    ])
            ]))
        return page
    }

    private func card(_ opened: OpenedReferral) -> RoomPage.Block {
        var blocks: [RoomPage.Block] = [.lines((opened.receiver.isOneName ? [] : [opened.receiver.teamName]) + lines(opened))]
        if let said = said(opened) { blocks.append(said) }
        if !opened.referral.state.isOver, let call = visit.checkedNumber(of: opened.receiver.profile) {
            blocks += [.quiet(visit.sharing("where.call", values(opened))), .call(call)]
        }
        if opened.waitingSince != nil { blocks += bridge(opened) }
        let id = opened.referral.id.text
        let name = opened.receiver.organisationName
        var buttons: [RoomPage.Block] = []
        if let forward = opened.openForward, let toward = forward.toward {
            let other = toward.organisationName
            blocks.append(
                .lines([
                    visit.sharing("where.forward", values(opened).merging(["other": other]) { $1 }),
                    visit.sharing("where.forward_choice", values(opened).merging(["other": other]) { $1 }),
                ]))
            buttons = [
                .either(
                    visit.press("where.forward_yes", "forward-" + id, about: other),
                    visit.press("where.forward_no", "stay-" + id, about: other)),
                .buttons(go: nil, [visit.press("where.halt", "halt-" + id, about: name)]),
            ]
        } else if opened.referral.state == .onHold {
            buttons = [
                .buttons(
                    go: visit.press("where.reply", "reply-" + id, about: name), [visit.press("where.halt", "halt-" + id, about: name)])
            ]
        } else if opened.referral.owner == .person {
            buttons = [
                .buttons(
                    go: visit.press("where.may", "may-" + id, about: name), [visit.press("where.halt", "halt-" + id, about: name)])
            ]
        } else if !opened.referral.state.isOver {
            buttons = [.buttons(go: nil, [visit.press("where.halt", "halt-" + id, about: name)])]
        }
        blocks.append(.fold(visit.sharing("where.steps"), [.facts(steps(opened)), .quiet(visit.sharing("where.asked"))] + asked(opened)))
        if !buttons.isEmpty { blocks.append(.form(buttons)) }
        return .card(title: opened.receiver.organisationName, blocks)
    }

    /// What there is while somebody waits.
    private func bridge(_ opened: OpenedReferral) -> [RoomPage.Block] {
        let routes = visit.site.desk.routes.filter {
            $0.bridges && (opened.receiver.profile.map { [$0.kind] } ?? []).contains(where: $0.kinds.contains)
        }
        return routes.map { route in
            .fold(
                visit.wording["routes.page.bridge_title"], [.list(route.steps.map { visit.wording["routes.way.\(route.id).\($0.id)"] })])
        }
    }

    private func asked(_ opened: OpenedReferral) -> [RoomPage.Block] {
        let told = opened.told.isEmpty ? [] : [RoomPage.Block.quiet(visit.sharing("where.told")), .list(opened.told)]
        return [.said(by: nil, Told(opened.question.revealed))] + told
    }

    // What the receiver wants to know, as long as nobody answered; else what it wrote to the person with how it stands now.
    private func said(_ opened: OpenedReferral) -> RoomPage.Block? {
        if opened.referral.state == .onHold {
            return opened.last(.question).map { .said(by: visit.sharing("where.they_ask", values(opened)), Told($0.step.text.revealed)) }
        }
        let last = opened.steps.last { $0.step.kind.openness != .never || [.missed, .begun].contains($0.step.kind) }
        guard let last, ![.question, .answered].contains(last.step.kind), let words = last.step.wordsForPerson else { return nil }
        let author = last.step.kind == .looked ? "where.we_write" : "where.they_write"
        return .said(by: visit.sharing(author, values(opened)), Told(words.revealed))
    }

    // MARK: What holds now

    /// Where it stands, what comes next and who does it, and by when roughly.
    func lines(_ opened: OpenedReferral) -> [String] {
        let values = values(opened)
        let key = key(opened)
        var lines = [visit.sharing("state.\(key).now", values)]
        let next = "state.\(key).next"
        if visit.wording.has("sharing." + next) { lines.append(visit.sharing(next, values)) }
        if let byWhen = byWhen(opened) { lines.append(byWhen) }
        return lines
    }

    /// The end of the key of how it stands.
    private func key(_ opened: OpenedReferral) -> String {
        switch (opened.referral.state, opened.referral.intent) {
        case (.requested, _): return "requested"
        case (.received, _): return "received"
        case (.onHold, .order): return "on_hold_known"
        case (.onHold, _): return "on_hold"
        case (.accepted, .proposal), (.accepted, .plan): return "room"
        case (.accepted, .order):
            let last = opened.steps.last { [.shared, .planned, .missed, .waitlisted].contains($0.step.kind) }?.step.kind
            return last?.rawValue ?? "shared"
        case (.inProgress, _): return "begun"
        case (.completed, _): return "ended"
        case (.rejected, _): return "declined"
        case (.cancelled, _): return "cancelled"
        case (.failed, _): return opened.isLapsed ? "lapsed" : "failed"
        }
    }

    private func values(_ opened: OpenedReferral) -> [String: String] {
        var values = ["organisation": opened.receiver.organisationName, "desk": opened.sender.teamName]
        if let decline = opened.last(.declined)?.step.decline { values["reason"] = visit.sharing("decline." + decline.rawValue) }
        if let outcome = opened.last(.ended)?.step.outcome { values["outcome"] = visit.sharing("outcome." + outcome.rawValue) }
        if let toward = opened.steps.last(where: { $0.toward != nil })?.toward { values["other"] = toward.organisationName }
        if let planned = opened.steps.last(where: { $0.step.planned != nil })?.step.planned {
            let then = AmsterdamTime(planned)
            values["day"] = visit.sharing("on_day", ["day": visit.weekday(then.day.weekday), "date": visit.date(then.day)])
            values["time"] = visit.clock(then.minute)
        }
        return values
    }

    /// By when the next thing usually happens, by the clocks of Amsterdam, or that it takes longer than it should. Nil where somebody chooses
    /// in their own time, or where a day stands already.
    private func byWhen(_ opened: OpenedReferral) -> String? {
        guard [.receiver, .sender].contains(opened.referral.owner), opened.referral.state != .inProgress,
            let last = opened.steps.last(where: { $0.step.kind != .returned }), last.step.kind != .planned,
            let due = ReferralClock.due(
                after: last.step, at: last.at, opened.referral.urgency, waitingSince: opened.waitingSince)
        else { return nil }
        var values = values(opened)
        let then = AmsterdamTime(due)
        values["day"] = visit.sharing("on_day", ["day": visit.weekday(then.day.weekday), "date": visit.date(then.day)])
        values["time"] = visit.clock(then.minute)
        if due < visit.now { return visit.sharing("where.late", values) }
        if opened.waitingSince != nil { return visit.sharing("where.look_on", values) }
        let who = opened.referral.owner == .sender ? "we_by" : "by"
        return visit.sharing("where.\(who)_" + (then.day == visit.local.day ? "today" : "day"), values)
    }

    // MARK: What happened

    func steps(_ opened: OpenedReferral) -> [WhoLookedPage.Row] {
        let values = values(opened)
        var rows: [WhoLookedPage.Row] = []
        for step in opened.steps {
            let day = visit.day(AmsterdamTime(step.at).day)
            let asked = step.step.kind == .asked && step.by == nil ? "step.asked_self" : "step." + step.step.kind.rawValue
            let what = visit.sharing(asked, values)
            if rows.last?.who == day { rows[rows.count - 1].what.append(what) } else { rows.append(.init(day, what: [what])) }
        }
        return rows
    }

    // MARK: Taking it back

    func halt(_ opened: OpenedReferral, _ target: FormTarget) -> RoomPage {
        let values = values(opened)
        let isShared = opened.referral.consent != nil
        return RoomPage(
            title: visit.sharing("halt.h1", values), target: target,
            blocks: [
                .lines([visit.sharing(isShared ? "halt.shared" : "halt.asked", values)]),
                .good([visit.sharing(isShared ? "end.unread" : "halt.harmless", values)]),
                .form([
                    .buttons(
                        go: visit.press("halt.yes", "halted-" + opened.referral.id.text), [visit.press("end.back", "where")])
                ]),
            ])
    }
}
