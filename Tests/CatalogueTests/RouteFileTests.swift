import Catalogue
import Domain
import TestKit
import Testing

@Suite("The ways that help may take", .tags(.R57, .R63, .R64))
struct RouteFileTests {
    private static let file = "routes/routes.yaml"
    private static let good = """
        schema_version: '1'
        verified: 2026-11-22
        review: [lawyer]
        routes:
          - id: one
            kinds: [police]
            first: two
            steps:
              - {id: step, source: knowledge}
              - {id: older, era: before, source: "domain C5"}
          - id: two
            kinds: [legal]
            steps: [{id: step, source: "domain C9"}]
        """
    private static let words = """

        way:
          one: {name: One, lead: Lead, step: Step, older: Older}
          two: {name: Two, lead: Lead, step: Step}
        """

    private func fixture(_ text: String = good) -> ContentFixture {
        ContentFixture().adding(Self.file, text).adding("wording/nl/routes.yaml", Self.words).adding("wording/en/routes.yaml", Self.words)
    }

    @Test("are read in their order, with where each line comes from and when it was looked at; content without any is whole")
    func reads() throws {
        let content = try fixture().load()
        let routes = content.desk.routes
        #expect(routes.map(\.id) == ["one", "two"] && routes[0].kinds == [.police] && routes[0].first == "two")
        #expect(routes[0].steps.map(\.era) == [nil, .before] && routes[0].steps.map(\.source) == [nil, "domain C5"])
        #expect(routes[0].asksEra && !routes[1].asksEra && routes[0].verified == CalendarDay("2026-11-22"))
        #expect(content.releaseFindings.contains { "\($0)".contains("still has to be checked by: lawyer") })
        #expect(try ContentFixture().load().desk.routes.isEmpty)
    }

    @Test(
        "that are broken in one place are refused with the reason",
        arguments: [
            ("id: two", "id: one", "way 'one' stands here twice"), ("first: two", "first: three", "unknown way 'three'"),
            ("kinds: [police]", "kinds: [policy]", "policy"), ("id: older", "id: newer", "text 'routes.way.one.newer' is missing in nl"),
            ("id: older", "id: step", "way 'one' has a step twice"), ("era: before", "era: after", "after"),
            ("first: two", "outside: true", "names no service"), ("first: two", "services: [nowhere]", "nowhere"),
            ("first: two", "hours: 0", "'0' is not a whole number"), ("review: [lawyer]", "reviews: [lawyer]", "unknown field 'reviews'"),
        ])
    func refuses(_ old: String, _ new: String, _ reason: String) throws {
        let problems = try fixture(Self.good.replacing(old, with: new, maxReplacements: 1)).problems()
        #expect(problems.contains { $0.contains(reason) }, "\(problems)")
    }

    @Test("as shipped are there for every sort of referral that asks care of its own, and the anonymous line stands outside", .tags(.R92))
    func shipped() throws {
        let routes = try RealContent.get().desk.routes
        let kinds = routes.reduce(into: Set<OrganisationKind>()) { $0.formUnion($1.kinds) }
        for kind in [OrganisationKind.csg, .police, .legal, .domesticChildProtection, .traumaCare, .trafficking, .restorative] {
            #expect(kinds.contains(kind), "\(kind)")
        }
        #expect(routes.filter(\.isOutside).map(\.kinds) == [[.anonymousTipline]])
        #expect(routes.first { $0.kinds.contains(.police) }?.first == routes.first { $0.kinds.contains(.legal) }?.id)
        // Only what depends on the law of the day asks when it was, and then for both.
        for route in routes where route.asksEra {
            #expect(Set(route.steps.compactMap(\.era)) == Set(CareRoute.Era.allCases), "\(route.id)")
        }
        // A child and an adult whom somebody earns money from never see each other's way.
        var situation = Situation()
        situation.forms = [.exploitation]
        for age in AgeBand.allCases {
            situation.age = age
            #expect(routes.filter { $0.kinds.contains(.trafficking) && $0.isShown(in: situation) }.count == 1, "\(age)")
        }
        #expect(routes.filter { $0.kinds.contains(.trafficking) && $0.isShown(in: Situation()) }.isEmpty)
        #expect(routes.first { $0.id == "first-week" }?.hours == 168)
    }
}
