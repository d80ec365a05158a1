import Domain
import TestKit
import Testing
import Triage

@Suite("The difference between two landscapes")
struct CoverageDifferenceTests {
    private typealias Small = CoverageLandscape

    private let evening = Small.service("evening-line", Small.hours(Small.everyDay, 18, 24))
    private let house = Small.service(
        "house-twente", Small.hours(Small.weekdays, 9, 17), kind: .csg, regions: [Small.twente], walkIn: true)
    private let rules = [Small.rule([.slug("evening-line"), .kind(.csg, canDo: "walk_in")])]

    private func map(_ services: [Service], _ rules: [Rule]) -> CoverageMap {
        Small.map(services, rules: rules, groups: [Small.adult])
    }

    @Test("A walk-in house in Twente opens doors by day, there and nowhere else", .tags(.R13, .R14, .R35))
    func walkInHouse() throws {
        let difference = CoverageDifference.between(map([evening], rules), map([evening, house], rules))
        #expect(difference.servicesAdded == ["house-twente"])
        #expect(difference.servicesRemoved.isEmpty && difference.neverAdvised.isEmpty)
        #expect(difference.advice.map(\.regions) == [[Small.twente]])
        #expect(difference.advice.first?.added == ["house-twente"])

        let change = try #require(difference.changes.first)
        #expect(difference.changes.count == 1)
        #expect(change.group == "victim_18_plus" && change.regions == [Small.twente])
        #expect(change.opened == ["house-twente"] && change.closed.isEmpty)
        #expect(change.isDeadEndSolved && !change.isNewDeadEnd)
        #expect(change.spans.map(\.days) == [["mon", "tue", "wed", "thu", "fri"]])
        #expect(change.spans.map { [$0.from, $0.to] } == [[9, 17]])

        let summary = difference.summary
        #expect(summary.regions == ["VR05"] && summary.groups == ["victim_18_plus"])
        #expect(summary.openedHours == 40 && summary.solvedDeadEndHours == 40)
        #expect(summary.closedHours == 0 && summary.newDeadEndHours == 0)
    }

    @Test("Taking the house away makes a dead end of the same hours", .tags(.R30, .R35))
    func houseGone() {
        let difference = CoverageDifference.between(map([evening, house], rules), map([evening], rules))
        #expect(difference.servicesRemoved == ["house-twente"])
        #expect(difference.summary.newDeadEndHours == 40 && difference.summary.closedHours == 40)
        #expect(difference.changes.map(\.isNewDeadEnd) == [true])
    }

    @Test("A new service that no rule names is said to reach nobody", .tags(.R35))
    func neverAdvised() {
        let only = [Small.rule([.slug("evening-line")])]
        let difference = CoverageDifference.between(map([evening], only), map([evening, house], only))
        #expect(difference.neverAdvised == ["house-twente"])
        #expect(difference.changes.isEmpty && difference.advice.isEmpty)
    }

    @Test("One line instead of two leaves no gap when it is open as long as both", .tags(.R34, .R35))
    func mergedLine() {
        let morning = Small.service("morning-line", Small.hours(Small.everyDay, 0, 12))
        let rest = Small.service("rest-line", Small.hours(Small.everyDay, 12, 24))
        let merged = Small.service("merged-line")
        let rules = [Small.rule([.slug("morning-line"), .slug("rest-line"), .slug("merged-line")])]
        let difference = CoverageDifference.between(map([morning, rest], rules), map([merged], rules))
        #expect(difference.summary.newDeadEndHours == 0 && difference.summary.solvedDeadEndHours == 0)
        #expect(difference.changes.map(\.closed) == [["morning-line"], ["rest-line"]])
        #expect(difference.changes.allSatisfy { $0.opened == ["merged-line"] && $0.before == 1 && $0.after == 1 })
        #expect(difference.changes.map(\.regions.count) == [25, 25])
    }

    @Test("Nothing changed is no difference", .tags(.R35))
    func same() {
        let difference = CoverageDifference.between(map([evening, house], rules), map([evening, house], rules))
        #expect(difference.advice.isEmpty && difference.changes.isEmpty)
        #expect(difference.summary.groups.isEmpty && difference.summary.regions.isEmpty)
    }

    @Test("A difference is told in words and in plain values", .tags(.R35))
    func told() {
        let difference = CoverageDifference.between(map([evening], rules), map([evening, house], rules))
        let text = CoverageTable.text(difference) { $0 }
        let place = "coverage.groups.victim_18_plus · VR05 facets.region.VR05"
        #expect(text.contains("\(place): coverage.days.mon-coverage.days.fri 09-17: 0 > 1 (+house-twente)"))
        let report = difference.report()
        #expect(report.changes.map(\.regions) == [["VR05"]])
        #expect(report.changes.map(\.deadEndSolved) == [true])
        #expect(report.advice.map(\.added) == [["house-twente"]])
    }
}
