import Domain
import Pages
import Wording
import Workflows

extension Visit {
    /// The frame of a page of the workbench before anybody entered.
    func deskFrame(_ tab: String, at address: WorkAddress?) -> DeskFrame {
        DeskFrame(
            language: PageLanguage(language), tab: tab,
            header: .init(
                brand: Link(work("frame.brand"), to: WorkAddress.entry.path(language)), skip: text("nav.skip"),
                label: work("frame.places"), otherLanguage: deskOtherLanguage(address ?? .entry)),
            manner: .init(printsOnly: work("frame.print")))
    }

    fileprivate func deskOtherLanguage(_ address: WorkAddress) -> PageFrame.OtherLanguage? {
        guard let other = site.settings.languages.first(where: { $0 != language }), site.wording[other] != nil else { return nil }
        return .init(text("nav.language_\(other)"), to: address.path(other), tag: other)
    }

    func deskGo(_ key: String, _ value: String, _ values: [String: String] = [:]) -> FormButton {
        FormButton(work(key, values), name: "go", value: value)
    }

    /// A refusal or a result, from its two texts; `values` fill both.
    func deskNotice(_ tone: DeskNotice.Tone, _ key: String, _ values: [String: String] = [:]) -> DeskNotice {
        let title = "notice.\(key)_title"
        guard wording.has("work." + title) else { return DeskNotice(tone, title: work("notice." + key, values)) }
        return DeskNotice(tone, title: work(title, values), lines: [work("notice." + key, values)])
    }

    /// A moment as a worker reads it: the time today, else with the day.
    func moment(_ instant: Instant) -> String {
        let then = AmsterdamTime(instant)
        return then.day == local.day ? clock(then.minute) : date(then.day) + ", " + clock(then.minute)
    }
}

extension WorkVisit {
    /// Everything around a page: the places that the role opens, who is in, how to leave, where to hear of what is new.
    /// - Parameter shown: what the page shows, so that it hears when that changes.
    func frame(_ tab: String, at address: WorkAddress?, showing shown: LivePage = .other) -> DeskFrame {
        var frame = visit.deskFrame(tab, at: address ?? start)
        frame.header.brand = Link(text("frame.brand"), to: path(start))
        frame.header.places = places.map { key, place in
            .init(Link(text("frame." + key), to: path(place)), isHere: place == address)
        }
        frame.worker = .init(
            name: text("frame.worker", ["name": session.name, "role": text("role." + session.worker.role.rawValue)]),
            signOut: target(.leave, .leave), button: visit.deskGo("frame.sign_out", "leave"))
        if session.may(.seeBoard) { frame.live = path(.live) + shown.query }
        if session.may(.helpPeople) {
            frame.offer = offerPlace
            frame.stay = .init(
                text: text("live.ending"), target: FormTarget(action: path(.stay)), button: visit.deskGo("live.stay", "stay"))
        }
        return frame
    }

    private var places: [(String, WorkAddress)] {
        var places: [(String, WorkAddress)] = []
        // Whoever opened a letter sees that, and nothing else.
        if !session.teams.isEmpty, session.teams.allSatisfy({ $0.kind == .outside }) { return [("received", .received)] }
        if session.may(.receiveReferrals) { places += [("received", .received), ("sent_in", .sent)] }
        if session.may(.helpPeople) {
            places += [("inbox", .inbox), ("phone", .phone), ("received_in", .received), ("sent", .sent), ("knowledge", .knowledge)]
        }
        if session.may(.followReferrals) { places.append(("shares", .shares)) }
        if session.may(.sitAtTables) { places.append(("tables", .tables)) }
        if session.may(.seeBoard) { places.append(("board", .board)) }
        if session.may(.leadShift) { places.append(("shift", .lookBack)) }
        if session.may(.seeShifts) { places.append(("roster", .roster)) }
        if session.may(.holdTeamKeys) { places.append(("teams", .teams)) }
        if session.may(.managePeople) { places += [("people", .people), ("partners", .partners)] }
        if session.may(.readAccessLog) { places += [("log", .accessLog), ("exceptions", .exceptionsKept)] }
        if session.may(.readFeedback) { places.append(("feedback", .feedback)) }
        return places
    }
}
