import Domain
import Pages
import Wording
import Workflows

/// Ways that help may take, in words: before somebody chooses, and never as pressure.
/// - Source: R57-R104; product D, E.
struct RoutePresenter: Sendable {
    let room: OwnRoom
    let receivers: [Receiver]
    private var visit: Visit { room.visit }
    private var routes: [CareRoute] { visit.site.desk.routes }

    private func text(_ key: String, _ values: [String: String] = [:]) -> String { visit.wording("routes." + key, values) }
    private func way(_ route: CareRoute, _ end: String) -> String { text("way.\(route.id).\(end)") }

    /// The ways that are shown before a question to a sort of organisation.
    func before(_ receiver: Receiver) -> [CareRoute] {
        guard let kind = receiver.profile?.kind else { return [] }
        return routes.filter { $0.isBefore && $0.kinds.contains(kind) && $0.isShown(in: room.situation) && (!hasOver($0)) }
    }

    // What counts in days has no place before the form once they are over.
    private func hasOver(_ route: CareRoute) -> Bool { route.hours != nil && room.situation.when == .longerAgo }

    func list(_ target: FormTarget) -> RoomPage {
        let shown = routes.filter { $0.isShown(in: room.situation) }
        let fitting = shown.filter { $0.fits(room.situation) }
        let others = shown.filter { !$0.fits(room.situation) }
        var page = RoomPage(title: text("list.h1"), target: target, blocks: [.lines([text("list.lead")])])
        func acts(_ routes: [CareRoute], _ key: String) -> RoomPage.Block {
            .form([
                .acts(
                    title: text(key),
                    routes.map { .init(FormButton(way($0, "name"), name: "go", value: "way-" + $0.id), note: nil) })
            ])
        }
        if !fitting.isEmpty { page.blocks.append(acts(fitting, "list.fits")) }
        page.blocks.append(acts(others, fitting.isEmpty ? "list.all" : "list.others"))
        page.blocks.append(.form([.buttons(go: nil, [visit.press("request.back", "where")])]))
        return page
    }

    /// - Parameter era: what somebody said of when it was; nil as long as they did not.
    func page(_ route: CareRoute, era: Set<CareRoute.Era>?, _ target: FormTarget) -> RoomPage {
        var page = RoomPage(title: way(route, "name"), target: target, blocks: [.lines([way(route, "lead")])])
        // Where hours count, the number comes first. Elsewhere nobody is led to it before they know what it is.
        if route.hours != nil { page.blocks += windows(route) + calls(route) }
        if route.isOutside { page.blocks.append(.good([text("page.outside")])) }
        if route.bridges { page.blocks.append(.heading(text("page.bridge_title"))) }
        page.blocks.append(.list(route.steps.filter { $0.era == nil }.map { way(route, $0.id) }))
        if route.asksEra { page.blocks += eras(route, era) }
        if route.hours == nil { page.blocks += calls(route) }
        page.blocks.append(sources(route))
        page.blocks.append(.form(buttons(route)))
        return page
    }

    /// What stands before the form when somebody asks an organisation for which it is good to know something first.
    func firstKnow(_ routes: [CareRoute]) -> [RoomPage.Block] {
        routes.flatMap { route -> [RoomPage.Block] in
            [
                .card(
                    title: way(route, "name"),
                    [.lines([way(route, "lead")])] + windows(route) + (route.hours == nil ? [] : calls(route))
                        + [.list(route.steps.filter { $0.era == nil }.map { way(route, $0.id) }), sources(route)])
            ]
        }
    }

    /// Buttons to other ways, for the form in which the question stands.
    func elsewhere(_ routes: [CareRoute]) -> [FormButton] { routes.flatMap { instead($0) + prepared($0) } }

    // MARK: Pieces

    private func windows(_ route: CareRoute) -> [RoomPage.Block] {
        guard let hours = route.hours, let span = room.situation.span(told: room.toldAt, Registration()) else { return [] }
        let left = span.left(of: .init(id: route.id, hours: hours), at: visit.now)
        guard left.upperBound > 0 else { return [] }
        let key =
            left.lowerBound == 0 ? "page.hours_last" : left.upperBound - left.lowerBound <= 2 ? "page.hours_exact" : "page.hours_between"
        let values = ["least": String(left.lowerBound), "most": String(left.upperBound)]
        return [.good([text(key, values), text("page.hours_note")])]
    }

    private func calls(_ route: CareRoute) -> [RoomPage.Block] {
        let phones = route.services.compactMap { visit.site.landscape.service($0) }.compactMap { service in
            service.contact.phones.first { $0.channel == .voice }
        }
        guard !phones.isEmpty else { return [] }
        if room.isMonitored { return [.quiet(text("page.alone"))] }
        return phones.map {
            .call(CallButton(verb: visit.text("call.verb"), number: $0.number.written, dial: $0.number.dialled))
        }
    }

    private func eras(_ route: CareRoute, _ era: Set<CareRoute.Era>?) -> [RoomPage.Block] {
        guard let era else {
            return [
                .heading(text("era.title")), .lines([text("era.why_ask")]),
                .form([
                    .buttons(
                        go: nil,
                        ["before", "since", "both"].map { FormButton(text("era." + $0), name: "go", value: "way-\(route.id).\($0)") })
                ]),
            ]
        }
        return CareRoute.Era.allCases.filter(era.contains).flatMap { era -> [RoomPage.Block] in
            [.lines([text("era.holds_" + era.rawValue)]), .list(route.steps.filter { $0.era == era }.map { way(route, $0.id) })]
        }
    }

    private func sources(_ route: CareRoute) -> RoomPage.Block {
        let unchecked = text("page.unchecked")
        let named = route.steps.map { $0.source ?? unchecked }
        var once: [String] = []
        for source in named where !once.contains(source) { once.append(source) }
        return .fold(
            text("page.sources"), [.list(once), .quiet(text("page.checked", ["date": visit.date(route.verified)]))])
    }

    private func buttons(_ route: CareRoute) -> [RoomPage.Block] {
        let asked =
            route.isOutside
            ? []
            : receivers.filter { $0.profile.map { route.kinds.contains($0.kind) } ?? false }.map { receiver in
                FormButton(
                    text("page.ask", ["organisation": receiver.organisationName]), name: "go", value: "request-" + receiver.team.text)
            }
        var blocks: [RoomPage.Block] = []
        if asked.isEmpty, !route.isOutside { blocks.append(.quiet(text("page.none_here"))) }
        if route.isPrepared { blocks.append(.quiet(text("page.prepare_note"))) }
        blocks.append(
            .buttons(go: nil, instead(route) + prepared(route) + asked + [FormButton(text("list.all"), name: "go", value: "ways")]))
        return blocks
    }

    private func instead(_ route: CareRoute) -> [FormButton] {
        guard let first = routes.first(where: { $0.id == route.first }) else { return [] }
        return [FormButton(text("page.instead", ["name": way(first, "name")]), name: "go", value: "way-" + first.id)]
    }

    private func prepared(_ route: CareRoute) -> [FormButton] {
        route.isPrepared && !room.isYoung ? [FormButton(text("page.prepare"), name: "go", value: "prepare")] : []
    }

    // MARK: What somebody needs with the police

    /// - Source: art. 51aa Sv; EU 2012/29 art. 22-24; domain C8; R79, R80.
    static let measures = [
        "lawyer", "person", "chosen", "trained", "same", "few", "recorded", "private", "room", "unseen", "address", "contact", "area",
        "house", "alarm", "help", "interpreter", "body",
    ]

    func prepare(_ chosen: [String], _ typed: String, _ target: FormTarget, problem: String? = nil) -> RoomPage {
        var page = RoomPage(
            title: text("prepare.h1"), target: target,
            blocks: [.lines([text("prepare.lead"), text("prepare.own"), text("prepare.none")])])
        if room.isMonitored { page.blocks.append(.good([visit.sharing("along.write")])) }
        var field = WritingField(name: OwnField.words, label: text("prepare.worries"), value: Told(typed), rows: 5)
        field.problem = problem
        page.blocks.append(
            .form([
                .choices(
                    ChoiceGroup(
                        text("prepare.measures"), name: OwnField.parts, kind: .many,
                        choices: Self.measures.map {
                            Pages.Choice($0, label: text("prepare.measure." + $0), isChosen: chosen.contains($0))
                        })), .writing(field), .offline(visit.offline),
                .buttons(
                    go: FormButton(text("prepare.keep"), name: "go", value: "prepared"),
                    [FormButton(text("list.back"), name: "go", value: "way-police")]),
            ]))
        if let problem { page.problems = visit.problems([(problem, OwnField.words)]) }
        return page
    }

    /// As it is written in the part of one's own.
    func prepared(_ chosen: [String], _ typed: String) -> String {
        let lines = Self.measures.filter(chosen.contains).map { "- " + text("prepare.measure." + $0) }
        return ([text("prepare.heading")] + lines + (typed.isEmpty ? [] : [typed])).joined(separator: "\n")
    }

    var nothing: String { text("prepare.nothing") }
}
