import Domain
import Hummingbird
import Pages
import Workflows

/// To whom nothing of somebody's may ever go.
/// - Source: R39, R41; security T2, A8.
extension OwnController {
    func neverPage(
        _ room: OwnRoom, done: String? = nil, typed: (team: String, name: String) = ("", ""), problem: String? = nil
    ) async throws(WorkRefusal) -> Response {
        let entries = try await NeverList(room.place).read(room.session)
        let receivers = try await GiveConsent(room.place).receivers(room.session.dossier)
        var page = NeverPresenter(visit: room.visit).page(entries, receivers, typed, target(room))
        page.done = done.map { room.visit.sharing($0) }
        if let problem { page.problems = room.visit.problems([(room.visit.sharing(problem), OwnField.team)]) }
        if let long = room.visit.tooLong(typed.name, LineLength.organisation) {
            page.problems = room.visit.problems([(long, OwnField.name)])
        }
        return shown(page, room, "never", status: page.problems == nil ? .ok : .unprocessableContent)
    }

    func bar(_ room: OwnRoom, _ form: Form) async throws(WorkRefusal) -> Response {
        let chosen = form[OwnField.team] ?? ""
        let name = (form[OwnField.name] ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard name.count <= LineLength.organisation else { return try await neverPage(room, typed: (chosen, name)) }
        let receivers = try await GiveConsent(room.place).receivers(room.session.dossier)
        guard let (never, label) = NeverPresenter(visit: room.visit).never(chosen, name, receivers) else {
            return try await neverPage(room, typed: (chosen, name), problem: "never.problem")
        }
        try await NeverList(room.place).add(never, label: Confidential(label), room.session)
        return try await neverPage(room, done: "never.added")
    }

    func unbar(_ room: OwnRoom, _ id: Identifier<SealedItem>) async throws(WorkRefusal) -> Response {
        try await NeverList(room.place).remove(id, room.session)
        return try await neverPage(room, done: "never.removed")
    }
}
