public import Domain

/// How long people waited, in bands: no single one can be picked out.
public enum WaitBand: Int, CaseIterable, Sendable, Hashable {
    case moment, fiveMinutes, quarter, hour, longer

    /// Seconds up to which a wait falls in each band.
    private static let ends: [Int64] = [60, 300, 900, 3600]

    public init(seconds: Int64) {
        self = Self(rawValue: Self.ends.firstIndex { seconds <= $0 } ?? Self.ends.count) ?? .longer
    }
}

/// How one wait for a helper ended, as the node measured that saw it end. The same end heard twice counts once.
struct WaitEnd: Sendable, Hashable {
    /// The place in the order of arrival: whoever comes back to it, or is handed back, waits on.
    let arrival: Int64
    let band: WaitBand
    /// Whether a helper took them; otherwise they left by themself.
    let isTaken: Bool
    /// Seconds that it is ago.
    var ago: Int64 = 0
}

/// How chats went, in numbers: kept in memory for a day, and of no person. All nodes count the same.
/// - Source: decision 0106.
public struct DeskTally: Sendable {
    private struct Entry: Sendable {
        var band: WaitBand
        var isTaken: Bool
        let at: Instant
    }
    /// What was counted at some desks since a moment.
    public struct View: Sendable, Hashable {
        /// How long who was taken had waited.
        public let taken: [WaitBand: Int]
        /// How long who left by themself had waited.
        public let left: [WaitBand: Int]
        /// Since when it was counted: what no program heard that still runs is not in it.
        public let from: Instant
    }
    /// Seconds for which it is kept.
    private static let kept: Int64 = 86_400

    private var entries: [Identifier<Team>: [Int64: Entry]] = [:]
    private var sweptAt: Instant?
    /// Since when this node, or one that told it, counts.
    var beganAt: Instant?

    init() {}

    /// Of two who measured the same wait whoever knew it longest is right, and a helper took who was taken by anybody's measure.
    mutating func add(_ ends: [WaitEnd], of team: Identifier<Team>, at now: Instant) {
        sweep(now)
        for end in ends where (0..<Self.kept).contains(end.ago) {
            var entry =
                entries[team]?[end.arrival] ?? Entry(band: end.band, isTaken: end.isTaken, at: now.adding(seconds: -end.ago))
            entry.band = WaitBand(rawValue: max(entry.band.rawValue, end.band.rawValue)) ?? end.band
            entry.isTaken = entry.isTaken || end.isTaken
            entries[team, default: [:]][end.arrival] = entry
        }
    }

    /// Whether it is counted how a wait ended.
    func knows(_ arrival: Int64, of team: Identifier<Team>) -> Bool { entries[team]?[arrival] != nil }

    /// Who is heard to wait did not leave, whatever was thought: they came back, or the line of their node was away.
    mutating func waitsStill(_ arrival: Int64, of team: Identifier<Team>) {
        if entries[team]?[arrival]?.isTaken == false { entries[team]?[arrival] = nil }
    }

    private mutating func sweep(_ now: Instant) {
        guard sweptAt.map({ now.seconds - $0.seconds > 3600 }) != false else { return }
        sweptAt = now
        entries = entries.mapValues { $0.filter { now.seconds - $0.value.at.seconds < Self.kept } }
    }

    /// Everything that was counted, for a node that asks.
    func told(_ now: Instant) -> [RelayNote] {
        let ends = entries.flatMap { team, entries -> [RelayNote] in
            let all = entries.map { arrival, entry in
                WaitEnd(arrival: arrival, band: entry.band, isTaken: entry.isTaken, ago: max(0, now.seconds - entry.at.seconds))
            }
            return RelayNote.parts(all).map { .waited(team, $0) }
        }
        return ends + (beganAt.map { [.counts(seconds: max(0, now.seconds - $0.seconds))] } ?? [])
    }

    func view(_ teams: [Identifier<Team>], since start: Instant) -> View {
        let near = teams.flatMap { entries[$0].map { Array($0.values) } ?? [] }.filter { $0.at >= start }
        func bands(_ isTaken: Bool) -> [WaitBand: Int] {
            Dictionary(grouping: near.filter { $0.isTaken == isTaken }, by: \.band).mapValues(\.count)
        }
        return View(taken: bands(true), left: bands(false), from: max(start, beganAt ?? start))
    }
}
