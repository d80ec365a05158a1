import Domain
import HTTPTypes
import Hummingbird
import Pages
import Triage
import Workflows

/// Whoever stands in a room of their own, and what holds for them there.
struct OwnRoom: Sendable {
    let own: OwnVisit
    let slip: OwnSlip
    /// Somebody may read along: writing is good, sharing is not.
    let isMonitored: Bool
    /// Younger than 12, and here for themselves: nobody asks what happened.
    /// - Source: domain C2.5, C4.5.
    let isYoung: Bool

    /// What they answered before they wrote, as it is by now; nothing known when nothing went along.
    let situation: Situation
    /// When they answered it.
    let toldAt: Instant?

    /// Whether the person has shown that they have their code: without it they could not take back what they give.
    var isKept: Bool

    var visit: Visit { own.visit }
    var place: Workplace { own.place }
    var session: PersonSession { own.session }
}

/// The rooms beside the conversation: the parts, who may see them, to whom nothing goes, where it stands. They have no address of their own.
/// - Source: R22, R29, R62; product D, E; security 2.5, 6.3.
extension OwnController {
    /// What a button says: a word, and what it is about.
    private static func verb(_ go: String) -> (word: String, about: String) {
        let parts = go.split(separator: "-", maxSplits: 1)
        return (parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : "")
    }

    private static let verbs: Set = [
        "parts", "part", "put", "file", "agreed", "share", "show", "yes", "sure", "notnow", "end", "undo", "never", "bar", "unbar", "where",
        "may", "halt", "halted", "ways", "way", "prepare", "prepared", "forward", "stay", "reply", "replied", "repliedmeant", "request",
        "send_request", "from", "toss", "tossed", "hush", "old", "wrong", "remark", "take", "taken", "named", "drop", "dropped",
        "proposals", "proposal", "accept", "refuse", "guest", "welcome", "goodbye", "without",
        "table", "tableask", "tableyes", "tablesure", "tablenot", "tablestop", "tablestopped", "tableout", "tablegone",
    ]

    /// - Returns: nil when the button is about something else.
    func rooms(_ own: OwnVisit, _ go: String, _ form: Form, _ slip: OwnSlip) async -> Response? {
        let (word, about) = Self.verb(go)
        guard Self.verbs.contains(word) else { return nil }
        do {
            let room = try await room(own, slip)
            // What was taken back and not finished is finished first; when that does not succeed now, it comes by again.
            if ["parts", "agreed", "where", "table"].contains(word) { try? await FinishWithdrawing(own.place)(own.session) }
            if let answer = try await parts(room, word, about, form) { return answer }
            if let answer = try await sharing(room, word, about, form) { return answer }
            if let answer = try await tables(room, word, about, form) { return answer }
            return try await referrals(room, word, about, form)
        } catch {
            switch error {
            case .erased: return gone(own.visit, slip.text)
            case .notFound: return await mine(own, text: slip.text)
            default: return unready(own, slip.text, slip)
            }
        }
    }

    func room(_ own: OwnVisit, _ slip: OwnSlip) async throws(WorkRefusal) -> OwnRoom {
        let conversation = try await ReadOwnConversation(own.place)(own.session)
        let situation = conversation.answers.map { Answers(text: $0.revealed).situation(own.visit.site.questions) }
        return OwnRoom(
            own: own, slip: slip, isMonitored: conversation.isMonitored || situation?.monitored == .yes,
            isYoung: situation?.isYoung ?? false,
            situation: (situation ?? Situation()).grown(told: conversation.answeredAt, with: Registration(), at: own.visit.now),
            toldAt: conversation.answeredAt, isKept: own.session.unprovenCode == nil)
    }

    /// - Parameter next: the slip of the forms on the page.
    func shown(_ page: RoomPage, _ room: OwnRoom, _ tab: String, status: HTTPResponse.Status = .ok) -> Response {
        responder.personal(page, room.visit.ownFrame(tab, at: .own), status: status)
    }

    func target(_ room: OwnRoom, seen: Int = 0, note: String = "") -> FormTarget {
        FormTarget(
            action: room.visit.path(.own), ticket: sealed(room.own, room.slip.next(room.place, seen: seen, note: note)))
    }

    private func parts(_ room: OwnRoom, _ word: String, _ about: String, _ form: Form) async throws(WorkRefusal) -> Response? {
        switch word {
        case "without":
            let told = try await ReadExceptions(room.place).own(room.session)
            return shown(WithoutPresenter(visit: room.visit).page(told, target(room)), room, "without")
        case "guest": return try await guestPage(room, try Self.id(about))
        case "welcome": return try await welcome(room, try Self.id(about), form)
        case "goodbye": return try await goodbye(room, try Self.id(about))
        case "proposals": return try await proposalsPage(room)
        case "proposal": return try await proposalPage(room, try Self.id(about))
        case "accept": return try await accept(room, try Self.id(about), form)
        case "refuse": return try await refuse(room, try Self.id(about))
        case "old" where about.hasPrefix("accept-"):
            return try await proposalPage(
                room, try Self.id(String(about.dropFirst(7))), typed: form[OwnField.words] ?? "", problem: "part.problem_old",
                status: .unprocessableContent)
        case "parts": return try await partsPage(room)
        case "part" where about == DossierSection.Kind.files.rawValue: return try await filesPage(room)
        case "take", "taken", "named", "drop", "dropped": return try await files(room, word, try Self.id(about))
        case "part": return try await partPage(room, try Self.part(about))
        case "put": return try await put(room, try Self.part(about), form)
        case "file": return try await file(room)
        // The form was too old: what was typed stands on the same page once more.
        case "old" where about.hasPrefix("put-"): return try await old(room, try Self.part(String(about.dropFirst(4))), form)
        case "old" where about == "remark":
            return try await wrongPage(room, text: form[OwnField.words] ?? "", problem: ("part.problem_old", OwnField.words))
        case "old" where about == "prepared": return try await prepared(room, form, isOld: true)
        case "old" where about.hasPrefix("replied"):
            let id = String(about.drop { $0 != "-" }.dropFirst())
            return try await replyPage(
                room, try Self.id(id), form[OwnField.words] ?? "", problem: "part.problem_old", status: .unprocessableContent)
        case "old": return try await requestPage(room, RequestDraft(form), problem: "part.problem_old")
        default: return nil
        }
    }

    private func sharing(_ room: OwnRoom, _ word: String, _ about: String, _ form: Form) async throws(WorkRefusal) -> Response? {
        switch word {
        case "agreed": return try await agreedPage(room)
        case "share": return try await sharePage(room, ConsentDraft())
        case "show": return try await show(room, form)
        case "yes": return try await yes(room)
        case "sure": return try await yes(room, code: form[OwnField.code] ?? "")
        case "notnow": return try await notNow(room)
        case "end": return try await endPage(room, try Self.id(about))
        case "undo": return try await stop(room, try Self.id(about))
        case "never": return try await neverPage(room)
        case "bar": return try await bar(room, form)
        case "unbar": return try await unbar(room, try Self.id(about))
        default: return nil
        }
    }

    private func referrals(_ room: OwnRoom, _ word: String, _ about: String, _ form: Form) async throws(WorkRefusal) -> Response? {
        switch word {
        case "where": return try await wherePage(room)
        case "from": return try await inwardPage(room)
        case "toss": return try await tossPage(room, try Self.id(about))
        case "tossed": return try await tossed(room, try Self.id(about))
        case "hush": return try await hushed(room, try Self.id(about))
        case "may": return try await may(room, try Self.id(about))
        case "halt": return try await haltPage(room, try Self.id(about))
        case "halted": return try await halted(room, try Self.id(about))
        case "forward", "stay": return try await forward(room, try Self.id(about), isAgreed: word == "forward")
        case "reply": return try await replyPage(room, try Self.id(about))
        case "replied", "repliedmeant": return try await replied(room, try Self.id(about), form, isMeant: word == "repliedmeant")
        case "ways": return try await waysPage(room)
        case "way": return try await wayPage(room, about)
        case "prepare": return try await preparePage(room)
        case "prepared": return try await prepared(room, form)
        case "request": return try await requestPage(room, RequestDraft(to: about))
        case "wrong": return try await wrongPage(room)
        case "remark": return try await remark(room, form)
        case "send_request":
            return try await sendRequest(room, form, isMeant: about == "meant", hasSeen: about == "seen" || about == "meant")
        default: return nil
        }
    }

    private static func part(_ word: String) throws(WorkRefusal) -> DossierSection.Kind {
        guard let kind = DossierSection.Kind(rawValue: word), PartsPresenter.parts.contains(kind) else { throw .notFound }
        return kind
    }

    private static func id<Of>(_ text: String) throws(WorkRefusal) -> Identifier<Of> {
        guard let id = Identifier<Of>(text) else { throw .notFound }
        return id
    }
}
