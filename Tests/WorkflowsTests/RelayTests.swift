import Domain
import Synchronization
import TestKit
import Testing
import Vault
import Workflows

/// Carries words between places of one process, and remembers them.
final class MemoryRelay: Sendable {
    private struct State {
        var listeners: [AsyncStream<RelayEvent>.Continuation] = []
        var sent: [String] = []
    }
    private let state = Mutex(State())
    var sent: [String] { state.withLock { $0.sent } }

    struct End: Relay {
        let incoming: AsyncStream<RelayEvent>
        let relay: MemoryRelay

        func send(_ words: String) async throws { relay.say(words) }
    }

    func end() -> End {
        let (stream, listener) = AsyncStream<RelayEvent>.makeStream()
        state.withLock { $0.listeners.append(listener) }
        return End(incoming: stream, relay: self)
    }

    func say(_ words: String) {
        let listeners = state.withLock { state in
            state.sent.append(words)
            return state.listeners
        }
        for listener in listeners { listener.yield(.words(words)) }
    }

    func miss() { for listener in state.withLock({ $0.listeners }) { listener.yield(.mayHaveMissed) } }
}

@Suite("Two nodes of one installation", .tags(.R5))
struct RelayTests {
    struct House {
        let desk: TestWorkplace
        let other: Workplace
        let relay: MemoryRelay

        /// Both lines are open, and what either said until now has reached the other.
        func hear() async throws {
            for (from, to) in [(desk.place, other), (other, desk.place)] {
                let probe = try #require(Identifier<Conversation>(bytes: desk.place.chance.bytes(16)))
                var heard = to.changes.changes(of: probe).makeAsyncIterator()
                let knock = Task {
                    while !Task.isCancelled {
                        from.changes.tell([probe])
                        try await Task.sleep(for: .milliseconds(1))
                    }
                }
                await heard.next()
                knock.cancel()
            }
        }
    }

    /// A program that begins on the same store.
    static func another(beside here: Workplace) -> Workplace {
        Workplace(
            stores: here.stores, instance: here.instance, codes: here.codes, passphrases: here.passphrases, keys: here.keys,
            log: here.log, chance: here.chance, now: here.now, words: here.words, commonPassphrases: here.commonPassphrases)
    }

    static func with(_ work: (House) async throws -> Void) async throws {
        let desk = try await testWorkplace()
        let here = desk.place
        let other = another(beside: here)
        let relay = MemoryRelay()
        let tasks = [here, other].map { place in
            let end = relay.end()
            return Task { await StayTogether(place)(over: end) }
        }
        let house = House(desk: desk, other: other, relay: relay)
        try await house.hear()
        try await work(house)
        for task in tasks { task.cancel() }
        await desk.remove()
    }

    static func begin(_ place: Workplace) async throws -> PersonSession {
        let message = FirstMessage(text: Confidential(""), language: .dutch, isChat: true)
        let cookie = try await OpenConversation(place)(message, place.conversationSeed(), urgency: .u2)
        return try #require(try await place.personSession(cookie))
    }

    /// Waits until something is so on a node.
    static func until(_ what: () async throws -> Bool) async throws {
        for _ in 0..<2000 {
            if try await what() { return }
            try await Task.sleep(for: .milliseconds(2))
        }
        Issue.record("it did not become so")
    }

    @Test("know of each other who is at the desk, who waits and who is next")
    func floor() async throws {
        try await Self.with { house in
            let (_, sam) = try await house.desk.enter("sam")
            let team = try house.desk.team(.desk).id
            house.desk.place.atDesk(sam)
            try await Self.until { TalkNow(house.other).isOpen(team) }
            let first = try await Self.begin(house.desk.place)
            let second = try await Self.begin(house.other)
            _ = try await TalkNow(house.desk.place).stage(first)
            _ = try await TalkNow(house.other).stage(second)
            try await Self.until {
                guard case .waiting(let standing?) = try await TalkNow(house.other).stage(second) else { return false }
                return standing.place == 1
            }
            // A helper on one node takes whoever waits on the other, and everybody hears it where they are.
            try await HelpPerson(house.desk.place).claim(first.conversation, by: sam)
            try await Self.until {
                guard case .waiting(let standing?) = try await TalkNow(house.other).stage(second) else { return false }
                return standing.place == 0
            }
        }
    }

    @Test("tell one that begins later who is there, who talks and how long that takes, so that people on both read the same")
    func beginsLater() async throws {
        try await Self.with { house in
            let here = house.desk.place
            let (_, sam) = try await house.desk.enter("sam")
            here.atDesk(sam)
            var talk: PersonSession?
            for number in 0..<(QueuePace.fewest + DeskProfile.usual) {
                let person = try await Self.begin(here)
                _ = try await TalkNow(here).stage(person)
                try await HelpPerson(here).claim(person.conversation, by: sam)
                house.desk.clock.advance(seconds: 20 * 60)
                here.atDesk(sam)
                talk = person
                guard number < QueuePace.fewest else { continue }
                try await HelpPerson(here).close(person.conversation, because: .helped, seen: 0, by: sam)
            }
            let last = try await Self.begin(here)
            guard case .waiting(let standing?) = try await TalkNow(here).stage(last) else { throw WorkRefusal.notFound }
            guard case .about = standing.wait else { throw WorkRefusal.notFound }

            let late = Self.another(beside: here)
            let end = house.relay.end()
            let task = Task { await StayTogether(late)(over: end) }
            house.relay.miss()
            try await Self.until { late.floor.standing(of: last.conversation, at: late.now()) == standing }
            let team = try house.desk.team(.desk).id
            #expect(late.floor.crowd(of: [team], at: late.now()) == here.floor.crowd(of: [team], at: here.now()))
            // What ended is known from then on at both, and was not heard twice.
            try await HelpPerson(here).close(try #require(talk).conversation, because: .helped, seen: 0, by: sam)
            try await Self.until { late.floor.crowd(of: [team], at: late.now()).talks == DeskProfile.usual - 1 }
            try await Self.until {
                late.floor.standing(of: last.conversation, at: late.now()) == here.floor.standing(of: last.conversation, at: here.now())
            }
            task.cancel()
        }
    }

    /// Somebody who waits on one node and is told how long that takes, beside what the other node says of the same.
    private static func wait(_ person: PersonSession, _ here: Workplace, _ there: Workplace) async throws -> (QueueWait?, QueueWait?) {
        let one = here.floor.standing(of: person.conversation, at: here.now())
        return (one?.wait, there.floor.standing(of: person.conversation, at: there.now())?.wait)
    }

    @Test("count a talk once and for as long as it took, whichever of them looks first, also when it goes on again and is erased")
    func countsOnce() async throws {
        try await Self.with { house in
            let (here, other, clock) = (house.desk.place, house.other, house.desk.clock)
            let team = try house.desk.team(.desk).id
            let (_, sam) = try await house.desk.enter("sam")
            here.atDesk(sam)
            func talks(_ place: Workplace) -> Int { place.floor.crowd(of: [team], at: place.now()).talks }
            func talk(minutes: Int64) async throws -> PersonSession {
                let person = try await Self.begin(here)
                _ = try await TalkNow(here).stage(person)
                try await HelpPerson(here).claim(person.conversation, by: sam)
                try await Self.until { talks(other) == talks(here) }
                clock.advance(seconds: minutes * 60)
                here.atDesk(sam)
                return person
            }
            for number in 0..<QueuePace.fewest {
                let person = try await talk(minutes: 40)
                // The other node finds out from the store or from the page before it hears, and after its end somebody erases everything there.
                if number == 1 { other.floor.isOver(person.conversation, at: other.now()) }
                try await Self.until { number != 1 || talks(here) == 0 }
                clock.advance(seconds: number == 1 ? 30 : 0)
                try await HelpPerson(here).close(person.conversation, because: .helped, seen: 0, by: sam)
                try await Self.until { talks(other) == 0 && talks(here) == 0 }
                other.floor.ended(person.conversation, at: other.now())
                clock.advance(seconds: 20)
                other.floor.ended(person.conversation, at: other.now())
            }
            for _ in 0..<DeskProfile.usual { _ = try await talk(minutes: 1) }
            let last = try await Self.begin(here)
            _ = try await TalkNow(here).stage(last)
            try await Self.until { other.floor.standing(of: last.conversation, at: other.now()) != nil }
            let (one, two) = try await Self.wait(last, here, other)
            #expect(one == two && one != .soon)
            // Had an end of seconds been counted beside each talk, half of this would be promised.
            guard case .about(let minutes)? = one else { throw WorkRefusal.notFound }
            #expect(minutes >= 10)
        }
    }

    @Test("tell who begins later every talk that is remembered, and an open page of before the answer loses nothing")
    func remembersAll() async throws {
        try await Self.with { house in
            let (here, clock) = (house.desk.place, house.desk.clock)
            let team = try house.desk.team(.desk).id
            let (_, sam) = try await house.desk.enter("sam")
            here.atDesk(sam)
            let samples = StorageSamples(31)
            func conversation(_ arrival: Int64) -> Conversation {
                Conversation(
                    id: samples.id(), dossier: samples.id(), messages: samples.id(), team: team, language: .dutch, urgency: .u2,
                    state: .waiting, arrival: arrival, card: samples.sealed(), cardGeneration: 1)
            }
            // The oldest took longest: whoever hears of the latest alone promises too much.
            for number in 0..<(QueuePace.remembered + 3) {
                let one = conversation(Int64(number))
                here.floor.began(one, with: sam.worker.id, at: clock.now)
                clock.advance(seconds: number < 200 ? 3600 : 60)
                here.floor.ended(one.id, at: clock.now)
            }
            here.atDesk(sam)
            let running = (0..<DeskProfile.usual).map { conversation(Int64(1000 + $0)) }
            for one in running { here.floor.began(one, with: sam.worker.id, at: clock.now) }
            clock.advance(seconds: 120)
            here.atDesk(sam)
            let last = conversation(2000)
            here.floor.waits(last, needing: SkillSet(languages: [.dutch]), at: clock.now)
            let standing = try #require(here.floor.standing(of: last.id, at: clock.now))

            let late = Self.another(beside: here)
            // Its open pages ask before anybody answers.
            for one in running { late.floor.goesOn(one, with: sam.worker.id, at: clock.now) }
            let end = house.relay.end()
            let task = Task { await StayTogether(late)(over: end) }
            house.relay.miss()
            try await Self.until { late.floor.standing(of: last.id, at: clock.now) == standing }
            house.relay.miss()
            // And both go on alike when more talks end, on either of them.
            for (place, one) in zip([late, here, late], running) {
                clock.advance(seconds: 7 * 60)
                for node in [here, late] { node.atDesk(sam) }
                here.floor.waits(last, needing: SkillSet(languages: [.dutch]), at: clock.now)
                late.floor.waits(last, needing: SkillSet(languages: [.dutch]), at: clock.now)
                place.floor.ended(one.id, at: clock.now)
                let next = conversation(3000)
                place.floor.began(next, with: sam.worker.id, at: clock.now)
                try await Self.until {
                    let (one, two) = (here, late)
                    return one.floor.standing(of: last.id, at: clock.now) == two.floor.standing(of: last.id, at: clock.now)
                        && one.floor.crowd(of: [team], at: clock.now) == two.floor.crowd(of: [team], at: clock.now)
                }
            }
            task.cancel()
        }
    }

    @Test("learn from an open page that a helper is busy, and from the store that a talk is over whose end nobody heard")
    func alone() async throws {
        try await Self.with { house in
            let here = house.desk.place
            let team = try house.desk.team(.desk).id
            let (_, sam) = try await house.desk.enter("sam")
            let person = try await Self.begin(here)
            try await HelpPerson(here).claim(person.conversation, by: sam)
            // All of it begins anew: nobody is left to tell.
            let alone = Self.another(beside: here)
            alone.atDesk(sam)
            #expect(alone.floor.crowd(of: [team], at: alone.now()).talks == 0)
            #expect(try await TalkNow(alone).stage(person) == .talking)
            #expect(alone.floor.crowd(of: [team], at: alone.now()).talks == 1)
            try await SettleTalks(alone)()
            #expect(alone.floor.crowd(of: [team], at: alone.now()).talks == 1)
            try await HelpPerson(here).close(person.conversation, because: .helped, seen: 0, by: sam)
            #expect(alone.floor.crowd(of: [team], at: alone.now()).talks == 1)
            try await SettleTalks(alone)()
            #expect(alone.floor.crowd(of: [team], at: alone.now()).talks == 0)
        }
    }

    @Test("hear at once that a helper signed out, and that the same helper is back")
    func signsOut() async throws {
        try await Self.with { house in
            let (_, sam) = try await house.desk.enter("sam")
            let team = try house.desk.team(.desk).id
            house.desk.place.atDesk(sam)
            try await Self.until { TalkNow(house.other).isOpen(team) }
            await house.desk.place.signOut(sam)
            try await Self.until { !TalkNow(house.other).isOpen(team) }
            // The clock stands still: what goes on is told anew because it had ended.
            let again = try await house.desk.enter("sam").session
            house.desk.clock.advance(seconds: -60)
            house.desk.place.atDesk(again)
            try await Self.until { TalkNow(house.other).isOpen(team) }
        }
    }

    @Test("offer whoever waits to one helper, wherever each of them is, and agree on whom")
    func offers() async throws {
        try await Self.with { house in
            let team = try house.desk.team(.desk).id
            let (here, there) = (house.desk.place, house.other)
            let (_, sam) = try await house.desk.enter("sam")
            let (_, iris) = try await house.desk.enter("iris")
            here.atDesk(sam)
            there.atDesk(iris)
            try await Self.until { here.floor.helpers(of: team, at: here.now()).count == 2 }
            try await Self.until { there.floor.helpers(of: team, at: here.now()).count == 2 }
            var people: [PersonSession] = []
            for place in [here, there] { people.append(try await Self.begin(place)) }
            _ = try await TalkNow(here).stage(people[0])
            _ = try await TalkNow(there).stage(people[1])
            func asked(_ place: Workplace) -> [Identifier<Conversation>?] {
                [sam, iris].map { Inbox(place).offer(to: $0)?.conversation }
            }
            try await Self.until { asked(here) == asked(there) && !asked(here).contains(nil) }
            #expect(Set(asked(here)) == Set(people.map(\.conversation)))
            // Passed on at one node, the other hears it; each is a colleague's turn then only when a colleague is free.
            let first = try #require(Inbox(here).offer(to: sam))
            try await HelpPerson(here).pass(first.conversation, by: sam)
            try await Self.until { Inbox(there).offer(to: sam) == nil }
            let other = try #require(Inbox(there).offer(to: iris))
            try await HelpPerson(there).claim(other.conversation, by: iris)
            try await Self.until { Inbox(here).offer(to: iris)?.conversation == first.conversation }
            try await Self.until { asked(here) == asked(there) }
        }
    }

    @Test("tell each other of every message, that somebody is writing, and that somebody left")
    func changes() async throws {
        try await Self.with { house in
            let (_, sam) = try await house.desk.enter("sam")
            let person = try await Self.begin(house.other)
            try await HelpPerson(house.desk.place).claim(person.conversation, by: sam)
            var here = house.desk.place.changes.changes(of: person.conversation).makeAsyncIterator()
            try await WriteMessage(house.other)(Confidential("KANARIE"), in: person, slip: Confidential("a"))
            await here.next()
            var writing = house.other.changes.writing(in: person.conversation).makeAsyncIterator()
            try await HelpPerson(house.desk.place).writes(in: person.conversation, by: sam)
            await writing.next()
            var there = house.other.changes.changes(of: person.conversation).makeAsyncIterator()
            try await HelpPerson(house.desk.place).answer(
                person.conversation, Confidential("KANARIE"), seen: 1, slip: Confidential("b"), by: sam)
            await there.next()
            #expect(try await ReadOwnConversation(house.other)(person).messages.count == 2)
            try await EraseEverything(house.other).unproven(person)
            try await Self.until { house.desk.place.floor.present(at: house.desk.clock.now).isEmpty }
        }
    }

    @Test("carry nothing that says who or what: it is sealed, and of few sizes")
    func sealed() async throws {
        try await Self.with { house in
            let person = try await Self.begin(house.other)
            _ = try await TalkNow(house.other).stage(person)
            try await WriteMessage(house.other)(Confidential("KANARIE"), in: person, slip: Confidential("a"))
            try await Self.until { house.relay.sent.count > 3 }
            for words in house.relay.sent {
                #expect(!words.contains(person.conversation.text) && !words.contains("KANARIE"))
                #expect(words.utf8.allSatisfy { $0 > 32 && $0 < 127 && $0 != 39 } && words.utf8.count < 8000)
            }
            #expect(Set(house.relay.sent.map(\.utf8.count)).count <= 3)
        }
    }

    @Test("look again when the line was away, and are not led by what others say on it")
    func missed() async throws {
        try await Self.with { house in
            let person = try await Self.begin(house.other)
            var signals = house.desk.place.changes.changes(of: person.conversation).makeAsyncIterator()
            let strange = try RelaySeal(keys: InstanceKeys.make(CountedChance(77))).seal(Array("x\nc|\(person.conversation.text)".utf8))
            for words in ["", "x", strange, String(repeating: "A", count: 9000)] { house.relay.say(words) }
            house.relay.miss()
            await signals.next()
        }
    }

    @Test("say everything so that it can be read back, and take nothing else", arguments: 0..<40)
    func notes(_ seed: Int) throws {
        var mutator = Mutator(UInt64(900 + seed))
        let words = [
            "t|", "c|x", "q|a|b|c|d|e", "p|" + String(repeating: "0", count: 32) + "|3|x=nl/y", "b|1|2|3", "o|1|2|3", "x|1|2", "|", "zz",
            "",
        ]
        let relay = RelaySeal(keys: InstanceKeys.make(CountedChance(UInt64(seed))))
        for word in words {
            let changed = word + String(mutator.number(0..<1000))
            #expect(try relay.open(relay.seal(Array(changed.utf8))) == Array(changed.utf8))
        }
    }
}
