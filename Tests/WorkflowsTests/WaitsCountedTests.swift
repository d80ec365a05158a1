import Domain
import TestKit
import Testing
import Vault

@testable import Workflows

@Suite("How long people waited, counted by two nodes", .tags(.R3, .R5))
struct WaitsCountedTests {
    private typealias Nodes = RelayTests

    private static func numbers(_ house: RelayTests.House, _ place: Workplace) throws -> DeskTally.View {
        place.floor.tally(of: [try house.desk.team(.desk).id], since: Instant(seconds: 0), at: place.now())
    }

    /// Both say the same, and that is what is expected.
    private static func both(_ house: RelayTests.House, taken: [WaitBand: Int], left: [WaitBand: Int] = [:]) async throws {
        try await Nodes.until {
            let (one, two) = (try numbers(house, house.desk.place), try numbers(house, house.other))
            return one == two && one.taken == taken && one.left == left
        }
        #expect(try numbers(house, house.desk.place) == numbers(house, house.other))
    }

    private static func waits(_ place: Workplace) async throws -> PersonSession {
        let person = try await Nodes.begin(place)
        _ = try await TalkNow(place).stage(person)
        return person
    }

    @Test("is the same on both: taken at one, left at the other, gone without a word, each once")
    func same() async throws {
        try await Nodes.with { house in
            let (here, there, clock) = (house.desk.place, house.other, house.desk.clock)
            let (_, sam) = try await house.desk.enter("sam")
            here.atDesk(sam)
            let (taken, left, gone) = (try await Self.waits(there), try await Self.waits(there), try await Self.waits(here))
            try await Nodes.until { here.floor.needs(at: here.now()).count == 3 && there.floor.needs(at: there.now()).count == 3 }
            clock.advance(seconds: 70)
            for (place, person) in [(there, taken), (there, left), (here, gone)] { _ = try await TalkNow(place).stage(person) }
            try await Nodes.until { here.floor.needs(at: here.now()).count == 3 && there.floor.needs(at: there.now()).count == 3 }
            try await HelpPerson(here).claim(taken.conversation, by: sam)
            try await Self.both(house, taken: [.fiveMinutes: 1])
            try await EraseEverything(there).unproven(left)
            try await Self.both(house, taken: [.fiveMinutes: 1], left: [.fiveMinutes: 1])
            // Whose page closed is gone when no sign came for a while, and the node where it was open says so.
            clock.advance(seconds: DeskFloor.patience + 1)
            #expect(try Self.numbers(house, there).left == [.fiveMinutes: 1])
            try await SettleTalks(here)()
            try await Self.both(house, taken: [.fiveMinutes: 1], left: [.fiveMinutes: 2])
            // They come back to their place and are taken after all, by the other node: it is one wait.
            _ = try await TalkNow(there).stage(gone)
            here.atDesk(sam)
            try await HelpPerson(there).claim(gone.conversation, by: sam)
            try await Self.both(house, taken: [.fiveMinutes: 2], left: [.fiveMinutes: 1])
        }
    }

    @Test("is told to a node that begins later, with since when, and for who waits still; and to one that was not reached for a while")
    func later() async throws {
        try await Nodes.with { house in
            let (here, clock) = (house.desk.place, house.desk.clock)
            let team = try house.desk.team(.desk).id
            let (_, sam) = try await house.desk.enter("sam")
            here.atDesk(sam)
            let before = try await Self.waits(here)
            try await HelpPerson(here).claim(before.conversation, by: sam)
            let long = try await Self.waits(here)
            for _ in 0..<20 {
                clock.advance(seconds: 60)
                _ = try await TalkNow(here).stage(long)
            }
            let late = Nodes.another(beside: here)
            // It heard of nothing yet, and says so.
            #expect(late.floor.tally(of: [team], since: Instant(seconds: 0), at: late.now()).from == clock.now)
            let end = house.relay.end()
            let task = Task { await StayTogether(late)(over: end) }
            house.relay.miss()
            func same() -> Bool {
                late.floor.tally(of: [team], since: Instant(seconds: 0), at: late.now())
                    == here.floor.tally(of: [team], since: Instant(seconds: 0), at: here.now())
            }
            try await Nodes.until { same() && late.floor.needs(at: late.now()).count == 1 }
            #expect(late.floor.tally(of: [team], since: Instant(seconds: 0), at: late.now()).taken == [.moment: 1])
            // Taken there, they waited for as long as they did.
            late.atDesk(sam)
            try await HelpPerson(late).claim(long.conversation, by: sam)
            try await Nodes.until { same() }
            #expect(try Self.numbers(house, here).taken == [.moment: 1, .hour: 1])
            task.cancel()

            // A line that comes back tells what it could not tell meanwhile.
            let apart = Nodes.another(beside: here)
            let alone = try await Self.waits(apart)
            try await HelpPerson(apart).claim(alone.conversation, by: sam)
            #expect(try Self.numbers(house, here).taken[.moment] == 1)
            let own = house.relay.end()
            let other = Task { await StayTogether(apart)(over: own) }
            house.relay.miss()
            try await Nodes.until {
                try Self.numbers(house, here).taken[.moment] == 2 && Self.numbers(house, house.other).taken[.moment] == 2
            }
            other.cancel()
        }
    }

    @Test("is remembered for a day, and read back as it was said; nothing else is taken")
    func words() {
        let team = Identifier<Team>(CountedChance(3))
        let id = Identifier<Conversation>(CountedChance(4))
        let ends = WaitBand.allCases.map { WaitEnd(arrival: Int64($0.rawValue), band: $0, isTaken: $0 == .hour, ago: 7) }
        for note in [RelayNote.waited(team, ends), .waitsFor(id, seconds: 61), .counts(seconds: 0)] {
            #expect(RelayNote(words: note.words) == note)
        }
        let other = team.text
        for words in [
            "n|\(other)|", "n|\(other)|1=9=0=0", "n|\(other)|1=0=2=0", "n|\(other)|1=0=0=-1", "n|x|1=0=0=0", "s|-1", "v|\(id.text)|",
        ] {
            #expect(RelayNote(words: words) == nil, "\(words)")
        }
        var tally = DeskTally()
        let noon = Instant(seconds: 1_800_000_000)
        tally.add([WaitEnd(arrival: 1, band: .hour, isTaken: true, ago: 86_401)], of: team, at: noon)
        tally.add(ends, of: team, at: noon)
        tally.add(ends, of: team, at: noon.adding(seconds: 5))
        let view = tally.view([team], since: Instant(seconds: 0))
        #expect(view.taken == [.hour: 1] && view.left.values.reduce(0, +) == WaitBand.allCases.count - 1)
        tally.add([], of: team, at: noon.adding(seconds: 90_000))
        #expect(tally.view([team], since: Instant(seconds: 0)).taken.isEmpty)
    }
}
