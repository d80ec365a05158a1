import Pages

/// One of each page, filled with words that try to become markup.
enum Sample {
    static let nasty = "<script>alert(1)</script>\" onload='x' &amp; \u{0}\u{1B}"

    static let frame: PageFrame = {
        PageFrame(
            language: PageLanguage("nl"), tab: "Welkom",
            header: .init(
                brand: "Voordeur", home: "/nl", skip: "Naar de inhoud",
                otherLanguage: .init("English", to: "/en", tag: "en")),
            exit: ExitControls(
                text: "Snel weg", action: "/nl/weg", target: "https://weather.example/",
                keys: .init(help: "Druk 3 keer op Shift.", first: "Nog 2 keer", second: "Nog 1 keer")),
            footer: .init(label: "Meer op deze site", links: [Link("Lezen", to: "/nl/lees")], note: nasty))
    }()

    static let danger = UrgentLine("Ben je nu in gevaar?", call: CallButton(verb: "Bel", number: "112"))

    static func card(_ id: String) -> CallCard {
        var card = CallCard(
            id: id, name: "Plek " + nasty, forYou: nasty,
            reach: .init(
                calls: [CallButton(verb: "Bel", number: "0800-0188", note: nasty)],
                links: [OutLink("Chat", to: "https://help.example/", domain: "help.example")]),
            facts: .init([.init("Kosten", nasty)], mark: "Nog niet nagebeld."))
        card.opening = .init(.open, text: nasty)
        card.why = .init("Waarom dit?", reasons: [.init(nasty, source: nasty)])
        card.more = Link("Meer", to: "/nl/plek/" + id)
        return card
    }

    static let target = FormTarget(action: "/nl/vragen", ticket: "c2VhbGVk")
    static let proof = Proof(title: "Bronnen", sources: [nasty], checked: nasty, marks: [nasty])

    static let home: HomePage = {
        var page = HomePage(
            welcome: .init(title: "Je bent hier welkom.", lead: nasty), danger: danger,
            start: Way("Zoek uit wat kan helpen", text: nasty, to: "/nl/vragen"),
            ways: [Way("Lezen", text: nasty, to: "/nl/lees")], promises: .init(title: "Beloofd", lines: [nasty]))
        page.talk = Way("Praat nu met iemand", to: "/nl/praat")
        page.safety = Fold("Kijkt iemand mee?", lines: [nasty])
        return page
    }()

    static let question: QuestionPage = {
        var field = TextField(name: "place", label: "Je postcode", value: nasty, kind: .digits)
        field.hint = "Alleen de 4 cijfers."
        field.problem = "Vul 4 cijfers in."
        var page = QuestionPage(
            target: target, question: .init("Voor wie zoek je hulp?", hint: nasty, progress: "Vraag 1"),
            answers: .init(
                name: "asker", kind: .one, choices: [Choice(nasty, label: nasty, hint: nasty, isChosen: true)], field: field),
            buttons: .init(
                next: FormButton("Verder"), skip: FormButton("Sla over", name: "go", value: "skip"),
                back: FormButton("Terug", name: "go", value: "back"),
                showNow: FormButton("Laat zien", name: "go", value: "show")))
        page.around.problems = ProblemSummary(
            title: "Er klopt iets nog niet",
            items: [.init("Kies één antwoord.", field: "asker"), .init("Vul 4 cijfers in.", field: "place")])
        page.around.danger = danger
        return page
    }()

    static let advice: AdvicePage = {
        let notices = [("n1", Notice.Tone.urgent), ("n2", .good), ("n3", .folded)].map {
            Notice(id: $0.0, tone: $0.1, title: nasty, lines: [nasty], links: [Link(nasty, to: "/nl/lees")])
        }
        var page = AdvicePage(
            heading: .init(title: "Dit kan nu helpen", lead: nasty, danger: danger, urgency: nasty),
            notices: .init(title: "Goed om te weten", items: notices),
            first: .init(title: "Bel eerst hier", cards: [card("a")]), also: .init(title: "Ook", cards: [card("b")]))
        page.around.channelsOff = "We sturen je niets."
        page.around.refine = Refine(
            title: "Maak dit passend", target: target,
            groups: [ChoiceGroup("Taal", name: "language", kind: .list, choices: [Choice("nl", label: nasty)])],
            button: FormButton("Pas aan"))
        page.around.back = .init(target: target, button: FormButton("Terug", name: "go", value: "back"))
        return page
    }()

    static let pages: [(name: String, page: any Page)] = publicPages + conversationPages + deskPages

    private static let publicPages: [(name: String, page: any Page)] = [
        ("home", home), ("question", question), ("advice", advice),
        (
            "directory",
            DirectoryPage(
                title: "Alle plekken",
                filter: .init("Zoek", target: target, groups: [], button: FormButton("Zoek")),
                results: .init(summary: "1 plek", groups: [.init("Praten", cards: [card("c")])]))
        ),
        (
            "service",
            ServicePage(
                card: card("d"), hours: .init("Openingstijden", rows: [.init("Maandag", nasty)], note: nasty), proof: proof)
        ),
        (
            "article",
            ArticlePage(
                title: nasty, lead: nasty,
                blocks: [
                    .heading([.text(nasty)]), .paragraph([.strong(nasty), .link(Link(nasty, to: "/nl"))]),
                    .list([[.text(nasty)]]), .steps([[.call(CallButton(verb: "Bel", number: "112"))]]), .note([.text(nasty)]),
                    .card(card("e")),
                ], proof: proof)
        ),
        ("reading", ReadingListPage(title: "Lezen", groups: [WayGroup(title: nasty, ways: [Way(nasty, to: "/nl")])])),
        ("child", ChildPage(title: "Je hebt niets fout gedaan", lines: [nasty], danger: danger, cards: [card("f")])),
        ("error", ErrorPage(title: "Dat ging mis", lines: [nasty], reference: .init(label: "Nummer", number: nasty))),
    ]

    static func text(_ page: any Page, frame: PageFrame = Sample.frame) -> String {
        String(decoding: page.html(frame: frame), as: UTF8.self)
    }
}

extension String {
    func count(of part: String) -> Int {
        let whole = Array(utf8)
        let part = Array(part.utf8)
        guard !part.isEmpty, whole.count >= part.count else { return 0 }
        return (0...(whole.count - part.count)).count { whole[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
