/// What a worker writes down about a conversation in fixed codes, so that it can be counted later without anybody's words, and is not asked
/// again. Free text has no place in it.
/// - Source: R105, R7; security 5.1.
public struct Registration: Sendable, Hashable {
    /// One question of it, each with a fixed list of codes.
    public enum Part: String, CaseIterable, Sendable, Hashable {
        /// How they came in.
        case channel
        /// Who asks.
        case asker
        /// The age of the person it is about.
        case age
        /// What it is mostly about.
        case theme
        /// What came of it.
        case outcome
    }

    /// What was filled in; a part that was left open is not there.
    public var codes: [Part: String]
    /// When it happened for the last time, when they said so. It counts the hours of what can still be done, and is never counted itself.
    public var moment: EventMoment?

    public init(codes: [Part: String] = [:], moment: EventMoment? = nil) {
        self.codes = codes
        self.moment = moment
    }

    public subscript(part: Part) -> String? { codes[part] }

    /// Parts that were filled in.
    public var count: Int { codes.count }
    public var isEmpty: Bool { codes.isEmpty && moment == nil }
}

/// The day, and perhaps the hour, on which something happened, as the clock in Amsterdam shows it.
public struct EventMoment: Sendable, Hashable {
    public let day: CalendarDay
    /// From this hour to the next; nil when only the day is known.
    public let hour: Int?

    /// - Parameter hour: 0 to 23; anything else counts as not known.
    public init(day: CalendarDay, hour: Int? = nil) {
        self.day = day
        self.hour = hour.flatMap { (0...23).contains($0) ? $0 : nil }
    }

    /// The first and the last moment that it can have been.
    public var span: EventSpan {
        EventSpan(
            earliest: AmsterdamTime.instant(day, minute: (hour ?? 0) * 60),
            latest: AmsterdamTime.instant(day, minute: hour.map { ($0 + 1) * 60 } ?? 1440))
    }
}

// One line of text, only to be sealed.
extension Registration {
    public var text: String {
        var parts = Part.allCases.compactMap { part in codes[part].map { "\(part.rawValue):\($0)" } }
        if let moment {
            parts.append("day:\(moment.day)")
            if let hour = moment.hour { parts.append("hour:\(hour)") }
        }
        return parts.joined(separator: ";")
    }

    /// What a text says; whatever cannot be read is left out.
    public init(text: String) {
        self.init()
        var day: CalendarDay?
        var hour: Int?
        for piece in text.split(separator: ";") {
            let words = piece.split(separator: ":", maxSplits: 1).map(String.init)
            guard words.count == 2 else { continue }
            if let part = Part(rawValue: words[0]) { codes[part] = words[1] }
            if words[0] == "day" { day = CalendarDay(words[1]) }
            if words[0] == "hour" { hour = Int(words[1]) }
        }
        moment = day.map { EventMoment(day: $0, hour: hour) }
    }
}

/// The codes that a part of the registration can have, in the order in which they are shown.
/// - Source: R105.
public struct CodeList: Sendable, Hashable {
    public let part: Registration.Part
    public let codes: [String]
    /// Where the list comes from.
    public let source: String

    public init(part: Registration.Part, codes: [String], source: String) {
        self.part = part
        self.codes = codes
        self.source = source
    }
}

/// What content says about the work at the desk itself.
public struct DeskLists: Sendable, Hashable {
    /// In the order of the parts.
    public let codes: [CodeList]
    public let windows: [TimeWindow]
    /// Ways that help may take, in the order in which they are shown.
    public let routes: [CareRoute]

    public init(codes: [CodeList] = [], windows: [TimeWindow] = [], routes: [CareRoute] = []) {
        self.codes = codes
        self.windows = windows
        self.routes = routes
    }

    /// The codes of a part; none when content has no such list.
    public func codes(of part: Registration.Part) -> [String] { codes.first { $0.part == part }?.codes ?? [] }
}
