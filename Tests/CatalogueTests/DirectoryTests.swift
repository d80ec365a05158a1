import TestKit
import Testing

@Suite("A directory file", .tags(.R27, .R35))
struct DirectoryTests {
    static let file = "directory/lines.yaml"

    @Test(
        "that is broken in one place is refused with that place and the reason",
        arguments: [
            Breakage(file, "kind: csg", "kind: clinic", at: "kind: clinic", kinds),
            Breakage(file, "    name: National line\n", "", at: "- id: centre-line", "field 'name' is missing"),
            Breakage(
                file, "- id: centre\n", "- id: The Centre\n", at: "The Centre",
                "id 'The Centre' must be small letters and digits with single hyphens between them"),
            Breakage(
                file, "0900-1234", "'0900 CALL'", at: "CALL",
                "'0900 CALL' is not a telephone number: digits with hyphens or spaces, a plus at most in front"),
            Breakage(
                file, "closes: 24:00", "closes: 02:00", at: "closes: 02:00",
                "hours close before they open: write hours across midnight as two, until 24:00 and from 00:00"),
            Breakage(file, "24:00", "24:30", at: "24:30", "'24:30' is not a time written as 09:00, at most 24:00"),
            Breakage(file, "[mo, su]", "[mo, zo]", at: "zo]", "unknown value 'zo'; allowed: mo, tu, we, th, fr, sa, su"),
            Breakage(
                file, "hours_confidence: knowledge", "hours_confidence: sure", at: "sure",
                "unknown value 'sure'; allowed: page, knowledge, unknown"),
            Breakage(file, "[VR07]", "NL-Oost", at: "NL-Oost", "unknown value 'NL-Oost'; allowed: NL"),
            Breakage(file, "minimum_age: 12", "minimum_age: 121", at: "121", "'121' is not a whole number from 0 to 120"),
            Breakage(file, "minimum_age: 12", "minimum_age: 19", at: "maximum_age: 18", "the highest age 18 is below the lowest age 19"),
            Breakage(file, "[nl, tr]", "[nl, t]", at: "[nl, t]", "'t' is not a language tag such as nl or en"),
            Breakage(file, "source: [{mark: knowledge}]", "source: []", at: "source: []", "field 'source' is an empty list"),
            Breakage(
                file, "[{mark: knowledge}]", "[{mark: hearsay}]", at: "hearsay",
                "unknown value 'hearsay'; allowed: page, seed, knowledge, live"),
            Breakage(
                file, "verified_live_on: 2026-11-02", "verified_live_on: 2 nov", at: "2 nov", "'2 nov' is not a day written as 2026-11-21"),
            Breakage(
                file, "https://centre.example\n", "centre.example\n", at: "website: centre.example",
                "'centre.example' is not an address that starts with http:// or https://"),
            Breakage(file, "chat: true", "chat: yes", at: "chat: yes", "'yes' is not true or false"),
            Breakage(file, "languages: [nl]", "languages: nl", at: "languages: nl", "a list is expected here"),
            Breakage(
                file, "acute: now_24_7\n", "acute: now_24_7\n    acute: no\n", at: "acute: now_24_7", "field 'acute' stands here twice"),
        ])
    func isRefused(_ breakage: Breakage) throws {
        let (expected, said) = try breakage.outcome()
        #expect(said == expected)
    }

    @Test("that names a service of another file again is refused, and says where that one stands")
    func refusesSameSlug() throws {
        let again = """
            organizations:
            - id: other
              name: Other
              kind: csg
              services:
              - &line
                id: centre-line
                name: Again
                description: Again
                for_whom: &people [victim]
                acute: office_hours
                hours: {always: true}
                hours_confidence: page
                eligibility: {minimum_age: null, maximum_age: null}
                service_area: NL
                anonymous: partly
                languages: [nl]
                referral: {mode: self}
                source: [{mark: knowledge}]
                verified: knowledge
                settings: *people
            """
        let fixture = ContentFixture().adding("directory/more.yaml", again)
        let problems = try fixture.problems()
        #expect(problems.count == 2)
        #expect(problems[0] == "directory/more.yaml:7: service 'centre-line' stands here twice: also at directory/lines.yaml:8")
        // What an alias repeats is to blame where it is written out.
        #expect(problems[1].hasPrefix("directory/more.yaml:10: unknown value 'victim'; allowed: home, school"))
    }

    @Test(
        "without services is refused, and nobody is blamed for naming what could not be read",
        arguments: ["organizations: []\n", "notice: x\n", "- a\n"])
    func refusesNoServices(_ text: String) throws {
        let problems = try ContentFixture().adding(Self.file, text).problems()
        #expect(!problems.isEmpty)
        #expect(problems.allSatisfy { $0.hasPrefix("directory/lines.yaml:1: ") })
    }

    @Test("with a slip in the name of a field is refused, for nobody would read that field")
    func refusesUnknownFields() throws {
        let fixture = try ContentFixture().editing(Self.file, "can_do:", "can_doo:").editing("triage/base.yaml", ", can_do: walk_in", "")
        let problems = try fixture.problems()
        #expect(problems.count == 1)
        #expect(problems[0].hasPrefix("directory/lines.yaml:26: unknown field 'can_doo'; allowed: id, name, description"))
    }

    @Test("that is no YAML is refused at the line where reading stopped")
    func refusesBrokenYAML() throws {
        let fixture = try ContentFixture().editing(Self.file, "[mo, su]", "[mo, su")
        let problems = try fixture.problems()
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("directory/lines.yaml:39: not valid YAML: ") == true)
    }

    private static let kinds =
        "unknown value 'clinic'; allowed: emergency, csg, victim_support, police, anonymous_tipline, domestic_child_protection, "
        + "helpline, online_abuse, trafficking, shelter, legal, compensation, restorative, trauma_care, patient_org, forensic, "
        + "primary_care, public_health, sector_hotline, offender_prevention, youth_protection, community, expertise, directory"
}
