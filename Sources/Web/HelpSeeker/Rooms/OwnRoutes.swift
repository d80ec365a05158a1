import Domain
import Hummingbird
import Pages
import Workflows

/// Ways that help may take: what each is, what comes first, and what somebody may prepare for themselves.
/// - Source: R57-R104; product D, E.
extension OwnController {
    private func presenter(_ room: OwnRoom) async throws(WorkRefusal) -> RoutePresenter {
        RoutePresenter(room: room, receivers: try await SendReferral(room.place).receivers(room.session))
    }

    func waysPage(_ room: OwnRoom) async throws(WorkRefusal) -> Response {
        shown(try await presenter(room).list(target(room)), room, "ways")
    }

    /// - Parameter about: the way, and after a point what was said of when it was.
    func wayPage(_ room: OwnRoom, _ about: String) async throws(WorkRefusal) -> Response {
        let parts = about.split(separator: ".", maxSplits: 1).map(String.init)
        guard let route = room.visit.site.desk.routes.first(where: { $0.id == parts.first }) else { return try await waysPage(room) }
        let era: Set<CareRoute.Era>? =
            parts.count < 2 ? nil : CareRoute.Era(rawValue: parts[1]).map { [$0] } ?? Set(CareRoute.Era.allCases)
        return shown(try await presenter(room).page(route, era: era, target(room)), room, "way")
    }

    func preparePage(_ room: OwnRoom) async throws(WorkRefusal) -> Response {
        let part = try await OwnParts(room.place).read(.police, room.session)
        return shown(try await presenter(room).prepare([], "", target(room, seen: part.count)), room, "prepare")
    }

    /// Adds what was chosen to the part of one's own; what stood there stays.
    func prepared(_ room: OwnRoom, _ form: Form, isOld: Bool = false) async throws(WorkRefusal) -> Response {
        let chosen = form.all(OwnField.parts)
        let typed = form[OwnField.words] ?? ""
        let presenter = try await presenter(room)
        let before = try await OwnParts(room.place).read(.police, room.session)
        func again(_ problem: String) -> Response {
            shown(
                presenter.prepare(chosen, typed, target(room, seen: before.count), problem: problem), room, "prepare",
                status: .unprocessableContent)
        }
        if isOld { return again(room.visit.sharing("part.problem_old")) }
        guard !chosen.isEmpty || typed.contains(where: { !$0.isWhitespace }) else { return again(presenter.nothing) }
        let added = presenter.prepared(chosen, typed)
        // A second press on the same form adds nothing.
        if before.text.revealed.hasSuffix(added) { return try await partPage(room, .police, done: "part.kept") }
        let text = before.text.revealed.isEmpty ? added : before.text.revealed + "\n\n" + added
        guard text.utf8.count <= MessageDraft.longest else { return again(room.visit.sharing("part.problem_long")) }
        do {
            try await OwnParts(room.place).write(Confidential(text), in: .police, seen: before.count, slip: room.slip.slip, room.session)
            return try await partPage(room, .police, done: "part.kept")
        } catch {
            switch error {
            case .newerMessage: return again(room.visit.sharing("part.problem_newer"))
            case .erased: throw error
            default: return again(room.visit.sharing("part.problem_failed"))
            }
        }
    }
}
