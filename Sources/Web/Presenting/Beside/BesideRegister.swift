import Domain
import Pages
import Wording

/// The short registration as a form: what stands there, or what is likely from what the person said themselves.
struct BesideRegister: Sendable {
    /// Days that can be chosen: as many as any window lasts.
    private static let days = 8
    let visit: Visit
    let kept: Registration
    /// How they came in, which nobody has to choose again.
    let channel: String
    let typed: BesideTyped

    var form: ConversationPage.Register {
        let lists = visit.site.desk.codes
        var offered = kept
        if offered[.channel] == nil, visit.site.desk.codes(of: .channel).contains(channel) { offered.codes[.channel] = channel }
        let shown = typed.registration ?? offered
        var form = ConversationPage.Register(
            title: visit.beside("register.title", ["count": String(kept.count), "of": String(lists.count)]),
            lines: [visit.beside("register.lead")], parts: lists.map { part($0, shown[$0.part]) },
            moment: .init(hint: visit.beside("register.day_hint"), day: day(shown.moment), hour: hour(shown.moment)),
            shown: (BesideTyped.shown, Told((typed.registration == nil ? offered : typed.shownRegistration ?? kept).text)),
            button: FormButton(visit.beside("register.button"), name: "go", value: "register"),
            sources: Fold(
                visit.beside("register.sources"),
                lines: lists.map { visit.wording["registration.\($0.part.rawValue).name"] + ": " + $0.source }))
        form.isOpen = typed.changed != nil
        return form
    }

    private func part(_ list: CodeList, _ chosen: String?) -> ChoiceGroup {
        let key = "registration.\(list.part.rawValue)."
        let open = Choice("", label: visit.beside("register.choose"), isChosen: chosen == nil)
        return ChoiceGroup(
            visit.wording[key + "name"], name: BesideTyped.field(list.part), kind: .list,
            choices: [open] + list.codes.map { Choice($0, label: visit.wording[key + $0], isChosen: $0 == chosen) })
    }

    private func day(_ moment: EventMoment?) -> ChoiceGroup {
        var days = (0..<Self.days).map { visit.local.day.adding(days: -$0) }
        if let day = moment?.day, !days.contains(day) { days.append(day) }
        let open = Choice("", label: visit.beside("register.choose"), isChosen: moment == nil)
        return ChoiceGroup(
            visit.beside("register.day"), name: BesideTyped.day, kind: .list,
            choices: [open] + days.map { Choice($0.description, label: name($0), isChosen: $0 == moment?.day) })
    }

    private func name(_ day: CalendarDay) -> String {
        let date = visit.weekday(day.weekday) + " " + visit.date(day)
        switch visit.local.day.number - day.number {
        case 0: return visit.beside("register.today", ["day": date])
        case 1: return visit.beside("register.yesterday", ["day": date])
        default: return date
        }
    }

    private func hour(_ moment: EventMoment?) -> ChoiceGroup {
        let open = Choice("", label: visit.beside("register.hour_unknown"), isChosen: moment?.hour == nil)
        return ChoiceGroup(
            visit.beside("register.hour"), name: BesideTyped.hour, kind: .list,
            choices: [open]
                + (0..<24).map { hour in
                    Choice(
                        String(hour),
                        label: visit.beside("register.hours", ["from": visit.clock(hour * 60), "until": visit.clock(hour * 60 + 60)]),
                        isChosen: hour == moment?.hour)
                })
    }
}
