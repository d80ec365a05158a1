import Pages

/// What stands beside a conversation, filled with words that try to become markup.
extension Sample {
    static let say = PutButton(FormButton(nasty, name: "go", value: "put.p.a.b1.nl"), language: "en", isQuiet: true)

    static let windows = ConversationPage.Windows(
        title: nasty, lines: [nasty],
        windows: [.init(left: [.init(nasty, hours: nasty), .init(nasty)], text: nasty, source: nasty, mark: nasty)])

    static let places: ConversationPage.Places = {
        let put = PutButton(FormButton("Zet", about: nasty, name: "go", value: "put.s.a.nl"), words: nasty, isQuiet: false)
        var place = ConversationPage.Places.Place(
            name: nasty, number: nasty, opening: .init(.open, text: nasty), mark: nasty, put: put)
        let short = place
        place.more = .init(title: nasty, card: card("desk-c"), page: Link(nasty, to: "/nl/kaart/a"))
        return .init(
            title: nasty, lead: nasty, places: [place],
            others: .init(title: nasty, lead: nasty, places: [short, .init(name: nasty, number: nil)], all: Link(nasty, to: "/nl/lijst")))
    }()

    static let sheet = KnowledgeSheet(
        id: "card-a", title: nasty, summary: nasty,
        parts: [
            .init(
                title: nasty,
                lines: [[.text(nasty), .link(Link(nasty, to: "/nl/lezen/a")), .place(Link(nasty, to: "/nl/kaart/a"), number: nasty)]]),
            .init(title: nasty, puts: [say]),
        ], proof: proof)

    static let knowledge = ConversationPage.Knowledge(
        title: nasty, lead: nasty, sheets: [sheet], others: .init(title: nasty, lead: nasty, links: [Link(nasty, to: "/nl/werk/kennis/a")]))

    static let phrases: PhrasePicker = {
        var picker = PhrasePicker(
            title: nasty, lines: [nasty],
            level: ChoiceGroup(
                nasty, name: "level", kind: .one, choices: [Choice("b1", label: nasty, isChosen: true), Choice("a2", label: nasty)]),
            languages: [FormButton(nasty, name: "go", value: "phrases.en")], find: .init(label: nasty, found: nasty),
            groups: [.init(title: nasty, phrases: [.init(plain: say, easy: say)])])
        picker.isOpen = true
        picker.own = .init(title: nasty, none: nasty, plain: [say], easy: [say], change: Link(nasty, to: "/nl/werk/zinnen"))
        return picker
    }()

    static let register: ConversationPage.Register = {
        func list(_ name: String) -> ChoiceGroup {
            ChoiceGroup(nasty, name: name, kind: .list, choices: [Choice("", label: nasty), Choice("a", label: nasty, isChosen: true)])
        }
        var register = ConversationPage.Register(
            title: nasty, lines: [nasty], parts: [list("r-a")], moment: .init(hint: nasty, day: list("r-day"), hour: list("r-hour")),
            shown: ("r0", told), button: FormButton("Bewaar", name: "go", value: "register"), sources: Fold(nasty, lines: [nasty]))
        register.isOpen = true
        return register
    }()

    static let knowledgeList = KnowledgeListPage(
        title: "Kennis", lead: nasty, groups: [WayGroup(title: nasty, ways: [Way(nasty, text: nasty, to: "/nl/werk/kennis/a")])],
        phrases: .init(title: nasty, lead: nasty, groups: [(nasty, [nasty], [nasty])], levels: (nasty, nasty)))
}
