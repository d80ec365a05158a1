import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vault
import Workflows

/// Two organisations and two people. Whoever knows every name of a record of the one gets nothing of it as the other.
@Suite("With the ids of other people's records (A9)", .timeLimit(.minutes(Fuzz.patience)))
struct ForeignIdTests {
    /// What stands in the records of the others. None of it may come back.
    private static let secrets = [
        "KANARIE-bericht", "KANARIE-notitie", "KANARIE-concept", "06-12345678", "KANARIE-tijd", "Zwaantje", "Wolfert", "Tjitske",
        "KANARIE-deel", "KANARIE-vraag", "KANARIE-nooit", "KANARIE-bestand",
    ]

    private static let always = (Instant(seconds: 0), Instant(seconds: 99_999_999_999))

    private struct Attacker {
        let name: String
        let cookie: String
        let pages: [String]
    }

    private struct House {
        let harness: DeskHarness
        let ids: [String]
        let attackers: [Attacker]
        let conversation: Identifier<Conversation>
        let dossier: Identifier<Dossier>
        var desk: TestWorkplace { harness.desk }
        private var stores: Stores { desk.place.stores }

        /// Everything of the others, as it is kept.
        func records() async throws -> [String] {
            var records = [String(reflecting: try await stores.conversations.conversation(conversation))]
            records.append(String(reflecting: try await stores.dossiers.dossier(dossier)))
            records.append(String(reflecting: try await stores.shred.key(for: dossier)))
            for section in try await stores.sections.sections(of: dossier) {
                records.append(String(reflecting: section))
                records.append(String(reflecting: try await stores.sections.items(section.id, after: 0, limit: 1000)))
            }
            records.append(String(reflecting: try await stores.files.room(of: dossier)))
            records.append(String(reflecting: try await stores.consents.consents(of: dossier)))
            records.append(String(reflecting: try await stores.referrals.referrals(of: dossier)))
            records.append(String(reflecting: try await stores.consents.never(of: dossier).sorted { $0.lexicographicallyPrecedes($1) }))
            records.append(String(reflecting: try await stores.workers.workers(of: desk.organisation.id)))
            for team in desk.teams {
                records.append(String(reflecting: try await stores.teams.team(team.id)))
                records.append(String(reflecting: try await stores.teams.members(of: team.id)))
                records.append(String(reflecting: try await stores.feedback.all(for: team.id, limit: 100)))
                records.append(String(reflecting: try await stores.roster.profiles(of: team.id)))
                records.append(
                    String(
                        reflecting: try await stores.roster.shifts(of: team.id, from: ForeignIdTests.always.0, to: ForeignIdTests.always.1))
                )
            }
            return records
        }
    }

    private static func with(_ work: (House) async throws -> Void) async throws {
        let desk = try await TestWorkplace.make(people: [("wolfert", .administrator), ("zwaantje", .helper), ("tjitske", .shiftLead)])
        do { try await work(try await house(desk)) } catch {
            await desk.remove()
            throw error
        }
        await desk.remove()
    }

    private static func house(_ desk: TestWorkplace) async throws -> House {
        let harness = try DeskHarness(desk)
        let place = desk.place
        let victim = PersonBrowser(harness)
        let (code, _) = try await victim.begin(
            "KANARIE-bericht", [("h", "call"), ("n", "06-12345678"), ("w", "KANARIE-tijd"), ("o", "KANARIE-tijd")])
        try await rooms(desk, victim)
        let (_, helper) = try await desk.enter("zwaantje")
        let id = try #require(try await Inbox(place)(helper).first?.id)
        try await HelpPerson(place).claim(id, by: helper)
        try await HelpPerson(place).handOver(id, note: Confidential("KANARIE-notitie"), by: helper)
        try await HelpPerson(place).claim(id, by: helper)
        try await HelpPerson(place).keepDraft(id, Confidential("KANARIE-concept"), by: helper)
        let conversation = try #require(try await place.stores.conversations.conversation(id))

        // Whoever may see it sees it: so what the others do not see is really there.
        let browser = try await harness.browser("zwaantje")
        let path = "/nl/werk/g/" + id.text
        let seen = try await browser.send(try await browser.get(path), to: path, [("go", "reveal")])
        let elsewhere = ["Wolfert", "Tjitske", "KANARIE-deel", "KANARIE-vraag", "KANARIE-nooit", "KANARIE-bestand"]
        for secret in secrets where !elsewhere.contains(secret) { #expect(seen.shows(secret), "\(secret)") }
        var attackers: [Attacker] = []
        let (organisation, teams) = try await place.found(organisation: "Another", desk: "Another desk")
        try await roster(desk, helper)
        let work = [
            "/nl/werk", "/nl/werk/teams", "/nl/werk/rooster", "/nl/werk/vaardigheden", "/nl/werk/mensen", "/nl/werk/inzage",
            "/nl/werk/ervaringen", "/nl/werk/uit",
        ]
        for role in [Role.helper, .shiftLead, .administrator, .privacyOfficer, .analyst] {
            attackers.append(
                Attacker(
                    name: role.rawValue, cookie: try await desk.joined("anders-" + role.rawValue, role, organisation, teams), pages: work))
        }
        let other = PersonBrowser(harness)
        _ = try await other.begin("Iets anders")
        attackers.append(Attacker(name: "person", cookie: other.cookie ?? "", pages: ["/nl/m", "/nl/schrijf", "/nl/terug"]))
        attackers.append(
            Attacker(name: "stranger", cookie: "", pages: ["/nl/schrijf", "/nl/terug", "/nl/werk/in", "/nl/vragen", "/nl/lijst"]))
        return House(
            harness: harness, ids: try await ids(desk, conversation, code), attackers: attackers, conversation: id,
            dossier: conversation.dossier)
    }

    /// The person wrote in a part, lets a team read it, asked that team, and keeps somebody away.
    private static func rooms(_ desk: TestWorkplace, _ victim: PersonBrowser) async throws {
        let place = desk.place
        let partner = try await desk.partner("Een partner", people: ["pia"])
        let cookie = victim.cookie?.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
        let person = try #require(try await place.personSession(cookie))
        try await OwnParts(place).write(Confidential("KANARIE-deel"), in: .story, seen: 0, slip: Confidential("p"), person)
        var coming = try await OwnFiles(place).begin(Confidential(FileName("KANARIE-bestand.txt")), keepsAll: false, person)
        try await coming.add(Array("KANARIE-bestand".utf8))
        try await coming.finish(slip: Confidential("f"))
        try await GiveConsent(place)(
            ConsentOffer(team: partner.team.id, parts: [.story, .files], includesWhatIsThere: true, purpose: .help, weeks: 26),
            text: Confidential("KANARIE-deel"), language: .dutch, slip: Confidential("c"), person)
        try await SendReferral(place)(
            ReferralDraft(
                to: partner.team.id, urgency: .u3, line: Confidential("KANARIE-vraag"), question: Confidential("KANARIE-vraag"), told: []),
            slip: Confidential("r"), by: person)
        try await NeverList(place).add(
            .person(Confidential("KANARIE-nooit"), at: partner.team.organisation), label: Confidential("KANARIE-nooit"), person)
        let seen = try await victim.press("parts", on: try await victim.get("/nl/m"))
        let file = try await victim.press("file", on: seen)
        for secret in ["KANARIE-deel", "KANARIE-vraag", "KANARIE-nooit", "KANARIE-bestand"] { #expect(file.shows(secret), "\(secret)") }
    }

    /// Somebody of the others is on their roster.
    private static func roster(_ desk: TestWorkplace, _ helper: WorkerSession) async throws {
        let (_, lead) = try await desk.enter("tjitske")
        let team = try desk.team(.desk).id
        let tomorrow = AmsterdamTime(desk.clock.now).day.adding(days: 1)
        let shift = try #require(Shift(worker: helper.worker.id, on: tomorrow, from: 480, to: 960))
        try await PlanRoster(desk.place).plan([shift], of: helper.worker.id, at: team, by: lead)
        let profile = DeskProfile(team: team, worker: helper.worker.id, skills: SkillSet(languages: [.dutch], skills: [.deaf]), most: 2)
        try await PlanRoster(desk.place).set(profile, by: lead)
    }

    /// The names of the records of the others: in a night's run every one, else the first few of each kind.
    private static func ids(_ desk: TestWorkplace, _ conversation: Conversation, _ code: String) async throws -> [String] {
        let stores = desk.place.stores
        let sections = try await stores.sections.sections(of: conversation.dossier)
        var kinds = [[conversation.id.text], [conversation.dossier.text], [desk.organisation.id.text], sections.map(\.id.text)]
        for section in sections { kinds.append(try await stores.sections.items(section.id, after: 0, limit: 100).map(\.id.text)) }
        kinds.append(desk.teams.map(\.id.text))
        kinds.append(try await stores.consents.consents(of: conversation.dossier).map(\.id.text))
        kinds.append(try await stores.referrals.referrals(of: conversation.dossier).map(\.id.text))
        for team in desk.teams { kinds.append(try await stores.roster.shifts(of: team.id, from: always.0, to: always.1).map(\.id.text)) }
        kinds.append(try await stores.workers.workers(of: desk.organisation.id).map(\.id.text))
        let read = try ReturnCode.read(code, words: desk.place.words)
        let locator = try await desk.place.codes.derive(read).locator
        kinds.append([locator.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()])
        return kinds.flatMap { Fuzz.isForANight ? $0 : Array($0.prefix(2)) }
    }

    private static func check(_ answer: WebAnswer, _ place: @autoclosure () -> String) {
        for secret in secrets where answer.shows(secret) || answer.headers.contains(where: { $0.value.contains(secret) }) {
            Issue.record("\(place()) shows \(secret)")
        }
        if answer.status >= 500 { Issue.record("\(place()): \(answer.status)") }
    }

    @Test("in every address and every parameter of every route, nobody sees or changes anything of them")
    func everywhere() async throws {
        try await Self.with { house in
            let before = try await house.records()
            let rows = try RouteTable().rows.filter { $0.path != "/weg" && !$0.path.hasSuffix("/uit") && !$0.path.hasSuffix("/out") }
            for attacker in house.attackers {
                for row in rows {
                    for id in house.ids {
                        let path = row.path.replacing(/\{[a-z]+\}/, with: id)
                        let place = "\(attacker.name) \(row.method) \(path)"
                        if row.method == "GET" {
                            guard !path.hasSuffix("/live"), row.path.contains("{") || id == house.ids[0] || row.policy != "public" else {
                                continue
                            }
                            for query in ["", "?id=\(id)&c=\(id)&n=\(id)&v=\(id)&r=\(id)&g=\(id)&team=\(id)&worker=\(id)"] {
                                Self.check(try await house.harness.get(path + query, cookie: attacker.cookie), place)
                            }
                        } else {
                            let fields = ["go", "ticket", "id", "m", "c", "text", "note", "u", "team", "worker"].map { ($0, id) }
                            Self.check(try await house.harness.post(path, fields, cookie: attacker.cookie), place)
                        }
                    }
                }
            }
            #expect(try await house.records() == before)
        }
    }

    @Test("in the forms of one's own pages, with slips that are good, nobody sees or changes anything of them")
    func ownForms() async throws {
        try await Self.with { house in
            let before = try await house.records()
            for attacker in house.attackers {
                for path in attacker.pages {
                    let page = try await house.harness.get(path, cookie: attacker.cookie)
                    Self.check(page, "\(attacker.name) \(path)")
                    for form in page.forms where !form.action.hasSuffix("/weg") && !form.action.hasSuffix("/uit") {
                        for go in Self.verbs(form, house.ids) {
                            let answer = try await house.harness.post(
                                form.action, [("ticket", form.ticket), ("go", go), ("text", "x"), ("note", "x")], cookie: attacker.cookie)
                            Self.check(answer, "\(attacker.name) \(form.action) \(go)")
                        }
                        for field in form.fields where !["ticket", "m"].contains(field.name) {
                            for id in house.ids {
                                let answer = try await house.harness.post(
                                    form.action, [("ticket", form.ticket), (field.name, id), ("go", form.buttons.first?.value ?? "")],
                                    cookie: attacker.cookie)
                                Self.check(answer, "\(attacker.name) \(form.action) \(field.name)")
                            }
                        }
                    }
                }
            }
            #expect(try await house.records() == before)
        }
    }

    /// What a button can say, with every id in it.
    private static func verbs(_ form: PageForm, _ ids: [String]) -> [String] {
        let known = form.buttons.map(\.value).filter { $0 != "leave" }.map { $0.replacing(/[0-9a-f]{32}/, with: "ID") }
        let verbs = Set(
            known + [
                "claim-ID", "admit-ID-ID", "end-ID", "close-ID", "hand-ID", "reveal-ID", "read-ID", "invite-ID", "remove-ID", "undo-ID",
                "may-ID", "halt-ID", "halted-ID", "unbar-ID", "take-ID", "taken-ID", "named-ID", "drop-ID", "dropped-ID",
            ])
        return verbs.filter { $0.contains("ID") }.flatMap { verb in
            let parts = verb.components(separatedBy: "ID")
            guard parts.count == 3 else { return ids.map { verb.replacing("ID", with: $0) } }
            // Of two names each is of a team or somebody who works: these stand at the end.
            let ends = ids.suffix(Fuzz.isForANight ? 20 : 6)
            return ends.flatMap { one in ends.map { parts[0] + one + parts[1] + $0 + parts[2] } }
        }
    }

    @Test("put together in any way, thousands of times, with slips, cookies and words of other forms, the same")
    func anyhow() async throws {
        try await Self.with { house in
            let before = try await house.records()
            var mutator = Mutator(401)
            let rows = try RouteTable().rows.filter { $0.path != "/weg" && !$0.path.hasSuffix("/uit") && !$0.path.hasSuffix("/out") }
            var tickets: [String] = []
            var names: Set<String> = ["go", "ticket", "id"]
            for attacker in house.attackers {
                for path in attacker.pages {
                    for form in try await house.harness.get(path, cookie: attacker.cookie).forms {
                        tickets.append(form.ticket)
                        names.formUnion(form.fields.map(\.name))
                    }
                }
            }
            let words = [
                "claim-", "admit-", "end-", "remove-", "plan", "save", "send", "look", "who", "code", "erase", "change", "wipe", "have",
                "prove", "discard", "draft", "parts", "part-story", "put-story", "agreed", "share", "show", "yes", "end-", "undo-", "never",
                "bar", "unbar-", "where", "may-", "halt-", "halted-", "request", "send_request", "file", "wrong", "remark", "part-files",
                "take-", "taken-", "named-", "drop-", "dropped-",
                "keep", "hand", "close", "reveal", "tell",
            ]
            for _ in 0..<Fuzz.count(2000) {
                let row = mutator.pick(rows)
                let attacker = mutator.pick(house.attackers)
                let path = row.path.replacing(/\{[a-z]+\}/, with: mutator.pick(house.ids))
                guard !path.hasSuffix("/live") else { continue }
                let place = "\(attacker.name) \(row.method) \(path)"
                if row.method == "GET" {
                    let query = (0..<mutator.number(0..<4)).map { _ in mutator.pick(names.sorted()) + "=" + mutator.pick(house.ids) }
                    Self.check(try await house.harness.get(path + "?" + query.joined(separator: "&"), cookie: attacker.cookie), place)
                    continue
                }
                var fields = [("ticket", mutator.pick(tickets))]
                for _ in 0..<mutator.number(1..<5) {
                    let word = mutator.pick(words)
                    let value = word.hasSuffix("-") ? word + mutator.pick(house.ids) : mutator.pick([word, mutator.pick(house.ids)])
                    fields.append((mutator.number(0..<2) == 0 ? "go" : mutator.pick(names.sorted()), value))
                }
                Self.check(try await house.harness.post(path, fields, cookie: attacker.cookie), place)
            }
            #expect(try await house.records() == before)
        }
    }
}
