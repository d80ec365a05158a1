import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Texts that a helper wrote for themself.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/zinnen, /en/work/phrases | worker who helps people | help_people |
/// | POST | /nl/werk/zinnen, /en/work/phrases | worker who helps people | help_people |
struct PhrasesController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .phrases, policy, .helpPeople) { desk, request, _ in
            let done = request.word("n", of: ["added", "removed"])
            return try await show(desk, PhraseTyped(), done.map { [DeskNotice(.done, title: desk.text("phrases.\($0)"))] } ?? [])
        }
        door.post(router, .phrases, policy, .helpPeople) { desk, request, _ in
            try await act(desk, try await door.responder.form(request, largest: Form.largestWriting))
        }
    }

    private func show(
        _ desk: WorkVisit, _ typed: PhraseTyped, _ notices: [DeskNotice] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let rows = try await OwnPhrases(desk.place)(desk.session)
        let page = PhrasesPresenter(desk: desk).page(rows, typed, notices)
        return door.respond(page, desk.frame(desk.text("tabs.phrases"), at: .phrases), status: status)
    }

    private func act(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        let typed = PhraseTyped(form)
        let slip: DeskSlip
        do {
            slip = try desk.slip(form, .phrases)
        } catch {
            return try await show(desk, typed, [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        let words = (form.all("go").last ?? "").split(separator: "-").map(String.init)
        if words.count == 2, words[0] == "remove", let id = Identifier<SealedOwnPhrase>(words[1]) {
            try await OwnPhrases(desk.place).remove(id, by: desk.session)
            return door.responder.redirect(to: desk.path(.phrases) + "?n=removed")
        }
        guard words == ["add"] else { throw PageRefusal.notFound }
        return try await add(desk, typed, slip)
    }

    private func add(_ desk: WorkVisit, _ typed: PhraseTyped, _ slip: DeskSlip) async throws -> Response {
        guard let language = typed.language.flatMap({ desk.visit.site.settings.languages.contains($0) ? LanguageTag($0) : nil }) else {
            throw PageRefusal.notFound
        }
        let phrase = OwnPhrase(language: language, level: typed.level, text: Confidential(typed.text))
        let refusal: WorkRefusal
        do {
            try await OwnPhrases(desk.place).add(phrase, slip: slip.slip, by: desk.session)
            return door.responder.redirect(to: desk.path(.phrases) + "?n=added")
        } catch {
            refusal = error
        }
        switch refusal {
        case .empty: return try await refused(desk, typed, typed.text.isBlank ? "empty" : "long", OwnPhrase.longest)
        case .taken: return try await refused(desk, typed, "full", OwnPhrase.most)
        default: throw refusal
        }
    }

    private func refused(_ desk: WorkVisit, _ typed: PhraseTyped, _ key: String, _ count: Int) async throws -> Response {
        let notice = DeskNotice(.refused, title: desk.text("phrases.\(key)", ["count": String(count)]))
        return try await show(desk, typed, [notice], status: .unprocessableContent)
    }
}

/// What a worker was writing as a text of their own.
struct PhraseTyped: Sendable {
    var text = ""
    var language: String?
    var level = TextLevel.b1

    init() {}

    init(_ form: Form) {
        text = form["text"] ?? ""
        language = form["in"]
        level = form["level"].flatMap(TextLevel.init(rawValue:)) ?? .b1
    }
}
