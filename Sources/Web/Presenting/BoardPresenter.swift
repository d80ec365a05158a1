import Domain
import Pages
import Wording
import Workflows

/// The board in words, numbers and bars.
struct BoardPresenter: Sendable {
    /// People who are shown one by one; the rest is counted.
    private static let most = 12
    let desk: WorkVisit

    private func text(_ key: String, _ values: [String: String] = [:]) -> String { desk.text("board." + key, values) }

    func page(_ view: LiveBoard.View) -> BoardPage {
        BoardPage(
            title: text("h1"), at: text("at", ["time": desk.visit.clock(AmsterdamTime(view.at).minute)]), figures: figures(view),
            queue: queue(view), abilities: abilities(view.crowd), gaps: gaps(view.gaps, view.at))
    }

    private func figures(_ view: LiveBoard.View) -> [BoardPage.Figure] {
        let longest = view.longest.map { max(0, (view.at.seconds - $0.seconds) / 60) }
        let hasDanger = view.waiting.contains { $0.urgency == .u0 }
        return [
            .init(text("waiting"), String(view.waiting.count), hasDanger ? .urgent : .plain),
            .init(text("longest"), longest.map(short) ?? "–", longest ?? 0 >= WorkVisit.long ? .long : .plain),
            .init(text("free"), String(view.crowd.free), view.crowd.free > 0 ? .good : view.waiting.isEmpty ? .plain : .long),
            .init(text("full"), String(view.crowd.full)), .init(text("away"), String(view.crowd.away)),
            .init(text("talks"), String(view.crowd.talks)), .init(text("calls"), String(view.calls)),
        ]
    }

    /// A wait as a figure, such as '12 min'.
    private func short(_ minutes: Int64) -> String {
        switch minutes {
        case ..<60: text("minutes", ["count": String(minutes)])
        case ..<2880: text("hours", ["count": String(minutes / 60)])
        default: text("days", ["count": String(minutes / 1440)])
        }
    }

    private func queue(_ view: LiveBoard.View) -> BoardPage.Queue {
        let shown = view.waiting.prefix(Self.most)
        let rest = view.waiting.count - shown.count
        return .init(
            caption: text("caption"), columns: ["urgency", "kind", "wait", "picture"].map { text($0) },
            rows: shown.map { one in
                let minutes = one.since.map { max(0, (view.at.seconds - $0.seconds) / 60) } ?? 0
                return .init(
                    urgency: desk.urgency(one.urgency), kind: text(one.isChat ? "chat" : "message"), wait: desk.waiting(since: one.since),
                    share: Int(min(60, minutes) * 50 / 60))
            }, more: rest > 0 ? text("more", ["count": String(rest)]) : nil, none: text("none"))
    }

    private func abilities(_ crowd: DeskCrowd) -> DeskTable {
        func row(_ name: String, _ one: DeskCrowd.Ability) -> DeskTable.Row {
            let isShort = one.asked > one.free
            return .init([
                .text(name), .marks([Mark(isShort ? .long : .plain, String(one.asked))]), .text(String(one.there)), .text(String(one.free)),
            ])
        }
        let languages = crowd.languages.sorted { $0.key.value < $1.key.value }.map { row(desk.languageName($0.key), $0.value) }
        let skills = Skill.allCases.compactMap { skill in
            crowd.skills[skill].map { row(desk.roster("skills.of." + skill.rawValue), $0) }
        }
        return DeskTable(
            text("abilities"),
            columns: [.init(text("ability"))] + ["asked", "there", "room"].map { .init(text($0), isNumber: true) }, rows: languages + skills
        )
    }

    private func gaps(_ gaps: [LiveBoard.Gap], _ now: Instant) -> BoardPage.Gaps {
        func clock(_ moment: Instant) -> String {
            let minute = AmsterdamTime(moment).minute
            return desk.visit.clock(minute == 0 ? 1440 : minute)
        }
        return .init(
            title: text("gaps"),
            lines: gaps.isEmpty
                ? [Mark(.plain, text("no_gaps"))]
                : gaps.map { gap in
                    let from = gap.from <= now ? text("now") : clock(gap.from)
                    let words = text("gap", ["from": from, "to": clock(gap.to)])
                    return Mark(.nobody, gap.isOneOfMany ? gap.team + ": " + words : words)
                })
    }

    /// How to put it on a wall.
    var wall: BoardPage.Wall {
        .init(
            title: text("wall"), lines: [text("wall_lead"), text("wall_end")], look: Link(text("wall_look"), to: desk.path(.wall)),
            target: desk.target(.wall, .board), button: desk.visit.deskGo("board.wall_go", "wall"))
    }
}

extension WorkVisit {
    /// Around the board on a wall: no names, no buttons, nowhere else to go.
    var wallFrame: DeskFrame {
        var frame = frame(text("tabs.board"), at: .wall, showing: .board)
        frame.header.brand = Link(text("board.h1"), to: path(.wall))
        frame.header.places = []
        frame.header.otherLanguage = nil
        (frame.worker, frame.stay, frame.offer) = (nil, nil, nil)
        frame.manner.refreshesWithoutScripts = true
        return frame
    }
}
