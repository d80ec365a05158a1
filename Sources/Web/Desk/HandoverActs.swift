import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// Asking a team with room to join the conversation, answering while it is there, and leaving it to them.
/// - Source: product E, 'warm handover'; decision 0085.
extension ConversationController {
    /// An answer goes to those who stood on the page. When somebody joined or left meanwhile, that is seen first.
    func send(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped, _ slip: DeskSlip) async throws -> Response {
        let here = desk.path(.conversation(id.text)) + "?n=sent"
        let joint = try await WarmHandovers(desk.place).joined(in: id, by: desk.session)
        guard slip.isJoint == (joint != nil) else { throw WorkRefusal.outOfOrder }
        guard let joint else {
            try await HelpPerson(desk.place).answer(id, Confidential(typed.text), seen: slip.said, slip: slip.slip, by: desk.session)
            return door.responder.redirect(to: here)
        }
        try await WarmHandovers(desk.place).say(Confidential(typed.text), in: joint, slip: slip.slip, by: desk.session)
        try await HelpPerson(desk.place).keepDraft(id, Confidential(""), by: desk.session)
        return door.responder.redirect(to: here)
    }

    func invite(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ typed: DeskTyped) async throws -> Response {
        guard let referral = typed.invited else { return try await missing("whom", desk, id, typed) }
        try await keepTyped(desk, id, typed)
        let visit = desk.visit
        try await WarmHandovers(desk.place).invite(referral, in: id, by: desk.session, say: { visit.say($0) })
        return door.responder.redirect(to: desk.path(.conversation(id.text)) + "?n=invited")
    }

    func leave(_ desk: WorkVisit, _ id: Identifier<Conversation>, _ handover: String, _ typed: DeskTyped) async throws -> Response {
        guard let handover = Identifier<WarmHandover>(handover) else { throw PageRefusal.notFound }
        try await keepTyped(desk, id, typed)
        try await WarmHandovers(desk.place).leave(handover, by: desk.session)
        return door.responder.redirect(to: desk.path(.conversation(id.text)) + "?n=left")
    }
}

extension DeskConversationPresenter {
    /// How it stands with a team that was asked to come.
    var jointNotices: [DeskNotice] {
        guard let joint, joint.runs else { return [] }
        let values = values(joint)
        let isHere = joint.handover.isDeskThere
        let key = joint.handover.state == .joined && !isHere ? "left" : joint.handover.state.rawValue
        return [DeskNotice(.good, title: desk.together("joint.\(key)_title", values), lines: [desk.together("joint." + key, values)])]
    }

    private func values(_ joint: JointTalk) -> [String: String] {
        ["organisation": joint.guest.organisationName, "name": joint.guestName ?? ""]
    }

    /// What was said while somebody joined. What the person let be read of before stands there already.
    func jointly(_ joint: JointTalk?) -> [(at: Instant, message: ConversationPage.Message)] {
        guard let joint else { return [] }
        let mark = Mark(.quiet, desk.together("joint.reads", ["organisation": joint.guest.organisationName]))
        return joint.lines.filter { !$0.isBefore }.map { line in
            let name: String =
                switch line.voice {
                case .person: desk.text("conversation.person")
                case .desk: line.name
                case .guest: "\(line.name) (\(joint.guest.organisationName))"
                }
            let message = ConversationPage.Message(
                line.voice == .person ? .person : .team, name: name, at: desk.visit.moment(line.at), text: Told(line.text.revealed),
                mark: mark)
            return (line.at, message)
        }
    }

    var jointActs: [DeskAct] {
        if let joint, joint.runs {
            guard joint.handover.isDeskThere else { return [] }
            let key = joint.handover.state == .joined ? "leave" : "call_off"
            return [
                DeskAct(
                    desk.together("joint." + key), lines: [desk.together("joint.\(key)_lead", values(joint))],
                    button: FormButton(desk.together("joint.\(key)_button"), name: "go", value: "leave-" + joint.handover.id.text))
            ]
        }
        guard !invitable.isEmpty else { return [] }
        var act = DeskAct(
            desk.together("joint.invite"), lines: ["invite_lead", "invite_first"].map { desk.together("joint." + $0) },
            choices: ChoiceGroup(
                desk.together("joint.who"), name: Self.invited, kind: .one,
                choices: invitable.map { one in
                    Choice(
                        one.referral.text, label: one.receiver.organisationName, hint: one.receiver.teamName,
                        isChosen: typed.invited == one.referral)
                }), button: FormButton(desk.together("joint.invite_button"), name: "go", value: "invite"))
        act.isOpen = typed.missing == "whom"
        return [act]
    }
}
