import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Three questions about the site for whoever leaves. They belong to nobody: the form carries nothing of a session.
/// - Source: R112.
struct AfterwardsDesk: Sendable {
    private static let purpose = "afterwards"
    /// Characters of an answer in one's own words.
    private static let longest = 2000
    let responder: PageResponder

    static func ticket(_ tickets: any FormTickets, at now: Instant) -> String { tickets.seal([], purpose: purpose, at: now) }

    /// - Returns: nil when the form is about something else.
    func answer(_ form: Form, _ admission: OwnVisit.Admission) async -> Response? {
        guard let go = form["go"], ["ask", "tell", "skip"].contains(go) else { return nil }
        switch admission {
        case .own(let own): return await answer(go, form, own.visit, own.place)
        case .away(let visit, let place): return await answer(go, form, visit, place)
        case .closed(let visit), .failed(let visit): return responder.redirect(to: visit.path(.home))
        }
    }

    private func answer(_ go: String, _ form: Form, _ visit: Visit, _ place: Workplace) async -> Response {
        switch go {
        case "ask": return show(visit, nil)
        case "skip": return responder.redirect(to: visit.path(.home))
        default: break
        }
        let tickets = responder.environment.tickets
        guard let ticket = form["ticket"], (try? tickets.open(ticket, purpose: Self.purpose, at: visit.now)) != nil else {
            return show(visit, form)
        }
        let told = form["a"] ?? ""
        let missed = form["b"] ?? ""
        guard told.count <= Self.longest, missed.count <= Self.longest else {
            let problem = visit.own("afterwards.problem_long", ["count": String(Self.longest)])
            return show(visit, form, problem: (problem, told.count > Self.longest ? "a" : "b"), status: .unprocessableContent)
        }
        func chosen(_ name: String, _ keys: [String]) -> String { form[name].flatMap { keys.contains($0) ? $0 : nil } ?? "" }
        let feedback = Feedback(
            rather: told, found: chosen("f", Self.found), who: chosen("g", Self.who), age: chosen("l", Self.age),
            kind: chosen("k", Self.kind), missed: Confidential(missed))
        do {
            try await SendFeedback(place)(feedback)
        } catch {
            return show(visit, form, problem: (visit.own("afterwards.failed"), "a"), status: .serviceUnavailable)
        }
        let page = PartingPage(
            title: visit.own("afterwards.thanks_h1"), lines: [visit.own("afterwards.thanks")], ways: OwnPresenter(visit: visit).ways)
        return responder.personal(page, visit.ownFrame("thanks", at: .own))
    }

    private static let found = ["easily", "hard", "someone", "chance"]
    private static let who = ["self", "child", "other", "work", "worry"]
    private static let age = ["under_12", "12_15", "16_17", "18_plus"]
    private static let kind = ["home", "known", "place", "online", "elsewhere"]

    private func show(
        _ visit: Visit, _ form: Form?, problem: (text: String, field: String)? = nil, status: HTTPResponse.Status = .ok
    ) -> Response {
        func words(_ name: String, _ key: String, hint: String? = nil) -> AfterwardsPage.Question {
            var field = WritingField(
                name: name, label: visit.own("afterwards." + key), hint: hint.map { visit.own("afterwards." + $0) },
                value: Told(form?[name] ?? ""), rows: 3)
            if let problem, problem.field == name { field.problem = problem.text }
            return .words(field)
        }
        func group(_ name: String, _ key: String, _ values: [String], _ kind: ChoiceGroup.Kind) -> ChoiceGroup {
            let rather = Pages.Choice("", label: visit.own("afterwards.rather_not"), isChosen: (form?[name] ?? "").isEmpty)
            return ChoiceGroup(
                visit.own("afterwards." + key), name: name, kind: kind,
                choices: [rather]
                    + values.map { Pages.Choice($0, label: visit.own("afterwards.\(key)_\($0)"), isChosen: form?[name] == $0) })
        }
        var page = AfterwardsPage(
            title: visit.own("afterwards.h1"), lines: [visit.own("afterwards.apart"), visit.own("afterwards.optional")],
            target: FormTarget(
                action: visit.path(.own), ticket: Self.ticket(responder.environment.tickets, at: visit.now)),
            questions: [
                words("a", "told", hint: "told_hint"), words("b", "missed"), .choice(group("f", "found", Self.found, .one)),
            ],
            group: .init(
                visit.own("afterwards.group_title"), note: visit.own("afterwards.group_note"),
                choices: [
                    group("g", "who", Self.who, .list), group("l", "age", Self.age, .list), group("k", "kind", Self.kind, .list),
                ]),
            buttons: .init(send: visit.go("afterwards.send", "tell"), skip: visit.go("afterwards.skip", "skip")))
        if let problem { page.problems = visit.problems([problem]) }
        return responder.personal(page, visit.ownFrame("afterwards", at: .own), status: status)
    }
}
