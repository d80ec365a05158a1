import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// What somebody writes once, part by part, and everything of their own in one file.
/// - Source: R22; product D.
extension OwnController {
    func partsPage(_ room: OwnRoom, done: String? = nil) async throws(WorkRefusal) -> Response {
        let standing = try await ReadStanding(room.place)(room.session)
        var page = PartsPresenter(room: room).overview(standing, target(room))
        page.done = done.map { room.visit.sharing($0) }
        return shown(page, room, "parts")
    }

    func partPage(_ room: OwnRoom, _ kind: DossierSection.Kind, done: String? = nil) async throws(WorkRefusal) -> Response {
        guard kind != .files else { return try await filesPage(room) }
        let part = try await OwnParts(room.place).read(kind, room.session)
        let standing = try await ReadStanding(room.place)(room.session)
        var page = PartsPresenter(room: room).part(part, standing, target(room, seen: part.count))
        page.done = done.map { room.visit.sharing($0) }
        return shown(page, room, "part")
    }

    func put(_ room: OwnRoom, _ kind: DossierSection.Kind, _ form: Form) async throws(WorkRefusal) -> Response {
        guard kind != .files, PartsPresenter(room: room).mayWrite(kind), let text = form[OwnField.words] else {
            return try await partPage(room, kind)
        }
        do {
            let before = try await OwnParts(room.place).read(kind, room.session)
            guard text != before.text.revealed else {
                return try await partPage(room, kind, done: before.count == 0 ? "part.nothing" : "part.same")
            }
            guard text.utf8.count <= MessageDraft.longest else {
                return try await again(room, kind, text, problem: "part.problem_long", .unprocessableContent)
            }
            try await OwnParts(room.place).write(Confidential(text), in: kind, seen: room.slip.seen, slip: room.slip.slip, room.session)
            return try await partPage(room, kind, done: "part.kept")
        } catch {
            switch error {
            case .newerMessage: return try await again(room, kind, text, problem: "part.problem_newer", .conflict)
            case .erased: return gone(room.visit, text)
            default: return failed(room, kind, text)
            }
        }
    }

    func old(_ room: OwnRoom, _ kind: DossierSection.Kind, _ form: Form) async throws(WorkRefusal) -> Response {
        try await again(room, kind, form[OwnField.words] ?? "", problem: "part.problem_old", .unprocessableContent)
    }

    /// The part with what was typed, beside what stands there now.
    private func again(
        _ room: OwnRoom, _ kind: DossierSection.Kind, _ text: String, problem: String, _ status: HTTPResponse.Status
    ) async throws(WorkRefusal) -> Response {
        let part = try await OwnParts(room.place).read(kind, room.session)
        let standing = try await ReadStanding(room.place)(room.session)
        let page = PartsPresenter(room: room).part(
            part, standing, target(room, seen: part.count), typed: Told(text), problem: room.visit.sharing(problem))
        return shown(page, room, "part", status: status)
    }

    // Nothing can be read now either: what was typed stands there, and goes the same way once more.
    private func failed(_ room: OwnRoom, _ kind: DossierSection.Kind, _ text: String) -> Response {
        let page = PartsPresenter(room: room).failed(
            kind, Told(text), FormTarget(action: room.visit.path(.own), ticket: sealed(room.own, room.slip)))
        return shown(page, room, "part", status: .serviceUnavailable)
    }

    /// Made on the spot, on no disk, and of a size that does not tell how much there is.
    /// - Source: GDPR art. 15, 20.
    func file(_ room: OwnRoom) async throws(WorkRefusal) -> Response {
        var parts: [OpenedPart] = []
        for kind in PartsPresenter.parts { parts.append(try await OwnParts(room.place).read(kind, room.session)) }
        var file = FilePresenter(
            visit: room.visit, conversation: try await ReadOwnConversation(room.place)(room.session), parts: parts,
            consents: try await OwnConsents(room.place)(room.session), referrals: try await OwnReferrals(room.place).all(room.session),
            tables: try await OwnTables(room.place).all(room.session),
            never: try await NeverList(room.place).read(room.session), looked: try await WhoLooked(room.place)(room.session))
        file.remarks = try await OwnRemarks(room.place)(room.session)
        file.along = try await InwardReferrals(room.place).own(room.session)
        return responder.download(file.file.bytes, named: room.visit.sharing("file.name"))
    }
}
