import Catalogue
import Domain
import Foundation
import TestKit
import Testing
import Wording

@Suite("A content folder", .tags(.R27, .R31))
struct ContentFolderTests {
    @Test("that is sound is read as a whole, and words that YAML takes for numbers or booleans stay words")
    func reads() throws {
        let content = try ContentFixture().load()
        #expect(content.landscape.services.map(\.slug) == ["centre-line", "evening-line"])
        #expect(content.rules.map(\.id) == ["day-night", "not-after-advice"])
        #expect(content.rules[1].weight == 80)
        #expect(content.rules[1].when.advised == [.slug("centre-line")])
        #expect(content.questions.map(\.id) == ["asker"])
        #expect(content.cases[0].situation.age == .from16To17)
        #expect(content.cases[0].situation.monitored == .no)
        #expect(content.settings.emergencyNumber.dialled == "112")
        #expect(content.articles["nl"]?.map(\.path) == ["a7"])
        #expect(content.wording["nl"]?.childLevel["site.welcome"] == "Hoi {name}")
        #expect(content.wording["nl"]?.has("notices.window_pep.review") == false)
        #expect(content.wording["nl"]?["site.empty"] == "")
    }

    @Test("gives a service as its file has it: hours until midnight, ages, bands, area, a relay, the letter of a source")
    func readsServices() throws {
        let landscape = try ContentFixture().load().landscape
        let line = try #require(landscape.service("centre-line"))
        #expect(line.hours.schedule.always)
        #expect(line.contact.phones.map(\.number.dialled) == ["09001234"])
        #expect(line.access.anonymity == .no)
        #expect(line.capabilities == ["walk_in", "text_relay"])
        #expect(line.provenance.sources.map(\.note) == ["S1: page 2"])
        let evening = try #require(landscape.service("evening-line"))
        #expect(evening.hours.schedule.spans == [Schedule.Span(days: 0b100_0001, opens: 1080, closes: 1440)])
        #expect(evening.audience.bands == [.from12To15])
        #expect(evening.audience.maximumAge == 18)
        #expect(evening.area.covers(Region(id: "VR07") ?? .unknown))
        #expect(evening.provenance.verifiedLiveOn == CalendarDay("2026-11-02"))
    }

    @Test("lets a condition ask for silence, and a case name what must not be")
    func readsConditions() throws {
        let content = try ContentFixture().load()
        #expect(content.rules[0].when.facets == [.asker: [0, 7], .wishes: [Wish.ids.count]])
        #expect(content.rules[0].also == [.kind(.csg, canDo: "walk_in")])
        let expectation = content.cases[0].expectation
        #expect(expectation.urgency == .u1)
        #expect(expectation.never == ["evening-line"])
        #expect(expectation.notNotices == [.windowTraces])
        #expect(expectation.channelsOff == false)
        #expect(content.questions[0].choices[1].sets == [])
        #expect(content.questions[0].ticks[0].sets == [Choice.Assignment(facet: .monitored, values: [1])])
    }

    @Test("finds a place by its folded name with or without brackets, its municipality by a name with commas, and another name for it")
    func readsPlaces() throws {
        let names = "name,municipality\nDe Stad,GM0203\n"
        let geography = try ContentFixture().adding("geography/names.csv", names).load().geography
        #expect(geography.find("6811 AB").map(\.code) == ["GM0202"])
        #expect(geography.find("echt").map(\.code) == ["GM0203"])
        #expect(geography.find("Echt (L)").map(\.code) == ["GM0203"])
        #expect(geography.find("stad, land en water").map(\.code) == ["GM0203"])
        #expect(geography.find("de stad").map(\.code) == ["GM0203"])
    }

    @Test("hands out every file it read with its bytes, by path, for the fingerprint")
    func handsOutFiles() throws {
        let fixture = ContentFixture()
        let files = try fixture.load().files
        #expect(files.map(\.path) == fixture.files.keys.sorted())
        #expect(files.allSatisfy { $0.bytes == Array((fixture.files[$0.path] ?? "").utf8) })
    }

    @Test("says what must still be done before release: numbers nobody called, hours nobody checked, texts somebody must look at")
    func findsWhatIsLeft() throws {
        let fixture = ContentFixture()
        let findings = try fixture.load().releaseFindings.map(\.description)
        #expect(
            findings == [
                try fixture.place("articles/nl/after.md", "review") + ": article 'after' (nl) still has to be checked by: lawyer",
                try fixture.place("directory/lines.yaml", "0900-1234") + ": nobody has called 0900-1234 yet: 'verified_live_on' is empty",
                try fixture.place("directory/lines.yaml", "hours: {always")
                    + ": the opening hours of 'centre-line' were not checked live: 'verified_live_on' is empty",
                try fixture.place("wording/nl/notices.yaml", "review")
                    + ": the text 'notices.window_pep' (nl) still has to be checked by: doctor",
            ])
    }

    @Test("that lies in files written on Windows reads the same, with the same lines")
    func readsWindowsLines() throws {
        var fixture = ContentFixture()
        fixture.files = fixture.files.mapValues { $0.replacing("\n", with: "\r\n") }
        #expect(try fixture.problems() == [])
    }

    @Test("with several things wrong is refused with all of them at once, by file and line")
    func reportsTogether() throws {
        let fixture = try ContentFixture().editing("directory/lines.yaml", "0900-1234", "call us")
            .editing("triage/base.yaml", "window_pep", "window_pap").editing("articles/nl/after.md", "article:after", "artikel:after")
        let problems = try fixture.problems()
        #expect(problems.count == 3)
        #expect(problems.map { $0.prefix { $0 != ":" } } == ["articles/nl/after.md", "directory/lines.yaml", "triage/base.yaml"])
    }

    @Test("that is not there is refused by the name of every file that is missing")
    func reportsMissingFiles() throws {
        var fixture = ContentFixture()
        fixture.files["casussen.yaml"] = nil
        fixture.files["triage/base.yaml"] = nil
        #expect(
            try fixture.problems() == [
                "casussen.yaml:1: the file is missing or cannot be read",
                "triage:1: the folder is missing, or has no file that ends in .yaml",
            ])
    }

    @Test("with a file that nobody would read is refused")
    func refusesStrayFiles() throws {
        let fixture = ContentFixture().adding("triage/more.yml", "theme: more\n").adding("triage/README.md", "# Rules\n")
        #expect(try fixture.problems() == ["triage/more.yml:1: only files that end in .yaml are read here"])
    }

    @Test("with a file that is no text is refused by its name")
    func refusesBytes() throws {
        let problems = try ContentFixture().withFolder { folder in
            try Data([0x66, 0xFF, 0xFE]).write(to: URL(filePath: folder.path).appending(path: "settings.yaml"))
            do throws(ContentProblems) {
                _ = try folder.load()
                return [String]()
            } catch {
                return error.problems.map(\.description)
            }
        }
        #expect(problems == ["settings.yaml:1: the file is not UTF-8 text"])
    }

    @Test("gives its directory and its cases apart")
    func readsParts() throws {
        try ContentFixture().withFolder { folder in
            let landscape = try folder.landscape(inFile: "directory/lines.yaml")
            #expect(try folder.landscape().services == landscape.services)
            #expect(try folder.cases(inFile: "casussen.yaml", landscape: landscape).map(\.id) == ["C01"])
            #expect(throws: ContentProblems.self) { try folder.cases(inFile: "other.yaml", landscape: landscape) }
        }
    }

    @Test("of the house itself is sound")
    func readsTheHouse() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let content = try ContentFolder(root.appending(path: "Content").path()).load()
        #expect(content.landscape.services.count >= 65)
        #expect(content.wording.keys.sorted() == ["en", "nl"])
    }
}
