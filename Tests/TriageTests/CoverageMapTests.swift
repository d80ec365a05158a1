import Domain
import TestKit
import Testing
import Triage

/// A small landscape of which everything is known.
struct CoverageLandscape {
    /// Monday to Friday, and every day, as a schedule names days.
    static let weekdays: UInt8 = 0b001_1111
    static let everyDay: UInt8 = 0b111_1111
    static let day = CalendarDay(year: 2026, month: 11, day: 21) ?? CalendarDay(number: 0)
    static let twente = Region.allCases[4]

    static func hours(_ days: UInt8, _ opens: Int, _ closes: Int) -> Hours {
        Hours(schedule: Schedule(always: false, spans: [.init(days: days, opens: opens * 60, closes: closes * 60)]), confidence: .page)
    }
    static let always = Hours(schedule: Schedule(always: true, spans: []), confidence: .page)
    static let unchecked = Hours(schedule: Schedule(always: true, spans: []), confidence: .unknown)

    static func service(
        _ slug: String, _ hours: Hours = always, kind: OrganisationKind = .helpline, bands: Set<AgeBand>? = nil,
        regions: Set<Region>? = nil, phone: Bool = true, walkIn: Bool = false, problems: [String] = [], canDo: [String] = []
    ) -> Service {
        let number = PhoneNumber("0800-1234").map { Phone(number: $0, channel: .voice, free: true, source: .page, verifiedLiveOn: nil) }
        let house = ServiceLocation(id: nil, name: slug, phone: nil, regions: regions ?? [], walkIn: true, note: nil, sources: [])
        return Service(
            slug: slug, organisation: "one", kind: kind, name: slug, description: slug,
            audience: Audience(askers: Set(Asker.allCases), bands: bands),
            contact: Contact(phones: phone ? [number].compactMap { $0 } : [], chat: false, url: nil), hours: hours,
            area: regions.map { .regions($0, note: nil) } ?? .netherlands(note: nil),
            access: Access(referral: .selfReferral, how: nil, anonymity: .unknown, acute: .no, cost: nil), problemTypes: problems,
            capabilities: canDo, locations: walkIn ? [house] : [], languages: [.dutch], languagesNote: nil,
            provenance: Provenance(mark: .page, sources: [], verifiedLiveOn: nil))
    }

    static func rule(_ first: [ServiceSelector], when: RuleCondition = RuleCondition()) -> Rule {
        Rule(id: "one", theme: "test", when: when, first: first, because: "one", source: "test", verifiedOn: day)
    }

    /// The map of these services, all of them advised unless other rules are given.
    static func map(_ services: [Service], rules: [Rule]? = nil, groups: [CoverageGroup]? = nil) -> CoverageMap {
        let engine = AdviceEngine(
            rules: rules ?? [rule(services.map { .slug($0.slug) })], landscape: Landscape(organisations: [], services: services))
        return CoverageMap.compute(engine: engine, groups: groups ?? [adult, young], from: day)
    }

    static let adult = group("victim_18_plus", .adult)
    static let young = group("victim_12_15", .from12To15)

    private static func group(_ id: String, _ age: AgeBand) -> CoverageGroup {
        var situation = Situation()
        situation.asker = .victim
        situation.age = age
        return CoverageGroup(id, situation)
    }
}

@Suite("The map of the landscape")
struct CoverageMapTests {
    private typealias Small = CoverageLandscape
    private let workdays = ["mon", "tue", "wed", "thu", "fri"]

    @Test("A line from 9 to 17 leaves nights, weekends and holidays empty for the group that only it serves", .tags(.R35, .R30))
    func deadEnd() throws {
        let map = Small.map([
            Small.service("day-line", Small.hours(Small.weekdays, 9, 17), bands: [.from12To15]),
            Small.service("always-line", bands: [.adult]),
        ])
        let young = try #require(map.row("victim_12_15", Small.twente))
        #expect(young.deadEnds.map(\.days) == [workdays, workdays, ["sat", "sun", "holiday"]])
        #expect(young.deadEnds.map { [$0.from, $0.to] } == [[0, 9], [17, 24], [0, 24]])
        #expect(young.weekFigures.minimum == 0 && young.weekFigures.deadEndHours == 128 && young.weekFigures.singlePointHours == 40)
        #expect(young.holidayFigures.deadEndHours == 24)
        #expect(young.singlePoints.map(\.service) == ["day-line"])
        #expect(young.singlePoints.flatMap(\.spans).map { [$0.from, $0.to] } == [[9, 17]])

        let adult = try #require(map.row("victim_18_plus", Small.twente))
        #expect(adult.deadEnds.isEmpty)
        #expect(adult.weekFigures.minimum == 1 && adult.weekFigures.median == 1)
        #expect(adult.singlePoints.map(\.service) == ["always-line"])
        #expect(map.rows.count == 2, "regions that nothing tells apart share a row")
        #expect(adult.regions.count == 25)
    }

    @Test("On a public holiday weekday hours do not hold, and hours of every day do", .tags(.R35))
    func holiday() throws {
        let map = Small.map([
            Small.service("day-line", Small.hours(Small.weekdays, 9, 17)),
            Small.service("evening-line", Small.hours(Small.everyDay, 18, 22)),
        ])
        let row = try #require(map.rows.first)
        #expect(row.state(day: 4, hour: 12).open == ["day-line"])
        #expect(row.state(day: 7, hour: 12).isDeadEnd)
        #expect(row.state(day: 7, hour: 20).open == ["evening-line"])
        #expect(map.holiday.description == "2026-12-25")
    }

    @Test("The week has no holiday in it and no change of the clock", .tags(.R35))
    func week() {
        func week(from text: String) -> String? {
            CalendarDay(text).map { day in
                let engine = AdviceEngine(rules: [], landscape: Landscape(organisations: [], services: []))
                return CoverageMap.compute(engine: engine, groups: [], from: day).week.description
            }
        }
        #expect(week(from: "2026-11-21") == "2026-11-23")
        #expect(week(from: "2026-12-21") == "2027-01-04")
        #expect(week(from: "2027-03-22") == "2027-04-05")
    }

    @Test("A regional service counts in its own region only", .tags(.R35, .R13))
    func regional() throws {
        let map = Small.map([Small.service("house", regions: [Small.twente])], groups: [Small.adult])
        #expect(map.rows.map(\.regions.count) == [24, 1])
        let inside = try #require(map.row("victim_18_plus", Small.twente))
        #expect(inside.regions == [Small.twente] && inside.weekFigures.minimum == 1)
        #expect(map.rows[0].advised.isEmpty && map.rows[0].weekFigures.deadEndHours == 168)
    }

    @Test("Unknown hours never count, nor does a place without telephone or chat", .tags(.R35))
    func unknownHours() throws {
        let map = Small.map([Small.service("unchecked", Small.unchecked), Small.service("letterbox", phone: false)])
        let row = try #require(map.rows.first)
        #expect(row.advised == ["unchecked", "letterbox"])
        #expect(row.hoursUnknown == ["unchecked"])
        #expect(row.unreachable == ["letterbox"])
        #expect(row.weekFigures.deadEndHours == 168)
    }

    @Test("Half an hour open leaves the other half empty", .tags(.R35))
    func halfHours() throws {
        let spans = [Schedule.Span(days: Small.everyDay, opens: 9 * 60 + 30, closes: 17 * 60 + 30)]
        let map = Small.map([Small.service("line", Hours(schedule: Schedule(always: false, spans: spans), confidence: .page))])
        let row = try #require(map.rows.first)
        #expect(row.state(day: 0, hour: 9).isDeadEnd && row.state(day: 0, hour: 17).isDeadEnd)
        #expect(row.state(day: 0, hour: 10).count == 1 && row.state(day: 0, hour: 16).count == 1)
    }

    @Test("Three that do the same at the same hour are overlap; two are not", .tags(.R34, .R35))
    func overlap() throws {
        let map = Small.map([
            Small.service("one", kind: .helpline, canDo: ["listen"]), Small.service("two", kind: .helpline, canDo: ["listen"]),
            Small.service("three", Small.hours(Small.everyDay, 9, 17), kind: .victimSupport, canDo: ["listen"]),
        ])
        let row = try #require(map.rows.first)
        #expect(row.state(day: 2, hour: 3).overlaps.isEmpty)
        let overlaps = row.state(day: 2, hour: 12).overlaps
        #expect(overlaps.map(\.sharedBy) == ["capability"])
        #expect(overlaps.map(\.shared) == ["listen"])
        #expect(overlaps.first?.services == ["one", "two", "three"])
    }

    @Test("A form or need that nobody names is uncovered, unless a rule about it leads somewhere", .tags(.R35, .R30))
    func uncovered() {
        let deaf = RuleCondition(facets: [.needs: [Int(Need.deaf.rawValue)]])
        let map = Small.map(
            [Small.service("line", problems: ["sexual_violence"], canDo: ["interpreting"])],
            rules: [Small.rule([.slug("line")]), Small.rule([.slug("line")], when: deaf)])
        let nobody = map.uncovered.map(\.value)
        #expect(nobody.contains("stalking") && nobody.contains("reduced_mobility"))
        #expect(!nobody.contains("unwanted_act") && !nobody.contains("interpreter") && !nobody.contains("deaf"))
        #expect(map.withoutOwnService.map(\.value) == ["deaf"])
        #expect(map.withoutOwnService.first?.routes == ["line"])
    }

    @Test("The groups of the map have names of their own, and hold every age of whoever it happened to", .tags(.R30, .R35))
    func groups() {
        #expect(Set(Coverage.groups.map(\.id)).count == Coverage.groups.count)
        #expect(Set(Coverage.groups.map(\.situation)).count == Coverage.groups.count)
        #expect(Coverage.regions.count == 25)
        for age in AgeBand.allCases {
            #expect(Coverage.groups.contains { $0.situation.asker == .victim && $0.situation.age == age })
        }
    }
}
