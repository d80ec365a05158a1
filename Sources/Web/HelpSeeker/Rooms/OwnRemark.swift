import Domain
import Hummingbird
import Pages
import Workflows

/// 'This is not right': what somebody found in who looked, for whoever watches over that in the organisation.
/// - Source: security 3.5; decision 0110.
extension OwnController {
    func wrongPage(
        _ room: OwnRoom, organisation: String = "", text: String = "", problem: (key: String, field: String)? = nil
    ) async throws(WorkRefusal) -> Response {
        let visit = room.visit
        let organisations = try await SendRemark(room.place).organisations(try await WhoLooked(room.place)(room.session))
        var page = RoomPage(
            title: visit.sharing("wrong.h1"), target: target(room),
            blocks: [.lines([visit.sharing("wrong.lead"), visit.sharing("wrong.who"), visit.sharing("wrong.answer")])])
        guard !organisations.isEmpty else {
            page.blocks += [
                .good([visit.sharing("wrong.nobody")]),
                .form([.buttons(go: nil, [visit.press("wrong.back", "who"), visit.press("along.tell", "back")])]),
            ]
            return shown(page, room, "wrong")
        }
        var field = WritingField(
            name: OwnField.words, label: visit.sharing("wrong.label"), hint: visit.sharing("wrong.hint"), value: Told(text), rows: 4)
        if let problem, problem.field == OwnField.words { field.problem = visit.sharing(problem.key) }
        let group = ChoiceGroup(
            visit.sharing("wrong.organisation"), name: OwnField.team, kind: .one,
            choices: organisations.map {
                Pages.Choice(
                    $0.id.text, label: $0.name, isChosen: organisation == $0.id.text || organisations.count == 1)
            })
        page.blocks.append(
            .form([
                .choices(group), .writing(field), .offline(visit.offline),
                .buttons(go: visit.press("wrong.send", "remark"), [visit.press("wrong.back", "who")]),
            ]))
        if let problem { page.problems = visit.problems([(visit.sharing(problem.key), problem.field)]) }
        return shown(page, room, "wrong", status: problem == nil ? .ok : .unprocessableContent)
    }

    func remark(_ room: OwnRoom, _ form: Form) async throws(WorkRefusal) -> Response {
        let text = form[OwnField.words] ?? ""
        let chosen = form[OwnField.team] ?? ""
        let organisations = try await SendRemark(room.place).organisations(try await WhoLooked(room.place)(room.session))
        guard let organisation = organisations.first(where: { $0.id.text == chosen })?.id else {
            return try await wrongPage(room, text: text, problem: ("wrong.problem_organisation", OwnField.team))
        }
        guard text.contains(where: { !$0.isWhitespace }) else {
            return try await wrongPage(room, organisation: chosen, problem: ("wrong.problem_empty", OwnField.words))
        }
        guard text.utf8.count <= SendRemark.longest else {
            return try await wrongPage(room, organisation: chosen, text: text, problem: ("part.problem_long", OwnField.words))
        }
        do {
            try await SendRemark(room.place)(Confidential(text), to: organisation, slip: room.slip.slip, by: room.session)
        } catch {
            guard error != .erased else { throw error }
            return try await wrongPage(room, organisation: chosen, text: text, problem: ("part.problem_failed", OwnField.words))
        }
        var page = RoomPage(
            title: room.visit.sharing("wrong.h1"), target: target(room),
            blocks: [.form([.buttons(go: nil, [room.visit.press("wrong.back", "who"), room.visit.press("go.back", "back")])])])
        page.done = room.visit.sharing("wrong.done")
        return shown(page, room, "wrong")
    }
}
