import Domain
import TestKit
import Testing
import Vault
import Workflows

/// Somebody in their own rooms, and two organisations that may receive something.
struct RoomHarness {
    let harness: DeskHarness
    let person: PersonBrowser
    let code: String
    let mine: WebAnswer
    let trauma: (team: Team, sessions: [WorkerSession])
    let police: (team: Team, sessions: [WorkerSession])
    var place: Workplace { harness.desk.place }
    var desk: TestWorkplace { harness.desk }

    /// - Parameter answers: of the questions before, which go along; empty when none were answered.
    static func with(_ answers: [(String, String)] = [], _ work: (RoomHarness) async throws -> Void) async throws {
        try await DeskHarness.with { harness in
            let trauma = try await harness.desk.partner("Traumahulp", people: ["tess", "tom"])
            let police = try await harness.desk.partner("Pim en collega’s", people: ["pim"], kind: .police)
            let person = PersonBrowser(harness)
            let (code, mine) = try await begin(person, answers)
            try await work(
                RoomHarness(harness: harness, person: person, code: code, mine: mine, trauma: trauma, police: police))
        }
    }

    private static func begin(_ person: PersonBrowser, _ answers: [(String, String)]) async throws -> (String, WebAnswer) {
        guard !answers.isEmpty else { return try await person.begin("Hallo.") }
        var page = try await person.get("/nl/vragen")
        for answer in answers { page = try await person.post("/nl/vragen", [("ticket", page.ticket), answer, ("go", "next")]) }
        page = try await person.post("/nl/vragen", [("ticket", page.ticket), ("go", "show")])
        let before = try await person.press("before", on: page, "/nl/schrijf")
        let write = try await person.press("write", on: before, "/nl/schrijf")
        person.harness.desk.clock.advance(seconds: 30)
        _ = try await person.press("send", on: write, "/nl/schrijf", [("m", "Hallo."), ("t", "yes")])
        let shown = try await person.get("/nl/m")
        let code = String(shown.first(between: "class=\"digits\"", "</p>").drop { $0 != ">" }.filter(\.isNumber))
        let asked = try await person.press("have", on: shown)
        return (code, try await person.press("prove", on: asked, "/nl/m", [("c", String(code.suffix(4)))]))
    }

    /// The code of somebody else.
    static func otherCode(_ house: RoomHarness) async throws -> String {
        try await begin(PersonBrowser(house.harness), []).0
    }

    /// Presses one button after another, from a page.
    func press(_ gos: String..., on page: WebAnswer? = nil, typing fields: [(String, String)] = []) async throws -> WebAnswer {
        var page = page ?? mine
        for (index, go) in gos.enumerated() {
            page = try await person.press(go, on: page, "/nl/m", index == gos.count - 1 ? fields : [])
        }
        return page
    }

    /// Writes in a part, from the list of parts.
    @discardableResult
    func write(_ text: String, in part: String) async throws -> WebAnswer {
        try await press("parts", "part-" + part, "put-" + part, typing: [("e", text)])
    }

    static func choice(_ team: Team, _ parts: [String], scope: String = "all", weeks: String = "26") -> [(String, String)] {
        [("f", team.id.text), ("s", scope), ("y", weeks), ("q", "help")] + parts.map { ("g", $0) }
    }

    /// The page that shows exactly what a team will read.
    func preview(_ team: Team, _ parts: [String], scope: String = "all") async throws -> WebAnswer {
        try await press("agreed", "share", "show", typing: Self.choice(team, parts, scope: scope))
    }

    var session: PersonSession {
        get async throws {
            let value = person.cookie?.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
            return try #require(try await place.personSession(value))
        }
    }

    /// What a worker reads of a part on the newest consent with their team; nil when nothing.
    func reads(_ part: DossierSection.Kind, _ team: Team, by worker: WorkerSession) async throws -> [String]? {
        let all = try await place.stores.consents.consents(of: try await session.dossier).filter { $0.team == team.id }
        guard let consent = all.first(where: { $0.state == .granted }) ?? all.first else { return nil }
        do {
            return try await ReadSharedParts(place).read(part, on: consent.id, by: worker).versions.map(\.text.revealed)
        } catch {
            return nil
        }
    }

    /// Asks the trauma team, as the person.
    func ask(_ text: String = "Ik zoek iemand om mee te praten.") async throws -> WebAnswer {
        try await press("agreed", "where", "request", "send_request", typing: [("f", trauma.team.id.text), ("e", text), ("k", "happened")])
    }

    func step(
        _ kind: ReferralStep.Kind, text: String = "Welke taal?", decline: ReferralStep.Decline? = nil,
        outcome: ReferralStep.Outcome? = nil, planned: Instant? = nil, isForPerson: Bool = false
    ) async throws {
        let referral = try #require(try await place.stores.referrals.referrals(of: try await session.dossier).last)
        try await WorkReferrals(place).step(
            ReferralStep(
                kind, text: Confidential(text), decline: decline, outcome: outcome, planned: planned, isForPerson: isForPerson),
            on: referral.id, revision: referral.revision, by: trauma.sessions[0])
    }

    func referral() async throws -> Referral {
        try #require(try await place.stores.referrals.referrals(of: try await session.dossier).last)
    }
}

extension WebAnswer {
    /// The values of buttons on the page that begin with a word.
    func buttons(_ word: String) -> [String] {
        forms.flatMap(\.buttons).map(\.value).filter { $0.hasPrefix(word) }
    }
}
