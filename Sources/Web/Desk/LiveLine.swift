import Domain
import Hummingbird
import NIOCore
import Pages
import Workflows

/// What an open page shows, as it travels in the address where it listens, so that nothing is missed between the page and the line.
enum LivePage: Sendable, Equatable {
    /// The list, by a picture of it, with how many wait.
    case list(picture: Int, waiting: Int)
    case conversation(Talk)
    /// The board: it is fetched anew with every change, and every few seconds, because time goes by on it.
    case board
    /// Any other page.
    case other

    /// A conversation as its page shows it.
    struct Talk: Sendable, Equatable {
        let id: Identifier<Conversation>
        /// How many things stood in it.
        var count: Int
        /// Whether a colleague had it.
        var isColleagues = false
        /// Whether the page said that somebody who chats is there.
        var isHere = false
        /// Whether it said that somebody may read along.
        var isMonitored = false
        /// Whose turn it said it is; nil when that is not known.
        var state: Conversation.State?
    }

    /// The conversation on the page; nil on other pages.
    var talk: Talk? {
        if case .conversation(let talk) = self { talk } else { nil }
    }

    var query: String {
        switch self {
        case .list(let picture, let waiting): "?p=\(picture)&w=\(waiting)"
        case .conversation(let talk):
            "?g=\(talk.id.text)&s=\(talk.count)" + (talk.isColleagues ? "&h=1" : "") + (talk.isHere ? "&c=1" : "")
                + (talk.isMonitored ? "&m=1" : "") + (talk.state.map { "&a=" + $0.rawValue } ?? "")
        case .board: "?b=1"
        case .other: ""
        }
    }

    init(_ request: Request) {
        let query = request.uri.queryParameters
        func number(_ name: Substring) -> Int? { query[name].flatMap { Int($0) } }
        if let picture = number("p"), let waiting = number("w") {
            self = .list(picture: picture, waiting: waiting)
        } else if let id = query["g"].flatMap({ Identifier<Conversation>(String($0)) }) {
            self = .conversation(
                Talk(
                    id: id, count: max(0, number("s") ?? 0), isColleagues: number("h") == 1, isHere: number("c") == 1,
                    isMonitored: number("m") == 1, state: query["a"].flatMap { Conversation.State(rawValue: String($0)) }))
        } else {
            self = number("b") == 1 ? .board : .other
        }
    }

    init(_ rows: [Inbox.Row]) {
        var hasher = Hasher()
        for row in rows {
            hasher.combine(row.id)
            hasher.combine(row.state)
            hasher.combine(row.isYours)
            hasher.combine(row.chat)
            hasher.combine(row.colleague)
            hasher.combine(row.isTakenFromYou)
            hasher.combine(row.isAskedOfYou)
            hasher.combine(row.hasNote)
            hasher.combine(row.urgency)
            hasher.combine(row.isMonitored)
            hasher.combine(row.call != nil)
        }
        self = .list(picture: hasher.finalize(), waiting: DeskInboxPresenter.waiting(rows))
    }
}

/// One open line: what its page knows, and what it must be told.
struct LiveLine: LineTeller {
    /// Seconds before the end of an entry at which the page says so.
    static let warning: Int64 = 180

    private let desk: WorkVisit
    private let entry: WatchedEntry
    private var session: WorkerSession
    private var shown: LivePage
    /// How many waited when that was last told; nil before.
    private var waiting: Int?
    /// The list as it was when that was last told; nil before.
    private var listed: LivePage?
    /// Whether the person was there when that was last told.
    private var isHere = false
    /// What is known of the conversation on the page; of its state nothing before it was asked.
    private var told = Listed()
    /// How the page says that it stands; nil before that is known.
    private var stands: Mark?
    /// Which offer was told last; empty when there was none.
    private var offered = ""
    private var isWarned = false
    private var signs = 0
    /// Whether the entry ended, so that nothing more is told.
    private(set) var isOver = false
    private var listening: Listening?

    init(_ desk: WorkVisit, showing shown: LivePage) {
        self.desk = desk
        entry = desk.place.watched(desk.session)
        session = desk.session
        self.shown = shown
        if let talk = shown.talk { (isHere, told.isMonitored) = (talk.isHere, talk.isMonitored) }
        if case .list(_, let waiting) = shown {
            self.waiting = waiting
            listed = shown
        }
    }

    mutating func events(_ heard: LiveSignals, _ line: OpenLine) async throws -> [ByteBuffer]? {
        var heard = heard
        if heard.contains(.opened) {
            listening = Listening(desk.place, session, conversation: shown.talk?.id, line)
            // Something may have changed between the page and this line.
            heard.formUnion([.list, .here])
        }
        if heard.contains(.sign) { signs += 1 }
        guard signs < LiveController.signs else { return nil }
        let events = try await events(heard)
        if isOver { line.endAfterThis() }
        return events
    }

    /// What is to be told now, in order.
    mutating func events(_ heard: LiveSignals) async throws -> [ByteBuffer] {
        guard let present = try await entry.present(desk.place, anew: heard != .here), present.endsAt > desk.place.now() else {
            isOver = true
            desk.place.offDesk(session)
            return [LiveEvent.end]
        }
        session = present
        desk.place.atDesk(session)
        var news: [(String, JSON)] = []
        // A screen on the wall hears of no list.
        if session.may(.helpPeople) {
            news = (heard.contains(.list) ? try await list() : []) + (heard.contains(.here) ? try await here() : []) + marks()
        }
        if shown == .board { news = news.filter { $0.0 != "fresh" } + [("fresh", .bool(true))] }
        var events = news.isEmpty ? [] : [LiveEvent.change(.object(news))]
        let isEnding = present.endsAt.seconds - desk.place.now().seconds <= Self.warning
        if isEnding != isWarned { events.append(isEnding ? LiveEvent.ending : LiveEvent.staying) }
        isWarned = isEnding
        return events.isEmpty ? [LiveEvent.sign] : events
    }

    private mutating func list() async throws -> [(String, JSON)] {
        let rows = try await Inbox(desk.place)(session)
        let count = DeskInboxPresenter.waiting(rows)
        var news: [(String, JSON)] = [("waiting", .int(Int64(count)))]
        // Only that somebody came is worth a word; the rest shows by itself.
        if let waiting, count > waiting {
            news.append(("say", .string(count == 1 ? desk.text("live.one") : desk.text("live.many", ["count": String(count)]))))
        }
        waiting = count
        let offer = Inbox(desk.place).offer(to: session).map(\.name) ?? ""
        if offer != offered { news.append(("offer", .string(offer))) }
        offered = offer
        let now = LivePage(rows)
        if let listed, listed != now { news.append(("fresh", .bool(true))) }
        listed = now
        return news
    }

    /// What stands otherwise above the conversation by now, without anybody having done anything.
    private mutating func marks() -> [(String, JSON)] {
        let (there, stands) = (presence(), standing())
        let marks = [there.map { ("there", $0) }, stands.map { ("stands", $0) }].compactMap(\.self).map { name, mark in
            JSON.array([.string(name), .string(mark.text), .string("\(mark.look.sign)")])
        }
        return (marks.isEmpty ? [] : [("marks", .array(marks))]) + (there == nil ? [] : [("there", .bool(isHere))])
    }

    // A page that closes says nothing: with each sign of life it is looked at again. What is shown of it only a page of a chat has.
    private mutating func presence() -> Mark? {
        guard let id = shown.talk?.id else { return nil }
        let now = HelpPerson(desk.place).isHere(id)
        guard now != isHere else { return nil }
        isHere = now
        return Mark(now ? .soon : .plain, desk.text(now ? "state.chat" : "state.chat_away"))
    }

    // Minutes go by on a page that stands open: how long the person waits is counted on, and goes when somebody answered.
    private mutating func standing() -> Mark? {
        guard let state = told.state, let talk = shown.talk else { return nil }
        let now = desk.standing(state, since: told.waitingSince, at: desk.place.now())
        defer { stands = now }
        return stands.map { $0.text != now.text } ?? (talk.state.map { $0 != state } ?? false) ? now : nil
    }

    /// What became of the conversation on the page; nothing when it is as it was shown.
    private mutating func here() async throws -> [(String, JSON)] {
        guard var talk = shown.talk else { return [] }
        let (standing, now) = try await HelpPerson(desk.place).standing(
            talk.id, since: talk.count, isColleagues: talk.isColleagues, for: session)
        // A page must not wait for who looks at it: a number goes out of it at once.
        let held: [(String, JSON)] = now.isMonitored == told.isMonitored ? [] : [("held", .bool(now.isMonitored))]
        told = now
        switch standing {
        case .same: return held
        case .more(let now):
            talk.count = now
            shown = .conversation(talk)
            return [("more", .string(desk.text("live.more"))), ("count", .int(Int64(now)))] + held
        case .taken(let name): return [("here", .string(desk.text("live.taken", ["name": name.revealed])))] + held
        case .gone: return [("here", .string(desk.text("live.gone")))]
        }
    }
}

/// What the line of a worker's page listens to, until it is let go.
private final class Listening: Sendable {
    private let tasks: [Task<Void, Never>]

    init(_ place: Workplace, _ session: WorkerSession, conversation: Identifier<Conversation>?, _ line: OpenLine) {
        // In a busy hour something changes in the list many times a second; nobody reads that fast, and each look costs.
        let list = Task { [changes = Inbox(place).changes(for: session)] in
            for await _ in changes {
                line.tell(.list)
                try? await Task.sleep(for: .seconds(1))
            }
        }
        let here = conversation.map { conversation in
            Task { [changes = place.changes.changes(of: conversation)] in
                for await _ in changes { line.tell(.here) }
            }
        }
        tasks = [list, here].compactMap(\.self)
    }

    deinit { for task in tasks { task.cancel() } }
}
