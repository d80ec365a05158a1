import Pages

/// One of each page of the conversation, filled with words that try to become markup.
extension Sample {
    static let told = Told(nasty)
    static let send = FormButton("Verstuur", name: "go", value: "send")
    static let back = FormButton("Terug", name: "go", value: "back")
    static let offline = OfflineLine(nasty)
    static let mineTarget = FormTarget(action: "/nl/m", ticket: "c2VhbGVk")

    static let lines = HomePage.Lines(
        title: nasty, lines: [.init(nasty, call: CallButton(verb: "Bel", number: "0800-0188"), state: nasty)],
        all: Link(nasty, to: "/nl/nu"))

    static let before = BeforeWritingPage(
        heading: .init("Voordat je schrijft", lead: nasty), danger: danger, points: [.init(nasty, nasty)],
        next: .init(FormTarget(action: "/nl/schrijf", ticket: "c2VhbGVk"), FormButton("Verder", name: "go", value: "write")),
        lines: lines, ways: [Way(nasty, to: "/nl/terug")])

    static let notNow = BeforeWritingPage(
        heading: .init("Hier schrijven kan nu niet", lead: nasty), danger: danger, points: [], next: nil, lines: lines,
        ways: [Way(nasty, to: "/nl/lijst")])

    static func writing(_ words: Told = told) -> WritingField {
        var field = WritingField(name: "b", label: "Je bericht", hint: nasty, value: words)
        field.problem = nasty
        return field
    }

    static let contact: SafeContact = {
        var number = TextField(name: "n", label: "Nummer", value: nasty, kind: .digits)
        number.problem = nasty
        return SafeContact(
            title: "Hoe wil je antwoord?",
            .from(
                ChoiceGroup(
                    "Kies 1", name: "c", kind: .one,
                    choices: [Choice("here", label: nasty, isChosen: true), Choice(SafeContact.callValue, label: nasty, hint: nasty)]),
                call: .init(
                    title: nasty, fields: [number, TextField(name: "w", label: "Wanneer")],
                    voicemail: ChoiceGroup(
                        "Inspreken?", name: "v", kind: .one,
                        choices: [Choice("no", label: "Nee", isChosen: true), Choice("yes", label: "Ja")]),
                    note: nasty)))
    }()

    static let write: WritePage = {
        var answers = WritePage.Answers(
            title: nasty, lead: nasty, told: [told], name: "t", tick: Choice("yes", label: "Stuur mijn antwoorden mee"))
        answers.note = nasty
        var page = WritePage(
            heading: .init("Schrijf wat je wilt", lead: nasty), target: FormTarget(action: "/nl/schrijf", ticket: "c2VhbGVk"),
            writing: writing(), answers: answers, contact: contact, buttons: .init(send: send, back: back, note: nasty))
        page.around.problems = ProblemSummary(title: nasty, items: [.init(nasty, field: "b"), .init(nasty, field: "n")])
        page.around.offline = offline
        return page
    }()

    static let code: CodePage = {
        CodePage(
            title: "Dit is jouw code", lines: [nasty],
            code: .init(
                digitsTitle: "In cijfers", groups: ["4821", "0937", "5526", "1180", "4397"].map(Told.init), wordsTitle: "In 6 woorden",
                words: ["appel", "boom", "fiets", "lepel", "regen", "stoel"].map(Told.init), wordsLanguage: "nl", note: nasty),
            keeping: Fold(nasty, lines: [nasty]), target: mineTarget,
            buttons: .init(
                have: FormButton("Ik heb hem", name: "go", value: "have"),
                discard: FormButton("Toch niet: gooi alles weg", name: "go", value: "discard"), discardNote: nasty))
    }()

    static func codeForm(kept: WritingField? = nil) -> CodeForm {
        var field = TextField(name: "k", label: "Je code", value: nasty)
        field.hint = nasty
        field.problem = nasty
        var form = CodeForm(target: mineTarget, field: field, button: FormButton("Verder", name: "go", value: "enter"), back: back)
        form.problems = ProblemSummary(title: nasty, items: [.init(nasty, field: "k")])
        form.kept = kept
        form.offline = offline
        return form
    }

    static let enter: EnterCodePage = {
        var page = EnterCodePage(
            title: "Ik was hier eerder", lines: [nasty],
            form: codeForm(kept: WritingField(name: "b", label: "Dit schreef je", value: told)),
            lost: Fold(nasty, lines: [nasty]), ways: [Way(nasty, to: "/nl/schrijf")])
        page.notice = Notice(id: "away", tone: .good, title: nasty, lines: [nasty])
        return page
    }()

    static let mine: MinePage = {
        var page = MinePage(
            title: "Je berichten", state: .init(nasty, lines: [nasty]),
            days: [
                .init("Dinsdag 3 november", messages: [.init(.person, author: "Jij", text: told)], isFolded: true),
                .init(
                    "Vandaag",
                    messages: [
                        .init(.team, author: nasty, time: nasty, text: told), .init(.person, author: "Jij", text: Told("a\nb")),
                    ]),
            ],
            compose: .init(
                target: mineTarget, title: nasty, writing: writing(), send: send, look: FormButton("Kijk", name: "go", value: "look")),
            actions: .init(
                title: nasty, actions: [.init(FormButton("Wie heeft gekeken", name: "go", value: "looked"), note: nasty)],
                leave: .init(FormButton("Klaar voor nu", name: "go", value: "leave"), note: nasty)))
        page.around.problems = ProblemSummary(title: nasty, items: [.init(nasty, field: "b")])
        page.around.done = nasty
        page.around.danger = danger
        page.around.offline = offline
        return page
    }()

    static let looked = WhoLookedPage(
        title: "Wie heeft gekeken", lines: [nasty],
        days: [.init("Vandaag", rows: [.init(nasty, what: [nasty, nasty])]), .init("Gisteren", rows: [.init(nasty, what: [nasty])])],
        meaning: [.init(nasty, nasty)], target: mineTarget, back: back)

    static let erase = ErasePage(
        title: "Alles wissen", goes: .init("Dit gaat weg", lines: [nasty]), stays: .init("Dit blijft nog", lines: [nasty]),
        form: codeForm())

    static let parting: PartingPage = {
        var page = PartingPage(
            title: "Klaar voor nu", lines: [nasty],
            ask: .init(title: nasty, text: nasty, target: mineTarget, button: FormButton("Vragen", name: "go", value: "afterwards")),
            ways: [Way(nasty, to: "/nl")], danger: danger)
        page.kept = WritingField(name: "b", label: nasty, value: told)
        return page
    }()

    static let afterwards = AfterwardsPage(
        title: "3 vragen", lines: [nasty], target: mineTarget,
        questions: [
            .words(WritingField(name: "q", label: nasty, hint: nasty, value: told, rows: 3)),
            .choice(ChoiceGroup(nasty, name: "f", kind: .one, choices: [Choice("hard", label: nasty, hint: nasty)])),
        ],
        group: .init(nasty, note: nasty, choices: [ChoiceGroup("Leeftijd", name: "a", kind: .list, choices: [Choice("x", label: nasty)])]),
        buttons: .init(send: send, skip: FormButton("Sla over", name: "go", value: "skip")))

    static let room: RoomPage = {
        let action = MinePage.Actions.Action(FormButton(nasty, about: nasty, name: "go", value: "parts"), note: nasty)
        var page = RoomPage(
            title: nasty, target: mineTarget,
            blocks: [
                .lines([nasty]), .good([nasty]), .heading(nasty), .list([nasty]), .quiet(nasty), .said(by: nasty, told),
                .fold(nasty, [.said(by: nil, told), .facts([.init(nasty, what: [nasty])])]),
                .card(
                    title: nasty,
                    [.lines([nasty]), .call(CallButton(verb: "Bel", number: "0800-0188")), .form([.buttons(go: nil, [back])])]),
                .form([
                    .writing(writing()), .field(TextField(name: "d", label: nasty, value: nasty)), .offline(offline),
                    .choices(ChoiceGroup(nasty, name: "g", kind: .many, choices: [Choice("x", label: nasty, hint: nasty)])),
                    .buttons(go: send, [back]), .either(send, back), .acts(title: nasty, [action]), .acts(title: nil, [action]),
                ]),
            ])
        page.problems = ProblemSummary(title: nasty, items: [.init(nasty, field: "b")])
        page.done = nasty
        return page
    }()

    static let conversationPages: [(name: String, page: any Page)] = [
        ("room", room),
        ("before", before), ("not now", notNow), ("write", write), ("code", code),
        ("prove", AskCodePage(title: "Even samen nakijken", lines: [nasty], form: codeForm())), ("enter", enter), ("mine", mine),
        (
            "contact",
            ContactPage(title: "Hoe wil je antwoord?", lines: [nasty], target: mineTarget, contact: contact, save: send, back: back)
        ),
        ("looked", looked), ("change", AskCodePage(title: "Een andere code", lines: [nasty], form: codeForm())), ("erase", erase),
        ("parting", parting), ("afterwards", afterwards),
    ]
}
