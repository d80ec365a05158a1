import Domain
import Pages
import Wording
import Workflows

/// Everyone who waits for a worker's teams, in words.
struct DeskInboxPresenter: Sendable {
    let desk: WorkVisit

    func page(_ rows: [Inbox.Row], notices: [DeskNotice], teams: [People.TeamView], refreshes: Bool) -> InboxPage {
        InboxPage(
            heading: heading(rows),
            notices: notices + waitsForKey + asked(rows) + lost(rows) + alarms(teams),
            queue: .init(
                target: desk.target(.inbox, .inbox), caption: desk.text("inbox.caption"),
                columns: ["number", "urgency", "waits", "language", "state", "act"].map { desk.text("inbox." + $0) },
                rows: rows.map(row), empty: .init(title: desk.text("inbox.empty_title"), lines: [desk.text("inbox.empty")])),
            refresh: .init(
                again: Link(desk.text("inbox.again"), to: desk.path(.inbox)),
                byItself: refreshes
                    ? Link(desk.text("inbox.not_by_itself"), to: desk.path(.inbox))
                    : Link(desk.text("inbox.by_itself"), to: desk.path(.inbox) + "?r=1"),
                closed: Link(desk.text("inbox.closed"), to: desk.path(.closed))))
    }

    /// Somebody who waits and is offered to the worker now.
    var offer: DeskOffer {
        var place = desk.offerPlace
        place.somebody = Inbox(desk.place).offer(to: desk.session).map { offer in
            let number = "#\(offer.conversation.number)"
            let until = AmsterdamTime(offer.until)
            let seconds = (until.second < 10 ? "0" : "") + String(until.second)
            let language = offer.language.map { [Mark(.plain, desk.languageName($0))] } ?? []
            return .init(
                name: offer.name, left: Int(max(0, offer.until.seconds - desk.place.now().seconds)),
                title: desk.text("offer.title", ["number": number]),
                marks: [desk.urgency(offer.urgency)] + language + desk.needs(offer.needs),
                lines: [
                    desk.text(
                        "offer.until", ["time": desk.visit.clock(until.minute) + (desk.visit.language == "nl" ? "." : ":") + seconds]),
                    desk.text("offer.after"),
                ],
                target: desk.target(.inbox, .inbox),
                take: desk.visit.deskGo("inbox.claim", "claim-" + offer.conversation.text, ["number": number]),
                pass: desk.visit.deskGo("offer.pass", "pass-" + offer.conversation.text))
        }
        return place
    }

    /// Who else there is for the worker beside one conversation: who waits for anybody, and what is the worker's own.
    func others(_ rows: [Inbox.Row], beside id: Identifier<Conversation>?) -> Others {
        // One's own come first, those who wait for an answer before the others: with five at once nobody may have to look for them among thirty.
        let near = Self.own(rows) + rows.filter { !$0.isYours && ($0.id == id || ($0.colleague == nil && $0.state == .waiting)) }
        return Others(
            title: desk.text("others.title"), fold: desk.text("others.fold"),
            rows: near.count { $0.id != id } == 0
                ? []
                : near.map { row in
                    let waiting = row.state == .waiting ? [desk.waiting(since: row.waitingSince)] : []
                    return .init(
                        Link("#\(row.number)", to: desk.path(.conversation(row.id.text))), isHere: row.id == id,
                        marks: [desk.urgency(row.urgency)] + (row.isMonitored ? [monitored] : []) + (row.chat.map { [desk.chat($0)] } ?? [])
                            + waiting + (row.hasNote ? [note] : []) + desk.needs(row.needs)
                            + (row.isYours ? [Mark(.yours, desk.text("state.yours"))] : []))
                }, none: desk.text("others.none"), all: Link(desk.text("conversation.back"), to: desk.path(.inbox)))
    }

    /// What the worker's teams closed lately.
    func closed(_ rows: [ClosedConversations.Row]) -> ClosedPage {
        let table = DeskTable(
            desk.text("closed.caption"),
            columns: [.init(desk.text("inbox.number"), isNumber: true)]
                + ["at", "reason", "worker"].map { .init(desk.text("closed." + $0)) }
                + [.init(desk.text("inbox.language")), .init(desk.text("inbox.act"))],
            rows: rows.map { row in
                let number = "#\(row.number)"
                let open = Link(desk.text("inbox.look", ["number": number]), to: desk.path(.conversation(row.id.text)))
                return .init(
                    [
                        .text(number), .text(desk.visit.moment(row.at)), .text(desk.text("conversation.close_" + row.reason.rawValue)),
                        .marks([row.isYours ? Mark(.yours, desk.text("closed.you")) : Mark(.plain, row.worker)]),
                        .text(desk.languageName(row.language)), .ways([open], buttons: []),
                    ], isOwn: row.isYours)
            })
        return ClosedPage(
            title: desk.text("closed.h1"),
            lines: [desk.text("closed.lead", ["days": String(ClosedConversations.days)]), desk.text("closed.logged")],
            closed: rows.isEmpty ? nil : table, none: desk.text("closed.none"),
            back: Link(desk.text("conversation.back"), to: desk.path(.inbox)))
    }

    /// In which conversations a colleague asked the worker to look along.
    private func asked(_ rows: [Inbox.Row]) -> [DeskNotice] {
        rows.filter(\.isAskedOfYou).map { row in
            var notice = desk.visit.deskNotice(
                .good, "asked_of_you", ["name": row.colleague ?? desk.text("conversation.somebody"), "number": "#\(row.number)"])
            notice.links = [Link(desk.text("inbox.look", ["number": "#\(row.number)"]), to: desk.path(.conversation(row.id.text)))]
            return notice
        }
    }

    /// That the worker is away for a while, or how to be; and which colleagues are.
    func pause(_ away: [String]) -> InboxPage.Pause {
        let buttons = Workplace.pauses.map { desk.visit.deskGo("pause.go", "pause-\($0)", ["minutes": String($0)]) }
        let until = desk.session.pausedUntil.map { desk.text("pause.until", ["time": desk.visit.clock(AmsterdamTime($0).minute)]) }
        return .init(
            title: desk.text("pause.title"), lines: until.map { [$0] } ?? [desk.text("pause.lead")], target: desk.target(.inbox, .inbox),
            buttons: until == nil ? buttons : [desk.visit.deskGo("pause.back", "pause-0")], isOn: until != nil,
            away: away.isEmpty ? nil : desk.text("pause.away", ["names": away.joined(separator: ", ")]))
    }

    /// What colleagues took over from the worker, until the worker has seen that.
    private func lost(_ rows: [Inbox.Row]) -> [DeskNotice] {
        rows.filter { $0.isTakenFromYou && !$0.isYours }.map { row in
            var notice = desk.takenOver(by: row.colleague, row.number)
            notice.links = [
                Link(desk.text("inbox.look", ["number": "#\(row.number)"]), to: desk.path(.conversation(row.id.text)))
            ]
            notice.dismiss = .init(desk.target(.inbox, .inbox), desk.visit.deskGo("inbox.seen", "seen-" + row.id.text))
            return notice
        }
    }

    /// How many wait for an answer that nobody else has in hand.
    static func waiting(_ rows: [Inbox.Row]) -> Int { rows.count { $0.state == .waiting && $0.colleague == nil } }

    func tab(_ rows: [Inbox.Row]) -> String {
        let count = Self.waiting(rows)
        return count == 0 ? desk.text("tabs.inbox") : desk.text("tabs.inbox_waiting", ["count": String(count)])
    }

    /// Rows that are seen without looking for one's own among them.
    private static let short = 8

    private func heading(_ rows: [Inbox.Row]) -> InboxPage.Heading {
        var heading = InboxPage.Heading(title: desk.text("inbox.h1"), summary: summary(rows))
        let own = Self.own(rows)
        guard rows.count > Self.short, !own.isEmpty else { return heading }
        heading.own = .init(
            label: desk.text("inbox.own"), links: own.map { Link("#\($0.number)", to: desk.path(.conversation($0.id.text))) })
        return heading
    }

    /// The worker's own, who waits for them first.
    private static func own(_ rows: [Inbox.Row]) -> [Inbox.Row] {
        rows.filter { $0.isYours && $0.state == .waiting } + rows.filter { $0.isYours && $0.state != .waiting }
    }

    private func summary(_ rows: [Inbox.Row]) -> String {
        let waiting = Self.waiting(rows)
        let yours = rows.count { $0.isYours }
        let first =
            switch waiting {
            case 0: desk.text("inbox.none_waiting")
            case 1: desk.text("inbox.one_waiting")
            default: desk.text("inbox.waiting", ["count": String(waiting)])
            }
        switch yours {
        case 0: return first
        case 1: return first + " " + desk.text("inbox.one_yours")
        default: return first + " " + desk.text("inbox.yours", ["count": String(yours)])
        }
    }

    private var waitsForKey: [DeskNotice] {
        guard desk.session.desks.isEmpty else { return [] }
        return [DeskNotice(.alarm, title: desk.text("inbox.waits_for_key_title"), lines: [desk.text("inbox.waits_for_key")])]
    }

    private func alarms(_ teams: [People.TeamView]) -> [DeskNotice] {
        let toTeams = [Link(desk.text("inbox.to_teams"), to: desk.path(.teams))]
        return teams.filter(\.isHeld).flatMap { team in
            [("alarm_holder", team.holders < 2), ("alarm_key", team.needsNewKey)].filter(\.1).map { key, _ in
                DeskNotice(
                    .alarm, title: desk.text("inbox.\(key)_title", ["team": team.name]), lines: [desk.text("inbox." + key)], links: toTeams)
            }
        }
    }

    private func row(_ row: Inbox.Row) -> InboxPage.Row {
        let number = "#\(row.number)"
        let isFree = !row.isYours && row.colleague == nil
        let open = isFree || row.isYours ? "open" : "look"
        return InboxPage.Row(
            number: number, urgency: desk.urgency(row.urgency),
            waiting: row.state == .waiting
                ? desk.waiting(since: row.waitingSince) : Mark(.quiet, desk.text("waiting.not")),
            language: desk.languageName(row.language), states: states(row),
            ways: .init(
                open: Link(desk.text("inbox." + open, ["number": number]), to: desk.path(.conversation(row.id.text))),
                claim: isFree ? desk.visit.deskGo("inbox.claim", "claim-" + row.id.text, ["number": number]) : nil, isOwn: row.isYours))
    }

    private var note: Mark { Mark(.soon, desk.text("state.note")) }
    private var monitored: Mark { Mark(.alarm, desk.text("state.monitored")) }

    private func states(_ row: Inbox.Row) -> [Mark] {
        var marks: [Mark] = [desk.holder(isYours: row.isYours, colleague: row.colleague)]
        if let chat = row.chat { marks.insert(desk.chat(chat), at: 0) }
        if row.state != .waiting { marks.append(Mark(.quiet, desk.text("state." + row.state.rawValue))) }
        if let call = row.call {
            marks.append(Mark(.soon, desk.text("state.call", ["when": desk.call(call.times.revealed, until: call.until)])))
        }
        if row.hasNote { marks.append(note) }
        if row.isAskedOfYou { marks.append(Mark(.soon, desk.text("state.asked"))) }
        if row.isPhone { marks.append(Mark(.quiet, desk.text("state.phone"))) }
        marks += desk.needs(row.needs)
        // What matters for safety comes first: on a narrow screen it stands beside how long they wait.
        if row.isMonitored { marks.insert(monitored, at: 0) }
        return marks
    }
}

extension Offer {
    /// Which it is, for a page that may show it already.
    var name: String { "\(conversation.text).\(round)" }
}

extension WorkVisit {
    /// Where a page tells that somebody is offered to the worker.
    var offerPlace: DeskOffer { DeskOffer(from: path(.inbox) + "?o=1") }

    func urgency(_ urgency: Urgency) -> Mark {
        let look: Mark.Look =
            switch urgency {
            case .u0: .danger
            case .u1: .soon
            case .u2: .plain
            case .u3, .u4: .quiet
            }
        return Mark(look, text("urgency." + urgency.id))
    }

    /// That somebody chats, and whether they are there.
    func chat(_ chat: Inbox.Chat) -> Mark {
        chat == .here ? Mark(.soon, text("state.chat")) : Mark(.quiet, text("state.chat_away"))
    }

    /// What somebody asks of who takes them, in a fixed order.
    func needs(_ skills: Set<Skill>) -> [Mark] {
        Skill.allCases.filter(skills.contains).map { Mark(.plain, text("needs." + $0.rawValue)) }
    }

    func holder(isYours: Bool, colleague: String?) -> Mark {
        if isYours { return Mark(.yours, text("state.yours")) }
        return colleague.map { Mark(.plain, text("state.colleague", ["name": $0])) } ?? Mark(.plain, text("state.nobody"))
    }

    /// Minutes after which somebody waits long.
    static let long: Int64 = 60

    /// How long somebody waits, in words.
    /// - Parameter now: the moment of the visit, unless its page stands open still.
    func waiting(since start: Instant?, at now: Instant? = nil) -> Mark {
        guard let start else { return Mark(.plain, text("waiting.unknown")) }
        let minutes = max(0, ((now ?? visit.now).seconds - start.seconds) / 60)
        let words =
            switch minutes {
            case 0: text("waiting.moment")
            case 1: text("waiting.minute")
            case ..<60: text("waiting.minutes", ["count": String(minutes)])
            case ..<120: text("waiting.hour")
            case ..<1440: text("waiting.hours", ["count": String(minutes / 60)])
            case ..<2880: text("waiting.day")
            default: text("waiting.days", ["count": String(minutes / 1440)])
            }
        return Mark(minutes >= Self.long ? .long : .plain, words)
    }

    func languageName(_ language: LanguageTag) -> String {
        let key = "facets.language." + language.primary
        return visit.wording.has(key) ? visit.wording[key] : language.value
    }
}
