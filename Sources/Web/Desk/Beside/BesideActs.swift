import Domain
import HTTPTypes
import Pages
import Wording
import Workflows

/// What is done beside a conversation: words put in the answer, and the short registration. Whatever happens, what was typed stays.
struct BesideActs: Sendable {
    /// The page comes back as it was, with this in it.
    struct Outcome: Sendable {
        var typed: DeskTyped
        var notices: [DeskNotice] = []
        var status = HTTPResponse.Status.ok
    }
    let desk: WorkVisit

    /// - Returns: nil when the act is not one of these. What was changed in the registration is kept then too, whatever was pressed.
    func perform(_ go: String?, _ id: Identifier<Conversation>, _ typed: DeskTyped) async throws -> Outcome? {
        let words = (go ?? "").split(separator: ".").map(String.init)
        switch words.first {
        case "put": return try await put(Array(words.dropFirst()), id, typed)
        case "phrases": return other(words.last, typed)
        case "register": return try await register(id, typed)
        case "reveal": return nil
        case "send": if let open = unfilled(typed) { return open }
        default: break
        }
        if let registration = typed.beside.changed, isSound(registration) {
            try await HelpPerson(desk.place).register(id, registration, by: desk.session)
        }
        return nil
    }

    private func put(_ words: [String], _ id: Identifier<Conversation>, _ typed: DeskTyped) async throws -> Outcome {
        guard let said = try await own(words) ?? BesideWords(desk.visit).words(words) else { throw PageRefusal.notFound }
        // The page may be of before it was known.
        if !BesideWords.areQuiet(said), try await HelpPerson(desk.place).isMonitored(id, for: desk.session) {
            let notice = desk.visit.deskNotice(.refused, "not_sent_along")
            return Outcome(typed: typed, notices: [notice], status: .conflict)
        }
        var typed = typed
        let gap = typed.text.isEmpty || typed.text.last?.isWhitespace == true ? "" : said.contains("\n") ? "\n" : " "
        typed.text += gap + said
        typed.beside.hasCursor = true
        typed.beside.isChoosing = words.first == "p" || words.first == "o"
        try await HelpPerson(desk.place).keepDraft(id, Confidential(typed.text), by: desk.session)
        return Outcome(typed: typed)
    }

    /// What the worker wrote for themself.
    private func own(_ words: [String]) async throws -> String? {
        guard words.count == 2, words[0] == "o" else { return nil }
        return try await OwnPhrases(desk.place)(desk.session).first { $0.id.text == words[1] }?.phrase.text.revealed
    }

    private func other(_ language: String?, _ typed: DeskTyped) -> Outcome {
        var typed = typed
        typed.beside.language = language
        typed.beside.isChoosing = true
        return Outcome(typed: typed)
    }

    private func register(_ id: Identifier<Conversation>, _ typed: DeskTyped) async throws -> Outcome {
        guard let registration = typed.beside.registration else { throw PageRefusal.notFound }
        guard isSound(registration) else {
            let notice = DeskNotice(
                .refused, title: desk.beside("register.future_title"), lines: [desk.beside("register.future")])
            return Outcome(typed: typed, notices: [notice], status: .unprocessableContent)
        }
        try await HelpPerson(desk.place).register(id, registration, by: desk.session)
        if !typed.text.isBlank { try await HelpPerson(desk.place).keepDraft(id, Confidential(typed.text), by: desk.session) }
        var typed = typed
        typed.beside.registration = nil
        let notice = DeskNotice(.done, title: desk.beside("done.registered"))
        return Outcome(typed: typed, notices: [notice])
    }

    // Codes that content knows, or that stood there already; and nothing that is still to come.
    private func isSound(_ registration: Registration) -> Bool {
        let lists = desk.visit.site.desk
        let known = registration.codes.allSatisfy { part, code in lists.codes(of: part).contains(code) }
        guard let moment = registration.moment else { return known }
        return known && moment.span.earliest <= desk.visit.now
    }

    // A sentence with something left to fill in is never sent.
    private func unfilled(_ typed: DeskTyped) -> Outcome? {
        guard let open = BesideWords(desk.visit).unfilled(in: typed.text) else { return nil }
        var typed = typed
        typed.beside.hasCursor = true
        let notice = DeskNotice(
            .refused, title: desk.beside("phrases.open_title"), lines: [desk.beside("phrases.open", ["what": open])])
        return Outcome(typed: typed, notices: [notice], status: .unprocessableContent)
    }
}

extension WorkVisit {
    /// A text of what stands beside a conversation, by the end of its key.
    func beside(_ key: String, _ values: [String: String] = [:]) -> String { visit.beside(key, values) }
}

extension Visit {
    func beside(_ key: String, _ values: [String: String] = [:]) -> String { wording("beside." + key, values) }
}
