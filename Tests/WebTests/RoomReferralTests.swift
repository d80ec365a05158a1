import Domain
import TestKit
import Testing
import Workflows

@Suite("What a team and a person say to each other", .tags(.R21, .R29))
struct RoomReferralTests {
    @Test("what a team asks back is answered by the person, without a name, once; the desk sees the answer")
    func answering() async throws {
        try await RoomHarness.with { house in
            _ = try await house.ask()
            try await house.step(.question, text: "Welke taal spreek je?")
            let asked = try await house.press("agreed", "where")
            #expect(asked.shows("Welke taal spreek je?") && asked.shows("Jij mag zelf antwoorden."))
            let reply = try await house.press(try #require(asked.buttons("reply-").first), on: asked)
            let go = try #require(reply.buttons("replied-").first)
            #expect(reply.shows("Antwoord aan Traumahulp") && reply.shows("Welke taal spreek je?"))
            #expect(try await house.press(go, on: reply, typing: [("e", " ")]).status == 422)
            let warned = try await house.press(go, on: reply, typing: [("e", "Bel 06 12 34 56 78")])
            #expect(warned.status == 422 && warned.keeps("Bel 06 12 34 56 78") && warned.shows("Daarmee weten ze wie je bent"))
            let answered = try await house.press(go, on: warned, typing: [("e", "Nederlands")])
            #expect(answered.shows("Je antwoord is verstuurd.") && answered.shows("heeft de vraag gelezen"))
            // The same form once more is the same answer.
            #expect(try await house.press(go, on: warned, typing: [("e", "Nederlands")]).shows("Je antwoord is verstuurd."))
            let referral = try await house.referral()
            #expect(referral.state == .received)
            let seen = try await WorkReferrals(house.place).read(referral.id, by: house.trauma.sessions[0])
            #expect(seen.last(.answered)?.step.text.revealed == "Nederlands" && seen.last(.answered)?.by == nil)
            #expect(seen.steps.count { $0.step.kind == .answered } == 1)
        }
    }

    @Test("when the desk answered at the same moment, what the person typed is not lost and not sent; an old form neither")
    func answeredMeanwhile() async throws {
        try await RoomHarness.with { house in
            _ = try await house.ask()
            try await house.step(.question)
            let asked = try await house.press("agreed", "where")
            let reply = try await house.press(try #require(asked.buttons("reply-").first), on: asked)
            let go = try #require(reply.buttons("replied-").first)
            let old = try await house.person.post("/nl/m", [("ticket", "elsewhere"), ("go", go), ("e", "Bewaar mij")])
            #expect(old.status == 422 && old.keeps("Bewaar mij"))
            let (_, sam) = try await house.desk.enter("sam")
            let referral = try await house.referral()
            try await WorkReferrals(house.place).step(
                ReferralStep(.answered, text: Confidential("Van ons")), on: referral.id, revision: referral.revision, by: sam)
            let late = try await house.press(go, on: reply, typing: [("e", "Van mij")])
            #expect(late.status == 409 && late.shows("Van mij") && late.shows("is niet verstuurd"))
            #expect(try await house.press("reply-" + referral.id.text).status == 200)
        }
    }

    @Test("words with a decline are for the desk, unless the team means them for the person too; the reason is always told")
    func declined() async throws {
        for isForPerson in [false, true] {
            try await RoomHarness.with { house in
                _ = try await house.ask()
                try await house.step(.declined, text: "Probeer Fier.", decline: .noRoom, isForPerson: isForPerson)
                let told = try await house.press("agreed", "where")
                #expect(told.shows("Er is nu geen plek.") && told.shows("Dat ligt niet aan jou"))
                #expect(told.shows("Probeer Fier.") == isForPerson && told.shows("schrijft aan jou") == isForPerson)
                let (_, sam) = try await house.desk.enter("sam")
                let seen = try await WorkReferrals(house.place).read(try await house.referral().id, by: sam)
                #expect(seen.last(.declined)?.step.text.revealed == "Probeer Fier.")
            }
        }
    }

    @Test("what somebody must know to come, or to wait, is told to them; what ended too, when it was meant so")
    func told() async throws {
        try await RoomHarness.with { house in
            try await house.write("Ik heet K.", in: "contact")
            _ = try await house.ask()
            try await house.step(.accepted, text: "Vanaf maandag.", isForPerson: true)
            let room = try await house.press("agreed", "where")
            #expect(room.shows("Vanaf maandag."))
            let may = try await house.press(try #require(room.buttons("may-").first), on: room)
            let preview = try await house.press("show", on: may, typing: RoomHarness.choice(house.trauma.team, ["contact"]))
            _ = try await house.press("yes", on: preview)
            try await house.step(
                .planned, text: "Bij Tess, kamer 2.", planned: house.place.now().adding(seconds: 86_400), isForPerson: true)
            #expect(try await house.press("agreed", "where").shows("Bij Tess, kamer 2."))
            try await house.step(.begun)
            #expect(try await !house.press("agreed", "where").shows("Bij Tess, kamer 2."))
            try await house.step(.ended, text: "Dank je wel.", outcome: .helped, isForPerson: true)
            #expect(try await house.press("agreed", "where").shows("Dank je wel."))
        }
    }
}

@Suite("Ways that help may take", .tags(.R57, .R64))
struct RouteRoomTests {
    @Test("each can be looked at: what it is, where that comes from, and nothing is chosen by looking", .tags(.R65, .R67, .R68, .R70))
    func looking() async throws {
        try await RoomHarness.with([("a", "victim"), ("t", "fine"), ("a", "within_7_days")]) { house in
            let list = try await house.press("agreed", "where", "ways")
            let routes = list.buttons("way-")
            #expect(routes.count >= 8 && routes.contains("way-police") && !routes.contains("way-exploited"))
            for go in routes {
                let page = try await house.press(go, on: list)
                #expect(page.status == 200 && !page.shows("⟦") && page.shows("Waar dit vandaan komt"), "\(go)")
                #expect(page.shows("moet dit nog nakijken") && page.bytes.count % 4096 == 0, "\(go)")
            }
            #expect(try await house.place.stores.referrals.referrals(of: try await house.session.dossier).isEmpty)
        }
    }

    @Test("the first week shows hours and a number before the form, as a choice; when it is longer ago it does not", .tags(.R37))
    func firstWeek() async throws {
        for (answer, isShown) in [("within_7_days", true), ("longer_ago", false)] {
            try await RoomHarness.with([("a", "victim"), ("t", "fine"), ("a", answer)]) { house in
                let csg = try await house.desk.partner("Centrum", people: ["cato"], kind: .csg, entry: "csg")
                let form = [("f", csg.team.id.text), ("e", "Ik zoek hulp.")]
                let sent = try await house.press("agreed", "where", "request", "send_request", typing: form)
                #expect(sent.shows("Goed om eerst te weten") == isShown, "\(answer)")
                guard isShown else { return #expect(sent.shows("Je vraag is verstuurd")) }
                #expect(sent.keeps("Ik zoek hulp.") && sent.shows("uur</p>") && sent.shows("Dit is een keuze"))
                #expect(sent.shows("0800") && sent.status == 200)
                #expect(try await house.press("send_request-seen", on: sent, typing: form).shows("Je vraag is verstuurd"))
            }
        }
    }

    @Test("before the police a lawyer is offered; the words of the law come only after a rough choice of when", .tags(.R16, .R59, .R92))
    func police() async throws {
        try await RoomHarness.with { house in
            let form = [("f", house.police.team.id.text), ("e", "Ik wil praten.")]
            let before = try await house.press("agreed", "where", "request", "send_request", typing: form)
            #expect(before.shows("Een advocaat voor jou") && before.keeps("Ik wil praten.") && before.buttons("way-lawyer").count == 1)
            let page = try await house.press("way-police", on: before)
            #expect(page.shows("Of je met de politie praat, kies jij.") && !page.shows("oude wet") && !page.shows("nieuwe wet"))
            let old = try await house.press("way-police.before", on: page)
            #expect(old.shows("oude wet") && !old.shows("nieuwe wet"))
            let both = try await house.press("way-police.both", on: page)
            #expect(both.shows("oude wet") && both.shows("nieuwe wet") && !both.shows("verjaard"))
            #expect(page.buttons("request-").count == 1)
        }
    }

    @Test(
        "what somebody needs with the police is written in their own part, beside what stood there, and shared with nobody",
        .tags(.R59, .R79, .R80, .R84))
    func prepared() async throws {
        try await RoomHarness.with { house in
            try await house.write("Er was al contact.", in: "police")
            let page = try await house.press("agreed", "where", "ways", "way-police", "prepare")
            // What the directive and domain C8 name, each once.
            for measure in [
                "eigen advocaat", "die ik vertrouw", "opgeleid", "een man die", "Steeds dezelfde", "Zo weinig mogelijk", "Een opname",
                "privéleven", "rustige kamer", "verdachte niet", "Mijn adres afschermen", "contact met mij", "school of werk",
                "niet in huis", "alarm te slaan", "naar hulp brengen",
            ] {
                #expect(page.shows(measure), "\(measure)")
            }
            #expect(try await house.press("prepared", on: page).status == 422)
            let form = [("g", "address"), ("g", "same"), ("e", "Hij weet waar ik werk.")]
            let kept = try await house.press("prepared", on: page, typing: form)
            #expect(kept.shows("Bewaard.") && kept.shows("- Mijn adres afschermen") && kept.shows("Hij weet waar ik werk."))
            _ = try await house.press("prepared", on: page, typing: form)
            let part = try await OwnParts(house.place).read(.police, try await house.session)
            #expect(part.count == 2 && part.text.revealed.hasPrefix("Er was al contact.\n\nWat ik nodig heb"))
            #expect(try await house.place.stores.consents.consents(of: try await house.session.dossier).isEmpty)
        }
    }
}

@Suite("By when, and who is next", .tags(.R29, .R83))
struct WhenItHappensTests {
    @Test("by when something happens is told as a day or a time of Amsterdam, for the team and for us, and whom to call")
    func byWhen() async throws {
        try await RoomHarness.with { house in
            let asked = try await house.ask()
            let due = AmsterdamTime(house.place.now().adding(seconds: ReferralClock.seconds(after: .asked, .u2) ?? 0))
            #expect(asked.shows("Meestal weten we dat uiterlijk op") && asked.shows(String(due.day.components.day)))
            #expect(asked.shows("Bij ‘Alle hulp’"))
            house.desk.clock.advance(seconds: 10 * 60)
            try await house.step(.question)
            let held = try await house.press("agreed", "where")
            #expect(held.shows("Dat doen we meestal uiterlijk op"))
        }
    }
}

@Suite("Who can be asked next", .tags(.R28, .R35))
struct NextBestTests {
    @Test(
        "after a decline stands what the team named, whoever fits best, and one press with the same lines; who said no is left out",
        arguments: [("Vraag het Centrum.", "Genoemd door Traumahulp"), ("Probeer elders.", "Past bij wat we weten")])
    func declined(_ words: String, _ hint: String) async throws {
        try await RoomHarness.with([("a", "victim"), ("t", "fine"), ("a", "within_7_days")]) { house in
            let csg = try await house.desk.partner("Centrum", people: ["cato"], kind: .csg, entry: "csg")
            _ = try await house.ask("Ik zoek iemand om mee te praten.")
            try await house.step(.declined, text: words, decline: .noRoom)
            let sam = try await house.harness.browser("sam")
            let (_, session) = try await house.desk.enter("sam")
            let id = try #require(try await Inbox(house.place)(session).first?.id)
            try await HelpPerson(house.place).claim(id, by: session)
            let referral = try await house.referral()
            let page = try await sam.get("/nl/werk/v/\(referral.id.text)")
            #expect(page.shows("kan niet helpen. Wie nu?") && page.shows("Zij noemden: " + words))
            let link = "/nl/werk/g/\(id.text)/verder?v=\(referral.id.text)"
            #expect(page.shows(link))
            let next = try await sam.get(link)
            #expect(next.keeps("Ik zoek iemand om mee te praten.") && next.shows(hint))
            #expect(!next.shows("value=\"\(house.trauma.team.id.text)\"") && next.shows(words))
            #expect(next.shows("value=\"\(csg.team.id.text)\" id=\"team\" checked"))
            // Without the referral before, or with somebody else's, it is a form as always.
            for other in ["", "?v=" + csg.team.id.text, "?v=x"] {
                let plain = try await sam.get("/nl/werk/g/\(id.text)/verder" + other)
                #expect(plain.status == 200 && !plain.shows("Dit zijn de regels van") && plain.shows("Zei al: dat kan niet"))
            }
        }
    }
}
