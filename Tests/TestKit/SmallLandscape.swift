import Domain
import Triage
import Wording

/// A handful of services, made by hand and fixed in time, so that a test knows what it should find.
///
/// The numbers and hours are for tests alone: nothing here is a fact about a real organisation.
public enum SmallLandscape {
    /// Saturday 21 November 2026, 12:00 in Amsterdam.
    public static let noon = Instant(seconds: 1_795_258_800)
    /// The same day at 23:00 in Amsterdam.
    public static let night = noon.adding(seconds: 11 * 3600)

    public static let landscape = Landscape(organisations: organisations, services: services)
    public static let engine = AdviceEngine(rules: rules, landscape: landscape)

    static let organisations = [
        organisation("csg", .csg, ["csg-national", "csg-north"]), organisation("kindertelefoon", .helpline, ["kindertelefoon-line"]),
        organisation("vt", .domesticChildProtection, ["vt-line"]), organisation("nl-113", .helpline, ["113-line"]),
        organisation("nl-112", .emergency, ["112-phone"]), organisation("politie", .police, ["politie-zeden"]),
        organisation("guild", .legal, ["unsure-line"]),
    ]

    static let services = [
        service("csg-national", "csg", .csg, can: ["forensic_exam"], places: [place]),
        service(
            "csg-north", "csg", .csg, hours: weekdays, area: .regions([region(1), region(3)], note: nil), can: ["walk_in"]),
        service(
            "kindertelefoon-line", "kindertelefoon", .helpline, hours: Hours(schedule: daily(11, 21), confidence: .page),
            audience: Audience(askers: [.victim], minimumAge: 8, maximumAge: 18, bands: [.under12, .from12To15, .from16To17])),
        service("vt-line", "vt", .domesticChildProtection), service("113-line", "nl-113", .helpline),
        service("112-phone", "nl-112", .emergency), service("politie-zeden", "politie", .police),
        service("unsure-line", "guild", .legal, hours: Hours(schedule: daily(9, 17), confidence: .unknown)),
    ]

    static let rules = [
        rule("base-csg", first: ["csg-national"], also: ["vt-line", "113-line", "unsure-line", "csg-north"]),
        rule("child", when: [.age: [0, 1, 2]], first: ["kindertelefoon-line"], notices: [.noParentalGate]),
        rule("danger", when: [.danger: [0]], first: ["112-phone"], notices: [.call112]),
        rule("read-along", when: [.monitored: [0]], notices: [.monitoredDevice]),
        rule("police", when: [.police: [0]], also: ["politie-zeden"], notices: [.policeYourChoice, .policeFacts]),
    ]

    /// Texts in both languages, so that a test can tell them apart.
    public static func wording(_ language: String) -> Wording {
        var texts: [String: String] = [
            "site.call.not_called": "not called (\(language))", "site.call.hours_unchecked": "unchecked (\(language))",
        ]
        for rule in rules { texts["reasons." + rule.because] = "\(rule.id) in \(language)" }
        for service in services { texts["services.\(service.slug).name"] = "\(service.slug) in \(language)" }
        return Wording(language: language, texts: texts)
    }

    private static let weekdays = Hours(
        schedule: Schedule(always: false, spans: [.init(days: 0b11111, opens: 540, closes: 1020)]), confidence: .page)

    private static func daily(_ opens: Int, _ closes: Int) -> Schedule {
        Schedule(always: false, spans: [.init(days: 127, opens: opens * 60, closes: closes * 60)])
    }

    private static func region(_ number: UInt8) -> Region { Region(rawValue: number - 1) ?? .unknown }

    private static let place = ServiceLocation(
        id: "csg-town", name: "Town", phone: PhoneNumber("010-0000000"), regions: [region(17)], walkIn: true, note: nil, sources: [])

    private static func organisation(_ id: String, _ kind: OrganisationKind, _ services: [String]) -> Organisation {
        Organisation(id: id, name: id, kind: kind, website: "https://\(id).example", note: nil, services: services)
    }

    private static func service(
        _ slug: String, _ organisation: String, _ kind: OrganisationKind,
        hours: Hours = Hours(schedule: Schedule(always: true, spans: []), confidence: .page), audience: Audience? = nil,
        area: ServiceArea = .netherlands(note: nil), can: [String] = [], places: [ServiceLocation] = []
    ) -> Service {
        let phones = PhoneNumber("0800-0000").map {
            [Phone(number: $0, channel: .voice, free: true, source: .page, verifiedLiveOn: nil)]
        }
        return Service(
            slug: slug, organisation: organisation, kind: kind, name: slug, description: "Helps.",
            audience: audience ?? Audience(askers: [.victim, .parent, .relative, .bystander, .worriedOther, .professional]),
            contact: Contact(phones: phones ?? [], chat: nil, url: nil), hours: hours, area: area,
            access: Access(referral: .selfReferral, how: nil, anonymity: .yes, acute: .always, cost: "Free."),
            problemTypes: ["sexual_violence"], capabilities: can, locations: places, languages: [.dutch], languagesNote: nil,
            provenance: Provenance(mark: .page, sources: [], verifiedLiveOn: nil))
    }

    private static func rule(
        _ id: String, when: [Facet: Set<Int>] = [:], first: [String] = [], also: [String] = [], notices: [Notice] = []
    ) -> Rule {
        Rule(
            id: id, theme: "test", when: RuleCondition(facets: when), first: first.map(ServiceSelector.slug),
            also: also.map(ServiceSelector.slug), notices: notices, because: id, source: "test", verifiedOn: CalendarDay(number: 20_000))
    }
}
