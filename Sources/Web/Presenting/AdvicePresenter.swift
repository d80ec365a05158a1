import Domain
import Pages
import Triage
import Wording

/// An advice in words, for one visit: what comes first, who can help, what is good to know.
struct AdvicePresenter: Sendable {
    let visit: Visit
    let situation: Situation
    let answers: Answers
    let ticket: String
    /// Whether a message can be left on this site.
    var canWrite = false

    func page(_ advice: Advice, _ place: PlaceAnswer) -> AdvicePage {
        var page = AdvicePage(
            heading: .init(
                title: visit.text("advice.h1"), danger: danger(advice), urgency: visit.text("urgency.\(advice.urgency.id)")),
            notices: .init(title: visit.text("advice.know_title"), items: advice.notices.map(notice)),
            first: .init(title: visit.text("advice.first_title"), cards: advice.first.map { card($0, isFolded: false) }))
        if !advice.also.isEmpty {
            page.also = .init(title: visit.text("advice.also_title"), cards: advice.also.map { card($0, isFolded: true) })
        }
        if advice.channelsOff { page.around.channelsOff = visit.text("advice.channels_off") }
        page.around.refine = refine(place)
        if let problem = page.around.refine?.field?.problem {
            page.around.problems = ProblemSummary(
                title: visit.text("question.error_summary_title"), items: [.init(problem, field: "p")])
        }
        // Whoever looks along must not find the answers here.
        page.around.told = situation.monitored == .yes ? nil : told
        page.around.closing = visit.text("advice.nothing_stored")
        page.around.ways = ways(advice)
        if !answers.steps.isEmpty {
            page.around.back = .init(
                target: FormTarget(action: visit.path(.questions), ticket: ticket),
                button: FormButton(visit.text("nav.back"), name: "go", value: "back"))
        }
        if canWrite {
            page.around.write = .init(
                target: FormTarget(action: visit.path(.writing), ticket: ticket),
                button: FormButton(visit.own("home.write"), name: "go", value: "before"))
        }
        return page
    }

    private func danger(_ advice: Advice) -> UrgentLine? {
        guard advice.urgency == .u0 else { return nil }
        return visit.emergencyLine("home.danger")
    }

    private var manner: CardManner {
        var manner = CardManner()
        manner.isMonitored = situation.monitored == .yes
        manner.needsInterpreter = situation.needs.contains(.interpreter) || situation.languageClass == .other
        manner.isAbroad = situation.setting == .abroad
        return manner
    }

    private func card(_ recommendation: Recommendation, isFolded: Bool) -> CallCard {
        // When a line opens again is told in words like 'tomorrow', so a card holds for a day.
        let key = KeptFragments.Key.card(recommendation, manner, isFolded: isFolded, day: visit.local.day.number)
        return CallCard(visit.shelf.kept.fragment(key) { visit.card(recommendation, manner).fragment(isFolded: isFolded) })
    }

    private func notice(_ due: DueNotice) -> Pages.Notice {
        let tone = tone(due.notice)
        let isOther = situation.asker.asksAboutAnother
        let key = KeptFragments.Key.notice(due.notice, rules: due.rules, isAboutOther: isOther, tone: tone)
        return Pages.Notice(visit.shelf.kept.fragment(key) { written(due, tone, isAboutOther: isOther).fragment }, tone: tone)
    }

    private func written(_ due: DueNotice, _ tone: Pages.Notice.Tone, isAboutOther: Bool) -> Pages.Notice {
        let remark = visit.shelf.remarks[Int(due.notice.rawValue)]
        var notice = Pages.Notice(
            id: "notice-" + due.notice.id, tone: tone, title: isAboutOther ? remark.titleForOthers : remark.title,
            lines: [isAboutOther ? remark.textForOthers : remark.text], links: isAboutOther ? remark.linksForOthers : remark.links)
        var why = visit.why(due.rules)
        if let review = remark.review { why.reasons.append(review) }
        notice.why = why
        return notice
    }

    private func tone(_ notice: Domain.Notice) -> Pages.Notice.Tone {
        switch notice {
        // Without danger now, the way to call in silence is good to know, and no alarm.
        case .call112Silent where situation.danger != .now && situation.danger != .unsafe: .good
        case .limitsOfSecrecy where situation.asker == .worriedSelf: .good
        default: notice.tone
        }
    }

    private var told: Fold? {
        let lines = answers.steps.flatMap { step in
            step.choices.map { choice in
                QuestionPresenter.text(
                    visit, step.question, choice, for: step.question == "asker" ? .unknown : situation.asker)
            }
        }
        return lines.isEmpty ? nil : Fold(visit.text("advice.your_answers"), lines: lines)
    }

    private func ways(_ advice: Advice) -> WayGroup {
        var ways = [
            Way(visit.text("nav.start_again"), to: visit.path(.questions)),
            Way(visit.text("home.directory_link"), to: visit.path(.directory)),
            Way(visit.text("read.all"), to: visit.path(.readingList)),
        ]
        if situation.asker == .victim && situation.wishes.contains(.information), let link = visit.link(article: "does-this-count") {
            ways.insert(Way(link.text, to: link.href), at: 0)
        }
        return WayGroup(ways: ways)
    }

    private func refine(_ place: PlaceAnswer) -> Refine {
        let field = visit.placeField(place, hint: visit.wording["questions.needs.postcode_hint"])
        var lead = visit.text("place.acute_note")
        if case .found(let municipality) = place {
            let region = visit.site.geography.safetyRegion(municipality.region)
            lead = visit.text("place.found", ["municipality": municipality.name, "region": region?.name ?? ""])
            if let unit = region?.policeUnit { lead += " " + visit.text("place.police_unit", ["unit": unit]) }
        }
        var refine = Refine(
            title: visit.text("advice.refine_title"), target: FormTarget(action: visit.path(.whatNow), ticket: ticket), field: field,
            groups: isUntouched ? [] : groups, button: FormButton(visit.text("advice.refine_button"), name: "go", value: "refine"))
        refine.lead = lead
        if isUntouched {
            let key = KeptFragments.Key.choices(situation.asker, withGender: genderMatters)
            refine.writtenGroups = visit.shelf.kept.fragment(key) { ChoiceGroup.fragment(groups) }
        }
        if case .none = place {} else { refine.isOpen = true }
        return refine
    }

    // What somebody chose here is never kept, not even as part of a page.
    private var isUntouched: Bool { situation.region == .unknown && situation.needs.isEmpty && situation.gender == .unknown }

    private var groups: [ChoiceGroup] {
        func label(_ key: String) -> String { QuestionPresenter.text(visit, "needs", key, for: situation.asker) }
        var groups = [
            ChoiceGroup(
                label("region_label"), name: "r", kind: .list,
                choices: [Pages.Choice("unknown", label: visit.text("place.region_unknown"), isChosen: situation.region == .unknown)]
                    + visit.site.geography.regions.map {
                        Pages.Choice($0.region.id, label: $0.name, isChosen: $0.region == situation.region)
                    }),
            ChoiceGroup(
                label("title"), name: "n", kind: .many,
                choices: Need.allCases.map { Pages.Choice($0.id, label: label($0.id), isChosen: situation.needs.contains($0)) }),
        ]
        if genderMatters {
            groups.append(
                ChoiceGroup(
                    label("gender_label"), name: "g", kind: .list,
                    choices: [Gender.unknown, .woman, .man, .other].map {
                        Pages.Choice($0.id, label: label("gender_\($0.id)"), isChosen: $0 == situation.gender)
                    }))
        }
        return groups
    }

    // Gender is asked only where some rule would listen to it.
    private var genderMatters: Bool {
        let genders = [Gender.unknown, .woman, .man, .other].map { gender in
            var other = situation
            other.gender = gender
            return visit.site.engine.match(other)
        }
        return genders.contains { $0 != genders[0] }
    }
}

extension Domain.Notice {
    /// How a notice stands on the page: above everything, in the open, or folded.
    var tone: Pages.Notice.Tone {
        switch self {
        case .call112, .call112Silent, .stayInContact: .urgent
        case .notYourFault, .notTooLate, .windowPEP, .windowContraception, .windowTraces, .windowToxicology, .doNotQuestionChild,
            .onlineDoNotPay, .monitoredDevice,
            .ownBehaviourHelp, .interpreter, .meldcode:
            .good
        default: .folded
        }
    }
}
