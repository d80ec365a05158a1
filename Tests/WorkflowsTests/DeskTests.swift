import Domain
import TestKit
import Testing
import Vault
import Workflows

@Suite("The desk", .serialized)
struct DeskTests {
    @Test("gives a conversation to exactly one of two who take it at the same instant, and tells the other who has it")
    func twoClaims() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        for round in 0..<10 {
            _ = try await desk.write("ronde \(round)")
            let (_, sam) = try await desk.enter("sam")
            let (_, iris) = try await desk.enter("iris")
            let id = try #require(try await Inbox(place)(sam).last { !$0.isYours && $0.colleague == nil }?.id)
            let outcomes = await withTaskGroup(of: WorkRefusal?.self) { group in
                for worker in [sam, iris] {
                    group.addTask {
                        do throws(WorkRefusal) {
                            try await HelpPerson(place).claim(id, by: worker)
                            return nil
                        } catch { return error }
                    }
                }
                return await group.reduce(into: [WorkRefusal?]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            guard case .taken(let by)? = outcomes.compactMap(\.self).first else {
                Issue.record("the other was not told")
                continue
            }
            #expect(["Sam", "Iris"].contains(by?.revealed))
        }
        await desk.remove()
    }

    @Test("refuses an answer when the person wrote in the meantime, and takes it when it was read")
    func newerMessage() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (_, _, person) = try await desk.write("een")
        let (_, sam) = try await desk.enter("sam")
        let id = try #require(try await Inbox(place)(sam).first?.id)
        try await HelpPerson(place).claim(id, by: sam)
        try await WriteMessage(place)(Confidential("twee"), in: person, slip: Confidential("p"))
        await #expect(throws: WorkRefusal.newerMessage) {
            try await HelpPerson(place).answer(id, Confidential("op een"), seen: 1, slip: Confidential("s"), by: sam)
        }
        try await HelpPerson(place).answer(id, Confidential("op beide"), seen: 2, slip: Confidential("s"), by: sam)
        try await HelpPerson(place).answer(id, Confidential("op beide"), seen: 2, slip: Confidential("s"), by: sam)
        #expect(try await ReadOwnConversation(place)(person).messages.count == 3)
        await desk.remove()
    }

    @Test("leaves nobody unheard who writes at the instant at which they are answered or the conversation is closed")
    func crossing() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        for round in 0..<40 {
            let (_, _, person) = try await desk.write("een")
            let (_, sam) = try await desk.enter("sam")
            let id = person.conversation
            try await HelpPerson(place).claim(id, by: sam)
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await WriteMessage(place)(Confidential("twee"), in: person, slip: Confidential("p\(round)")) }
                group.addTask {
                    if round.isMultiple(of: 2) {
                        try? await HelpPerson(place).answer(id, Confidential("op een"), seen: 1, slip: Confidential("s\(round)"), by: sam)
                    } else {
                        try? await HelpPerson(place).close(id, because: .helped, seen: 1, by: sam)
                    }
                }
            }
            let own = try await ReadOwnConversation(place)(person)
            #expect(own.messages.contains { $0.text.revealed == "twee" })
            #expect(own.state == .waiting, "round \(round)")
        }
        await desk.remove()
    }

    @Test("keeps a draft and notes for the team, which the person never sees")
    func draftsAndNotes() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        let (_, _, person) = try await desk.write("hallo")
        let (_, sam) = try await desk.enter("sam")
        let id = try #require(try await Inbox(place)(sam).first?.id)
        try await HelpPerson(place).claim(id, by: sam)
        try await HelpPerson(place).keepDraft(id, Confidential("half"), by: sam)
        try await HelpPerson(place).keepDraft(id, Confidential("half en meer"), by: sam)
        #expect(try await HelpPerson(place).read(id, by: sam).draft?.text.revealed == "half en meer")
        try await HelpPerson(place).handOver(id, note: Confidential("let op de tijd"), by: sam)
        let (_, iris) = try await desk.enter("iris")
        let view = try await HelpPerson(place).read(id, by: iris)
        #expect(view.notes.map(\.text.revealed) == ["let op de tijd"])
        #expect(view.draft == nil)
        #expect(view.conversation.claimedBy == nil)
        #expect(try await ReadOwnConversation(place)(person).messages.count == 1)
        await desk.remove()
    }

    @Test("shows administrators people and the log, and no conversation")
    func administrator() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        _ = try await desk.write("niet voor beheer")
        let (_, sam) = try await desk.enter("sam")
        let id = try #require(try await Inbox(place)(sam).first?.id)
        _ = try await HelpPerson(place).read(id, by: sam)
        let (_, noor) = try await desk.enter("noor")
        await #expect(throws: WorkRefusal.notFound) { try await Inbox(place)(noor) }
        await #expect(throws: WorkRefusal.notFound) { try await HelpPerson(place).read(id, by: noor) }
        #expect(try await People(place).people(for: noor).count == 3)
        let log = try await ReadAccessLog(place)(noor).rows
        #expect(log.contains { $0.kind == .sectionRead && $0.worker == "Sam" && $0.number != nil })
        await #expect(throws: WorkRefusal.notFound) { try await ReadAccessLog(place)(sam) }
        await desk.remove()
    }

    @Test("of another organisation sees nothing, whatever id it asks for")
    func otherOrganisation() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        _ = try await desk.write("alleen voor ons")
        let (_, sam) = try await desk.enter("sam")
        let id = try #require(try await Inbox(place)(sam).first?.id)
        let (organisation, teams) = try await place.found(organisation: "Other", desk: "Other team")
        let code = try await place.invite(
            name: "Bo", login: "bo", role: .helper, organisation: organisation.id, teams: [try #require(teams.first).id])
        let cookie = try await AcceptInvitation(place)(
            code.text, passphrase: Confidential(TestWorkplace.passphrase), secondFactor: TestWorkplace.factor,
            factor: TestWorkplace.factor.code(now: desk.clock.now))
        let bo = try #require(try await place.workerSession(cookie))
        #expect(try await Inbox(place)(bo).isEmpty)
        await #expect(throws: WorkRefusal.notFound) { try await HelpPerson(place).read(id, by: bo) }
        await #expect(throws: WorkRefusal.notFound) { try await HelpPerson(place).claim(id, by: bo) }
        await #expect(throws: WorkRefusal.notFound) { try await HelpPerson(place).keepDraft(id, Confidential("x"), by: bo) }
        await #expect(throws: WorkRefusal.notFound) {
            try await RenewTeamKey(place).admit(bo.worker.id, to: try desk.team(.desk).id, by: bo)
        }
        await desk.remove()
    }

    @Test("does not let in with a wrong passphrase, a wrong factor, a used factor or an unknown name, and says the same each time")
    func entry() async throws {
        let desk = try await testWorkplace()
        let place = desk.place
        func enter(_ login: String, _ passphrase: String, _ factor: Confidential<String>) async throws {
            _ = try await EnterWork(place)(login: Confidential(login), passphrase: Confidential(passphrase), factor: factor)
        }
        desk.clock.advance(seconds: 120)
        let right = TestWorkplace.factor.code(now: desk.clock.now)
        let before = try await place.stores.audit.head()?.size ?? 0
        await #expect(throws: WorkRefusal.unknown) { try await enter("sam", "seven green boats in a ro", right) }
        await #expect(throws: WorkRefusal.unknown) { try await enter("sam", TestWorkplace.passphrase, Confidential("12345")) }
        await #expect(throws: WorkRefusal.unknown) { try await enter("nobody", TestWorkplace.passphrase, right) }
        // Each attempt stands in the log, whatever was wrong.
        #expect(try await place.stores.audit.head()?.size == before + 3)
        try await enter("SAM ", TestWorkplace.passphrase, right)
        await #expect(throws: WorkRefusal.unknown) { try await enter("sam", TestWorkplace.passphrase, right) }
        await desk.remove()
    }

    @Test("with one holder of its key receives no messages")
    func oneHolder() async throws {
        let desk = try await TestWorkplace.make(people: [("sam", .helper)])
        await #expect(throws: WorkRefusal.nobodyReceives) { try await desk.write("is daar iemand") }
        await desk.remove()
    }

    @Test("changes every key when somebody leaves: what they kept opens nothing that is written later")
    func leaving() async throws {
        let desk = try await TestWorkplace.make(people: [("noor", .administrator), ("sam", .helper), ("iris", .helper), ("bas", .helper)])
        let place = desk.place
        let (_, _, person) = try await desk.write("voor het vertrek")
        let (basCookie, bas) = try await desk.enter("bas")
        let id = try #require(try await Inbox(place)(bas).first?.id)
        let before = try #require(try await place.stores.conversations.conversation(id))
        let oldTeam = try #require(try await place.stores.teams.team(before.team))
        let oldGrant = try #require(
            try await place.stores.sections.grant(before.messages, to: .team(oldTeam.id, generation: oldTeam.generation)))
        let (_, noor) = try await desk.enter("noor")
        try await People(place).end(bas.worker.id, by: noor)
        #expect(try await place.workerSession(basCookie) == nil)
        let (_, sam) = try await desk.enter("sam")
        try await RenewTeamKey(place).renewWhereSomebodyLeft(sam)
        let team = try #require(try await place.stores.teams.team(before.team))
        #expect(team.generation == oldTeam.generation + 1)
        #expect(!team.needsNewKey)
        #expect(try await place.stores.sections.grant(before.messages, to: oldGrant.holder) == nil)
        let (_, iris) = try await desk.enter("iris")
        #expect(try await HelpPerson(place).read(id, by: iris).messages.count == 1)
        try await WriteMessage(place)(Confidential("na het vertrek"), in: person, slip: Confidential("n"))
        #expect(try await HelpPerson(place).read(id, by: iris).messages.count == 2)
        let versions = Set(try await place.stores.sections.items(before.messages, after: 0, limit: 10).map(\.version))
        #expect(versions == [oldGrant.version + 1])
        #expect(try await Inbox(place)(iris).first?.waitingSince != nil)
        await desk.remove()
    }
}
