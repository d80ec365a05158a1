import Pages

/// One of each page of the workbench, filled with words that try to become markup.
extension Sample {
    static let deskFrame: DeskFrame = {
        var frame = DeskFrame(
            language: PageLanguage("nl"), tab: "(2) Werk",
            header: .init(
                brand: Link("Werk", to: "/nl/werk"), skip: "Naar de inhoud", label: "Plekken",
                places: [.init(Link("Berichten", to: "/nl/werk"), isHere: true), .init(Link(nasty, to: "/nl/werk/teams"))],
                otherLanguage: .init("English", to: "/en/work", tag: "en")),
            worker: .init(
                name: nasty, signOut: FormTarget(action: "/nl/werk/uit", ticket: "c2VhbGVk"), button: FormButton("Ik ga weg")),
            manner: .init(printsOnly: "Niet afgedrukt."))
        frame.live = "/nl/werk/nieuw"
        frame.stay = .init(text: nasty, target: FormTarget(action: "/nl/werk/hier"), button: FormButton("Ik ben er nog"))
        frame.keys = .init(
            title: "Toetsen", nothing: nasty, list: [.init("j", nasty)], areOn: true,
            target: FormTarget(action: "/nl/werk/toetsen", ticket: "c2VhbGVk"), button: FormButton("Zet uit"))
        frame.sound = .init(
            text: nasty, isOn: true, target: FormTarget(action: "/nl/werk/toetsen", ticket: "c2VhbGVk"), button: FormButton("Geluid uit"))
        return frame
    }()

    static let workTarget = FormTarget(action: "/nl/werk", ticket: "c2VhbGVk")
    static let alarm: DeskNotice = {
        var notice = DeskNotice(.alarm, title: nasty, lines: [nasty], links: [Link(nasty, to: "/nl/werk/teams")])
        notice.dismiss = .init(workTarget, FormButton("Gezien", about: nasty, name: "go", value: "seen-a"))
        return notice
    }()
    static let refused = DeskNotice(.refused, title: "Samira was je net voor", lines: [nasty])
    static let table = DeskTable(
        nasty, columns: [.init("Nummer", isNumber: true), .init(nasty), .init("Doen")],
        rows: [
            .init([
                .groups([told]), .marks([Mark(.yours, nasty), Mark(.alarm, nasty)]), .ways([Link(nasty, to: "/nl/werk")], buttons: [send]),
            ]),
            // Of some rows there is less to say.
            .init([.groups([told]), .marks([]), .ways([], buttons: [])]), .init([.groups([told]), .text(""), .ways([], buttons: [])]),
        ])

    static func note(_ name: String) -> WritingField {
        var field = WritingField(name: name, label: "Notitie", hint: nasty, value: told, rows: 3)
        field.problem = nasty
        return field
    }

    static let inbox = InboxPage(
        heading: .init(title: "Berichten", summary: nasty), notices: [refused, alarm],
        queue: .init(
            target: workTarget, caption: "Wie wacht", columns: ["Nummer", "Hoe snel", "Wacht", "Taal", "Van wie", "Doen"],
            rows: [
                .init(
                    number: "#1042", urgency: Mark(.danger, nasty), waiting: Mark(.long, nasty), language: nasty,
                    states: [Mark(.plain, "Nieuw"), Mark(.soon, nasty)],
                    ways: .init(
                        open: Link("Open #1042", to: "/nl/werk/a"), claim: FormButton("Neem #1042", name: "go", value: "claim-a"))),
                .init(
                    number: "#2001", urgency: Mark(.quiet, nasty), waiting: Mark(.plain, nasty), language: nasty,
                    states: [Mark(.yours, nasty)], ways: .init(open: Link("Open #2001", to: "/nl/werk/b"), isOwn: true)),
            ], empty: .init(title: "Niemand wacht", lines: [nasty])),
        refresh: .init(
            again: Link("Kijk opnieuw", to: "/nl/werk"), byItself: Link("Kijk zelf elke halve minuut", to: "/nl/werk?r=1"),
            closed: Link(nasty, to: "/nl/werk/gesloten")))

    static let offer = DeskOffer(
        from: "/nl/werk?o=1",
        somebody: .init(
            name: nasty, left: 24, title: nasty, marks: [Mark(.soon, nasty)], lines: [nasty], target: workTarget,
            take: FormButton("Neem #1042", name: "go", value: "claim-a"), pass: FormButton("Nu niet", name: "go", value: "pass-a")))

    static let wall = BoardPage(
        title: nasty, at: nasty, figures: [.init(nasty, nasty, .urgent), .init(nasty, "3", .long), .init(nasty, "1", .good)],
        queue: .init(
            caption: nasty, columns: [nasty, nasty, nasty, nasty],
            rows: [.init(urgency: Mark(.danger, nasty), kind: nasty, wait: Mark(.long, nasty), share: 70)], more: nasty, none: nasty),
        abilities: table, gaps: .init(title: nasty, lines: [Mark(.nobody, nasty)]))

    static let board: BoardPage = {
        var page = wall
        page.notices = [refused]
        page.wall = .init(
            title: nasty, lines: [nasty], look: Link(nasty, to: "/nl/werk/scherm"), target: workTarget,
            button: FormButton("Maak een scherm", name: "go", value: "wall"))
        return page
    }()

    static let emptyInbox: InboxPage = {
        var page = inbox
        page.queue.rows = []
        page.offer = offer
        return page
    }()

    static let beside: ConversationPage.Beside = {
        let notice = Pages.Notice(id: "desk-n", tone: .folded, title: nasty, lines: [nasty])
        var beside = ConversationPage.Beside(
            label: "Wat helpt", fold: nasty, given: .init(title: nasty, lead: nasty, rows: [.init(nasty, told)]),
            advice: .init(title: nasty, lines: [nasty], notices: [notice], cards: [card("desk-c")]),
            contact: .init(
                title: nasty, rule: [.init(nasty, told)], lines: [nasty],
                reach: .sealed(lines: [nasty], reveal: FormButton("Toon nummer", name: "go", value: "reveal"))),
            notes: .init(
                title: nasty, items: [.init(name: nasty, at: nasty, text: told, mark: Mark(.alarm, nasty))], none: nasty,
                add: DeskAct(nasty, field: note("n"), button: FormButton("Bewaar notitie", name: "go", value: "note"))),
            conduct: Fold(nasty, lines: [nasty]))
        beside.windows = windows
        beside.places = places
        beside.knowledge = knowledge
        beside.register = register
        return beside
    }()

    static let others = Others(
        title: nasty, fold: nasty, rows: [.init(Link("#1042", to: "/nl/werk/a"), isHere: true, marks: [Mark(.yours, nasty)])], none: nasty,
        all: Link(nasty, to: "/nl/werk"))

    static func conversation(_ work: ConversationPage.Work) -> ConversationPage {
        var page = plainConversation(work)
        page.others = others
        return page
    }

    private static func plainConversation(_ work: ConversationPage.Work) -> ConversationPage {
        ConversationPage(
            heading: .init(title: "Gesprek #1042", marks: [Mark(.danger, nasty)], back: Link("Alle berichten", to: "/nl/werk")),
            notices: [refused, alarm], target: FormTarget(action: "/nl/werk/a", ticket: "c2VhbGVk"),
            talk: .init(
                title: nasty,
                messages: [
                    .init(.person, name: nasty, at: nasty, text: told, mark: Mark(.yours, nasty)),
                    .init(.team, name: nasty, at: nasty, text: Told("a\nb")),
                ], hidden: nasty, again: Link(nasty, to: "/nl/werk/a"), news: nasty),
            work: work, beside: beside)
    }

    static let mineAtWork: ConversationPage = {
        var reply = Self.reply
        reply.phrases = phrases
        reply.field.hasCursor = true
        return conversation(.mine(reply))
    }()

    private static let reply = ConversationPage.Reply(
        field: note("r"), draft: .init(state: nasty, unsaved: nasty, unsent: nasty, ended: nasty),
        keep: FormButton("Bewaar concept", name: "go", value: "keep"), send: send,
        acts: [
            DeskAct(nasty, lines: [nasty], field: note("h"), button: FormButton("Draag over", name: "go", value: "hand")),
            DeskAct(
                nasty,
                choices: ChoiceGroup(
                    "Reden", name: "c", kind: .one, choices: [Choice("helped", label: nasty), Choice("no", label: "b")]),
                button: FormButton("Sluit", name: "go", value: "close")),
        ])

    static let entry: WorkEntryPage = {
        var page = WorkEntryPage(
            title: "Werk", notices: [refused], target: workTarget,
            fields: [
                EntryField(.login, name: "u", label: "Inlognaam", value: nasty), EntryField(.passphrase, name: "p", label: "Wachtzin"),
                EntryField(.factor, name: "f", label: "Code", hint: nasty),
            ], button: FormButton("Verder"), ways: [Way(nasty, to: "/nl/werk/nieuw")])
        page.kept = note("r")
        return page
    }()

    static let choosePassphrase = ChoosePassphrasePage(
        title: "Kies een wachtzin", lines: [nasty], notices: [refused], target: workTarget,
        passphrase: .init(
            nasty, lines: [nasty],
            fields: [
                EntryField(.newPassphrase, name: "p", label: "Wachtzin", hint: nasty),
                EntryField(.newPassphrase, name: "q", label: "Nog een keer"),
            ]),
        factor: .init(
            .init(nasty, lines: [nasty], fields: [EntryField(.factor, name: "f", label: "Code")]), secretLabel: nasty,
            secret: [told, told], addressLabel: nasty, address: told), button: FormButton("Verder"))

    static let people: PeoplePage = {
        var page = PeoplePage(
            heading: .init(title: "Mensen", lines: [nasty]), notices: [alarm], target: workTarget, people: table, teams: table,
            invite: .init(
                title: nasty, lines: [nasty], fields: [TextField(name: "n", label: "Naam", value: nasty)],
                role: ChoiceGroup("Rol", name: "o", kind: .list, choices: [Choice("helper", label: nasty)]),
                teams: ChoiceGroup("Teams", name: "t", kind: .many, choices: [Choice("a", label: nasty)]), button: FormButton("Nodig uit")))
        page.invite.problems = ProblemSummary(title: nasty, items: [.init(nasty, field: "n")])
        return page
    }()

    static let teams: TeamsPage = {
        var page = plainTeams
        page.own = .init(title: nasty, lines: [nasty], fingerprint: .init(nasty, groups: [told]))
        return page
    }()

    private static let plainTeams = TeamsPage(
        title: "Teams", lines: [nasty], notices: [alarm], target: workTarget,
        teams: [.init(name: nasty, marks: [Mark(.alarm, nasty)], lines: [nasty], waiting: table, renew: FormButton("Nieuwe sleutel"))],
        none: nasty)

    private static let step = RosterPage.Step(Link(nasty, to: "/nl/werk/rooster"), isHere: true)

    static let roster: RosterPage = {
        var day = RosterWeek.Day(
            title: nasty, isPast: false, ticks: [(24, "0"), (24, nasty)], band: [.init(47, .nobody), .init(1, .more, nasty)],
            lanes: [[.init(8, .away), .init(40, .own, nasty)]])
        day.told = [Mark(.nobody, nasty)]
        day.count = nasty
        day.shifts = [.init(nasty, isOwn: true, remove: FormButton("Haal weg", about: nasty, name: "go", value: "remove-1"))]
        func list(_ name: String) -> ChoiceGroup { ChoiceGroup(nasty, name: name, kind: .list, choices: [Choice("1", label: nasty)]) }
        var plan = RosterPlan(
            title: nasty, lines: [nasty], target: workTarget, kept: [("t", nasty)], person: list("p"),
            days: ChoiceGroup(nasty, name: "d", kind: .many, choices: [Choice("0", label: nasty, hint: nasty)]), from: list("f"),
            to: list("e"), again: list("r"), button: FormButton("Zet erop"))
        plan.problems = ProblemSummary(title: nasty, items: [.init(nasty, field: "p")])
        return RosterPage(
            title: "Rooster", lines: [nasty], notices: [alarm], places: [step],
            glance: RosterGlance(
                caption: nasty, head: nasty, days: [(nasty, nasty)],
                weeks: [.init(Link(nasty, to: "/nl/werk/rooster"), isHere: true, days: [.init(.bare, nasty, spoken: nasty)])]),
            week: RosterWeek(title: nasty, steps: [step], key: [nasty], target: workTarget, kept: [("t", nasty)], days: [day]), plan: plan)
    }()

    static let skills: SkillsPage = {
        var page = SkillsPage(title: "Wie kan wat", lines: [nasty], notices: [alarm], places: [step], people: table)
        page.form = .init(
            title: nasty, target: workTarget, kept: [("p", nasty)],
            groups: [ChoiceGroup(nasty, name: "s", kind: .many, choices: [Choice("deaf", label: nasty)])], note: nasty,
            button: FormButton("Bewaar"), back: Link(nasty, to: "/nl/werk/vaardigheden"))
        return page
    }()

    static let deskPages: [(name: String, page: any Page)] =
        [
            ("inbox", inbox), ("empty inbox", emptyInbox), ("conversation", mineAtWork),
            ("unclaimed", conversation(.unclaimed(lines: [nasty], claim: FormButton("Neem", name: "go", value: "claim")))),
            (
                "of a colleague",
                conversation(
                    .colleague(
                        lines: [nasty],
                        takeOver: DeskAct(nasty, field: note("o"), button: FormButton("Neem over", name: "go", value: "take"))))
            ),
            ("nothing to do", conversation(.nothing(lines: [nasty], ways: [Link(nasty, to: "/nl/werk")]))),
            (
                "phone",
                PhonePage(
                    title: "Telefoon", notices: [refused], lines: [nasty], young: Fold(nasty, lines: [nasty]), target: workTarget,
                    questions: .init(
                        title: nasty, lead: nasty,
                        groups: [ChoiceGroup(nasty, name: "q-a", kind: .list, choices: [Choice("x", label: nasty, isChosen: true)])]),
                    told: note("text"), memo: note("memo"), draft: .init(unsaved: nasty, ended: nasty), look: send,
                    ends: [.init(send, note: nasty)], beside: .init(label: nasty))
            ),
            (
                "phone code",
                PhoneCodePage(
                    title: "Code", lines: [nasty], digitsTitle: nasty, groups: [told], wordsTitle: nasty,
                    words: [.init(told, spelling: nasty)],
                    wordsLanguage: "nl", after: [nasty], next: Link(nasty, to: "/nl/werk"))
            ),
            ("work entry", entry),
            ("signed out", SignedOutPage(title: "Je bent weg", lines: [nasty], ways: [Way(nasty, to: "/nl/werk")])),
            (
                "invitation",
                InvitationPage(
                    title: "Uitgenodigd", lines: [nasty], notices: [refused], target: workTarget,
                    field: TextField(name: "k", label: "Code"),
                    button: FormButton("Verder"))
            ),
            ("choose passphrase", choosePassphrase),
            (
                "work welcome",
                WelcomePage(title: "Welkom", lines: [nasty], fingerprint: .init(nasty, groups: [told]), ways: [Way(nasty, to: "/nl/werk")])
            ),
            ("people", people),
            (
                "invited",
                InvitedPage(title: "Code", lines: [nasty], code: [told], after: [nasty], ways: [Way(nasty, to: "/nl/werk/mensen")])
            ),
            (
                "end access",
                EndAccessPage(
                    title: nasty, lines: [nasty], target: workTarget, end: FormButton("Stop", name: "go", value: "end"),
                    back: Link(nasty, to: "/nl/werk/mensen"))
            ),
            ("teams", teams), ("roster", roster), ("skills", skills),
            ("own shifts", OwnShiftsPage(title: nasty, lines: [nasty], shifts: table, none: nasty)),
            ("no shifts", OwnShiftsPage(title: nasty, lines: [], shifts: nil, none: nasty)),
            ("knowledge", knowledgeList),
            ("one card", KnowledgeSheetPage(sheet: sheet, back: Link(nasty, to: "/nl/werk/kennis"))),
            ("board", board), ("board on a wall", wall), ("offer", OfferPage(title: "Berichten", offer: offer)),
            (
                "shift",
                LookBackPage(
                    title: "Dienst", lines: [nasty],
                    parts: [.init(title: nasty, lines: [nasty], table: table, none: nasty), .init(title: nasty, table: nil, none: nasty)])
            ),
            (
                "looked through",
                ReviewedPage(
                    title: nasty, lines: [nasty], heading: nasty, messages: [.init(.person, name: nasty, at: nasty, text: told)],
                    back: Link(nasty, to: "/nl/werk/dienst"))
            ),
            (
                "own phrases",
                OwnPhrasesPage(
                    title: "Eigen zinnen", lines: [nasty], notices: [refused], target: workTarget, heading: nasty,
                    rows: [.init(text: told, tag: "nl", marks: nasty, remove: FormButton("Wis", name: "go", value: "remove-a"))],
                    none: nasty,
                    form: .init(
                        title: nasty, field: note("text"),
                        language: ChoiceGroup(nasty, name: "in", kind: .one, choices: [Choice("nl", label: nasty)]),
                        level: ChoiceGroup(nasty, name: "level", kind: .one, choices: [Choice("b1", label: nasty)]),
                        button: FormButton("Bewaar", name: "go", value: "add")), back: Link(nasty, to: "/nl/werk/kennis"))
            ),
            ("others", OthersPage(title: "Berichten", others: others)),
            (
                "closed",
                ClosedPage(title: "Gesloten", lines: [nasty], closed: table, none: nasty, back: Link(nasty, to: "/nl/werk"))
            ),
            (
                "access log",
                AccessLogPage(
                    title: "Logboek", lines: [nasty], notices: [refused], entries: table, none: nasty,
                    ways: [Link(nasty, to: "/nl/werk/logboek")])
            ),
            (
                "feedback",
                FeedbackPage(
                    title: "Ervaringen", lines: [nasty], notices: [alarm], counts: [table],
                    words: .init(title: nasty, lead: nasty, groups: [.init(nasty, answers: [told])], none: nasty))
            ),
        ] + tablePages

    static func deskText(_ page: any Page, frame: DeskFrame = deskFrame) -> String {
        String(decoding: page.html(desk: frame), as: UTF8.self)
    }
}
