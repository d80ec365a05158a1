import Catalogue
import Domain
import TestKit
import Testing

@Suite("The fixed lists of the desk", .tags(.R105))
struct DeskFileTests {
    private static let codes = "desk/codes.yaml"
    private static let windows = "desk/windows.yaml"

    @Test("are read in their order, with where they come from")
    func reads() throws {
        let desk = try ContentFixture().load().desk
        #expect(desk.codes.map(\.part) == Registration.Part.allCases)
        #expect(desk.codes(of: .theme) == ["organised", "other"])
        #expect(desk.codes.first?.source == "R4")
        #expect(desk.windows == [TimeWindow(notice: .windowPEP, limits: [.init(id: "pep", hours: 72)], source: "domain C6")])
    }

    @Test(
        "that are broken in one place are refused with that place and the reason",
        arguments: [
            Breakage(codes, "codes: [chat]", "codes: [chat, chat]", at: "channel", "code 'chat' stands here twice"),
            Breakage(codes, "codes: [chat]", "codes: [letter]", at: "channel", "text 'registration.channel.letter' is missing in nl"),
            Breakage(
                codes, "codes: [victim, unknown]", "codes: [talked, unknown]", at: "asker:",
                "text 'registration.asker.talked' is missing in nl"),
            Breakage(codes, "\n  outcome: {source: R105, codes: [talked]}", "", at: "channel", "field 'outcome' is missing"),
            Breakage(windows, "hours: 72", "hours: 0", at: "limits", "'0' is not a whole number from 1 to 1000"),
            Breakage(windows, "window_pep", "keep_evidenc", at: "notice", "unknown value 'keep_evidenc'"),
            Breakage(windows, "id: pep", "id: pill", at: "limits", "text 'beside.limit.pill' is missing in nl"),
        ])
    func refuses(_ breakage: Breakage) throws {
        let problems = try ContentFixture().editing(breakage.file, breakage.old, breakage.new).problems()
        #expect(problems.contains { $0.hasPrefix(breakage.file) && $0.contains(breakage.reason) }, "\(problems)")
    }

    @Test("name every answer of the questions and every form, so that nothing that was told has no code", .tags(.R44))
    func shipped() throws {
        let desk = try RealContent.get().desk
        #expect(desk.codes(of: .asker) == Asker.ids && desk.codes(of: .age) == AgeBand.ids)
        #expect(Set(desk.codes(of: .theme)) == Set(Form.ids + ["own_behaviour", "other", "unknown"]))
        #expect(desk.codes.allSatisfy { !$0.source.isEmpty })
        let counted: Set<Notice> = [.windowPEP, .windowContraception, .windowTraces, .windowToxicology]
        #expect(Set(desk.windows.map(\.notice)) == counted)
    }
}
