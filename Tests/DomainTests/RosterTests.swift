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

    @Test("is planned by the clock, over midnight and in the nights in which the clock is changed")
    func clock() throws {
        func hours(_ day: String, _ from: Int, _ to: Int) throws -> Int64? {
            Shift(worker: sam, on: try #require(CalendarDay(day)), from: from * 60, to: to * 60).map {
                ($0.to.seconds - $0.from.seconds) / 3600
            }
        }
        #expect(try hours("2026-11-23", 8, 16) == 8)
        #expect(try hours("2026-11-23", 22, 6) == 8)
        #expect(try hours("2026-11-23", 16, 24) == 8)
        #expect(try hours("2026-03-28", 22, 6) == 7)
        #expect(try hours("2026-10-24", 22, 6) == 9)
        #expect(try hours("2026-11-23", 9, 9) == nil)
        #expect(try hours("2026-11-23", 0, 24) == 24)
        #expect(try hours("2026-11-23", 8, 25) == nil)
        #expect(try hours("2026-11-23", -1, 8) == nil)
        // Twenty-five hours, which nobody works.
        #expect(try hours("2026-10-25", 0, 24) == nil)
    }

    @Test("has days of 24 hours, one of 23 and one of 25")
    func days() throws {
        for (day, hours) in [("2026-11-23", 24), ("2026-03-29", 23), ("2026-10-25", 25)] {
            let day = try #require(CalendarDay(day))
            let roster = Roster([try #require(Shift(worker: sam, on: day, from: 0, to: 8 * 60))])
            let stretches = roster.stretches(on: day)
            #expect(stretches.map(\.people) == [1, 0])
            #expect(stretches.reduce(0) { $0 + $1.to.seconds - $1.from.seconds } == Int64(hours) * 3600)
            #expect(AmsterdamTime(stretches[1].from).minute == 8 * 60)
        }
    }

    @Test("counts the same whichever way it is counted")
    func counting() throws {
        let chance = CountedChance(7)
        let workers = (0..<5).map { _ in Identifier<SupportWorker>(chance) }
        let shifts = try (0..<60).map { _ in
            let bytes = chance.bytes(3)
            return try shift(workers[Int(bytes[0]) % 5], Int64(bytes[1]) % 90, Int64(bytes[1]) % 90 + 1 + Int64(bytes[2]) % 12)
        }
        let roster = Roster(shifts)
        let stretches = roster.stretches(from: at(3), to: at(99))
        for stretch in stretches {
            for hour in stride(from: stretch.from.seconds, to: stretch.to.seconds, by: 3600) {
                #expect(roster.people(at: Instant(seconds: hour)) == stretch.people)
            }
        }
        #expect(stretches.first?.from == at(3) && stretches.last?.to == at(99))
        for (one, next) in zip(stretches, stretches.dropFirst()) { #expect(one.to == next.from && one.people != next.people) }
    }

    @Test("keeps shifts at half hours")
    func halfHours() throws {
        let team = Identifier<Team>(CountedChance(3))
        let odd = try #require(Shift(worker: sam, from: at(8), to: Instant(seconds: 9 * 3600 + 60)))
        let even = try #require(Shift(worker: sam, from: at(8), to: Instant(seconds: 9 * 3600 + 1800)))
        #expect(PlannedShift(id: Identifier(CountedChance(4)), team: team, shift: odd) == nil)
        #expect(PlannedShift(id: Identifier(CountedChance(4)), team: team, shift: even) != nil)
    }
}
