import Domain
import Wording

/// Writes services for other systems. What nobody knows is null or left out, and never 'no'.
struct ServiceWriter {
    let site: Site
    let language: String
    let local: AmsterdamTime
    private let wording: Wording

    init(site: Site, language: String, now: Instant) {
        self.site = site
        self.language = language
        local = AmsterdamTime(now)
        wording = site.wording(in: language)
    }

    func service(_ service: Service) -> JSON {
        let opening = OpeningState(service.opening(local))
        let organisation = site.landscape.organisation(service.organisation)
        return [
            "slug": .string(service.slug),
            "id": .optional(site.codes.uuid(service.slug)),
            "name": .string(text(service, "name") ?? service.name),
            "summary": .string(text(service, "for_you") ?? service.description),
            "kind": .string(service.kind.rawValue),
            "organisation": ["id": .string(service.organisation), "name": .string(organisation?.name ?? service.organisation)],
            "website": .optional(service.contact.url ?? organisation?.website),
            "open": .bool(opening.open), "opensAt": .optional(opening.opensAt), "hoursChecked": .bool(opening.checked),
            "phones": .array(service.contact.phones.map(phone)),
            "chat": .optional(service.contact.chat),
            "hours": hours(service.hours),
            "audience": audience(service),
            "area": area(service.area),
            "access": access(service),
            "problemTypes": .texts(service.problemTypes),
            "capabilities": .texts(service.capabilities),
            "languages": .texts(service.languages.map(\.value)),
            "locations": .array(service.locations.map(location)),
            "sources": .array(service.provenance.sources.map(source)),
            "verifiedLiveOn": .optional(service.provenance.verifiedLiveOn?.description),
        ]
    }

    /// A text of the wording about a service; nil when there is none.
    func text(_ service: Service, _ key: String) -> String? {
        let full = "services.\(service.slug).\(key)"
        return wording.has(full) && !wording[full].isEmpty ? wording[full] : nil
    }

    private func phone(_ phone: Phone) -> JSON {
        [
            "number": .string(phone.number.written), "dialled": .string(phone.number.dialled),
            "channel": .string(phone.channel.rawValue), "free": .optional(phone.free),
            "source": .string(phone.source.rawValue), "verifiedLiveOn": .optional(phone.verifiedLiveOn?.description),
        ]
    }

    private func hours(_ hours: Hours) -> JSON {
        [
            "confidence": .string(hours.confidence.rawValue),
            "always": .bool(hours.confidence != .unknown && hours.schedule.always),
            "spans": .array(hours.confidence == .unknown ? [] : hours.schedule.spans.map(span)),
            "timezone": "Europe/Amsterdam",
        ]
    }

    private func span(_ span: Schedule.Span) -> JSON {
        let days = ["mo", "tu", "we", "th", "fr", "sa", "su"].enumerated().filter { span.days & 1 << UInt8($0.offset) != 0 }
        return ["days": .texts(days.map(\.element)), "opens": .string(clock(span.opens)), "closes": .string(clock(span.closes))]
    }

    private func audience(_ service: Service) -> JSON {
        let audience = service.audience
        return [
            "askers": .texts(Asker.allCases.filter { audience.askers.contains($0) }.map(\.id)),
            "professionalOnly": .bool(audience.professionalOnly),
            "minimumAge": .optional(audience.minimumAge), "maximumAge": .optional(audience.maximumAge),
            "ageBands": .texts(AgeBand.allCases.filter { $0 != .unknown && service.fits(age: $0) }.map(\.id)),
            "settings": .texts(Setting.allCases.filter { audience.settings.contains($0) }.map(\.id)),
            "notFor": .optional(audience.notFor),
        ]
    }

    private func area(_ area: ServiceArea) -> JSON {
        switch area {
        case .netherlands: ["national": true, "regions": []]
        case .regions(let regions, _): ["national": false, "regions": ids(regions)]
        }
    }

    private func ids(_ regions: Set<Region>) -> JSON { .texts(Region.allCases.filter { regions.contains($0) }.map(\.id)) }

    private func access(_ service: Service) -> JSON {
        [
            "referral": .string(service.access.referral.rawValue), "anonymity": .string(service.access.anonymity.rawValue),
            "acute": .string(service.access.acute.rawValue), "how": .optional(text(service, "how")),
            "cost": .optional(text(service, "cost")), "whoHears": .optional(text(service, "hears")),
            "notKnown": .optional(text(service, "not_known")),
        ]
    }

    private func location(_ location: ServiceLocation) -> JSON {
        [
            "name": .string(location.name), "phone": .optional(location.phone?.written), "regions": ids(location.regions),
            "walkIn": .optional(location.walkIn),
        ]
    }

    private func source(_ source: SourceMark) -> JSON {
        ["mark": .string(source.mark.rawValue), "url": .optional(source.url), "year": .optional(source.year)]
    }

    // A time of 24:00 is no time to most readers: the end of the day is its last second.
    private func clock(_ minute: Int) -> String { minute < 1440 ? ClockText.of(minute) + ":00" : "23:59:59" }
}

/// Times of the day as text.
enum ClockText {
    /// Minutes since midnight as `09:30`; the end of the day becomes 23:59.
    static func of(_ minute: Int) -> String {
        let shown = min(minute, 1439)
        let (hours, minutes) = (shown / 60, shown % 60)
        return "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
    }
}
