import Domain
import Pages
import Triage
import Wording
import Workflows

extension Situation {
    /// Younger than 12, and here for themselves: nobody asks what happened.
    /// - Source: domain C2.5, C4.5.
    var isYoung: Bool { age == .under12 && [.victim, .unknown].contains(asker) }
}

extension Visit {
    /// What answers that went along say.
    func say(_ answers: Confidential<String>) -> AnswersSay {
        let situation = Answers(text: answers.revealed).situation(site.questions)
        return AnswersSay(isMonitored: situation.monitored == .yes, isYoung: situation.isYoung)
    }
}

/// What a helper proposed for a part, in words.
/// - Source: R22; product D.
struct ProposalPresenter: Sendable {
    let room: OwnRoom
    private var visit: Visit { room.visit }

    /// What would stand in the part: what stands there, and behind it what is proposed. What was written on the person's word stands there.
    static func proposed(_ proposal: PartProposal, _ part: OpenedPart) -> String {
        proposal.isSpoken
            ? part.text.revealed
            : [part.text, proposal.text].map(\.revealed).filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    /// What waits for the person.
    func list(_ open: [PartProposal], _ target: FormTarget) -> RoomPage {
        var page = RoomPage(title: visit.sharing("proposal.h1"), target: target)
        if open.isEmpty {
            page.blocks.append(.lines([visit.sharing("proposal.none")]))
        } else {
            page.blocks.append(.lines([visit.sharing("proposal.lead")]))
            page.blocks.append(
                .form([
                    .acts(
                        title: nil,
                        open.map { proposal in
                            .init(
                                FormButton(visit.name(proposal.part), name: "go", value: "proposal-" + proposal.id.text), note: by(proposal)
                            )
                        })
                ]))
        }
        page.blocks.append(.form([.acts(title: visit.sharing("more"), [visit.act("go.parts", "parts"), visit.act("go.back", "back")])]))
        return page
    }

    private func by(_ proposal: PartProposal) -> String {
        visit.sharing(proposal.isSpoken ? "proposal.by_spoken" : "proposal.by", ["when": visit.told(proposal.at)])
    }

    /// - Parameters:
    ///   - typed: what was typed and is not kept, when that is so.
    ///   - problem: why.
    func page(
        _ proposal: PartProposal, _ part: OpenedPart, _ standing: OwnStanding, _ target: FormTarget, typed: Told? = nil,
        problem: String? = nil
    ) -> RoomPage {
        let presenter = PartsPresenter(room: room)
        let hasMore = !proposal.isSpoken && !part.isEmpty
        var page = RoomPage(
            title: visit.name(proposal.part), target: target,
            blocks: [.lines([by(proposal), visit.sharing(lead(proposal))]), .good([presenter.who(proposal.part, standing)])])
        if room.isMonitored { page.blocks.append(.lines([visit.sharing("along.write")])) }
        if hasMore {
            if proposal.seen != part.count { page.blocks.append(.good([visit.sharing("proposal.moved")])) }
            page.blocks.append(.card(title: visit.sharing("part.now"), [.said(by: nil, Told(part.text.revealed))]))
        }
        if hasMore || typed != nil || proposal.isSpoken {
            let title = visit.sharing(proposal.isSpoken ? "proposal.spoken" : "proposal.words")
            page.blocks.append(.card(title: title, [.said(by: nil, Told(proposal.text.revealed))]))
        }
        page.blocks.append(form(proposal, hasMore: hasMore, typed ?? Told(Self.proposed(proposal, part)), problem))
        if let problem { page.problems = visit.problems([(problem, OwnField.words)]) }
        return page
    }

    private func lead(_ proposal: PartProposal) -> String {
        if proposal.isSpoken { return "proposal.lead_spoken" }
        return proposal.messages > 0 ? "proposal.lead_messages" : "proposal.lead_one"
    }

    private func form(_ proposal: PartProposal, hasMore: Bool, _ text: Told, _ problem: String?) -> RoomPage.Block {
        var field = WritingField(
            name: OwnField.words, label: visit.sharing(proposal.isSpoken ? "proposal.label_spoken" : "proposal.label"),
            hint: visit.sharing(hasMore ? "proposal.hint_both" : "proposal.hint"), value: text, rows: 10)
        field.problem = problem
        let id = proposal.id.text
        let answers: RoomPage.Block =
            proposal.isSpoken
            ? .buttons(go: visit.press("proposal.right", "accept-" + id), [visit.press("proposal.later", "parts")])
            : .buttons(
                go: visit.press("proposal.yes", "accept-" + id),
                [visit.press("proposal.no", "refuse-" + id), visit.press("proposal.later", "parts")])
        return .form([.writing(field), .quiet(visit.sharing("proposal.free")), .offline(visit.offline), answers])
    }
}
