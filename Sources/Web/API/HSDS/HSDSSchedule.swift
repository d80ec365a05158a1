import Domain

extension HSDSWriter {
    /// When a service can be reached. Hours that nobody is sure of become a line of text without times, so that no program can take
    /// them for open.
    func schedules(_ service: Service) -> [JSON] {
        let hours = service.hours
        let known = hours.confidence != .unknown
        var all = known ? times(hours.schedule, service, "phone") : [unchecked(service, "phone")]
        if let chat = hours.chat, service.contact.hasChat {
            let knownChat = (hours.chatConfidence ?? hours.confidence) != .unknown
            all += knownChat ? times(chat, service, "chat") : [unchecked(service, "chat")]
        }
        return all
    }

    private func unchecked(_ service: Service, _ way: String) -> JSON {
        let key = way == "chat" ? "site.call.chat_unchecked" : "site.call.hours_unchecked"
        return [
            "id": id("schedule", service.slug, way, "unchecked"),
            "service_id": id("service", service.slug),
            "description": .string(text(key) ?? "To be checked"),
            "attending_type": .string(way),
        ]
    }

    private func times(_ schedule: Schedule, _ service: Service, _ way: String) -> [JSON] {
        let everyDay = Schedule.Span(days: 127, opens: 0, closes: 1440)
        let spans = schedule.always ? [everyDay] : schedule.spans
        return spans.enumerated().map { time($1, service, id("schedule", service.slug, way, "\($0)"), way) }
    }

    private func time(_ span: Schedule.Span, _ service: Service, _ id: JSON, _ way: String) -> JSON {
        let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].enumerated().filter { span.days & 1 << UInt8($0.offset) != 0 }
        return [
            "id": id,
            "service_id": self.id("service", service.slug),
            "valid_from": .string(season.firstDay.description),
            "valid_to": .string(season.lastDay.description),
            "timezone": .number(season.hours),
            "wkst": "MO",
            "freq": "WEEKLY",
            "byday": .string(days.map(\.element).joined(separator: ",")),
            "opens_at": .string(ClockText.of(span.opens) + season.offset),
            "closes_at": .string(ClockText.of(span.closes) + season.offset),
            "description": .string(description(span)),
            "attending_type": .string(way),
        ]
    }

    // The zone has no field of its own. Weekday hours do not hold on public holidays; hours that include Sunday do.
    private func description(_ span: Schedule.Span) -> String {
        let everyDay = span.days & 64 != 0
        if language == "nl" {
            return everyDay
                ? "Tijden volgens de klok in Europe/Amsterdam." : "Tijden volgens de klok in Europe/Amsterdam. Niet op feestdagen."
        }
        return everyDay
            ? "Times by the clock in Europe/Amsterdam." : "Times by the clock in Europe/Amsterdam. Not on public holidays."
    }
}
