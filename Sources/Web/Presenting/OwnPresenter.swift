import Domain
import Pages
import Wording
import Workflows

/// What is somebody's own, in words: the conversation, and who looked at it.
struct OwnPresenter: Sendable {
    /// Older days are folded.
    private static let openDays = 3
    let visit: Visit

    /// - Parameters:
    ///   - standing: who can read what, and what runs for them.
    ///   - text: what was typed and is not sent.
    ///   - done: end of the key of what was just done.
    ///   - problem: end of the key of why it was not sent.
    func mine(
        _ own: OwnConversation, _ standing: OwnStanding, _ talks: [JointTalk] = [], chat: TalkNow.Stage?, ticket: String, text: String,
        done: String?, problem: String?
    ) -> MinePage {
        var writing = WritingField(name: OwnField.message, label: visit.own("mine.label"), value: Told(text), rows: 6)
        writing.problem = problem.map { visit.own($0) }
        var page = MinePage(
            title: visit.own(chat == nil ? "mine.h1" : "chat.h1"),
            state: calls(own, in: chat.map { state($0, own.teamName) } ?? state(own, standing)),
            days: days(said(own) + talks.flatMap { said($0) }),
            compose: .init(
                target: FormTarget(action: visit.path(.own), ticket: ticket),
                title: visit.own(chat == nil ? "mine.write_title" : "chat.write"), writing: writing,
                send: visit.go("mine.send", "send"), look: visit.go("mine.look", "look")),
            actions: .init(
                title: visit.own("mine.actions_title"),
                actions: chat != nil
                    ? chatActions(own, chat)
                    : contactAction(own) + [looked(standing), action("change", "code"), action("erase", "erase")],
                leave: chat == nil ? action("leave", "leave") : chatAction("discard", "discard")))
        page.actions.own = rooms(standing, isChat: chat != nil)
        let talk = talks.last(where: \.runs)
        // What is written beside somebody who came in goes to them still.
        if let until = own.pausedUntil, talk?.isJoined != true { page.compose.rest = rest(until: until, typed: text) }
        if let waiting = own.proposals.last(where: \.isOpen) {
            page.state.lines.append(
                visit.sharing(waiting.isSpoken ? "proposal.room_spoken" : "proposal.room", ["part": visit.name(waiting.part)]))
            page.state.buttons.append(visit.press("proposal.look", "proposals"))
        }
        if standing.waitsForPerson { page.state.lines.insert(visit.sharing("mine.room"), at: 0) }
        if let talk { join(talk, own.teamName, &page) }
        page.around.done = done.map { visit.own($0) }
        page.around.problems = problem.map { visit.problems([(visit.own($0), OwnField.message)]) }
        page.around.danger = visit.emergencyLine("home.danger")
        page.around.offline = visit.offline
        page.around.live = .init(
            path: visit.path(.own) + "?s=\(own.count)", news: visit.own("mine.news"), writing: visit.own("chat.writing"),
            unsent: visit.own("chat.unsent"))
        if let chat, chat != .ended { page.around.watching = .rests(visit.go("chat.watch", "watch")) }
        return page
    }

    /// The neutral words, and who answers now, where one would write otherwise.
    private func rest(until: Instant, typed: String) -> MinePage.Rest {
        MinePage.Rest(
            visit.own("mine.paused", ["time": visit.clock(AmsterdamTime(until).minute)]), left: Int(until.seconds - visit.now.seconds),
            lines: visit.lines(titled: visit.own("before.closed_call_title")),
            kept: visit.kept(typed)
                ?? WritingField(
                    name: OwnField.message, label: visit.own("enter.kept_label"), hint: visit.own("enter.kept_hint"), rows: 6))
    }

    // No call can be asked for while nothing can be written; a number that stands here can always be taken away.
    private func contactAction(_ own: OwnConversation) -> [MinePage.Actions.Action] {
        guard own.pausedUntil == nil || own.contact != nil else { return [] }
        let note = visit.own(own.contact == nil ? "mine.contact_note_here" : "mine.contact_note_call")
        return [.init(visit.go("mine.contact", "contact"), note: note)]
    }

    /// Seconds after which a browser without scripts looks again. Three of them fit in the patience with which a place is kept.
    static let glance = 20

    /// How a page looks by itself where no script does; nil when it need not.
    /// - Parameter isAgain: whether it did so now, and not the person.
    func looks(_ own: OwnConversation, _ stage: TalkNow.Stage?, isAgain: Bool) -> MinePage.Looks? {
        guard let stage, stage != .ended else { return nil }
        let last = own.messages.last
        let isNew = isAgain && last.map { $0.author != .person && visit.now.seconds - $0.at.seconds <= Int64(Self.glance) + 5 } ?? false
        return .init(
            visit.own("chat.looks", ["seconds": String(Self.glance)]), news: isNew ? visit.own("mine.news") : nil,
            write: visit.go("chat.write", "type"), stop: visit.go("chat.stop", "stop"))
    }

    // Whoever talks now sees only what already runs: the talk comes first.
    private func rooms(_ standing: OwnStanding, isChat: Bool) -> (title: String, actions: [MinePage.Actions.Action])? {
        var actions: [MinePage.Actions.Action] = []
        if !standing.tables.isEmpty {
            let note = visit.tables(standing.isAskedToSit ? "own.go_asked" : "own.go_note")
            actions.append(.init(FormButton(visit.tables("own.go"), name: "go", value: "table"), note: note))
        }
        if standing.referrals.contains(where: \.isInward) {
            actions.append(.init(FormButton(visit.inward("own.go"), name: "go", value: "from"), note: visit.inward("own.go_note")))
        }
        if standing.referrals.contains(where: { !$0.isInward }) {
            actions.append(
                .init(visit.press("go.where", "where"), note: visit.sharing(standing.waitsForPerson ? "mine.room" : "go.where_note")))
        }
        if !isChat || !standing.written.isEmpty { actions.append(visit.act("go.parts", "parts")) }
        if !isChat || !standing.receivers.isEmpty {
            let names = visit.listed(standing.receivers.map(\.organisationName))
            let note = names.isEmpty ? visit.sharing("parts.only_you") : visit.sharing("mine.readers", ["names": names])
            actions.append(.init(visit.press("go.agreed", "agreed"), note: note))
        }
        return actions.isEmpty ? nil : (visit.sharing("mine.title"), actions)
    }

    // Whoever waits for a call may go without throwing anything away.
    private func chatActions(_ own: OwnConversation, _ stage: TalkNow.Stage?) -> [MinePage.Actions.Action] {
        var actions = [chatAction("keep", "keepit")]
        guard stage != .ended, !own.isMonitored else { return actions }
        actions.insert(chatAction(own.contact == nil ? "ring" : "ring_change", "contact"), at: 0)
        if own.wantsCall { actions.append(chatAction("go", "leave")) }
        return actions
    }

    /// That we call, until when and with which word; and that we tried.
    private func calls(_ own: OwnConversation, in state: MinePage.State) -> MinePage.State {
        var state = state
        if let contact = own.contact, own.wantsCall {
            state.lines.append(visit.own("mine.call_until", ["through": visit.through(contact.until ?? visit.now)]))
            if !contact.codeWord.revealed.isEmpty {
                state.lines.append(visit.own("mine.call_word", ["word": contact.codeWord.revealed]))
            }
        }
        if own.contact != nil, let call = own.lastCall, call.outcome == .notReached {
            state.lines.append(
                visit.own(
                    "mine.call_tried", ["day": visit.day(AmsterdamTime(call.at).day), "time": visit.clock(AmsterdamTime(call.at).minute)]))
        }
        return state
    }

    private func chatAction(_ key: String, _ value: String) -> MinePage.Actions.Action {
        .init(visit.go("chat." + key, value), note: visit.own("chat.\(key)_note"))
    }

    /// Where a chat stands: the place and an honest time, or that somebody is there.
    private func state(_ stage: TalkNow.Stage, _ team: String) -> MinePage.State {
        switch stage {
        case .talking: .init(visit.own("chat.talking_title"), lines: [visit.own("chat.talking", ["team": team])])
        case .ended: .init(visit.own("chat.ended_title"), lines: [visit.own("chat.ended")])
        case .waiting(let standing):
            .init(visit.own("chat.waiting_title"), lines: (standing.map(lines) ?? []) + [visit.own("chat.waiting")])
        }
    }

    /// The place of who waits, in words: as many lines as the page shows for it.
    func lines(_ standing: DeskFloor.Standing) -> [String] {
        let place =
            switch standing.place {
            case 0: visit.own("chat.next")
            case 1: visit.own("chat.before_one")
            default: visit.own("chat.before", ["count": String(standing.place)])
            }
        let wait =
            switch standing.wait {
            case .soon: visit.own("chat.soon")
            case .atMost(let minutes): visit.own("chat.at_most", ["minutes": String(minutes)])
            case .about(let minutes) where minutes <= 60: visit.own("chat.about", ["minutes": String(minutes)])
            case .about(let minutes): visit.own("chat.hours", ["hours": String(minutes / 60), "minutes": String(minutes % 60)])
            case .unknown: visit.own("chat.unknown")
            case .nobody: visit.own("chat.nobody")
            }
        return [place, wait] + (standing.opensAt.map { [visit.chatOpens($0)] } ?? [])
    }

    private func action(_ key: String, _ value: String) -> MinePage.Actions.Action {
        .init(visit.go("mine." + key, value), note: visit.own("mine.\(key)_note"))
    }

    // When an answer came is sealed; its week is not, and this page opens nothing.
    private func looked(_ standing: OwnStanding) -> MinePage.Actions.Action {
        guard let week = standing.remarkLookedInto else { return action("looked", "who") }
        let note = visit.sharing("said.room", ["date": visit.date(week.firstDay)])
        return .init(visit.go("mine.looked", "who"), note: note)
    }

    private func state(_ own: OwnConversation, _ standing: OwnStanding) -> MinePage.State {
        let kept = visit.own("mine.kept", ["months": "12"])
        switch own.state {
        // Who was sent here and wrote nothing yet has no message that could have arrived.
        case .waiting where own.messages.isEmpty && standing.referrals.contains(where: \.isInward):
            return .init(
                visit.inward("own.here_title"),
                lines: [
                    visit.inward("own.here", ["team": own.teamName]),
                    visit.own(own.wantsCall ? "mine.waiting_call" : "mine.waiting_here"), kept,
                ])
        case .waiting:
            return .init(
                visit.own("mine.waiting_title"),
                lines: [
                    visit.own("mine.waiting", ["team": own.teamName]),
                    visit.own(own.wantsCall ? "mine.waiting_call" : "mine.waiting_here"), kept,
                ])
        case .answered: return .init(visit.own("mine.answered_title"), lines: [visit.own("mine.answered"), kept])
        case .closed:
            let more = visit.own(own.pausedUntil == nil ? "mine.closed" : "mine.closed_quiet")
            return .init(visit.own("mine.closed_title"), lines: [more, kept])
        }
    }

    private func said(_ own: OwnConversation) -> [(at: Instant, message: MinePage.Message)] {
        own.messages.map { message in
            let isPerson = message.author == .person
            let said = isPerson ? (message.text.revealed, []) : NamedPlaces(visit: visit).split(message.text.revealed)
            var shown = MinePage.Message(
                isPerson ? .person : .team, author: isPerson ? visit.own("mine.you") : own.teamName, time: time(message.at),
                text: Told(said.0))
            shown.places = said.1
            return (message.at, shown)
        }
    }

    /// The time of day; only for today.
    func time(_ instant: Instant) -> String? {
        let then = AmsterdamTime(instant)
        return then.day.number == visit.local.day.number ? visit.own("mine.at", ["time": visit.clock(then.minute)]) : nil
    }

    func days(_ said: [(at: Instant, message: MinePage.Message)]) -> [MinePage.Day] {
        var days: [(day: CalendarDay, messages: [MinePage.Message])] = []
        // What came at one instant stays in the order in which it stands.
        for (_, one) in said.enumerated().sorted(by: { ($0.element.at.seconds, $0.offset) < ($1.element.at.seconds, $1.offset) }) {
            let day = AmsterdamTime(one.at).day
            if days.last?.day.number == day.number {
                days[days.count - 1].messages.append(one.message)
            } else {
                days.append((day, [one.message]))
            }
        }
        return days.enumerated().map { index, day in
            MinePage.Day(visit.day(day.day), messages: day.messages, isFolded: index < days.count - Self.openDays)
        }
    }

    /// Who looked, day by day, newest first.
    func looked(_ entries: [WhoLooked.Entry], _ remarks: [Remark], ticket: String) -> WhoLookedPage {
        let hasWorker = entries.contains { $0.role != nil }
        var page = WhoLookedPage(
            title: visit.own("looked.h1"), lines: [visit.own("looked.lead")] + (hasWorker ? [] : [visit.own("looked.empty")]),
            days: days(entries),
            meaning: ["meaning", "wrong"].map { .init(visit.own("looked.\($0)_title"), visit.own("looked.\($0)")) },
            target: FormTarget(action: visit.path(.own), ticket: ticket),
            wrong: hasWorker ? visit.press("wrong.button", "wrong") : nil, back: visit.go("looked.back", "back"))
        if !remarks.isEmpty { page.remarks = (visit.sharing("said.h2"), remarks.map(said)) }
        return page
    }

    /// What they let an organisation know, and what was found there.
    func said(_ remark: Remark) -> WhoLookedPage.Remark {
        WhoLookedPage.Remark(
            about: visit.sharing(
                "said.you", ["organisation": remark.organisation, "day": visit.date(AmsterdamTime(remark.at).day)]),
            text: Told(remark.text.revealed),
            answers: remark.answers.map { answer in
                let values = [
                    "who": answer.role.map { visit.sharing("said.role." + $0.rawValue) } ?? visit.sharing("said.somebody"),
                    "organisation": remark.organisation, "day": visit.date(AmsterdamTime(answer.at).day),
                ]
                return !answer.text.revealed.isEmpty
                    ? (visit.sharing("said.answer", values), Told(answer.text.revealed)) : (visit.sharing("said.looked", values), nil)
            }, none: visit.sharing("said.none"))
    }

    func days(_ entries: [WhoLooked.Entry]) -> [WhoLookedPage.Day] {
        var days: [(day: CalendarDay, rows: [(who: String, what: [(kind: String, count: Int)])])] = []
        for entry in entries {
            let day = AmsterdamTime(entry.at).day
            if days.last?.day.number != day.number { days.append((day, [])) }
            let last = days.count - 1
            let who = who(entry)
            if !days[last].rows.contains(where: { $0.who == who }) { days[last].rows.append((who, [])) }
            guard let row = days[last].rows.firstIndex(where: { $0.who == who }) else { continue }
            let what = what(entry)
            if let known = days[last].rows[row].what.firstIndex(where: { $0.kind == what }) {
                days[last].rows[row].what[known].count += 1
            } else {
                days[last].rows[row].what.append((what, 1))
            }
        }
        return days.map { day in
            WhoLookedPage.Day(
                visit.day(day.day),
                rows: day.rows.map { row in
                    .init(
                        row.who,
                        what: row.what.map {
                            visit.own($0.count == 1 ? "looked.once" : "looked.times", ["what": $0.kind, "count": String($0.count)])
                        })
                })
        }
    }

    private func who(_ entry: WhoLooked.Entry) -> String {
        guard !entry.isPerson else { return visit.own("looked.you") }
        guard let role = entry.role else { return visit.own("looked.site") }
        return visit.own("looked.who", ["organisation": entry.organisation, "role": visit.own("looked.role." + role.rawValue)])
    }

    private func what(_ entry: WhoLooked.Entry) -> String {
        let key = "looked.what." + String(entry.kind.rawValue.map { $0 == "." ? "_" : $0 })
        if let part = entry.part, PartsPresenter.parts.contains(part), visit.wording.has("mine.\(key)_part") {
            let said = visit.own(key + "_part", ["part": visit.name(part)])
            return entry.reason.map { said + " " + visit.wording["shares.why." + $0.rawValue] } ?? said
        }
        if !entry.isSuccess, visit.wording.has("mine.\(key)_not") { return visit.own(key + "_not") }
        return visit.own(visit.wording.has("mine." + key) ? key : "looked.what.other")
    }

    /// The end of a way.
    func parting(_ key: String, asking ticket: String?, values: [String: String] = [:], more: [String] = []) -> PartingPage {
        PartingPage(
            title: visit.own(key + ".h1"), lines: [visit.own(key + ".lines")] + more.map { visit.own("\(key).\($0)", values) },
            ask: ticket.map {
                .init(
                    title: visit.own("after.ask_title"), text: visit.own("after.ask"),
                    target: FormTarget(action: visit.path(.own), ticket: $0), button: visit.go("after.ask_button", "ask"))
            }, ways: ways)
    }

    var ways: [Way] {
        [
            Way(visit.own("after.enter"), to: visit.path(.returning)), Way(visit.own("after.write"), to: visit.path(.writing)),
            Way(visit.own("after.talk"), to: visit.path(.openNow)), Way(visit.own("after.home"), to: visit.path(.home)),
        ]
    }
}
