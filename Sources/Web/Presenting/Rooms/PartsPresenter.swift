import Domain
import Pages
import Wording
import Workflows

extension Visit {
    /// A text of the rooms of one's own, by the end of its key.
    func sharing(_ key: String, _ values: [String: String] = [:]) -> String { wording("sharing." + key, values) }

    /// A button of those rooms.
    func press(_ key: String, _ value: String, about: String? = nil) -> FormButton {
        FormButton(sharing(key), about: about, name: "go", value: value)
    }

    func name(_ part: DossierSection.Kind) -> String { sharing("part.\(part.rawValue).name") }

    func act(_ key: String, _ value: String) -> MinePage.Actions.Action {
        .init(press(key, value), note: sharing(key + "_note"))
    }

    /// Several names, as people say them one after another.
    func listed(_ names: [String]) -> String {
        guard let last = names.last, names.count > 1 else { return names.first ?? "" }
        return sharing("and", ["some": names.dropLast().joined(separator: ", "), "last": last])
    }

    /// A moment as its owner may see it: the day, and the time only for today.
    func told(_ instant: Instant) -> String {
        let then = AmsterdamTime(instant)
        guard then.day.number == local.day.number else { return day(then.day) }
        return sharing("today_at", ["time": clock(then.minute)])
    }

    /// A moment by its day and its time, where two things of one day must be told apart.
    func exactly(_ instant: Instant) -> String {
        let then = AmsterdamTime(instant)
        return sharing("file.moment", ["date": date(then.day), "time": clock(then.minute)])
    }
}

/// What somebody writes once, part by part, in words.
/// - Source: R22; product D; domain C2.5.
struct PartsPresenter: Sendable {
    let room: OwnRoom
    private var visit: Visit { room.visit }

    /// Parts that can be filled here, in the order in which they are shown.
    static let parts: [DossierSection.Kind] = [.contact, .story, .medical, .mental, .safety, .police, .files]

    /// A child is never asked what happened, and not what the police asks either.
    func mayWrite(_ kind: DossierSection.Kind) -> Bool { !room.isYoung || ![.story, .police].contains(kind) }

    func overview(_ standing: OwnStanding, _ target: FormTarget) -> RoomPage {
        let shown = Self.parts.filter { mayWrite($0) || standing.written.contains($0) }
        let parts = shown.map { kind in
            MinePage.Actions.Action(
                FormButton(visit.name(kind), name: "go", value: "part-" + kind.rawValue),
                note: visit.sharing("part.\(kind.rawValue).what") + " " + state(kind, standing))
        }
        var page = RoomPage(
            title: visit.sharing("parts.h1"), target: target,
            blocks: [.lines([visit.sharing("parts.lead")]), .good([everybody(standing)])])
        if room.isYoung { page.blocks.append(.good(["first", "second", "third"].map { visit.sharing("young.\($0)") })) }
        if room.isMonitored { page.blocks.append(.lines([visit.sharing("along.write")])) }
        page.blocks.append(
            .form([
                .acts(title: nil, parts),
                .acts(
                    title: visit.sharing("more"),
                    [visit.act("go.agreed", "agreed"), visit.act("go.file", "file"), visit.act("go.back", "back")]),
            ]))
        return page
    }

    private func state(_ kind: DossierSection.Kind, _ standing: OwnStanding) -> String {
        guard standing.written.contains(kind) else { return visit.sharing("parts.empty") }
        let readers = standing.readers[kind] ?? []
        guard !readers.isEmpty else { return visit.sharing("parts.yours") }
        return visit.sharing("parts.read_by", ["names": names(readers)])
    }

    private func everybody(_ standing: OwnStanding) -> String {
        guard !standing.receivers.isEmpty else { return visit.sharing("parts.only_you") }
        return visit.sharing("parts.others", ["names": visit.listed(standing.receivers.map(\.organisationName))])
    }

    private func names(_ readers: [OwnStanding.Reader]) -> String {
        visit.listed(
            readers.map {
                $0.seesOnlyLater ? visit.sharing("part.later", ["name": $0.receiver.organisationName]) : $0.receiver.organisationName
            })
    }

    /// Who can read it at this moment.
    func who(_ kind: DossierSection.Kind, _ standing: OwnStanding) -> String {
        let readers = standing.readers[kind] ?? []
        return readers.isEmpty ? visit.sharing("part.only_you") : visit.sharing("part.others", ["names": names(readers)])
    }

    /// - Parameters:
    ///   - typed: what was typed and is not kept, when that is so.
    ///   - problem: why.
    func part(
        _ part: OpenedPart, _ standing: OwnStanding, _ target: FormTarget, typed: Told? = nil, problem: String? = nil
    ) -> RoomPage {
        let key = "part." + part.kind.rawValue
        var page = RoomPage(
            title: visit.name(part.kind), target: target,
            blocks: [.lines([visit.sharing(key + ".what")]), .good([who(part.kind, standing)])])
        guard mayWrite(part.kind) else {
            page.blocks += [.good(["first", "second", "third"].map { visit.sharing("young.\($0)") })] + versions(part.versions)
            page.blocks.append(.form([.buttons(go: nil, [visit.press("part.back", "parts")])]))
            return page
        }
        if typed != nil, part.count > 0 {
            page.blocks.append(.card(title: visit.sharing("part.now"), [.said(by: by(part.versions.last), Told(part.text.revealed))]))
        }
        page.blocks.append(form(part.kind, typed ?? Told(part.text.revealed), problem))
        if let problem { page.problems = visit.problems([(problem, OwnField.words)]) }
        page.blocks += versions(part.versions.last?.isSpoken == true ? part.versions[...] : part.versions.dropLast())
        return page
    }

    /// What was typed, when nothing can be read or kept at this moment.
    func failed(_ kind: DossierSection.Kind, _ typed: Told, _ target: FormTarget) -> RoomPage {
        let problem = visit.sharing("part.problem_failed")
        var page = RoomPage(title: visit.name(kind), target: target, blocks: [form(kind, typed, problem)])
        page.problems = visit.problems([(problem, OwnField.words)])
        return page
    }

    private func form(_ kind: DossierSection.Kind, _ text: Told, _ problem: String?) -> RoomPage.Block {
        var field = WritingField(
            name: OwnField.words, label: visit.sharing("part.label"), hint: visit.sharing("part.\(kind.rawValue).hint"), value: text,
            rows: 10)
        field.problem = problem
        return .form([
            .writing(field), .quiet(visit.sharing("part.stays")), .offline(visit.offline),
            .buttons(go: visit.press("part.keep", "put-" + kind.rawValue), [visit.press("part.back", "parts")]),
        ])
    }

    private func versions(_ versions: some BidirectionalCollection<PartVersion>) -> [RoomPage.Block] {
        guard !versions.isEmpty else { return [] }
        return [
            .fold(
                visit.sharing("part.before"),
                versions.reversed().map { .said(by: by($0), Told($0.text.revealed)) })
        ]
    }

    private func by(_ version: PartVersion?) -> String? {
        guard let version else { return nil }
        let who = version.author == .person ? visit.own("mine.you") : visit.sharing(version.isSpoken ? "part.helper_spoken" : "part.helper")
        return visit.sharing("part.by", ["who": who, "when": visit.told(version.at)])
    }
}
