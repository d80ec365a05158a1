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
