import Domain
import Wording

/// Writes the landscape in the words of Open Referral, so that other directories can take it over.
///
/// Everything is written from what the directory knows; what it does not know is left out.
/// - Source: HSDS 3.1; R27, R72, R114.
struct HSDSWriter {
    let site: Site
    let language: String
    let wording: Wording
    let uuid: @Sendable (String) -> String
    let season: ClockSeason

    init(site: Site, language: String, now: Instant, uuid: @escaping @Sendable (String) -> String) {
        self.site = site
        self.language = language
        wording = site.wording(in: language)
        self.uuid = uuid
        season = ClockSeason(at: now)
    }

    func id(_ kind: String, _ parts: String...) -> JSON { .string(uuid(([kind] + parts).joined(separator: "/"))) }

    /// A text of the wording, or nil when there is none.
    func text(_ key: String) -> String? {
        wording.has(key) && !wording[key].isEmpty ? wording[key] : nil
    }

    func text(_ service: Service, _ key: String) -> String? { text("services.\(service.slug).\(key)") }

    func name(_ service: Service) -> String { text(service, "name") ?? service.name }
}

/// The stretch of the year in which the clock in Amsterdam keeps its distance to UTC. HSDS has times with an offset, and none with a
/// zone: a time is true only until the clock changes.
/// - Source: HSDS 3.1 `schedule`; Open Referral issue 265.
struct ClockSeason {
    /// `+01:00` or `+02:00`.
    let offset: String
    let hours: Int
    let firstDay: CalendarDay
    let lastDay: CalendarDay

    init(at now: Instant) {
        let local = AmsterdamTime(now)
        func offset(at day: CalendarDay) -> Int { AmsterdamTime(AmsterdamTime.instant(day, minute: 720)).offset }
        // At noon the clock has already changed on the day that it changes.
        let noon = offset(at: local.day)
        var first = local.day
        var last = local.day
        while first.number > local.day.number - 366, offset(at: first.adding(days: -1)) == noon { first = first.adding(days: -1) }
        while last.number < local.day.number + 366, offset(at: last.adding(days: 1)) == noon { last = last.adding(days: 1) }
        hours = noon / 3600
        self.offset = "+0\(hours):00"
        firstDay = first
        lastDay = last
    }
}
