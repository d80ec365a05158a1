@testable import Pages

/// Case tables and what is shared without consent, as they stand on the workbench, with the worst words in every place.
extension Sample {
    private static let choices = ChoiceGroup(nasty, name: "kind", kind: .one, choices: [Choice("a", label: nasty, hint: nasty)])
    private static func list(_ name: String) -> ChoiceGroup {
        ChoiceGroup(nasty, name: name, kind: .list, choices: [Choice("", label: nasty), Choice("a", label: nasty)])
    }
    private static let acts: [ReferralPage.Acts.Act] = {
        var plan = ReferralPage.Acts.Act(
            nasty, lines: [nasty], groups: [list("day-plan")], field: note("text-plan"),
            button: FormButton(nasty, name: "go", value: "plan"), isOpen: true)
        plan.after = [list("until-plan")]
        plan.pieces = [
            (nasty, [list("minute-0")], [TextField(name: "room-0", label: nasty, value: nasty)]),
            (nasty, [list("minute-1")], [TextField(name: "room-1", label: nasty, value: nasty)]),
        ]
        let passed = ReferralPage.Acts.Act(
            nasty, groups: [list("team-passed-1")], field: note("text-passed-1"),
            button: FormButton(nasty, name: "go", value: "passed-1"))
        return [plan, passed]
    }()

    static let caseTable = CaseTablePage(
        title: nasty, marks: [Mark(.plain, nasty), Mark(.yours, nasty)], back: Link(nasty, to: "/nl/werk/samen"),
        notices: [refused, alarm],
        panes: [
            .init(nasty, lines: [nasty], said: [told], list: [told], table: table, links: [Link(nasty, to: "/nl/werk/t/a/1")]),
            .init(nasty, lines: [nasty]),
        ],
        tracks: (nasty, [nasty], TrackPicture(rows: [.init(name: nasty, steps: 9, words: nasty, notes: [told])])),
        history: .init(title: nasty, steps: [.init(when: nasty, what: nasty, text: told), .init(when: nasty, what: nasty, text: nil)]),
        target: workTarget, acts: .init(title: nasty, lead: nasty, acts: acts))

    static let newTable = NewTablePage(
        title: nasty, back: Link(nasty, to: "/nl/werk/g/a"), notices: [refused], lines: [nasty], target: workTarget, groups: [choices],
        purpose: note("text"), button: send, none: nil, links: [Link(nasty, to: "/nl/werk/t/a")])

    /// A second worker decides.
    static let exception: RoomPage = {
        var page = RoomPage(
            title: nasty, target: workTarget,
            blocks: [
                .lines([nasty]), .heading(nasty), .said(by: nasty, told), .ways([Link(nasty, to: "/nl/werk/t/a")]),
                .card(title: nasty, [.lines([nasty]), .ways([Link(nasty, to: "/nl/werk/u/a")])]),
                .form([
                    .good([nasty]), .entry(EntryField(.passphrase, name: "p", label: nasty)),
                    .entry(EntryField(.factor, name: "f", label: nasty, hint: nasty)), .buttons(go: send, []),
                ]),
                .form([.choices(choices), .writing(note("silence")), .choices(list("days")), .buttons(go: nil, [back])]),
            ])
        page.back = Link(nasty, to: "/nl/werk/uitzonderingen")
        page.marks = [Mark(.plain, nasty)]
        page.notices = [refused]
        return page
    }()

    static let sentInward: ReferralListPage = {
        var page = ReferralListPage(title: nasty, lead: nasty, notices: [alarm], table: table, none: nasty, lines: [nasty])
        page.ways = [Way(nasty, text: nasty, to: "/nl/werk/sturen")]
        page.target = workTarget
        return page
    }()

    static let tablePages: [(name: String, page: any Page)] = [
        ("case table", caseTable), ("new case table", newTable), ("exception", exception), ("sent to the desk", sentInward),
    ]
}
