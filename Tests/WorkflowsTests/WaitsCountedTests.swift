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
            // They come back to their place and are taken after all, by the other node: it is one wait, and they did not leave.
            _ = try await TalkNow(there).stage(gone)
            try await Self.both(house, taken: [.fiveMinutes: 1], left: [.fiveMinutes: 1])
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

    /// A third node that runs until it is ended by force: then nobody at it looks at anything any more.
    private static func third(beside house: RelayTests.House) async throws -> (place: Workplace, line: Task<Void, Never>) {
        let place = Nodes.another(beside: house.desk.place)
        let end = house.relay.end()
        return (place, Task { await StayTogether(place)(over: end) })
    }

    /// Time goes by, while the two nodes that go on look as they do each minute, and somebody's page gives signs.
    private static func goesBy(
        _ seconds: Int64, _ house: RelayTests.House, with open: PersonSession? = nil, at node: Workplace? = nil
    ) async throws {
        for _ in 0..<(seconds / 15) {
            house.desk.clock.advance(seconds: 15)
            for place in [house.desk.place, house.other] { try await SettleTalks(place)() }
            if let open { _ = try await TalkNow(node ?? house.other).stage(open) }
            try await house.hear()
        }
    }

    private static func isKnown(_ house: RelayTests.House, _ count: Int) -> Bool {
        [house.desk.place, house.other].allSatisfy { $0.floor.needs(at: $0.now()).count == count }
    }

    /// Their pages give signs until both nodes know of them: a line that has just begun tells nothing yet.
    private static func isHeard(_ people: [PersonSession], at place: Workplace, _ house: RelayTests.House) async throws {
        try await Nodes.until {
            for person in people { _ = try await TalkNow(place).stage(person) }
            return isKnown(house, people.count)
        }
    }

    @Test("counts who does not come back after their node was ended by force, once, and for as long as they waited")
    func killed() async throws {
        try await Nodes.with { house in
            let (_, sam) = try await house.desk.enter("sam")
            let third = try await Self.third(beside: house)
            let (gone, back) = (try await Self.waits(third.place), try await Self.waits(third.place))
            try await Self.isHeard([gone, back], at: third.place, house)
            third.line.cancel()
            // Soon enough at another node it is the same wait.
            try await Self.goesBy(60, house)
            try await Self.goesBy(30, house, with: back)
            #expect(Self.isKnown(house, 1))
            // Their node may be slow to say so.
            #expect(try Self.numbers(house, house.desk.place).left.isEmpty)
            try await Self.goesBy(180, house, with: back)
            try await Self.both(house, taken: [:], left: [.fiveMinutes: 1])
            house.desk.place.atDesk(sam)
            try await HelpPerson(house.desk.place).claim(back.conversation, by: sam)
            try await Self.goesBy(600, house)
            try await Self.both(house, taken: [.fiveMinutes: 1], left: [.fiveMinutes: 1])
            // After all this time they come back: they had left, and wait anew.
            _ = try await TalkNow(house.other).stage(gone)
            try await Self.both(house, taken: [.fiveMinutes: 1])
        }
    }

    @Test("takes back that somebody left whose node was only not reached for a while, on every node")
    func apart() async throws {
        try await Nodes.with { house in
            let third = try await Self.third(beside: house)
            let person = try await Self.waits(third.place)
            try await Self.isHeard([person], at: third.place, house)
            third.line.cancel()
            try await Self.goesBy(255, house, with: person, at: third.place)
            try await Self.both(house, taken: [:], left: [.fiveMinutes: 1])
            let end = house.relay.end()
            let again = Task { await StayTogether(third.place)(over: end) }
            house.relay.miss()
            // Their page gives signs as ever, and what was thought of them is gone everywhere.
            try await Nodes.until {
                house.desk.clock.advance(seconds: 1)
                _ = try await TalkNow(third.place).stage(person)
                return try [house.desk.place, house.other, third.place].allSatisfy { try Self.numbers(house, $0).left.isEmpty }
            }
            let (_, sam) = try await house.desk.enter("sam")
            third.place.atDesk(sam)
            try await HelpPerson(third.place).claim(person.conversation, by: sam)
            try await Self.both(house, taken: [.quarter: 1])
            again.cancel()
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
