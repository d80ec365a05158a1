import Domain
import Foundation
import TestKit
import Testing
import Workflows

@Suite("A person's own story, in parts", .tags(.R22))
struct PartsTests {
    @Test("is written, kept and read again; who can read it stands above it, and what stood there before stays")
    func writing() async throws {
        try await RoomHarness.with { house in
            let empty = try await house.press("parts")
            #expect(empty.shows("Nu kan alleen jij dit lezen.") && empty.buttons("part-").count == 7)
            let kept = try await house.write("Een <b>verhaal</b>\nin twee regels", in: "story")
            #expect(kept.status == 200 && kept.shows("Bewaard.") && kept.shows("Alleen jij kunt dit deel lezen."))
            #expect(kept.shows("Een &lt;b&gt;verhaal&lt;/b&gt;\nin twee regels</textarea>"))
            let second = try await house.write("Nieuwer", in: "story")
            #expect(second.keeps("Nieuwer") && second.shows("Wat er eerder stond") && second.shows("in twee regels</p>"))
            let same = try await house.write("Nieuwer", in: "story")
            #expect(same.shows("Er is niets veranderd."))
            #expect(try await house.press("parts").shows("Hier staat iets. Alleen jij kunt het lezen."))
        }
    }

    @Test("written on two devices at once loses nothing: what was typed comes back beside what stands there now")
    func twoDevices() async throws {
        try await RoomHarness.with { house in
            let one = try await house.press("parts", "part-medical")
            let other = try await house.press("parts", "part-medical")
            #expect(try await house.press("put-medical", on: one, typing: [("e", "Van de telefoon")]).shows("Bewaard."))
            let late = try await house.press("put-medical", on: other, typing: [("e", "Van de laptop")])
            #expect(late.status == 409 && late.keeps("Van de laptop") && late.shows("Van de telefoon</p>"))
            let both = try await house.press("put-medical", on: late, typing: [("e", "Van de telefoon. Van de laptop")])
            #expect(both.shows("Bewaard.") && both.keeps("Van de telefoon. Van de laptop"))
            // The same form a second time.
            #expect(try await house.press("put-medical", on: late, typing: [("e", "Van de telefoon. Van de laptop")]).status == 200)
            #expect(try await OwnParts(house.place).read(.medical, try await house.session).count == 2)
        }
    }

    @Test("typed on a form that is too old, or when nobody is let in any more, is not lost")
    func oldForm() async throws {
        try await RoomHarness.with { house in
            let old = try await house.person.post("/nl/m", [("ticket", "elsewhere"), ("go", "put-story"), ("e", "Bewaar mij")])
            #expect(old.status == 422 && old.keeps("Bewaar mij") && !old.shows("value=\"send\""))
            #expect(try await house.press("put-story", on: old, typing: [("e", "Bewaar mij")]).shows("Bewaard."))
            let page = try await house.press("parts", "part-story")
            house.desk.clock.advance(seconds: 20 * 60)
            let door = try await house.press("put-story", on: page, typing: [("e", "Nog een stuk")])
            #expect(door.keeps("Nog een stuk"))
        }
    }

    @Test("what was typed for a message stays through every room")
    func carried() async throws {
        try await RoomHarness.with { house in
            let parts = try await house.press("parts", typing: [("m", "Half af")])
            let part = try await house.press("part-safety", on: parts)
            let kept = try await house.press("put-safety", on: part, typing: [("e", "Let op")])
            let back = try await house.press("parts", "back", on: kept)
            #expect(back.keeps("Half af"))
        }
    }

    @Test("of somebody under 12 is not asked for; and whoever may be read along with can write and not share", .tags(.R41))
    func young() async throws {
        try await RoomHarness.with([("a", "victim"), ("t", "monitored"), ("a", "within_7_days"), ("a", "under_12")]) { house in
            let parts = try await house.press("parts")
            let isYoung = parts.shows("Je hoeft hier niet op te schrijven wat er is gebeurd.")
            #expect(isYoung)
            #expect(!parts.buttons("part-").contains("part-story") && parts.buttons("part-").contains("part-contact"))
            let story = try await house.press("parts", "part-story")
            #expect(!story.shows("<textarea") && story.shows("Niemand mag je steeds opnieuw vragen"))
            let put = try await house.press("parts", "put-story", typing: [("e", "Toch")])
            #expect(put.status == 200 && !put.shows("Toch"))
            #expect(try await house.write("Ik heet K.", in: "contact").shows("Bewaard."))
            let share = try await house.press("agreed", "share")
            #expect(share.shows("Daarom kun je nu niets met een team delen") && !share.shows("name=\"g\""))
            let forced = try await house.preview(house.trauma.team, ["contact"])
            #expect(!forced.shows("value=\"yes\""))
            #expect(try await house.place.stores.consents.consents(of: try await house.session.dossier).isEmpty)
        }
    }

    @Test("goes along as one file with everything, kept nowhere, and of a size that tells nothing", .tags(.R7))
    func file() async throws {
        try await RoomHarness.with { house in
            try await house.write("Mijn verhaal", in: "story")
            _ = try await house.press("yes", on: try await house.preview(house.trauma.team, ["story"]))
            _ = try await house.ask("Is er plek?")
            let file = try await house.press("parts", "file")
            #expect(file.status == 200 && file["Content-Disposition"] == "attachment; filename=\"tekst.html\"")
            #expect(file["Content-Type"]?.hasPrefix("text/html") == true && file["Cache-Control"]?.contains("no-store") == true)
            for words in ["Mijn verhaal", "Hallo.", "Traumahulp", "Is er plek?", "Wie heeft gekeken", "Dit krijgt Traumahulp te lezen"] {
                #expect(file.shows(words), "\(words)")
            }
            #expect(file.bytes.count % 4096 == 0 && !file.shows("⟦") && !file.shows("<script") && !file.shows("<form"))
            #expect(!file.shows(house.code) && !file.shows("Entree"))
        }
    }
}

@Suite("Who may read what", .tags(.R22, .R62))
struct SharingPageTests {
    @Test("is chosen, shown exactly, agreed, and taken back; the words on the screen are what is kept")
    func whole() async throws {
        try await RoomHarness.with { house in
            try await house.write("Eerst", in: "story")
            try await house.write("Daarna", in: "story")
            try await house.write("Een pil", in: "medical")
            let nothing = try await house.press("agreed", "share", "show")
            #expect(nothing.status == 422 && nothing.shows("Kies een team.") && nothing.shows("Kies 1 of meer delen."))
            let half = try await house.press("show", on: nothing, typing: [("f", house.trauma.team.id.text), ("g", "story"), ("y", "4")])
            #expect(half.status == 422 && half.shows("value=\"story\" checked") && half.shows("value=\"4\" id=\"y\" checked"))
            let preview = try await house.preview(house.trauma.team, ["story"])
            #expect(preview.shows("Dit krijgt Traumahulp te lezen") && preview.shows("Eerst</p>") && preview.shows("Daarna</p>"))
            #expect(!preview.shows("Een pil") && preview.shows("beroepsgeheim") && preview.shows("Bron: "))
            #expect(preview.shows(">Ja, dit mag</button>") && preview.shows(">Nu niet</button>"))
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[0]) == nil)

            let given = try await house.press("yes", on: preview)
            #expect(given.shows("Traumahulp mag nu lezen wat jij koos") && given.shows("Mag lezen: Wat er is gebeurd."))
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[0]) == ["Eerst", "Daarna"])
            #expect(try await house.reads(.medical, house.trauma.team, by: house.trauma.sessions[0]) == nil)
            // A second press on the same page gives nothing a second time.
            _ = try await house.press("yes", on: preview)
            let consents = try await OwnConsents(house.place)(try await house.session)
            #expect(consents.count == 1)
            let words = try #require(consents.first?.words?.revealed)
            for line in words.split(separator: "\n") { #expect(preview.shows(String(line)), "\(line)") }
            #expect(!words.contains("Eerst") && words.contains("Wat er is gebeurd"))
            #expect(try await house.press("parts").shows("Ook te lezen voor: Traumahulp."))

            let end = try await house.press(try #require(given.buttons("end-").first), on: given)
            #expect(end.shows("kunnen wij niet weghalen"))
            let stopped = try await house.press(try #require(end.buttons("undo-").first), on: end)
            #expect(stopped.shows("Gestopt.") && stopped.shows("Jij hebt dit gestopt.") && stopped.buttons("end-").isEmpty)
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[0]) == nil)
            #expect(try await house.press(try #require(end.buttons("undo-").first), on: end).status == 200)
            // The page from before the end gives nothing either.
            #expect(try await house.press("yes", on: preview).shows("Er is niets gedeeld."))
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[0]) == nil)
        }
    }

    @Test("is given back by the team with one press, a part or all; the person reads it, and a second press says what is there now")
    func givenBack() async throws {
        try await RoomHarness.with { house in
            try await house.write("Eerst", in: "story")
            try await house.write("Een pil", in: "medical")
            _ = try await house.press("yes", on: try await house.preview(house.trauma.team, ["story", "medical"]))
            let consent = try #require(try await house.place.stores.consents.consents(of: try await house.session.dossier).first)
            let (tess, pim) = (try await house.harness.browser("tess"), try await house.harness.browser("pim"))
            let path = "/nl/werk/d/" + consent.id.text
            let page = try await tess.get(path)
            #expect(page.buttons("back-") == ["back-2", "back-3", "back-all"])
            // Another organisation, and a reason that is none.
            #expect(try await pim.send(page, to: path, [("go", "back-3")]).status == 404)
            let part = try await tess.send(page, to: path, [("go", "back-3"), ("back", "because")])
            #expect(part.status == 303 && part["Location"] == path + "?n=back")
            #expect(try await house.reads(.medical, house.trauma.team, by: house.trauma.sessions[1]) == nil)
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[1]) == ["Eerst"])
            let twice = try await tess.send(page, to: path, [("go", "back-3")])
            #expect(twice.status == 409 && twice.shows("al teruggegeven of ingetrokken"))
            #expect(twice.buttons("back-") == ["back-all"])
            let mine = try await house.press("agreed")
            #expect(mine.shows("Traumahulp had ‘Je lichaam’ niet nodig, en kan het niet meer lezen. (Vandaag)"))
            #expect(mine.shows("Mag lezen: Wat er is gebeurd.") && mine.bytes.count % 4096 == 0)
            #expect(try await house.press("parts").shows("Ook te lezen voor: Traumahulp."))
            let all = try await tess.send(page, to: path, [("go", "back-all"), ("back", "not_for_us")])
            #expect(all.status == 303 && all["Location"] == "/nl/werk/delen?n=back")
            #expect(try await tess.send(page, to: path, [("go", "back-all")]).status == 404)
            let over = try await house.press("agreed")
            #expect(over.shows("Dit was niet bedoeld voor dit team van Traumahulp.") && over.buttons("end-").isEmpty)
            #expect(!over.shows("De tijd die jij koos, is om."))
            #expect(try await house.press("who").shows("Gaf het deel ‘Je lichaam’ terug"))
        }
    }

    @Test("is told with what for, since when and until when, so that agreements with one organisation are told apart, also read out")
    func toldApart() async throws {
        try await RoomHarness.with { house in
            try await house.write("Geheim", in: "story")
            _ = try await house.press("yes", on: try await house.preview(house.trauma.team, ["story"]))
            let alone = try await house.press("agreed")
            #expect(alone.shows("<h2>Traumahulp</h2>") && alone.shows("Waarvoor: om jou te helpen."))
            #expect(alone.shows("Jij vond dit goed: vandaag om ") && alone.shows("Geldt tot en met "))
            let namesake = try await house.desk.partner("Traumahulp", people: ["ties"]).team
            house.desk.clock.advance(seconds: 120)
            _ = try await house.press("yes", on: try await house.preview(namesake, ["medical"]))
            house.desk.clock.advance(seconds: 120)
            _ = try await house.press("yes", on: try await house.preview(house.trauma.team, ["medical"]))
            house.desk.clock.advance(seconds: 120)
            let given = try await house.press("yes", on: try await house.preview(house.trauma.team, ["mental"]))
            let page = String(decoding: given.bytes, as: UTF8.self)
            for (start, end) in [("<h2>", "</h2>"), ("<summary>", "</summary>")] {
                let names = page.components(separatedBy: start).dropFirst().compactMap { $0.components(separatedBy: end).first }
                #expect(Set(names).count == names.count, "\(names)")
            }
            let stops = page.components(separatedBy: "value=\"end-").dropFirst().compactMap {
                $0.components(separatedBy: "</button>").first
            }
            let said = stops.compactMap { $0.components(separatedBy: ">").dropFirst().joined(separator: ">") }
            #expect(said.count == 2 && Set(said).count == 2, "\(said)")
        }
    }

    @Test(
        "'from now on' shows nothing of before; 'not now' gives nothing; the police come with the facts and the lawyer", .tags(.R16, .R59))
    func others() async throws {
        try await RoomHarness.with { house in
            try await house.write("Geheim", in: "story")
            let later = try await house.preview(house.trauma.team, ["story"], scope: "later")
            #expect(!later.shows("Geheim") && later.shows("Wat er al staat, blijft dicht."))
            #expect(try await house.press("notnow", on: later).shows("Er is niets gedeeld."))
            #expect(try await OwnConsents(house.place)(try await house.session).isEmpty)
            _ = try await house.press("yes", on: try await house.preview(house.trauma.team, ["story"], scope: "later"))
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[0]) == [])
            let police = try await house.preview(house.police.team, ["police"])
            for words in ["kies jij", "kun je niet intrekken", "ook zonder aangifte", "10 jaar", "eerst met een advocaat"] {
                #expect(police.shows(words), "\(words)")
            }
            let sure = try await house.press("yes", on: police)
            #expect(sure.shows("Nog 1 keer je code") && sure.shows("Er is nog niets gedeeld."))
            let wrong = try await house.press("sure", on: sure, typing: [("c", "1234")])
            #expect(wrong.status == 422 && wrong.shows("value=\"1234\""))
            #expect(try await house.press("notnow", on: wrong).shows("Er is niets gedeeld."))
            let other = try await RoomHarness.otherCode(house)
            #expect(try await house.press("sure", on: sure, typing: [("c", other)]).shows("Dit is niet de code van deze berichten."))
            #expect(try await house.reads(.police, house.police.team, by: house.police.sessions[0]) == nil)
            #expect(try await house.press("sure", on: wrong, typing: [("c", house.code)]).shows("mag nu lezen wat jij koos"))
            // Only now the police open that part, and no other.
            #expect(try await house.reads(.police, house.police.team, by: house.police.sessions[0]) != nil)
            #expect(try await house.reads(.story, house.police.team, by: house.police.sessions[0]) == nil)
            let purposes = try await OwnConsents(house.place)(try await house.session).map(\.consent.purpose)
            #expect(Set(purposes) == [.help, .police])
        }
    }

    @Test("when something was written after it was shown, is shown anew before anything is given")
    func changed() async throws {
        try await RoomHarness.with { house in
            try await house.write("Eerst", in: "story")
            let preview = try await house.preview(house.trauma.team, ["story"])
            try await house.write("Geheim", in: "story")
            let again = try await house.press("yes", on: preview)
            #expect(again.status == 409 && again.shows("Geheim</p>") && again.shows("value=\"yes\""))
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[0]) == nil)
            #expect(try await house.press("yes", on: again).shows("mag nu lezen"))
        }
    }

    @Test("waits for the code in a chat, and comes back to where it was after that")
    func codeFirst() async throws {
        try await DeskHarness.with { harness in
            _ = try await harness.desk.partner("Traumahulp", people: ["tess"])
            let person = PersonBrowser(harness)
            _ = try await harness.browser("sam").get("/nl/werk")
            let before = try await person.get("/nl/schrijf")
            let talk = try await person.press("talk", on: before, "/nl/schrijf")
            guard talk.status == 303 else { return }
            let mine = try await person.get("/nl/m")
            let share = try await person.press("share", on: mine)
            #expect(share.shows("Bewaar eerst je code") && !share.shows("name=\"g\""))
            let shown = try await person.press("keepit", on: share)
            let code = String(shown.first(between: "class=\"digits\"", "</p>").drop { $0 != ">" }.filter(\.isNumber))
            let asked = try await person.press("have", on: shown)
            let back = try await person.press("prove", on: asked, "/nl/m", [("c", String(code.suffix(4)))])
            #expect(back.shows("Welk team mag iets lezen?"))
        }
    }

    @Test("goes to nobody on the list of never, and ends for whoever is put on it", .tags(.R39))
    func never() async throws {
        try await RoomHarness.with { house in
            try await house.write("Mijn verhaal", in: "story")
            let preview = try await house.preview(house.trauma.team, ["story"])
            _ = try await house.press("yes", on: preview)
            let wrong = try await house.press("agreed", "never", "bar", typing: [("f", ""), ("d", "Tess")])
            #expect(wrong.status == 422 && wrong.shows("value=\"Tess\""))
            let listed = try await house.press("bar", on: wrong, typing: [("f", "o-" + house.trauma.team.organisation.text), ("d", "")])
            #expect(listed.shows("Het staat op je lijst.") && listed.shows("Traumahulp</p>"))
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[0]) == nil)
            #expect(try await !house.press("agreed", "share").shows("Traumahulp"))
            #expect(try await house.press("yes", on: preview).status != 200)
            let off = try await house.press(try #require(listed.buttons("unbar-").first), on: listed)
            #expect(off.shows("De lijst is leeg."))
            // One person, by name.
            let one = try await house.press("bar", on: off, typing: [("f", "o-" + house.trauma.team.organisation.text), ("d", " Tess ")])
            #expect(one.shows("Tess, bij Traumahulp"))
            _ = try await house.press("yes", on: try await house.preview(house.trauma.team, ["story"]))
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[0]) == nil)
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[1]) == ["Mijn verhaal"])
        }
    }
}

@Suite("Where it stands", .tags(.R29))
struct WherePageTests {
    @Test("is told from the question to the first meeting, and who is asked learns who it is only after a yes")
    func whole() async throws {
        try await RoomHarness.with { house in
            try await house.write("Ik heet K.", in: "contact")
            let asked = try await house.ask()
            #expect(
                asked.shows("zonder je naam") && asked.shows("weet niet wie je bent") && asked.shows("Meestal weten we dat")
                    && asked.shows("niet jou"))
            let second = try await house.ask()
            #expect(second.status == 200)
            try await house.step(.accepted)
            #expect(try await house.person.get("/nl/m").shows("Er is plek voor je."))
            let room = try await house.press("agreed", "where")
            #expect(room.shows("Traumahulp heeft plek. Mag Traumahulp weten wie je bent?"))
            let may = try await house.press(try #require(room.buttons("may-").first), on: room)
            #expect(may.shows("value=\"contact\" id=\"g\" checked") && !may.shows("name=\"f\""))
            // Another team in the form changes nothing: it is for this one.
            let preview = try await house.press("show", on: may, typing: RoomHarness.choice(house.police.team, ["contact"]))
            #expect(preview.shows("Dit krijgt Traumahulp te lezen") && preview.shows("Ik heet K."))
            #expect(try await house.press("notnow", on: preview).shows("Er is niets gedeeld."))
            let shared = try await house.press("yes", on: preview)
            #expect(shared.shows("weet nu wie je bent"))
            #expect(try await house.press("yes", on: preview).shows("weet nu wie je bent"))
            #expect(try await house.reads(.contact, house.trauma.team, by: house.trauma.sessions[0]) == ["Ik heet K."])
            try await house.step(.planned, planned: house.place.now().adding(seconds: 3 * 86_400))
            #expect(try await house.press("agreed", "where").shows("Je eerste gesprek is op"))
            try await house.step(.begun)
            #expect(try await house.press("agreed", "where").shows("De hulp bij Traumahulp is begonnen."))
            #expect(try await house.press("agreed", "where").shows("Jij vroeg of er plek is"))
        }
    }

    @Test("when the team steps back while somebody says yes, it reads nothing")
    func steppedBack() async throws {
        try await RoomHarness.with { house in
            try await house.write("Ik heet K.", in: "contact")
            _ = try await house.ask()
            try await house.step(.accepted)
            let room = try await house.press("agreed", "where")
            let may = try await house.press(try #require(room.buttons("may-").first), on: room)
            let preview = try await house.press("show", on: may, typing: RoomHarness.choice(house.trauma.team, ["contact"]))
            try await house.step(.declined, decline: .noRoom)
            let late = try await house.press("yes", on: preview)
            #expect(late.shows("Daarom lezen zij niets van jou") && late.shows("Dat ligt niet aan jou"))
            #expect(try await house.reads(.contact, house.trauma.team, by: house.trauma.sessions[0]) == nil)
        }
    }

    @Test("a question is taken back; when something happened meanwhile that is seen first, and a second press is no error")
    func halted() async throws {
        try await RoomHarness.with { house in
            let asked = try await house.ask()
            let halt = try await house.press(try #require(asked.buttons("halt-").first), on: asked)
            try await house.step(.seen)
            let late = try await house.press(try #require(halt.buttons("halted-").first), on: halt)
            #expect(late.shows("er is niets teruggetrokken"))
            #expect(try await house.referral().state == .received)
            let again = try await house.press(try #require(late.buttons("halt-").first), on: late)
            let done = try await house.press(try #require(again.buttons("halted-").first), on: again)
            #expect(done.shows("Teruggetrokken."))
            #expect(try await house.referral().state == .cancelled)
            #expect(try await house.press(try #require(again.buttons("halted-").first), on: again).status == 200)
        }
    }

    @Test(
        "a number, an address for mail or a number of a citizen in a question is told before it goes; it can go all the same",
        arguments: ["Bel 06 12 34 56 78", "Mail k@voorbeeld.nl", "BSN 123.456.782", "Bel ٠٦١٢٣٤٥٦٧٨"])
    func tells(_ text: String) async throws {
        try await RoomHarness.with { house in
            let warned = try await house.ask(text)
            #expect(warned.status == 422 && warned.keeps(text) && warned.shows("Daarmee weten ze wie je bent"))
            #expect(try await house.place.stores.referrals.referrals(of: try await house.session.dossier).isEmpty)
            let sent = try await house.press(
                "send_request-meant", on: warned, typing: [("f", house.trauma.team.id.text), ("e", text), ("k", "happened")])
            #expect(sent.shows("Je vraag is verstuurd"))
        }
    }

    @Test("a question that says nothing of who it is goes at once; an empty one, or to nobody, comes back as it was")
    func asking() async throws {
        try await RoomHarness.with { house in
            let nobody = try await house.press(
                "agreed", "where", "request", "send_request", typing: [("e", "Ik ben 17, sinds 2024. @ Twente")])
            #expect(nobody.status == 422 && nobody.keeps("Ik ben 17, sinds 2024. @ Twente") && nobody.shows("Kies een team."))
            let form = [("f", house.trauma.team.id.text), ("e", "Ik ben 17, sinds 2024. @ Twente")]
            #expect(try await house.press("send_request", on: nobody, typing: form).shows("Je vraag is verstuurd"))
            // The same form once more is the same question.
            _ = try await house.press("send_request", on: nobody, typing: form)
            #expect(try await house.place.stores.referrals.referrals(of: try await house.session.dossier).count == 1)
            #expect(
                try await house.press("agreed", "where", "request", "send_request", typing: [("f", house.trauma.team.id.text)]).status
                    == 422)
        }
    }

    @Test("of another person does not exist, nor their agreements and lists", .tags(.R7))
    func others() async throws {
        try await RoomHarness.with { house in
            try await house.write("KANARIE", in: "story")
            _ = try await house.ask("KANARIE")
            _ = try await house.press("yes", on: try await house.preview(house.trauma.team, ["story"]))
            let own = try await house.session
            let referral = try await house.referral().id.text
            let consent = try #require(try await house.place.stores.consents.consents(of: own.dossier).first).id.text
            _ = try await house.press("agreed", "never", "bar", typing: [("f", "o-" + house.police.team.organisation.text)])
            let never = try #require(try await NeverList(house.place).read(own).first).id.text
            let stranger = PersonBrowser(house.harness)
            let (_, mine) = try await stranger.begin("Iemand anders")
            for go in ["end-\(consent)", "undo-\(consent)", "may-\(referral)", "halt-\(referral)", "halted-\(referral)", "unbar-\(never)"] {
                let answer = try await stranger.press(go, on: mine)
                #expect(answer.status == 200 && !answer.shows("KANARIE") && answer.buttons("unbar-").isEmpty, "\(go)")
            }
            for page in ["parts", "agreed", "where", "never", "file", "part-story"] {
                let answer = try await stranger.press(page, on: mine)
                #expect(!answer.shows("KANARIE") && answer.bytes.count % 4096 == 0, "\(page)")
            }
            #expect(try await house.reads(.story, house.trauma.team, by: house.trauma.sessions[0]) == ["KANARIE"])
            #expect(try await NeverList(house.place).read(own).count == 1)
            #expect(try await house.referral().state == .requested)
            // The slip of one person is nothing to another.
            let foreign = try await house.person.press("parts", on: mine)
            #expect(foreign.status == 422)
        }
    }

    @Test("every room is kept nowhere, has a size that tells nothing and a title that says nothing", .tags(.R41))
    func privacy() async throws {
        try await RoomHarness.with { house in
            try await house.write("Stil", in: "story")
            let asked = try await house.ask()
            let preview = try await house.preview(house.trauma.team, ["story"])
            var pages = [preview]
            for go in ["parts", "part-story", "agreed", "share", "never", "where", "request"] {
                pages.append(try await house.press(go))
            }
            pages.append(try await house.press(try #require(asked.buttons("halt-").first), on: asked))
            for page in pages {
                #expect(page.bytes.count % 4096 == 0 && page["Cache-Control"] == "no-store, max-age=0")
                #expect(page["Content-Encoding"] == nil && page["X-Robots-Tag"] == "noindex, noarchive")
                #expect(!page.shows("⟦"), "\(page.first(between: "⟦", "⟧"))")
                #expect(!page.text.contains("{organisation}") && !page.text.contains("{date}") && !page.text.contains("{names}"))
            }
            #expect(Set(pages.map(\.title)).count == pages.count)
            #expect(try await house.press("who").shows("Schreef in het deel ‘Wat er is gebeurd’"))
        }
    }

    @Test("that something is not right goes to whoever watches over that in the organisation, once, and to nobody else")
    func remark() async throws {
        try await RoomHarness.with { house in
            #expect(try await house.press("who").buttons("wrong").isEmpty)
            let (_, sam) = try await house.desk.enter("sam")
            let id = try #require(try await Inbox(house.place)(sam).first?.id)
            try await HelpPerson(house.place).claim(id, by: sam)
            _ = try await HelpPerson(house.place).read(id, by: sam)
            let page = try await house.press("who", "wrong")
            let organisation = house.desk.organisation.id.text
            let empty = try await house.press("remark", on: page, typing: [("f", organisation), ("e", " ")])
            #expect(empty.status == 422 && empty.shows("Schrijf kort wat er niet klopt."))
            let elsewhere = try await house.press(
                "remark", on: page, typing: [("f", house.police.team.organisation.text), ("e", "Wie was dat?")])
            #expect(elsewhere.status == 422 && elsewhere.keeps("Wie was dat?"))
            for _ in 0..<2 {
                #expect(
                    try await house.press("remark", on: page, typing: [("f", organisation), ("e", "Wie was dat?")]).shows("verstuurd"))
            }
            let officer = try await house.harness.browser("noor")
            let log = try await officer.get("/nl/werk/inzage")
            let links = log.text.matches(of: /\/nl\/werk\/inzage\/b\/[0-9a-f]+/).map { String($0.output) }
            #expect(links.count == 1 && log.shows("gesprek #\(id.number): nog niet bekeken") && !log.shows("Wie was dat?"))
            let link = try #require(links.first)
            let opened = try await officer.get(link)
            #expect(opened.text.components(separatedBy: "Wie was dat?").count == 2 && opened.shows("#\(id.number)"))
            let news = "In de week van"
            #expect(try await !house.press("who", "back").shows(news))
            let bare = try await officer.send(opened, to: link, [("go", "answer"), ("words", " ")])
            #expect(bare.status == 422 && bare.shows("Schrijf wat je vond"))
            for _ in 0..<2 {
                #expect(try await officer.send(opened, to: link, [("go", "answer"), ("words", "Sam nam je gesprek aan.")]).status == 303)
            }
            #expect(try await officer.get("/nl/werk/inzage").shows("gesprek #\(id.number): bekeken"))
            // The way there says that something came, and not what.
            let mine = try await house.press("who", "back")
            #expect(mine.shows(news) && mine.shows("wat volgens jou niet klopt") && !mine.shows("Sam nam"))
            let own = try await house.press("who")
            #expect(own.text.components(separatedBy: "Sam nam je gesprek aan.").count == 2 && own.shows("Wat jij liet weten"))
            #expect(own.shows("keek ernaar op") && own.shows("Wie was dat?"))
            let helper = try await house.harness.browser("sam")
            for path in [link, "/nl/werk/inzage/b/" + String(repeating: "0", count: 32)] {
                let answer = try await helper.get(path)
                #expect(answer.status == 404 && answer.shows("niet voor jouw rol") && !answer.shows("Wie was dat?"))
            }
            #expect(try await !house.harness.browser("sam").get("/nl/werk").shows("Wie was dat?"))
            #expect(try await !house.harness.browser("lee").get("/nl/werk/ervaringen").shows("Wie was dat?"))
        }
    }
}
