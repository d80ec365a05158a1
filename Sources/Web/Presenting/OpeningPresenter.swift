import Domain
import Pages
import Wording

extension Visit {
    /// Whether a service answers now, in words.
    func opening(_ service: Service, _ opening: Opening) -> CallCard.Opening? {
        guard service.answersPeople else { return nil }
        switch opening {
        case .open:
            return .init(.open, text: text(service.hours.schedule.always ? "call.open_always" : "call.open_now"))
        case .closed(let opensAt):
            return .init(.closed, text: opensAt.map(opens) ?? text("call.closed"))
        case .unchecked:
            return .init(.unknown, text: text("call.hours_unchecked"))
        }
    }

    private func opens(_ instant: Instant) -> String {
        let then = AmsterdamTime(instant)
        let time = clock(then.minute)
        switch then.day.number - local.day.number {
        case 0: return text("call.opens_at", ["time": time])
        case 1: return text("call.opens_tomorrow", ["time": time])
        default: return text("call.opens_day", ["day": weekday(then.day.weekday), "time": time])
        }
    }

    /// A time as people write it, `9.00` in Dutch and `9:00` in English; minute 1440 is the end of the day.
    func clock(_ minute: Int) -> String {
        let mark = language == "nl" ? "." : ":"
        let minutes = minute % 60
        return "\(minute / 60)\(mark)\(minutes < 10 ? "0" : "")\(minutes)"
    }

    func weekday(_ number: Int) -> String {
        text("days." + ["mo", "tu", "we", "th", "fr", "sa", "su"][number])
    }

    /// A day as people write it.
    func date(_ day: CalendarDay) -> String {
        let (year, month, date) = day.components
        return "\(date) \(text("months.\(month)")) \(year)"
    }

    /// The hours of a week, day by day.
    func week(_ schedule: Schedule) -> [CallCard.Facts.Row] {
        (0..<7).map { day in
            let spans = schedule.spans.filter { $0.days & (1 << UInt8(day)) != 0 }.sorted { $0.opens < $1.opens }
            let times = spans.map { "\(clock($0.opens))–\(clock($0.closes))" }.joined(separator: ", ")
            return .init(weekday(day), times.isEmpty ? text("call.closed_day") : times)
        }
    }
}
