import Domain
import Pages
import Wording
import Workflows

extension OwnPresenter {
    /// What was said while somebody had joined. What was said before stands there already.
    func said(_ talk: JointTalk) -> [(at: Instant, message: MinePage.Message)] {
        talk.lines.filter { !$0.isBefore }.map { line in
            let name: String =
                switch line.voice {
                case .person: visit.own("mine.you")
                case .desk: talk.deskName
                case .guest: visit.sharing("guest.by", ["name": line.name, "organisation": talk.guest.organisationName])
                }
            let message = MinePage.Message(
                line.voice == .person ? .person : .team, author: name, time: time(line.at), text: Told(line.text.revealed))
            return (line.at, message)
        }
    }

    /// Who is about to join or has joined, and how the person decides about it.
    func join(_ talk: JointTalk, _ team: String, _ page: inout MinePage) {
        let id = talk.handover.id.text
        let values = ["name": talk.guestName ?? "", "organisation": talk.guest.organisationName, "desk": talk.deskName]
        let about = talk.guestName ?? talk.guest.organisationName
        switch talk.handover.state {
        case .invited:
            page.state.lines.insert(visit.sharing("guest.invited", values), at: 0)
            page.state.buttons.append(visit.press("guest.not_now", "goodbye-" + id, about: about))
        case .present:
            page.state.lines.insert(visit.sharing("guest.present", values), at: 0)
            page.state.buttons.append(visit.press("guest.look", "guest-" + id))
            page.state.buttons.append(visit.press("guest.not_now", "goodbye-" + id, about: about))
        case .joined:
            let who = talk.handover.isDeskThere ? "guest.joined" : "guest.joined_alone"
            page.state.lines.insert(visit.sharing(who, values), at: 0)
            page.state.lines.insert(visit.sharing(talk.withBefore ? "guest.reads_all" : "guest.reads_now", values), at: 1)
            page.state.buttons.append(
                FormButton(visit.sharing("guest.stop", values), name: "go", value: "goodbye-" + id))
        case .ended: break
        }
    }
}

/// Somebody who wants to join, in words: who it is, what they will read, and how it ends.
struct JointPresenter: Sendable {
    let room: OwnRoom
    let talk: JointTalk
    /// How many messages were said before.
    let count: Int
    private var visit: Visit { room.visit }

    private var values: [String: String] {
        [
            "name": talk.guestName ?? "", "organisation": talk.guest.organisationName, "team": talk.guest.teamName, "desk": talk.deskName,
            "count": String(count),
        ]
    }

    private func text(_ key: String) -> String { visit.sharing("guest." + key, values) }

    private var title: String { text("h1") }
    private var lines: [String] { ["who", "what", "desk"].map { text($0) } }
    private var ends: [String] { ["ends", "unread"].map { text($0) } }

    private var duties: [String] {
        let key = "duty." + talk.guest.duty.rawValue
        return ["first", "second", "third", "fourth"].compactMap { line in
            visit.wording.has("sharing.\(key).\(line)") ? visit.sharing("\(key).\(line)", values) : nil
        }
    }

    /// Every line that stood on the page, with what was chosen.
    func words(withBefore: Bool) -> String {
        ([title] + lines + [text(withBefore ? "all" : "later")] + duties + ends).joined(separator: "\n")
    }

    func page(_ target: FormTarget, withBefore: Bool, typed: String, problem: String?) -> RoomPage {
        var page = RoomPage(title: title, target: target, blocks: [.lines(lines)])
        var form: [RoomPage.Block] = [
            .choices(
                ChoiceGroup(
                    text("scope"), name: OwnField.scope, kind: .one,
                    choices: [
                        Pages.Choice("later", label: text("later"), hint: text("later_hint"), isChosen: !withBefore),
                        Pages.Choice("all", label: text("all"), hint: text("all_hint"), isChosen: withBefore),
                    ]))
        ]
        if !duties.isEmpty { page.blocks += [.heading(visit.sharing("duty.title", values)), .list(duties)] }
        page.blocks.append(.good(ends))
        if talk.guest.needsCode {
            var field = TextField(name: OwnField.code, label: text("code"), value: typed)
            field.hint = text("code_hint")
            field.problem = problem
            form.append(.field(field))
        }
        form.append(
            .either(
                visit.press("guest.yes", "welcome-" + talk.handover.id.text),
                visit.press("guest.not_now", "goodbye-" + talk.handover.id.text)))
        form.append(.buttons(go: nil, [visit.press("guest.later_choice", "back")]))
        page.blocks.append(.form(form))
        if let problem { page.problems = visit.problems([(problem, talk.guest.needsCode ? OwnField.code : OwnField.scope)]) }
        return page
    }
}
