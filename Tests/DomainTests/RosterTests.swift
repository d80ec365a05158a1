import Domain
import TestKit
import Testing

@Suite("A roster")
struct RosterTests {
    private let sam = Identifier<SupportWorker>(CountedChance(1))
    private let noor = Identifier<SupportWorker>(CountedChance(2))
    private func at(_ hour: Int64) -> Instant { Instant(seconds: hour * 3600) }
    private func shift(_ worker: Identifier<SupportWorker>, _ from: Int64, _ to: Int64) throws -> Shift {
        try #require(Shift(worker: worker, from: at(from), to: at(to)))
    }

    @Test("knows no shift that ends before it begins, or lasts longer than a day")
    func impossible() {
        #expect(Shift(worker: sam, from: at(9), to: at(9)) == nil)
        #expect(Shift(worker: sam, from: at(9), to: at(8)) == nil)
        #expect(Shift(worker: sam, from: at(0), to: at(25)) == nil)
    }

    @Test("shows where too few are there, to the minute, and counts nobody twice")
    func gaps() throws {
        let roster = Roster([try shift(sam, 8, 16), try shift(noor, 14, 22), try shift(sam, 15, 17)])
        #expect(roster.people(at: at(15)) == 2)
        #expect(roster.people(at: at(16)) == 2)
        #expect(roster.people(at: at(22)) == 0)
        #expect(roster.gaps(from: at(0), to: at(24), fewest: 1).map { [$0.from, $0.to] } == [[at(0), at(8)], [at(22), at(24)]])
        #expect(
            roster.gaps(from: at(8), to: at(22), fewest: 2).map { [$0.from, $0.to] } == [[at(8), at(14)], [at(17), at(22)]])
        #expect(roster.gaps(from: at(5), to: at(5), fewest: 1).isEmpty)
    }

    @Test("says when the desk opens and until when, over a change of shift")
    func promise() throws {
        let roster = Roster([try shift(sam, 8, 16), try shift(noor, 16, 24), try shift(sam, 30, 32)])
        #expect(roster.opens(after: at(3)) == at(8))
        #expect(roster.closes(after: at(9)) == at(24))
        #expect(roster.opens(after: at(25)) == at(30))
        #expect(roster.closes(after: at(25)) == nil)
        #expect(roster.opens(after: at(33)) == nil)
        #expect(roster.opens(after: at(9)) == at(9))
    }
}
