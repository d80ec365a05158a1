import Domain
import Pages
import Wording
import Workflows

/// Asking a team from a conversation, in words. What the person let go along is put in, without anything that says who it is.
struct ReferPresenter: Sendable {
    let desk: WorkVisit
    let view: HelperView
    let receivers: [Receiver]
    /// What was asked for this person already.
    let sent: [WorkReferrals.Line]
    /// A referral that came to nothing, or stays silent: this is the next.
    var before: OpenedReferral?

    private var beside: DeskBesidePresenter { DeskBesidePresenter(desk: desk, view: view, typed: .init()) }

    func page(_ typed: ReferTyped?, notices: [DeskNotice]) -> ReferPage {
        let id = view.conversation.id
        let best = NextBest(desk.visit, view.answers == nil && view.registration == nil ? nil : beside.asked, before: before)
        let candidates = best.candidates(receivers)
        var shown = typed ?? again ?? proposal
        if typed == nil, before != nil {
            shown.team = candidates.first { $0.fit != .other && !$0.isOutside && asked($0.receiver) == nil }?.receiver.team
        }
        var target = desk.target(.refer(id.text), .refer(id))
        if let before { target.action = desk.further(id, than: before.referral.id) }
        return ReferPage(
            title: desk.partner("refer.h1"),
            back: Link(desk.partner("refer.back", ["number": "#\(id.number)"]), to: desk.path(.conversation(id.text))),
            notices: notices + named + alongside + elsewhere(best) + [byLetter(id)],
            lines: ["lead", "no_name", "person"].map { desk.partner("refer." + $0) },
            target: target, groups: [teams(candidates, shown), urgencies(shown)],
            line: line(shown),
            question: WritingField(
                name: ReferTyped.question, label: desk.partner("refer.question"), hint: desk.partner("refer.question_hint"),
                value: Told(shown.question), rows: 5),
            told: WritingField(
                name: ReferTyped.told, label: desk.partner("refer.told"), hint: desk.partner("refer.told_hint"), value: Told(shown.told),
                rows: 5),
            button: FormButton(desk.partner("refer.button")), none: receivers.isEmpty ? desk.partner("refer.none") : nil)
    }

    /// What was typed; else what is known already, put in for the worker to look at.
    func shown(_ typed: ReferTyped?) -> ReferTyped { typed ?? proposal }

    /// For who is not here: a letter, and digits by telephone.
    private func byLetter(_ id: Identifier<Conversation>) -> DeskNotice {
        var notice = DeskNotice(.good, title: desk.visit.letter("send.instead"), lines: [desk.visit.letter("send.instead_more")])
        notice.links = [Link(desk.visit.letter("send.h1"), to: desk.path(.sendLetter(id.text)))]
        return notice
    }

    private func line(_ shown: ReferTyped) -> TextField {
        var field = TextField(name: ReferTyped.line, label: desk.partner("refer.line"), value: shown.line)
        field.hint = desk.partner("refer.line_hint")
        field.problem = desk.visit.tooLong(field.value, LineLength.line)
        return field
    }

    /// Best first. Whoever said no is left out of the next question; who was asked already stands last, with how that stands.
    private func teams(_ candidates: [NextBest.Candidate], _ shown: ReferTyped) -> ChoiceGroup {
        let open = candidates.filter { asked($0.receiver) == nil }
        let others = candidates.filter { candidate in asked(candidate.receiver).map { before == nil || !$0.state.isOver } ?? false }
        return ChoiceGroup(
            desk.partner("refer.team"), name: ReferTyped.team, kind: .one,
            choices: (open + others).map { candidate in
                let receiver = candidate.receiver
                return Pages.Choice(
                    receiver.team.text, label: receiver.organisationName, hint: hint(candidate), isChosen: shown.team == receiver.team)
            })
    }

    private func hint(_ candidate: NextBest.Candidate) -> String {
        // How a place is called says to few what it is for.
        var hints = [candidate.receiver.teamName]
        if let kind = candidate.receiver.profile?.kind { hints.append(desk.visit.wording["kinds." + kind.rawValue]) }
        switch candidate.fit {
        case .named: hints.append(desk.partner("refer.named_by", ["organisation": before?.receiver.organisationName ?? "?"]))
        case .advised: hints.append(desk.partner("refer.best"))
        case .sameSort: hints.append(desk.partner("refer.same_sort"))
        case .other: break
        }
        if candidate.isOutside { hints.append(desk.partner("refer.outside")) }
        if let referral = asked(candidate.receiver) {
            hints.append(
                referral.state.isOver
                    ? desk.partner("refer.said_no") : desk.partner("refer.asked_already", ["state": desk.referralState(referral).text]))
        }
        return hints.joined(separator: ". ")
    }

    /// The newest question to a team that stands, or that it said no to.
    private func asked(_ receiver: Receiver) -> Referral? {
        sent.last { $0.referral.to == receiver.team && ![.completed, .cancelled].contains($0.referral.state) }?.referral
    }

    /// What the receiver named that could not help, and whose lines these are.
    private var named: [DeskNotice] {
        guard let before else { return [] }
        var notice = DeskNotice(.good, title: desk.partner("refer.again", ["handle": before.referral.handle]))
        if before.referral.state == .rejected, let words = before.last(.declined)?.step.text.revealed, !words.isEmpty {
            notice.lines = [desk.partner("refer.named", ["organisation": before.receiver.organisationName, "words": words])]
        }
        return [notice]
    }

    private func elsewhere(_ best: NextBest) -> [DeskNotice] {
        let services = best.elsewhere(than: receivers)
        guard before != nil, !services.isEmpty else { return [] }
        return [
            DeskNotice(
                .good, title: desk.partner("refer.not_here"),
                lines: services.map { service in
                    let number = service.contact.phones.first { $0.channel == .voice }?.number.written
                    return desk.partner(
                        number == nil ? "refer.not_here_plain" : "refer.not_here_line",
                        ["name": desk.visit.wording["services.\(service.slug).name"], "number": number ?? ""])
                })
        ]
    }

    func urgencies(_ shown: ReferTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.partner("refer.urgency"), name: ReferTyped.urgency, kind: .list,
            choices: Urgency.allCases.map { Pages.Choice($0.id, label: desk.urgency($0).text, isChosen: shown.urgency == $0) })
    }

    /// Who was asked already for this person.
    private var alongside: [DeskNotice] {
        let open = sent.filter { $0.referral.state != .completed && $0.referral.state != .cancelled }
        guard !open.isEmpty else { return [] }
        var notice = DeskNotice(.good, title: desk.partner("refer.alongside"))
        notice.links = open.map { line in
            let name = receivers.first { $0.team == line.referral.to }?.organisationName ?? line.referral.handle
            return Link("\(name): \(desk.referralState(line.referral).text)", to: desk.path(.referral(line.referral.id.text)))
        }
        return [notice]
    }

    /// What can be said from the answers that the person sent along: what was told stands as lines that need not be asked again.
    private var proposal: ReferTyped {
        var typed = ReferTyped()
        typed.urgency = view.conversation.urgency
        let facts = beside.facts
        typed.told = facts.map { "\($0.name): \($0.words)" }.joined(separator: "\n")
        // As many as fit in the line; the rest stands below as told.
        for words in facts.filter({ [.age, .region, .needs].contains($0.facet) }).map(\.words) {
            let line = typed.line.isEmpty ? words : typed.line + ", " + words
            if line.count <= LineLength.line { typed.line = line }
        }
        return typed
    }

    /// The lines of the referral before, word for word.
    private var again: ReferTyped? {
        guard let before else { return nil }
        var typed = ReferTyped()
        typed.urgency = before.referral.urgency
        typed.line = before.line.revealed
        typed.question = before.question.revealed
        typed.told = before.told.joined(separator: "\n")
        return typed
    }
}
