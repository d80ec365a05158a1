import Domain
import Pages
import Workflows

/// Who may read what, and how somebody chooses that.
/// - Source: R22, R62; security 2.5, 2.6.
struct SharingPresenter: Sendable {
    let room: OwnRoom
    private var visit: Visit { room.visit }

    // MARK: What was agreed

    func agreed(_ consents: [AgreedConsent], _ target: FormTarget) -> RoomPage {
        let held = consents.filter(\.holds)
        let ended = consents.filter { !$0.holds }
        var page = RoomPage(title: visit.sharing("agreed.h1"), target: target, blocks: [.lines([visit.sharing("agreed.lead")])])
        if held.isEmpty { page.blocks.append(.good([visit.sharing("agreed.only_you")])) }
        for consent in held {
            let name = name(consent, among: held)
            page.blocks.append(
                .card(
                    title: name,
                    facts(consent, name) + [
                        .form([
                            .buttons(go: nil, [visit.press("agreed.stop", "end-" + consent.consent.id.text, about: name)])
                        ])
                    ]))
        }
        if !ended.isEmpty {
            page.blocks.append(
                .fold(
                    visit.sharing("agreed.ended"),
                    ended.map { consent in
                        let name = name(consent, among: ended)
                        return .card(title: name, [.lines([state(consent)])] + facts(consent, name))
                    }))
        }
        page.blocks.append(
            .form([
                .acts(
                    title: visit.sharing("more"),
                    [visit.act("go.share", "share"), visit.act("go.never", "never"), visit.act("go.where", "where")]
                        + [visit.act("go.parts", "parts"), visit.act("go.back", "back")])
            ]))
        return page
    }

    /// By what somebody recognises one agreement among several: two teams of one organisation, or one team that was agreed with more than once.
    private func name(_ consent: AgreedConsent, among others: [AgreedConsent]) -> String {
        let (organisation, team) = (consent.receiver.organisationName, consent.receiver.teamName)
        let alike = others.filter { $0.receiver.organisationName == organisation }
        guard alike.count > 1 else { return organisation }
        let named = alike.count { $0.receiver.teamName == team } > 1 ? consent.givenAt.map(visit.exactly) : nil
        return [organisation, team, named].compactMap(\.self).joined(separator: ", ")
    }

    private func facts(_ consent: AgreedConsent, _ name: String) -> [RoomPage.Block] {
        let until = ["date": visit.date(AmsterdamTime(consent.consent.endsIn.lastMoment).day)]
        var lines =
            (consent.receiver.isOneName ? [] : [consent.receiver.teamName]) + [
                visit.sharing("agreed.for." + consent.consent.purpose.rawValue)
            ]
        if let given = consent.givenAt { lines.append(visit.sharing("agreed.since", ["when": visit.told(given)])) }
        lines.append(visit.sharing(consent.holds ? "agreed.until" : "agreed.until_then", until))
        let parts = consent.holds ? consent.parts.filter { !consent.returned.contains($0) } : consent.parts
        lines.append(
            visit.sharing(consent.holds ? "agreed.parts" : "agreed.parts_then", ["parts": visit.listed(parts.map { visit.name($0) })]))
        lines += consent.returns.filter { $0.what.part != nil }.map { returned($0, consent) }
        guard let words = consent.words else { return [.lines(lines)] }
        return [.lines(lines), .fold(visit.sharing("agreed.words_with", ["name": name]), [.said(by: nil, Told(words.revealed))])]
    }

    private func state(_ consent: AgreedConsent) -> String {
        let state = consent.consent.state == .granted ? Consent.State.expired : consent.consent.state
        guard state == .expired else { return visit.sharing("agreed.state." + state.rawValue) }
        if let all = consent.returns.last(where: { $0.what.part == nil }) { return returned(all, consent) }
        // A team that cannot help may not look either: the time that was chosen is not over then.
        return visit.sharing(consent.isStopped ? "agreed.state.stopped" : "agreed.state.expired")
    }

    /// That a team gave something back, and why, as far as it said.
    private func returned(_ given: AgreedConsent.Return, _ consent: AgreedConsent) -> String {
        let key = "agreed.returned." + (given.what.reason ?? .notNeeded).rawValue + (given.what.part == nil ? "_all" : "")
        var values = ["organisation": consent.receiver.organisationName, "when": visit.day(AmsterdamTime(given.at).day)]
        values["part"] = given.what.part.map { visit.name($0) } ?? ""
        return visit.sharing(key, values)
    }

    // MARK: Choosing

    /// - Parameter problems: ends of keys, with their fields.
    func choose(
        _ draft: ConsentDraft, _ receivers: [Receiver], _ written: Set<DossierSection.Kind>, _ target: FormTarget,
        problems: [(key: String, field: String)]
    ) -> RoomPage {
        var page = RoomPage(title: visit.sharing("share.h1"), target: target, blocks: [.lines([visit.sharing("share.lead")])])
        guard !receivers.isEmpty else {
            page.blocks += [.good([visit.sharing("share.nobody")]), .form([.buttons(go: nil, [visit.press("share.back", "agreed")])])]
            return page
        }
        var blocks: [RoomPage.Block] = []
        if draft.referral != nil, let receiver = receivers.first(where: { $0.team == draft.team }) {
            page.blocks.append(
                .good([
                    visit.sharing(
                        receiver.isOneName ? "share.room_one" : "share.room",
                        ["organisation": receiver.organisationName, "team": receiver.teamName])
                ]))
        } else {
            blocks.append(.choices(teams(receivers, chosen: draft.team, legend: "share.team")))
        }
        blocks += [.choices(parts(draft, written)), .choices(scope(draft)), .choices(purpose(draft)), .choices(weeks(draft))]
        blocks.append(
            .buttons(
                go: visit.press("share.show", "show"),
                [visit.press("share.back", draft.referral == nil ? "agreed" : "where")]))
        page.blocks.append(.form(blocks))
        if !problems.isEmpty { page.problems = visit.problems(problems.map { (visit.sharing($0.key), $0.field) }) }
        return page
    }

    func teams(_ receivers: [Receiver], chosen: Identifier<Team>?, legend: String) -> ChoiceGroup {
        let isLong = receivers.count > 8
        let rather = isLong ? [Pages.Choice("", label: visit.sharing("share.choose"), isChosen: chosen == nil)] : []
        return ChoiceGroup(
            visit.sharing(legend), name: OwnField.team, kind: isLong ? .list : .one,
            choices: rather
                + receivers.map {
                    Pages.Choice(
                        $0.team.text, label: isLong ? $0.fullName : $0.organisationName,
                        hint: isLong || $0.isOneName ? nil : $0.teamName, isChosen: $0.team == chosen)
                })
    }

    private func parts(_ draft: ConsentDraft, _ written: Set<DossierSection.Kind>) -> ChoiceGroup {
        ChoiceGroup(
            visit.sharing("share.parts"), name: OwnField.parts, kind: .many,
            choices: PartsPresenter.parts.map {
                Pages.Choice(
                    $0.rawValue, label: visit.name($0), hint: written.contains($0) ? nil : visit.sharing("parts.empty"),
                    isChosen: draft.parts.contains($0))
            })
    }

    private func scope(_ draft: ConsentDraft) -> ChoiceGroup {
        ChoiceGroup(
            visit.sharing("share.scope"), name: OwnField.scope, kind: .one,
            choices: [
                Pages.Choice("all", label: visit.sharing("share.all"), isChosen: draft.includesWhatIsThere == true),
                Pages.Choice(
                    "later", label: visit.sharing("share.later"), hint: visit.sharing("share.later_hint"),
                    isChosen: draft.includesWhatIsThere == false),
            ])
    }

    private func purpose(_ draft: ConsentDraft) -> ChoiceGroup {
        ChoiceGroup(
            visit.sharing("share.purpose"), name: OwnField.purpose, kind: .one,
            choices: ConsentDraft.purposes.map {
                Pages.Choice($0.rawValue, label: visit.sharing("share.purpose_" + $0.rawValue), isChosen: draft.purpose == $0)
            })
    }

    private func weeks(_ draft: ConsentDraft) -> ChoiceGroup {
        ChoiceGroup(
            visit.sharing("share.until"), name: OwnField.weeks, kind: .one,
            choices: ConsentDraft.spans.map {
                let until = visit.date(AmsterdamTime(room.place.lastMoment(ofConsentFor: $0)).day)
                return Pages.Choice(
                    String($0), label: visit.sharing("share.weeks_\($0)"), hint: visit.sharing("share.until_date", ["date": until]),
                    isChosen: draft.weeks == $0)
            })
    }

    // MARK: Is it really them

    func sure(_ receiver: Receiver, _ target: FormTarget, typed: String, problem: String?) -> RoomPage {
        let values = ["organisation": receiver.organisationName]
        var field = TextField(name: OwnField.code, label: visit.sharing("sure.label"), value: typed)
        field.problem = problem
        var page = RoomPage(
            title: visit.sharing("sure.h1", values), target: target,
            blocks: [
                .lines([visit.sharing("sure.lead", values), visit.sharing("sure.nothing")]),
                .form([
                    .field(field), .offline(visit.offline),
                    .either(visit.press("sure.yes", "sure"), visit.press("preview.not_now", "notnow")), .buttons(go: nil, []),
                ]),
            ])
        if let problem { page.problems = visit.problems([(problem, OwnField.code)]) }
        return page
    }

    // MARK: Not now

    func readAlong(_ target: FormTarget) -> RoomPage {
        RoomPage(
            title: visit.sharing("share.h1"), target: target,
            blocks: [
                .good([visit.sharing("along.reason"), visit.sharing("along.write"), visit.sharing("along.wrong")]),
                .form([.buttons(go: nil, [visit.press("share.back", "agreed"), visit.press("along.tell", "back")])]),
            ])
    }

    func codeFirst(_ target: FormTarget) -> RoomPage {
        RoomPage(
            title: visit.sharing("share.h1"), target: target,
            blocks: [
                .good([visit.sharing("code_first.reason"), visit.sharing("code_first.back")]),
                .form([.buttons(go: visit.press("code_first.keep", "keepit"), [visit.press("share.back", "agreed")])]),
            ])
    }

    // MARK: Taking it back

    func end(_ consent: AgreedConsent, _ target: FormTarget) -> RoomPage {
        let values = ["organisation": consent.receiver.organisationName]
        return RoomPage(
            title: visit.sharing("end.h1", values), target: target,
            blocks: [
                .lines(["at_once", "new_keys", "referral"].map { visit.sharing("end." + $0, values) }),
                .good([visit.sharing("end.unread", values)]),
                .form([
                    .buttons(
                        go: visit.press("end.yes", "undo-" + consent.consent.id.text), [visit.press("end.back", "agreed")])
                ]),
            ])
    }
}
