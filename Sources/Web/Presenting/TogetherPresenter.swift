import Domain
import Pages
import Wording
import Workflows

extension WorkVisit {
    /// A text of the pages on which a worker does something together with the person.
    func together(_ key: String, _ values: [String: String] = [:]) -> String { visit.wording("together." + key, values) }

    func togetherNotice(_ tone: DeskNotice.Tone, _ key: String, _ values: [String: String] = [:]) -> DeskNotice {
        let more = "notice.\(key)_more"
        return DeskNotice(
            tone, title: together("notice." + key, values), lines: visit.wording.has("together." + more) ? [together(more, values)] : [])
    }

    /// The way to writing together, with what became of what was proposed.
    func together(_ view: HelperView) -> String {
        let waiting = view.proposals.count { $0.answer == nil }
        return waiting == 0 ? together("write.way") : together("write.way_waits", ["count": String(waiting)])
    }
}

/// Writing with the person, in words.
struct TogetherPresenter: Sendable {
    let desk: WorkVisit
    let view: HelperView
    let typed: TogetherTyped

    private var beside: DeskBesidePresenter { DeskBesidePresenter(desk: desk, view: view, typed: .init()) }
    private var isYoung: Bool { beside.asked.isYoung }

    var page: RoomPage {
        let id = view.conversation.id
        var page = RoomPage(title: desk.together("write.h1"), target: desk.target(.together(id.text), .together(id)))
        page.back = Link(desk.partner("refer.back", ["number": "#\(id.number)"]), to: desk.path(.conversation(id.text)))
        page.blocks.append(.lines(["lead", "nothing_yet", "own_words"].map { desk.together("write." + $0) }))
        if isYoung { page.blocks.append(.good(["first", "second", "third"].map { desk.together("young." + $0) })) }
        if beside.isMonitored {
            page.notices.append(desk.visit.deskNotice(.careful, "read_along"))
        } else if view.isYours {
            page.blocks.append(form)
        } else {
            page.blocks.append(.lines([desk.together("write.not_yours")]))
        }
        page.blocks += history
        return page
    }

    private var form: RoomPage.Block {
        var blocks: [RoomPage.Block] = [.choices(parts)]
        let said = view.messages.filter { $0.author == .person && !$0.text.revealed.isBlank }
        if !said.isEmpty {
            blocks.append(.choices(messages(said)))
            blocks.append(.buttons(go: nil, [button("fill")]))
        }
        blocks.append(
            .writing(
                WritingField(
                    name: TogetherTyped.text, label: desk.together("write.text"), hint: desk.together("write.text_hint"),
                    value: Told(typed.text), rows: 8)))
        if view.isSpokenTo {
            blocks += [
                .choices(
                    ChoiceGroup(
                        desk.together("write.spoken"), name: TogetherTyped.agreed, kind: .many,
                        choices: [
                            Pages.Choice(
                                "yes", label: desk.together("write.agreed"), hint: desk.together("write.agreed_hint"),
                                isChosen: typed.hasAgreed)
                        ])),
                .buttons(go: button("spoken_go", "spoken"), [button("propose")]),
            ]
        } else {
            blocks.append(.buttons(go: button("propose"), []))
        }
        return .form(blocks)
    }

    private func button(_ key: String, _ value: String? = nil) -> FormButton {
        FormButton(desk.together("write." + key), name: "go", value: value ?? key)
    }

    private var parts: ChoiceGroup {
        ChoiceGroup(
            desk.together("write.part"), name: TogetherTyped.part, kind: .one,
            choices: ProposalDraft.parts.filter { !isYoung || !ProposalDraft.notOfChildren.contains($0) }.map { kind in
                Pages.Choice(
                    kind.rawValue, label: desk.visit.sharing("part.\(kind.rawValue).name"),
                    hint: desk.together("write.what." + kind.rawValue),
                    isChosen: typed.part == kind)
            })
    }

    private func messages(_ said: [Workflows.Message]) -> ChoiceGroup {
        ChoiceGroup(
            desk.together("write.messages"), name: TogetherTyped.mark, kind: .many,
            choices: said.map { message in
                Pages.Choice(
                    message.id.text, label: message.text.revealed, hint: desk.visit.moment(message.at),
                    isChosen: typed.marked.contains(message.id.text))
            })
    }

    /// What was proposed, newest first, and what became of it.
    private var history: [RoomPage.Block] {
        guard !view.proposals.isEmpty else { return [] }
        let cards = view.proposals.reversed().map { proposal in
            let by: String = if case .worker(let id) = proposal.author { view.names[id] ?? desk.text("conversation.somebody") } else { "?" }
            return RoomPage.Block.card(
                title: desk.visit.sharing("part.\(proposal.part.rawValue).name"),
                [
                    .lines([state(proposal)]),
                    .said(
                        by: desk.together("write.by", ["who": by, "when": desk.visit.moment(proposal.at)]), Told(proposal.text.revealed)),
                ])
        }
        return [.heading(desk.together("write.before"))] + cards
    }

    private func state(_ proposal: PartProposal) -> String {
        switch proposal.answer {
        case nil: desk.together("write.state.open")
        case .kept: desk.together("write.state.kept")
        case .changed: desk.together("write.state.changed")
        case .declined: desk.together("write.state.declined")
        case .spoken: desk.together("write.state.spoken")
        }
    }
}
