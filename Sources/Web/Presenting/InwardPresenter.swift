import Domain
import Pages
import Wording
import Workflows

/// Sending somebody to the desk, in words.
struct InwardPresenter: Sendable {
    private static let wordsLanguage = "nl"
    /// Those in which somebody of the desk or an interpreter can be found.
    private static let languages = [
        "nl", "en", "ar", "bg", "de", "dse", "es", "fa", "fr", "hu", "pl", "pt", "ro", "ru", "so", "ti", "tr", "uk", "zh",
    ]
    let desk: WorkVisit

    func page(
        _ typed: InwardTyped, senders: [(team: Identifier<Team>, name: String)], target: FormTarget, notices: [DeskNotice]
    ) -> InwardPage {
        var line = TextField(name: InwardTyped.line, label: desk.inward("send.line"), value: typed.line)
        line.hint = desk.inward("send.line_hint")
        line.problem = desk.visit.tooLong(line.value, LineLength.line)
        return InwardPage(
            title: desk.inward("send.h1"), back: Link(desk.inward("sent.back"), to: desk.path(.sent)), notices: notices,
            lines: ["lead", "yes_first", "no_yes"].map { desk.inward("send." + $0) }, target: target,
            groups: (senders.count > 1 ? [from(typed, senders)] : []) + [urgency(typed), language(typed)], line: line,
            need: WritingField(
                name: InwardTyped.need, label: desk.inward("send.need"), hint: desk.inward("send.need_hint"), value: Told(typed.need),
                rows: 5),
            told: WritingField(
                name: InwardTyped.told, label: desk.inward("send.told"), hint: desk.inward("send.told_hint"), value: Told(typed.told),
                rows: 5),
            yes: yes(typed), contact: ContactPresenter(visit: desk.visit, asked: .sender, draft: typed.contact).choosing,
            button: FormButton(desk.inward("send.button")),
            none: senders.isEmpty ? desk.inward("send.none") : nil)
    }

    private func from(_ typed: InwardTyped, _ senders: [(team: Identifier<Team>, name: String)]) -> ChoiceGroup {
        ChoiceGroup(
            desk.inward("send.from"), name: InwardTyped.from, kind: .one,
            choices: senders.map { Pages.Choice($0.team.text, label: $0.name, isChosen: typed.from == $0.team) })
    }

    private func urgency(_ typed: InwardTyped) -> ChoiceGroup {
        ChoiceGroup(
            desk.partner("refer.urgency"), name: InwardTyped.urgency, kind: .list,
            choices: Urgency.allCases.map { Pages.Choice($0.id, label: desk.text("urgency." + $0.id), isChosen: typed.urgency == $0) })
    }

    private func language(_ typed: InwardTyped) -> ChoiceGroup {
        let known = Self.languages.filter { desk.visit.wording.has("facets.language." + $0) }
        return ChoiceGroup(
            desk.inward("send.language"), name: InwardTyped.language, kind: .list,
            choices: known.map {
                Pages.Choice($0, label: desk.visit.wording["facets.language." + $0], isChosen: typed.language.value == $0)
            })
    }

    /// Nothing is chosen beforehand: a yes that nobody gave must not stand there.
    private func yes(_ typed: InwardTyped) -> [ChoiceGroup] {
        [
            ChoiceGroup(
                desk.inward("send.agreed"), name: InwardTyped.agreed, kind: .one,
                choices: InwardGround.Agreed.allCases.map {
                    Pages.Choice($0.rawValue, label: desk.inward("agreed." + $0.rawValue), isChosen: typed.agreed == $0)
                }),
            ChoiceGroup(
                desk.inward("send.manner"), name: InwardTyped.manner, kind: .one,
                choices: InwardGround.Manner.allCases.map {
                    Pages.Choice($0.rawValue, label: desk.inward("manner." + $0.rawValue), isChosen: typed.manner == $0)
                }),
            ChoiceGroup(
                desk.inward("send.tells"), name: InwardTyped.tells, kind: .one,
                choices: ["yes", "no"].map {
                    Pages.Choice(
                        $0, label: desk.inward("send.tells_" + $0), hint: desk.inward("send.tells_\($0)_hint"),
                        isChosen: typed.tells == ($0 == "yes"))
                }),
            ChoiceGroup(
                desk.inward("send.along"), name: InwardTyped.along, kind: .one,
                choices: InwardTyped.Along.allCases.map {
                    Pages.Choice(
                        $0.rawValue, label: desk.inward("send.along_" + $0.rawValue), hint: desk.inward("send.along_\($0.rawValue)_hint"),
                        isChosen: typed.along == $0)
                }),
        ]
    }

    /// The code, to be handed over: it stands here once.
    func code(_ code: ReturnCode, _ draft: InwardDraft) -> PhoneCodePage {
        let words = code.words(desk.place.words).revealed
        return PhoneCodePage(
            title: desk.inward("code.h1"),
            lines: ["hand", "who"].map { desk.inward("code." + $0) } + (draft.isMonitored ? [desk.inward("code.along")] : [])
                + [draft.contact == nil ? "only" : "call", "where"].map { desk.inward("code." + $0) },
            digitsTitle: desk.text("phone.code_digits"), groups: code.groups.revealed.map { Told($0) },
            wordsTitle: desk.text("phone.code_words"), words: words.map { .init(Told($0), spelling: spelling($0)) },
            wordsLanguage: Self.wordsLanguage,
            after: ["once", "new", "kept", draft.tells ? "hear" : "silent"].map { desk.inward("code." + $0) },
            next: Link(desk.inward("code.next"), to: desk.path(.sent)))
    }

    private func spelling(_ word: String) -> String { word.map { desk.text("letters.\($0)") }.joined(separator: ", ") }

    // MARK: Lists

    /// Who was sent to the desk.
    func received(_ lines: [WorkReferrals.Line], _ names: [Identifier<Team>: String]) -> ReferralListPage {
        let late = lines.count { $0.isLate }
        return ReferralListPage(
            title: desk.inward("received.h1"), lead: lead("received", lines.count),
            notices: late == 0
                ? []
                : [
                    DeskNotice(
                        .alarm, title: desk.inward(late == 1 ? "received.late_one" : "received.late", ["count": String(late)]),
                        lines: [desk.inward("received.late_more")])
                ],
            table: lines.isEmpty
                ? nil
                : DeskTable(
                    desk.inward("received.caption"),
                    columns: ["handle", "line", "urgency", "state", "since", "due"].map { .init(desk.partner("list." + $0)) }
                        + [.init(desk.inward("list.from"))],
                    rows: lines.map { line in
                        let due = line.card?.due.map { desk.visit.moment($0) } ?? ""
                        let open = Link(
                            desk.partner("list.open", ["handle": line.referral.handle]), to: desk.path(.referral(line.referral.id.text)))
                        return .init([
                            .ways([open], buttons: []), .text(Self.said(line) ?? desk.inward("list.no_line")),
                            .marks([desk.urgency(line.referral.urgency)]), .marks([desk.referralState(line.referral)]),
                            .marks([desk.waiting(since: line.card?.since)]),
                            line.isLate ? .marks([Mark(.alarm, desk.partner("list.late", ["due": due]))]) : .text(due),
                            .text(names[line.referral.from] ?? "?"),
                        ])
                    }),
            none: desk.inward("received.none"), lines: [desk.inward("received.note")])
    }

    /// Whom the worker's teams sent, as far as the person lets it be known.
    func sent(_ lines: [WorkReferrals.Line], notices: [DeskNotice], target: FormTarget) -> ReferralListPage {
        var page = ReferralListPage(
            title: desk.inward("sent.h1"), lead: lead("sent", lines.count), notices: notices,
            table: lines.isEmpty
                ? nil
                : DeskTable(
                    desk.inward("sent.caption"),
                    columns: ["handle", "line", "state", "since"].map { .init(desk.partner("list." + $0)) } + [
                        .init(desk.inward("sent.act"))
                    ],
                    rows: lines.map { line in
                        .init([
                            .text(line.referral.handle), .text(Self.said(line) ?? desk.inward("list.no_line")),
                            .marks([Mark(.plain, desk.inward("heard." + (line.card?.step ?? .asked).rawValue))]),
                            .marks([desk.waiting(since: line.card?.since)]), .ways([], buttons: back(line)),
                        ])
                    }),
            none: desk.inward("sent.none"), lines: [desk.inward("sent.note")])
        page.target = target
        page.ways = [Way(desk.inward("sent.new"), text: desk.inward("sent.new_text"), to: desk.path(.inward))]
        return page
    }

    // Shown by what the sender heard, and by nothing else: that it is there or not must not tell that somebody came.
    private func back(_ line: WorkReferrals.Line) -> [FormButton] {
        guard [.asked, .seen].contains(line.card?.step ?? .asked) else { return [] }
        return [
            FormButton(
                desk.inward("sent.take_back"), about: line.referral.handle, name: "go", value: "ask-" + line.referral.id.text)
        ]
    }

    /// What taking it back means, before it is done.
    func takeBack(_ id: Identifier<Referral>, target: FormTarget) -> RoomPage {
        var page = RoomPage(title: desk.inward("back.h1"), target: target)
        page.back = Link(desk.inward("sent.back"), to: desk.path(.sent))
        page.blocks = [
            .lines(["gone", "code", "person"].map { desk.inward("back." + $0) }),
            .form([.buttons(go: FormButton(desk.inward("back.yes"), name: "go", value: "back-" + id.text), [])]),
        ]
        return page
    }

    private func lead(_ list: String, _ count: Int) -> String {
        count == 0
            ? desk.inward(list + ".lead_none")
            : desk.inward(list + (count == 1 ? ".one" : ".lead"), ["count": String(count)])
    }

    private static func said(_ line: WorkReferrals.Line) -> String? {
        line.card.flatMap { $0.line.revealed.isBlank ? nil : $0.line.revealed }
    }
}

extension WorkVisit {
    /// On whose word somebody was sent, and how they come.
    func ground(_ opened: OpenedReferral) -> [String] {
        guard let ground = opened.ground else { return [] }
        return [
            inward(
                "ground.yes",
                ["who": inward("agreed." + ground.agreed.rawValue), "how": inward("manner." + ground.manner.rawValue)]),
            inward(ground.mayCall ? "ground.call" : "ground.code"), inward(ground.tells ? "ground.tells" : "ground.silent"),
        ]
    }

    /// That somebody was sent along with this conversation, and where their lines stand.
    func sentAlong(_ referral: Referral) -> DeskNotice {
        var notice = inwardNotice(.good, "along")
        notice.links = [Link(inward("notice.along_read"), to: path(.referral(referral.id.text)))]
        return notice
    }
}
