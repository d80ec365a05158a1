import Domain
import Hummingbird
import Pages
import Workflows

/// Everyone who waits for the worker's teams, and taking one of them.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk, /en/work | worker who helps people | help_people |
/// | POST | /nl/werk, /en/work | worker who helps people | help_people |
/// | GET | /nl/werk/gesloten, /en/work/closed | worker who helps people | help_people |
/// | POST | /nl/werk/toetsen, /en/work/keys | worker who helps people | help_people |
struct InboxController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .inbox, policy, .helpPeople) { desk, request, _ in
            if let short = request.uri.queryParameters["v"] { return try await others(desk, beside: Identifier(String(short))) }
            if request.word("o", of: ["1"]) != nil {
                let offer = DeskInboxPresenter(desk: desk).offer
                return door.respond(OfferPage(title: desk.text("inbox.h1"), offer: offer), desk.frame(desk.text("tabs.inbox"), at: .inbox))
            }
            return try await show(desk, notices: done(desk, request), refreshes: request.word("r", of: ["1"]) != nil)
        }
        door.post(router, .inbox, policy, .helpPeople) { desk, request, _ in
            try await act(desk, try await door.responder.form(request))
        }
        door.get(router, .closed, policy, .helpPeople) { desk, _, _ in try await closed(desk) }
        door.post(router, .keys, policy, .helpPeople) { desk, request, _ in
            try await turnKeys(desk, try await door.responder.form(request))
        }
    }

    private func show(
        _ desk: WorkVisit, notices: [DeskNotice], refreshes: Bool = false, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let rows = try await Inbox(desk.place)(desk.session)
        let teams = try await People(desk.place).teams(for: desk.session)
        let presenter = DeskInboxPresenter(desk: desk)
        var frame = desk.frame(presenter.tab(rows), at: .inbox, showing: LivePage(rows))
        frame.keys = desk.keys(["j", "k", "Enter", "c", "?"])
        frame.sound = desk.sound
        frame.offer = nil
        if !rows.isEmpty { frame.header.toList = Link(desk.text("inbox.to_list"), to: "#queue") }
        frame.manner.refreshesItself = refreshes
        var page = presenter.page(rows, notices: notices, teams: teams, refreshes: refreshes)
        page.offer = presenter.offer
        page.pause = presenter.pause(try await Inbox(desk.place).away(desk.session))
        return door.respond(page, frame, status: status)
    }

    /// The short list beside a conversation.
    private func others(_ desk: WorkVisit, beside id: Identifier<Conversation>?) async throws -> Response {
        let others = DeskInboxPresenter(desk: desk).others(try await Inbox(desk.place)(desk.session, limit: Others.most), beside: id)
        return door.respond(OthersPage(title: desk.text("inbox.h1"), others: others), desk.frame(desk.text("tabs.inbox"), at: .inbox))
    }

    private func closed(_ desk: WorkVisit) async throws -> Response {
        let page = DeskInboxPresenter(desk: desk).closed(try await ClosedConversations(desk.place)(desk.session))
        return door.respond(page, desk.frame(desk.text("tabs.closed"), at: .closed))
    }

    private func turnKeys(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        do {
            _ = try desk.slip(form, .keys)
        } catch {
            return try await show(desk, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        switch form["go"] {
        case "sound", "silent":
            try await desk.place.turnSound(on: form["go"] == "sound", desk.session)
            return door.responder.redirect(to: desk.path(.inbox) + (form["go"] == "sound" ? "?n=sound" : ""))
        default:
            try await desk.place.turnKeys(on: form["go"] == "on", desk.session)
            return door.responder.redirect(to: desk.path(.inbox))
        }
    }

    private func act(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        do {
            _ = try desk.slip(form, .inbox)
        } catch {
            return try await show(desk, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        let words = (form["go"] ?? "").split(separator: "-")
        if words.count == 2, words[0] == "pause", let minutes = Int64(words[1]) {
            try await desk.place.pause(minutes: minutes == 0 ? nil : minutes, desk.session)
            return door.responder.redirect(to: desk.path(.inbox))
        }
        guard words.count == 2, let id = Identifier<Conversation>(String(words[1])) else { throw PageRefusal.notFound }
        switch words[0] {
        case "claim": return try await take(desk, id)
        case "pass":
            try await HelpPerson(desk.place).pass(id, by: desk.session)
            return door.responder.redirect(to: desk.path(.inbox))
        case "seen":
            try await HelpPerson(desk.place).haveSeenTakeOver(id, by: desk.session)
            return door.responder.redirect(to: desk.path(.inbox))
        default: throw PageRefusal.notFound
        }
    }

    private func take(_ desk: WorkVisit, _ id: Identifier<Conversation>) async throws -> Response {
        do {
            try await HelpPerson(desk.place).claim(id, by: desk.session)
        } catch WorkRefusal.taken(let by) {
            return try await show(desk, notices: [desk.taken(by)], status: .conflict)
        } catch WorkRefusal.erased {
            return try await show(desk, notices: [desk.visit.deskNotice(.refused, "erased")], status: .gone)
        }
        return door.responder.redirect(to: desk.path(.conversation(id.text)) + "?n=claimed")
    }

    private func done(_ desk: WorkVisit, _ request: Request) -> [DeskNotice] {
        guard let word = request.word("n", of: ["handed_over", "closed", "phone_done", "sound"]) else { return [] }
        let number = request.uri.queryParameters["c"].flatMap { Int($0) }.map { "#\($0)" } ?? ""
        return [desk.visit.deskNotice(.done, word, ["number": number])]
    }
}

extension Others {
    /// Conversations beside another at most; the rest is in the list.
    static let most = 30
}

extension WorkVisit {
    /// The keys of a page, and the button that turns all keys on or off.
    func keys(_ list: [String]) -> DeskFrame.Keys {
        let texts = ["j": "next", "k": "previous", "Enter": "open", "c": "claim", "r": "reply", "?": "help"]
        let isOn = session.hasKeys
        return .init(
            title: text("keys.title"), nothing: text("keys.nothing"),
            list: list.map { .init($0 == "Enter" ? text("keys.enter") : $0, text("keys." + (texts[$0] ?? "help"))) }, areOn: isOn,
            target: target(.keys, .keys), button: visit.deskGo(isOn ? "keys.turn_off" : "keys.turn_on", isOn ? "off" : "on"))
    }

    /// The soft sound, and the button that turns it on or off.
    var sound: DeskFrame.Sound {
        let isOn = session.hasSound
        return .init(
            text: text(isOn ? "sound.on" : "sound.off"), isOn: isOn, target: target(.keys, .keys),
            button: visit.deskGo(isOn ? "sound.turn_off" : "sound.turn_on", isOn ? "silent" : "sound"))
    }

    /// That a colleague was first, by name when it is known.
    func taken(_ by: Confidential<String>?) -> DeskNotice {
        by.map { visit.deskNotice(.refused, "taken", ["name": $0.revealed]) } ?? visit.deskNotice(.refused, "taken_nobody")
    }
}
