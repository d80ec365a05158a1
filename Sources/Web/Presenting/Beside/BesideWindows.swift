import Domain
import Pages
import Wording

/// What can be done for so many hours yet, counted at this moment.
struct BesideWindows: Sendable {
    let visit: Visit
    /// Between which moments it happened, as far as anybody told.
    let span: EventSpan?
    /// Whether a worker wrote down when it was.
    let isExact: Bool

    /// - Returns: nil when nothing of it is due.
    func windows(_ due: [DueNotice]) -> ConversationPage.Windows? {
        let windows = visit.site.desk.windows.filter { window in due.contains { $0.notice == window.notice } }
        guard !windows.isEmpty else { return nil }
        let isUnsure = !isExact && windows.contains { !$0.limits.isEmpty }
        return .init(
            title: visit.beside("windows.title"),
            lines: ["lead"].map { visit.beside("windows." + $0) } + (isUnsure ? [visit.beside("windows.unsure")] : []),
            windows: windows.map(words))
    }

    private func words(_ window: TimeWindow) -> ConversationPage.Windows.Window {
        let remark = visit.shelf.remarks[Int(window.notice.rawValue)]
        let left = span.map { span in window.limits.map { hours($0, span) } } ?? []
        return .init(
            left: left.isEmpty ? [.init(remark.title)] : left, text: remark.text,
            source: visit.beside("windows.source", ["source": window.source ?? visit.beside("knowledge.unchecked")]),
            mark: remark.review?.text)
    }

    private func hours(_ limit: TimeWindow.Limit, _ span: EventSpan) -> ConversationPage.Windows.Left {
        .init(visit.beside("limit." + limit.id), hours: left(limit, span))
    }

    private func left(_ limit: TimeWindow.Limit, _ span: EventSpan) -> String {
        let left = span.left(of: limit, at: visit.now)
        let (surely, most) = (span.surelyUntil(limit), span.atMostUntil(limit))
        func say(_ key: String, _ hours: Int = 0, until: Instant) -> String {
            visit.beside("windows." + key, ["hours": String(hours), "until": moment(until)])
        }
        if most <= visit.now { return visit.beside("windows.passed", ["limit": String(limit.hours)]) }
        if left.upperBound == 0 { return say("exact_last", until: most) }
        if left.lowerBound == 0 { return say("at_most", left.upperBound, until: most) }
        if left.upperBound - left.lowerBound <= 1 { return say("exact", left.lowerBound, until: surely) }
        return visit.beside(
            "windows.between", ["least": String(left.lowerBound), "most": String(left.upperBound), "until": moment(most)])
    }

    // All of it is within a week, so the name of the day is enough.
    private func moment(_ instant: Instant) -> String {
        let then = AmsterdamTime(instant)
        guard then.day != visit.local.day else { return visit.clock(then.minute) }
        return visit.weekday(then.day.weekday) + " " + visit.clock(then.minute)
    }
}
