import Domain

/// Reads when a service can be reached.
struct HoursReader {
    let map: YAMLMap
    static let days = ["mo", "tu", "we", "th", "fr", "sa", "su"]
    static let confidences: [HoursConfidence] = [.page, .knowledge, .unknown]

    func read() -> Hours? {
        let schedule = map.required("hours").flatMap { self.schedule($0) }
        let confidence = map.required("hours_confidence").flatMap { self.confidence($0) }
        let chat = map["chat_hours"].flatMap { self.schedule($0) }
        let urgent = map["hours_urgent"].flatMap { self.schedule($0) }
        let chatConfidence = map["chat_hours_confidence"].flatMap { self.confidence($0) }
        guard let schedule, let confidence else { return nil }
        return Hours(
            schedule: schedule, confidence: confidence, chat: chat, chatConfidence: chatConfidence, urgent: urgent,
            text: map.optionalText("schedule"), note: map.optionalText("hours_note"))
    }

    private func confidence(_ value: YAMLValue) -> HoursConfidence? {
        value.position(in: Self.confidences.map(\.rawValue)).map { Self.confidences[$0] }
    }

    private func schedule(_ value: YAMLValue) -> Schedule? {
        if value.isMap {
            guard value.map(["always"])?.required("always")?.bool() == true else {
                value.refuse("'always' is true, or left out in favour of days and times")
                return nil
            }
            return Schedule(always: true, spans: [])
        }
        guard let items = value.items() else { return nil }
        if items.isEmpty { value.refuse("the hours are empty") }
        return Schedule(always: false, spans: items.compactMap { span($0) })
    }

    private func span(_ value: YAMLValue) -> Schedule.Span? {
        guard let map = value.map(["days", "opens", "closes"]) else { return nil }
        var days: UInt8 = 0
        for day in map.requiredItems("days") {
            if let position = day.position(in: Self.days) { days |= 1 << UInt8(position) }
        }
        let opens = map.required("opens").flatMap { minute($0) }
        let closes = map.required("closes").flatMap { minute($0) }
        guard let opens, let closes else { return nil }
        guard opens < closes else {
            map.log.refuse(
                map.place(of: "closes"),
                "hours close before they open: write hours across midnight as two, until 24:00 and from 00:00")
            return nil
        }
        return Schedule.Span(days: days, opens: opens, closes: closes)
    }

    // Minutes since midnight; 24:00 is the end of the day.
    private func minute(_ value: YAMLValue) -> Int? {
        guard let text = value.text() else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
        else {
            value.refuse("'\(value.shown)' is not a time written as 09:00, at most 24:00")
            return nil
        }
        return hour * 60 + minute
    }
}
