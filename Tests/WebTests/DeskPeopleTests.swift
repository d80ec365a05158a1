import Catalogue
import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Vault
import Workflows

/// Inviting, accepting, letting in, leaving.
@Suite("People of an organisation")
struct DeskPeopleTests {
    private static let people = "/nl/werk/mensen"
    private static let invitation = "/nl/werk/nieuw"
    private static let teams = "/nl/werk/teams"
    private static let passphrase = "vier losse woorden hier"

    /// Invites somebody on the page.
    private static func invite(
        _ noor: DeskBrowser, _ login: String, _ role: String, teams: [String]
    ) async throws -> WebAnswer {
        let page = try await noor.get(people)
        let fields = [("n", login.capitalized), ("u", login), ("o", role)] + teams.map { ("t", $0) } + [("go", "invite")]
        return try await noor.send(page, to: people, fields)
    }

    /// The code as it stands on the page after inviting.
    private static func code(_ page: WebAnswer) -> String {
        page.first(between: "class=\"groups\"", "</p>").components(separatedBy: "<span>").dropFirst().compactMap {
            $0.components(separatedBy: "</span>").first
        }.joined(separator: "-")
    }

    /// Uses a code: the passphrase, and the digits an app would show for the key on the page.
    private static func accept(_ harness: DeskHarness, _ code: String) async throws -> WebAnswer {
        let first = try await harness.get(invitation)
        let second = try await harness.post(
            invitation, [("ticket", first.slip(for: invitation)), ("k", code.lowercased()), ("go", "code")])
        #expect(second.status == 200)
        let secret = second.first(between: "secret=", "&")
        let factor = SecondFactor(secret: Secret(try #require(decoded(secret))))
        return try await harness.post(
            invitation,
            [
                ("ticket", second.slip(for: invitation)), ("p", passphrase), ("q", passphrase),
                ("f", factor.code(now: harness.desk.clock.now).revealed), ("go", "choose"),
            ])
    }

    private static func decoded(_ text: String) -> [UInt8]? {
        var (bytes, held, bits): ([UInt8], UInt32, Int) = ([], 0, 0)
        for letter in text {
            guard let value = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".firstIndex(of: letter) else { return nil }
            held =
                held << 5
                | UInt32("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".distance(from: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".startIndex, to: value))
            bits += 5
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(held >> UInt32(bits) & 255))
            }
        }
        return bytes
    }

    private static func cookie(_ answer: WebAnswer) throws -> String {
        try #require(answer["Set-Cookie"]?.split(separator: ";").first.map(String.init))
    }

    @Test("somebody is invited, accepts, is compared and let in, and reads what the team reads")
    func wholeWay() async throws {
        try await DeskHarness.with { harness in
            _ = try await harness.desk.write("Waiting for somebody")
            let noor = try await harness.browser("noor")
            let desk = try harness.desk.team(.desk).id.text
            let invited = try await Self.invite(noor, "boaz", "helper", teams: [desk])
            #expect(invited.status == 200 && invited["Location"] == nil)
            let code = Self.code(invited)
            #expect(code.count == 29)
            #expect(try await noor.get(Self.people).text.contains("Uitgenodigd"))
            let welcome = try await Self.accept(harness, code)
            #expect(welcome.status == 200 && welcome.text.contains("Welkom, Boaz") && welcome.text.contains("moet een collega"))
            let bo = DeskBrowser(harness: harness, cookie: try Self.cookie(welcome))
            let digits = welcome.first(between: "class=\"groups\"", "</p>")
            let empty = try await bo.get("/nl/werk")
            #expect(empty.text.contains("nog niet toegelaten") && !empty.text.contains("/nl/werk/g/"))
            #expect(try await bo.get(Self.teams).text.contains(digits))
            let sam = try await harness.browser("sam")
            let page = try await sam.get(Self.teams)
            #expect(page.text.contains("Laat Boaz toe") && page.text.contains(digits))
            let go = "admit-" + page.first(between: "value=\"admit-", "\"")
            // A key that was swapped after the page was made has other digits.
            let swapped = String(go.dropLast(5)) + (go.hasSuffix("00000") ? "00001" : "00000")
            #expect(try await sam.send(page, to: Self.teams, [("go", swapped)]).status == 409)
            #expect(try await sam.send(page, to: Self.teams, [("go", go)]).status == 303)
            #expect(try await sam.send(page, to: Self.teams, [("go", go)]).status == 404)
            let inbox = try await bo.get("/nl/werk")
            let path = "/nl/werk/g/" + inbox.first(between: "href=\"/nl/werk/g/", "\"")
            #expect(try await bo.get(path).text.contains("Waiting for somebody"))
        }
    }

    @Test("an invitation that does not fit is refused with what was typed, and a team only with a role that has work in it")
    func poorInvitations() async throws {
        try await DeskHarness.with { harness in
            let noor = try await harness.browser("noor")
            let review = try harness.desk.team(.review).id.text
            let nothing = try await Self.invite(noor, "", "", teams: [])
            #expect(nothing.status == 422 && nothing.text.contains("Vul een naam in") && nothing.text.contains("Kies een rol"))
            let wrongTeam = try await Self.invite(noor, "boaz", "helper", teams: [review])
            #expect(wrongTeam.status == 422 && wrongTeam.text.contains("Kies alleen teams") && wrongTeam.text.contains("value=\"boaz\""))
            #expect(try await Self.invite(noor, "sam", "helper", teams: []).text.contains("al in gebruik"))
            let (_, session) = try await harness.desk.enter("noor")
            await #expect(throws: WorkRefusal.notFound) {
                try await People(harness.desk.place).invite(
                    name: "Bo", login: "boaz", role: .helper, teams: [try harness.desk.team(.review).id], by: session)
            }
        }
    }

    @Test("an organisation that only receives is offered the roles that have work there, and no other is made, whoever sends it")
    func rolesOfAPartner() async throws {
        try await DeskHarness.with { harness in
            let place = harness.desk.place
            let (shelter, teams) = try await place.found(partner: "Opvang", team: "Intake")
            let cookie = try await harness.desk.joined("bea", .administrator, shelter, teams.filter { $0.kind == .review })
            let bea = DeskBrowser(harness: harness, cookie: cookie)
            let roles = { (page: WebAnswer) in
                page.text.components(separatedBy: "name=\"o\" value=\"").dropFirst().compactMap {
                    $0.split(separator: "\"").first.map(String.init)
                }
            }
            #expect(roles(try await bea.get(Self.people)) == ["partner_worker", "administrator", "privacy_officer"])
            let noor = try await harness.browser("noor")
            let atDesk = roles(try await noor.get(Self.people))
            #expect(atDesk == ["helper", "shift_lead", "coordinator", "analyst", "administrator", "privacy_officer"])
            for role in ["helper", "shift_lead", "coordinator", "analyst", "landscape_editor", "expert_reviewer"] {
                let refused = try await Self.invite(bea, "boaz", role, teams: [])
                #expect(refused.status == 422 && refused.text.contains("heeft geen werk in jullie organisatie"), "\(role)")
                #expect(refused.text.contains("value=\"boaz\"") && refused.text.contains("href=\"#o\""), "\(role)")
            }
            let session = try #require(try await place.workerSession(String(cookie.dropFirst("__Host-w=".count))))
            await #expect(throws: WorkRefusal.notFound) {
                try await People(place).invite(name: "Bo", login: "boaz", role: .shiftLead, teams: [], by: session)
            }
            #expect(try await place.stores.workers.workers(of: shelter.id).count == 1)
            let intake = try #require(teams.first { $0.kind == .partner }).id.text
            #expect(try await Self.invite(bea, "boaz", "partner_worker", teams: [intake]).text.contains("Code voor Boaz"))
        }
    }

    @Test("an administrator reads who can invite them again when nobody of their organisation can; a colleague goes to the administrator")
    func whoInvitesAgain() async throws {
        try await DeskHarness.with { harness in
            for (login, role, said) in [
                ("kim", Role.administrator, "de technisch beheerder van deze site"),
                ("boaz", .helper, "de beheerder je opnieuw uitnodigen"),
            ] {
                let code = try await harness.desk.place.invite(
                    name: login, login: login, role: role, organisation: harness.desk.organisation.id, teams: [])
                let first = try await harness.get(Self.invitation)
                let page = try await harness.post(
                    Self.invitation, [("ticket", first.slip(for: Self.invitation)), ("k", code.text.revealed), ("go", "code")])
                #expect(page.status == 200 && page.text.contains(said), "\(login)")
                #expect(page.text.contains("de beheerder je opnieuw uitnodigen") == (role == .helper))
            }
            // Before the code is known nobody knows who it is: both ways are said.
            let page = try await harness.get(Self.invitation)
            let wrong = try await harness.post(
                Self.invitation, [("ticket", page.slip(for: Self.invitation)), ("k", "1234"), ("go", "code")])
            #expect(wrong.text.contains("Je beheerder geeft je een nieuwe") && wrong.text.contains("Word jij zelf de eerste beheerder?"))
        }
    }

    @Test("whoever comes in with an organisation is no number for life in danger and no anonymous line, chosen or sent by hand")
    func joinsAs() async throws {
        try await DeskHarness.with { harness in
            let noor = try await harness.desk.enter("noor").session
            let code = try await Partners(harness.desk.place).invite(Confidential("Opvang"), by: noor)
            let path = "/nl/werk/begin"
            let first = try await harness.get(path)
            let page = try await harness.post(path, [("ticket", first.slip(for: path)), ("k", code.text.revealed), ("go", "code")])
            let landscape = try RealContent.get().landscape
            let (closed, open) = (
                landscape.organisations.filter { [.emergency, .anonymousTipline].contains($0.kind) },
                landscape.organisations.filter { ![.emergency, .anonymousTipline].contains($0.kind) }
            )
            #expect(!closed.isEmpty && closed.allSatisfy { !page.text.contains("<option value=\"\($0.id)\"") })
            #expect(open.allSatisfy { page.text.contains("<option value=\"\($0.id)\"") })
            // An ambulance service that does not stand in the directory still finds its sort.
            #expect(page.text.contains("<option value=\"emergency\">"))
            let secret = SecondFactor(secret: Secret(try #require(Self.decoded(page.first(between: "secret=", "&")))))
            let long = String(repeating: "Opvang ", count: 18)
            for (name, said) in [(long, "Hier passen 120 tekens"), ("Opvang", "Neem een kortere inlognaam")] {
                let answer = try await harness.post(
                    path,
                    [
                        ("ticket", page.slip(for: path)), ("o", name), ("kind", "shelter"), ("t", "Intake"), ("n", "Bea"),
                        ("u", String(repeating: "bea", count: 22)), ("go", "join"),
                    ])
                #expect(answer.status == 422 && answer.text.contains(said) && answer.text.contains("value=\"\(name)\""), "\(name)")
            }
            for (entry, kind) in closed.map({ ($0.id, "shelter") }) + [("", ""), ("", "anonymous_tipline")] {
                let answer = try await harness.post(
                    path,
                    [
                        ("ticket", page.slip(for: path)), ("o", "Opvang"), ("entry", entry), ("kind", kind), ("t", "Intake"), ("n", "Bea"),
                        ("u", "bea"), ("p", Self.passphrase), ("q", Self.passphrase),
                        ("f", secret.code(now: harness.desk.clock.now).revealed), ("go", "join"),
                    ])
                #expect(answer.status == 422 && answer.text.contains("Kies een plek in de gids"), "\(entry) \(kind)")
                #expect(answer.text.contains("value=\"Intake\"") && answer["Set-Cookie"] == nil)
            }
        }
    }

    @Test("a name that is too long is not cut off: it comes back whole, with how much fits")
    func longNames() async throws {
        try await DeskHarness.with { harness in
            let noor = try await harness.browser("noor")
            let long = String(repeating: "Noortje ", count: 11) + "eind"
            let page = try await noor.get(Self.people)
            // The browser cuts nothing that a name could be: it would not say so.
            #expect(page.text.contains("id=\"n\" name=\"n\" value=\"\" maxlength=\"1000\""))
            let fields = [("n", long), ("u", "boaz"), ("o", "helper"), ("go", "invite")]
            let refused = try await noor.send(page, to: Self.people, fields)
            #expect(refused.status == 422 && refused.text.contains("Dit zijn 92 tekens. Hier passen er 80."))
            #expect(refused.text.contains("value=\"\(long)\"") && refused.text.contains("href=\"#n\""))
            let path = "/nl/werk/organisaties"
            let partners = try await noor.get(path)
            let name = String(repeating: "Opvang ", count: 18)
            let asked = try await noor.send(partners, to: path, [("n", name), ("go", "invite")])
            #expect(asked.status == 422 && asked.text.contains("Hier passen er 120.") && asked.text.contains("value=\"\(name)\""))
            #expect(try await noor.send(partners, to: path, [("n", "Opvang"), ("go", "invite")]).text.contains("Een code voor Opvang"))
            let session = try await harness.desk.enter("noor").session
            #expect(try await Partners(harness.desk.place).invited(by: session).map(\.name) == ["Opvang"])
        }
    }

    @Test("a code that is wrong, used or too old opens nothing, and says the same each time")
    func deadCodes() async throws {
        try await DeskHarness.with { harness in
            let noor = try await harness.browser("noor")
            let used = Self.code(try await Self.invite(noor, "boaz", "helper", teams: []))
            _ = try await Self.accept(harness, used)
            let old = Self.code(try await Self.invite(noor, "cem", "helper", teams: []))
            harness.desk.clock.advance(days: 4)
            var pages: Set<String> = []
            for code in [used, old, "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE", "1234", ""] {
                let page = try await harness.get(Self.invitation)
                let answer = try await harness.post(
                    Self.invitation, [("ticket", page.slip(for: Self.invitation)), ("k", code), ("go", "code")])
                #expect(answer.status == 422)
                pages.insert(answer.text.replacing(answer.slip(for: Self.invitation), with: ""))
            }
            #expect(pages.count == 1)
        }
    }

    @Test("passphrases that differ, are short or common, and wrong digits are told, and never come back")
    func poorPassphrases() async throws {
        try await DeskHarness.with { harness in
            let noor = try await harness.browser("noor")
            let code = Self.code(try await Self.invite(noor, "boaz", "helper", teams: []))
            let first = try await harness.get(Self.invitation)
            let page = try await harness.post(
                Self.invitation, [("ticket", first.slip(for: Self.invitation)), ("k", code), ("go", "code")])
            for (one, other, digits, said) in [
                ("vier losse woorden hier", "vier losse woorden daar", "123456", "niet gelijk"),
                ("te kort", "te kort", "123456", "15 tekens"),
                ("passwordpassword", "passwordpassword", "123456", "veel mensen"),
                ("vier losse woorden hier", "vier losse woorden hier", "000000", "6 cijfers kloppen niet"),
            ] {
                let answer = try await harness.post(
                    Self.invitation,
                    [("ticket", page.slip(for: Self.invitation)), ("p", one), ("q", other), ("f", digits), ("go", "choose")])
                #expect(answer.status == 422 && answer.text.contains(said), "\(said)")
                #expect(answer["Set-Cookie"] == nil && !answer.text.contains(one) && !answer.text.contains("value=\"\(digits)"))
            }
            #expect(try await Self.accept(harness, code).status == 200)
        }
    }

    @Test("who lost a passphrase gets a new code; the old entry is over at once, and a colleague lets them in again")
    func newCode() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let noor = try await harness.browser("noor")
            let page = try await noor.get(Self.people)
            let worker = try await harness.desk.enter("iris").session.worker.id
            let ask = try await noor.send(page, to: Self.people, [("go", "ask_renew-" + worker.text)])
            #expect(ask.status == 200 && ask.text.contains("werken dan niet meer"))
            let renewed = try await noor.send(ask, to: Self.people, [("go", "renew-" + worker.text)])
            let entered = try await Self.accept(harness, Self.code(renewed))
            let iris = DeskBrowser(harness: harness, cookie: try Self.cookie(entered))
            #expect(try await iris.get("/nl/werk").text.contains("nog niet toegelaten"))
            let teams = try await sam.get(Self.teams)
            #expect(!teams.text.contains("Krijgt een nieuwe sleutel"))
            let go = "admit-" + teams.first(between: "value=\"admit-", "\"")
            _ = try await sam.send(teams, to: Self.teams, [("go", go)])
            #expect(try await !iris.get("/nl/werk").text.contains("nog niet toegelaten"))
            let (_, own) = try await harness.desk.enter("noor")
            await #expect(throws: WorkRefusal.notFound) {
                try await People(harness.desk.place).renewInvitation(of: own.worker.id, by: own)
            }
            let (_, lee) = try await harness.desk.enter("lee")
            await #expect(throws: WorkRefusal.notFound) {
                try await People(harness.desk.place).renewInvitation(of: worker, by: lee)
            }
        }
    }

    @Test("when access ends, keys change with whatever a colleague does next, and the log of before stays readable")
    func leaving() async throws {
        try await DeskHarness.with { harness in
            let place = harness.desk.place
            let noor = try await harness.browser("noor")
            let review = try harness.desk.team(.review).id
            let omar = try await harness.desk.enter("omar").session.worker.id
            let before = try #require(try await place.stores.teams.team(review)).generation
            let page = try await noor.get(Self.people)
            let ask = try await noor.send(page, to: Self.people, [("go", "ask_end-" + omar.text)])
            #expect(ask.text.contains("Stop de toegang van Omar"))
            #expect(try await noor.send(ask, to: Self.people, [("go", "end-" + omar.text)])["Location"] == Self.people + "?n=ended")
            #expect(try await noor.get(Self.people).text.contains("Weg"))
            #expect(try #require(try await place.stores.teams.team(review)).generation == before + 1)
            let log = try await noor.get("/nl/werk/inzage")
            #expect(log.text.contains("Omar") && log.text.contains("ingelogd") && log.text.contains("toegang van iemand gestopt"))
        }
    }

    @Test("people and teams of another organisation do not exist, whatever id is sent")
    func otherOrganisation() async throws {
        try await DeskHarness.with { harness in
            let place = harness.desk.place
            let (other, teams) = try await place.found(organisation: "Another", desk: "Another desk")
            let code = try await place.invite(name: "Kim", login: "kim", role: .administrator, organisation: other.id, teams: [])
            let kim = DeskBrowser(harness: harness, cookie: try Self.cookie(try await Self.accept(harness, code.text.revealed)))
            let sam = try await harness.desk.enter("sam").session.worker.id
            let page = try await kim.get(Self.people)
            // As a word: chance writes three letters in a ticket now and then.
            let words = page.text.split { !($0.isLetter || $0.isNumber || "-_".contains($0)) }
            #expect(page.status == 200 && words.contains("Kim") && !words.contains("Sam"))
            for go in ["ask_end", "end", "ask_renew", "renew"] {
                #expect(try await kim.send(page, to: Self.people, [("go", "\(go)-\(sam.text)")]).status == 404, "\(go)")
            }
            let team = try harness.desk.team(.desk).id.text
            #expect(try await Self.invite(kim, "spy", "helper", teams: [team]).status == 404)
            #expect(teams.count == 3)
            #expect(try await place.stores.workers.worker(sam)?.state == .active)
        }
    }
}
