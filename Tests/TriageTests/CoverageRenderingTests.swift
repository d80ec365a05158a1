import Domain
import TestKit
import Testing
import Triage

@Suite("The map as text, picture and plain values")
struct CoverageRenderingTests {
    private typealias Small = CoverageLandscape

    private let map = Small.map([
        Small.service("day-line", Small.hours(Small.weekdays, 9, 17), bands: [.from12To15]),
        Small.service("one", bands: [.adult]), Small.service("two", bands: [.adult]), Small.service("three", bands: [.adult]),
        Small.service("unchecked", Small.unchecked),
    ])

    /// The last part of the key.
    private func word(_ key: String) -> String { key.split(separator: ".").last.map(String.init) ?? key }

    @Test("The table stands in columns of equal width", .tags(.R35))
    func columns() throws {
        let lines = CoverageTable.text(map, word).split(separator: "\n").map(String.init)
        let head = try #require(lines.firstIndex { $0.hasPrefix("group ") })
        let table = lines[head..<(head + 4)]
        #expect(Set(table.map(\.count)).count == 1)
        #expect(table[head + 3].split(separator: " ") == ["victim_12_15", "all_regions", "0", "0", "128", "40", "0", "1"])
    }

    @Test("The text names dead ends, single points, overlap and what cannot count", .tags(.R34, .R35, .R30))
    func sections() {
        let text = CoverageTable.text(map, word)
        #expect(text.contains("victim_12_15 · all_regions: mon-fri 00-09, mon-fri 17-24, sat sun holiday 00-24"))
        #expect(text.contains("victim_12_15 · all_regions: day-line, mon-fri 09-17"))
        #expect(text.contains("helpline (1 groups_short): one two three"))
        #expect(text.contains("\n  unchecked\n"))
    }

    @Test("The picture says each number in words too, and needs nothing from elsewhere", .tags(.R35))
    func picture() {
        let svg = CoveragePicture.svg(map) { $0 == "coverage.groups.victim_12_15" ? "<12 & 15>" : word($0) }
        #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
        #expect(svg.contains("<title id=") && svg.contains("<desc id=") && svg.contains(#"role="img""#))
        #expect(svg.contains("&lt;12 &amp; 15&gt;"))
        #expect(!svg.contains("<12") && !svg.contains("href") && !svg.contains("url(") && !svg.contains("<style"))
        // Adults reach three at every hour; the young reach nobody at night, and at weekends not by day either.
        #expect(svg.split(separator: ">3</text>").count == 24 + 1 + 1)
        #expect(svg.split(separator: ">0</text>").count == 24 + 1 + 1 + 1)
    }

    @Test("The plain values hold every hour exactly once", .tags(.R35))
    func report() {
        let report = map.report()
        #expect(report.week == "2026-11-23" && report.groups.map(\.id) == ["victim_18_plus", "victim_12_15"])
        for row in report.groups.flatMap(\.rows) {
            #expect(row.hours.flatMap(\.spans).reduce(0) { $0 + $1.hours } == 192)
            #expect(row.regions.count == 25)
        }
        #expect(report.services.map(\.hoursKnown) == [true, true, true, true, false])
    }
}
