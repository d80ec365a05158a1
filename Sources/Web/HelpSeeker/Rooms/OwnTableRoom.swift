import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// The tables around a person: who sits there and what each reads, what is agreed, one visit, when they hear somebody next; saying yes or not
/// now, and stopping it.
/// - Source: R15, R22, R32, R62, R83; security 2.5, 2.6.
extension OwnController {
    func tables(_ room: OwnRoom, _ word: String, _ about: String, _ form: Form) async throws(WorkRefusal) -> Response? {
        switch word {
        case "table": return try await tablesPage(room)
        case "tableask": return try await askPage(room, try Self.table(about))
        case "tableyes": return try await agreed(room, try Self.table(about))
        case "tablesure": return try await agreed(room, try Self.table(about), code: form[OwnField.code] ?? "")
        case "tablenot":
            try await OwnTables(room.place).refuse(try Self.table(about), room.session)
            return try await tablesPage(room, done: room.visit.tables("own.not_now_done"))
        case "tablestop", "tableout": return try await stopPage(room, about)
        case "tablestopped", "tablegone": return try await stopped(room, word, about)
        default: return nil
        }
    }

    private func stopped(_ room: OwnRoom, _ word: String, _ about: String) async throws(WorkRefusal) -> Response? {
        do {
            return try await taken(room, word, about)
        } catch {
            // It is held without their yes since the page was made: the page says what can be done.
            guard error == .outOfOrder else { throw error }
            return try await tablesPage(room, notice: "own.held_not", status: .conflict)
        }
    }

    private func taken(_ room: OwnRoom, _ word: String, _ about: String) async throws(WorkRefusal) -> Response? {
        switch word {
        case "tablestopped":
            try await OwnTables(room.place).stop(try Self.table(about), room.session)
            return try await tablesPage(room, done: room.visit.tables("own.stopped"))
        case "tablegone":
            let (id, team) = try Self.seat(about)
            try await OwnTables(room.place).remove(team, from: id, room.session)
            return try await tablesPage(room, done: room.visit.tables("own.removed"))
        default: return nil
        }
    }

    private static func table(_ text: String) throws(WorkRefusal) -> Identifier<CaseTable> {
        guard let id = Identifier<CaseTable>(text) else { throw .notFound }
        return id
    }

    private static func seat(_ text: String) throws(WorkRefusal) -> (Identifier<CaseTable>, Identifier<Team>) {
        let parts = text.split(separator: ".").map(String.init)
        guard parts.count == 2, let id = Identifier<CaseTable>(parts[0]), let team = Identifier<Team>(parts[1]) else { throw .notFound }
        return (id, team)
    }

    func tablesPage(
        _ room: OwnRoom, done: String? = nil, notice: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws(WorkRefusal) -> Response {
        let tables = try await OwnTables(room.place).all(room.session)
        let referrals = try await OwnReferrals(room.place).all(room.session)
        var presenter = OwnTablePresenter(room: room, standing: try await ReadStanding(room.place)(room.session))
        presenter.referrals = referrals
        if tables.contains(where: { $0.sheet.contact?.way == .call }) {
            let own = try await ReadOwnConversation(room.place)(room.session)
            presenter.mayCall = !room.isMonitored && own.contact != nil
        }
        var page = presenter.page(tables, target(room))
        page.done = done
        if let notice { page.blocks.insert(.good([room.visit.tables(notice)]), at: 0) }
        return shown(page, room, "table", status: status)
    }

    /// Exactly who would sit there, what each reads, and what follows.
    private func askPage(
        _ room: OwnRoom, _ id: Identifier<CaseTable>, notice: String? = nil, status: HTTPResponse.Status = .ok
    ) async throws(WorkRefusal) -> Response {
        let opened = try await OwnTables(room.place).read(id, room.session)
        guard !opened.table.answerable.isEmpty else { return try await tablesPage(room, notice: "own.answered") }
        if room.isMonitored { return shown(SharingPresenter(room: room).readAlong(target(room)), room, "table") }
        guard room.isKept else { return shown(SharingPresenter(room: room).codeFirst(target(room)), room, "table") }
        let words = TableWords(room: room, opened: opened, standing: try await ReadStanding(room.place)(room.session))
        var page = words.page(target(room, seen: Int(opened.table.revision), note: words.mark))
        if let notice { page.blocks.insert(.good([room.visit.tables(notice)]), at: 0) }
        return shown(page, room, "tableask", status: status)
    }

    private func agreed(
        _ room: OwnRoom, _ id: Identifier<CaseTable>, code: String? = nil
    ) async throws(WorkRefusal) -> Response {
        let opened = try await OwnTables(room.place).read(id, room.session)
        let words = TableWords(room: room, opened: opened, standing: try await ReadStanding(room.place)(room.session))
        if !opened.table.answerable.isEmpty {
            // What was shown is what is agreed: when a team reads more or less by now, it is shown anew.
            guard words.mark == room.slip.note else { return try await askPage(room, id, notice: "own.changed", status: .conflict) }
            if OwnTables(room.place).needsCode(opened), code == nil, !room.isMonitored, room.isKept { return sure(room, words, nil, "") }
        }
        do {
            try await OwnTables(room.place).agree(
                id, revision: Int64(room.slip.seen), text: Confidential(words.text), room.session, code: code.map { Confidential($0) },
                isMonitored: { _ in room.isMonitored })
            return try await tablesPage(room, done: room.visit.tables("own.agreed"))
        } catch {
            switch error {
            case .readAlong, .unproven: return try await askPage(room, id)
            case .codeNeeded, .unknown, .unreadableCode, .busy: return sure(room, words, error, code ?? "")
            case .taken, .barred: return try await askPage(room, id, notice: "own.changed", status: .conflict)
            case .outOfOrder: return try await tablesPage(room, notice: "own.answered", status: .conflict)
            default: throw error
            }
        }
    }

    /// Asks for the code once more: is it really them?
    private func sure(_ room: OwnRoom, _ words: TableWords, _ refusal: WorkRefusal?, _ typed: String) -> Response {
        let visit = room.visit
        let problem = refusal.flatMap { CodePresenter(visit: visit).problem($0, typed: typed) }
        let target = target(room, seen: Int(words.opened.table.revision), note: words.mark)
        let page = words.sure(target, typed: typed, problem: problem)
        let answer = shown(
            page, room, "tableask", status: problem == nil ? .ok : refusal == .busy ? .serviceUnavailable : .unprocessableContent)
        return refusal == .busy ? answer.retrying(after: 60) : answer
    }

    /// What stopping it means, before it is stopped.
    private func stopPage(_ room: OwnRoom, _ about: String) async throws(WorkRefusal) -> Response {
        if let (id, team) = try? Self.seat(about) {
            let opened = try await OwnTables(room.place).read(id, room.session)
            guard opened.table.seated.contains(team), team != opened.table.opener, !opened.table.isHeldWithoutYes else {
                return try await tablesPage(room)
            }
            return shown(OwnTablePresenter(room: room).remove(team, opened, target(room)), room, "end")
        }
        let opened = try await OwnTables(room.place).read(try Self.table(about), room.session)
        guard !opened.table.isOver, !opened.table.isHeldWithoutYes else { return try await tablesPage(room) }
        return shown(OwnTablePresenter(room: room).stop(opened, target(room)), room, "end")
    }
}
