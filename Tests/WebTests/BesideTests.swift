import Catalogue
import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Triage
import Wording
import Workflows

/// What stands beside a conversation, and what one press on it does.
@Suite("Beside a conversation")
struct BesideTests {
    private static let acute = "asker:victim;safety:fine;when:within_72h;age:18_plus;what:touched"

    /// A conversation that Sam took, with its page.
    private static func begin(
        _ harness: DeskHarness, answers: String? = acute
    ) async throws -> (sam: DeskBrowser, path: String, page: WebAnswer, written: (code: ReturnCode, cookie: String, session: PersonSession))
    {
        let written = try await harness.desk.write("Ik zoek hulp", answers: answers)
        let sam = try await harness.browser("sam")
        let path = "/nl/werk/g/" + written.session.conversation.text
        return (sam, path, try await sam.take(path), written)
    }

    /// The form as it stands, with these fields in the place of what was chosen.
    private static func register(_ fields: [(String, String)], shown: String = "") -> [(String, String)] {
        let names = ["channel", "asker", "age", "theme", "outcome"].map { "r-" + $0 } + ["r-day", "r-hour"]
        return [("r0", shown)] + names.map { name in (name, fields.first { $0.0 == name }?.1 ?? "") }
    }

    @Test(
        "stand the answers under 'already told', the hours, the places with their numbers, and the cards that fit",
        .tags(.R14, .R37, .R39, .R43))
    func everything() async throws {
        try await DeskHarness.with { harness in
            let (_, _, page, _) = try await Self.begin(harness)
            for words in [
                "Al verteld: vraag dit niet opnieuw", "18 of ouder", "Tijd die telt", "Medicijn tegen hiv (PEP)", "hooguit 71 uur",
                "Plekken om te noemen", "0800-0188", "Nog niet nagebeld", "Korter dan 7 dagen geleden", "Korte registratie: 0 van 5",
            ] { #expect(page.shows(words), "\(words)") }
            #expect(!page.shows("id=\"notice-window_pep\""))
            harness.desk.clock.advance(seconds: 20 * 3600)
            let sam = try await harness.browser("sam")
            let later = try await sam.get("/nl/werk")
            let path = "/nl/werk/g/" + later.first(between: "href=\"/nl/werk/g/", "\"")
            #expect(try await sam.get(path).shows("hooguit 51 uur"))
            harness.desk.clock.advance(seconds: 60 * 3600)
            let sooner = try await harness.browser("sam").get(path)
            #expect(!sooner.shows("Medicijn tegen hiv (PEP)</b>") && sooner.shows("3 tot 7 dagen geleden"))
        }
    }

    @Test("a phrase, a sentence of a card and a place are put in the answer without a script, behind what was typed, and nothing is lost")
    func putting() async throws {
        try await DeskHarness.with { harness in
            let (sam, path, page, _) = try await Self.begin(harness)
            #expect(page.shows("value=\"put.p.welcome-hello.b1.nl\"") && page.shows("value=\"put.s.csg-national.nl\""))
            let typed = [("text", "Dag."), ("memo", "Voor het team"), ("note", "Bij overdracht"), ("level", "a2")]
            let put = try await sam.send(
                page, to: path, typed + Self.register([("r-theme", "images")]) + [("go", "put.p.welcome-hello.a2.nl")])
            #expect(put.status == 200 && put.shows("Dag. Hoi. Goed dat je er bent. Je naam hoeft niet. Waar kan ik mee helpen?</textarea>"))
            #expect(put.shows("Voor het team") && put.shows("Bij overdracht") && put.shows("value=\"images\" selected"))
            #expect(put.shows("value=\"a2\" checked") && put.shows(" autofocus"))
            // It is kept as a draft too.
            #expect(try await sam.get(path).shows("Waar kan ik mee helpen?</textarea>"))
            let place = try await sam.send(put, to: path, [("text", "Bel gerust."), ("go", "put.s.csg-national.nl")])
            #expect(place.shows("Bel gerust.\nCentrum Seksueel Geweld, 0800-0188\n/nl/kaart/"))
            let said = try await sam.send(place, to: path, [("text", ""), ("go", "put.c.acute.0.nl")])
            #expect(said.shows("Bel dan 112.</textarea>"))
            for wrong in ["put.p.none.b1.nl", "put.p.welcome-hello.b1.xx", "put.c.acute.99.nl", "put.s.none.nl", "put", "put.p"] {
                #expect(try await sam.send(page, to: path, [("go", wrong)]).status == 404, "\(wrong)")
            }
        }
    }

    @Test("a sentence with something left to fill in is never sent")
    func unfilled() async throws {
        try await DeskHarness.with { harness in
            let (sam, path, page, written) = try await Self.begin(harness)
            let put = try await sam.send(page, to: path, [("text", ""), ("go", "put.p.waiting-minutes.b1.nl")])
            #expect(put.shows("[aantal] minuten"))
            let refused = try await sam.send(put, to: path, [("text", "Nog ongeveer [aantal] minuten."), ("go", "send")])
            #expect(refused.status == 422 && refused.shows("Vul eerst in") && refused.keeps("Nog ongeveer [aantal] minuten."))
            #expect(try await ReadOwnConversation(harness.desk.place)(written.session).messages.count == 1)
            #expect(try await sam.send(put, to: path, [("text", "Nog ongeveer 5 minuten."), ("go", "send")]).status == 303)
        }
    }

    @Test("phrases stand in the person's language and at their level, and in another when the worker asks for it", .tags(.R45))
    func language() async throws {
        try await DeskHarness.with { harness in
            let (sam, path, page, _) = try await Self.begin(harness, answers: "asker:victim;age:under_12")
            #expect(page.shows("value=\"a2\" checked"))
            let english = try await sam.send(page, to: path, [("text", "Dag"), ("go", "phrases.en")])
            #expect(english.shows("put.p.welcome-hello.b1.en") && english.shows("lang=\"en\">") && english.keeps("Dag"))
            #expect(!english.shows("put.p.welcome-hello.b1.nl"))
        }
    }

    @Test("a place that a helper names is a small card on the person's side, and only there", .tags(.R19))
    func named() async throws {
        try await DeskHarness.with { harness in
            let person = PersonBrowser(harness)
            _ = try await person.begin("Ik zoek hulp")
            let sam = try await harness.browser("sam")
            let path = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let put = try await sam.send(try await sam.take(path), to: path, [("text", "Bel gerust."), ("go", "put.s.csg-national.nl")])
            let address = "/nl/kaart/" + put.first(between: "0800-0188\n/nl/kaart/", "<")
            let answer = "Bel gerust.\nCentrum Seksueel Geweld, 0800-0188\n\(address)"
            #expect(put.keeps(answer))
            #expect(try await sam.send(put, to: path, [("text", answer.replacing("\n", with: "\r\n")), ("go", "send")]).status == 303)
            let mine = try await person.get("/nl/m")
            #expect(mine.shows("class=\"card named\"") && mine.shows("<b>Centrum Seksueel Geweld</b>") && mine.shows("href=\"\(address)\""))
            #expect(mine.shows(">Bel gerust.</p>"))
            let own = try await person.press("send", on: mine, "/nl/m", [("m", "Kijk:\n\(address)")])
            #expect(own.status < 400)
            let again = try await person.get("/nl/m")
            #expect(again.text.components(separatedBy: "class=\"card named\"").count == 2 && again.shows("Kijk:\n\(address)"))
        }
    }

    @Test(
        "whoever came in as danger to life without their answers has what counts first then beside them, and nobody else",
        .tags(.R14, .R37))
    func urgentUntold() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            for (urgency, answers, isFirst) in [(Urgency.u0, nil, true), (.u1, nil, false), (.u0, Self.acute, false)] {
                let written = try await harness.desk.write("Ik zoek hulp", answers: answers, urgency: urgency)
                let page = try await sam.take("/nl/werk/g/" + written.session.conversation.text)
                #expect(page.shows("kwam wel binnen als levensgevaar") == isFirst, "\(urgency)")
                #expect(page.shows("Eerst 112. Al het andere wacht.") == isFirst, "\(urgency)")
            }
        }
    }

    @Test("the short registration is kept for the team, changes the advice, and survives a new message and a hand-over", .tags(.R105, .R14))
    func registering() async throws {
        try await DeskHarness.with { harness in
            let (sam, path, page, written) = try await Self.begin(harness, answers: nil)
            #expect(page.shows("De hulpvrager gaf geen antwoorden mee") && !page.shows("Tijd die telt"))
            // How they came in is known, and need not be chosen.
            #expect(page.shows("<option value=\"message\" selected"))
            let day = AmsterdamTime(harness.desk.clock.now.adding(seconds: -86_400)).day.description
            let fields = [("r-channel", "chat"), ("r-asker", "victim"), ("r-theme", "unwanted_act"), ("r-day", day), ("r-hour", "22")]
            let kept = try await sam.send(page, to: path, [("text", "Half af")] + Self.register(fields) + [("go", "register")])
            #expect(kept.status == 200 && kept.shows("De registratie is bewaard") && kept.shows("Korte registratie: 3 van 5"))
            #expect(
                kept.shows("Tijd die telt") && kept.shows("nog ongeveer") && kept.keeps("Half af") && kept.shows("Dit schreef je team op"))
            let person = try #require(try await harness.desk.place.personSession(written.cookie))
            try await WriteMessage(harness.desk.place)(Confidential("Nog iets"), in: person, slip: Confidential("b"))
            _ = try await sam.send(try await sam.get(path), to: path, [("note", "Let op"), ("go", "hand")])
            let iris = try await harness.browser("iris")
            let read = try await iris.get(path)
            #expect(read.shows("Korte registratie: 3 van 5") && read.shows("value=\"\(day)\" selected"))
            // The person's own page holds nothing of it.
            #expect(try await !harness.get("/nl/m", cookie: "__Host-s=" + written.cookie).shows("unwanted_act"))
        }
    }

    @Test(
        "what was changed in the registration is kept whatever is pressed; codes that nobody knows and times to come are not", .tags(.R105))
    func keeping() async throws {
        try await DeskHarness.with { harness in
            let (sam, path, page, _) = try await Self.begin(harness)
            _ = try await sam.send(page, to: path, [("text", "Dag"), ("go", "send")] + Self.register([("r-outcome", "talked")]))
            #expect(try await sam.get(path).shows("value=\"talked\" selected"))
            let changed = try await sam.get(path)
            _ = try await sam.send(
                changed, to: path,
                [("reason", "helped"), ("go", "close")] + Self.register([("r-outcome", "referred")], shown: "outcome:talked"))
            let closed = try await sam.get(path)
            #expect(closed.shows("value=\"referred\" selected") && closed.shows("Dit gesprek is gesloten"))
            // A page that shows what stands there changes nothing, and one without the lists takes nothing away.
            _ = try await sam.send(closed, to: path, [("go", "claim")])
            _ = try await sam.send(try await sam.get(path), to: path, [("r0", "outcome:referred"), ("text", "x"), ("go", "keep")])
            #expect(try await sam.get(path).shows("value=\"referred\" selected"))
            let day = AmsterdamTime(harness.desk.clock.now.adding(seconds: 86_400)).day.description
            for wrong in [("r-outcome", "invented"), ("r-day", day)] {
                let refused = try await sam.send(
                    closed, to: path, [("text", "Blijft")] + Self.register([wrong], shown: "outcome:referred") + [("go", "register")])
                #expect(refused.status == 422 && refused.keeps("Blijft"), "\(wrong)")
            }
            #expect(try await sam.get(path).shows("value=\"referred\" selected"))
        }
    }

    @Test("goes with everything when the person erases it", .tags(.R105))
    func erased() async throws {
        try await DeskHarness.with { harness in
            let (sam, path, page, written) = try await Self.begin(harness)
            _ = try await sam.send(page, to: path, Self.register([("r-theme", "honour")]) + [("go", "register")])
            let person = try #require(try await harness.desk.place.personSession(written.cookie))
            let dossier = person.dossier
            try await EraseEverything(harness.desk.place).unproven(person)
            #expect(try await harness.desk.place.stores.sections.sections(of: dossier).isEmpty)
            let gone = try await sam.send(page, to: path, Self.register([("r-theme", "honour")]) + [("go", "register")])
            #expect(gone.status == 410)
        }
    }

    @Test("cards and phrases can be read outside a conversation, at addresses that tell nothing", .tags(.R38, .R39, .R43))
    func reading() async throws {
        try await DeskHarness.with { harness in
            let sam = try await harness.browser("sam")
            let list = try await sam.get("/nl/werk/kennis")
            let content = try RealContent.get()
            let cards = try #require(content.knowledge["nl"]).cards
            let codes = list.text.components(separatedBy: "href=\"/nl/werk/kennis/").dropFirst().map { $0.prefix { $0 != "\"" } }
            #expect(Set(codes).count == cards.count)
            for code in codes {
                let page = try await sam.get("/nl/werk/kennis/" + code)
                #expect(page.status == 200 && page.shows("Naast de bronnen gelegd op") && page.title.hasPrefix("Kennis"))
                #expect(try await sam.get("/en/work/knowledge/" + code).shows("Held against its sources on"))
                #expect(!cards.contains { $0.id == code })
            }
            #expect(list.shows("Hallo, ik ben een hulpverlener van dit team."))
            #expect(try await sam.get("/nl/werk/kennis/acute").status == 404)
            #expect(try await harness.browser("noor").get("/nl/werk/kennis").status == 404)
        }
    }

    @Test("when somebody reads along, each number says that a call stays in a telephone", .tags(.R41))
    func monitored() async throws {
        try await DeskHarness.with { harness in
            let (_, _, page, _) = try await Self.begin(harness, answers: "asker:victim;safety:monitored")
            let stays = try #require(try RealContent.get().wording["nl"])["site.call.call_stays"]
            #expect(page.shows("class=\"places\"") && page.shows(stays))
        }
    }

    @Test("a colleague who only looks is offered nothing to put in an answer")
    func looking() async throws {
        try await DeskHarness.with { harness in
            let (_, path, _, _) = try await Self.begin(harness)
            let page = try await harness.browser("iris").get(path)
            #expect(page.shows("0800-0188") && page.shows("Korter dan 7 dagen geleden") && !page.shows("value=\"put."))
        }
    }
}
