import Domain
import Foundation
import TestKit
import Testing

@Suite("The clock in Amsterdam", .tags(.R6))
struct AmsterdamTimeTests {
    @Test("agrees with the time zone database at every hour of thirty years")
    func agreesWithTheDatabase() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Amsterdam"))
        let start = 946_684_800  // 1 January 2000, UTC
        for hour in 0..<(30 * 366 * 24) {
            let seconds = start + hour * 3600 + 1799
            let ours = AmsterdamTime(Instant(seconds: Int64(seconds))).offset
            let theirs = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            guard ours != theirs else { continue }
            Issue.record("\(seconds): \(ours) is not \(theirs)")
            break
        }
    }

    @Test("reads a local time back as the same moment, except in the hour that does not exist")
    func roundTrips() {
        for step in 0..<200_000 {
            let instant = Instant(seconds: 1_700_000_000 + Int64(step) * 977)
            let local = AmsterdamTime(instant)
            let back = AmsterdamTime.instant(local.day, minute: local.minute, second: local.second)
            // Where the clock goes back, one local time stands for two moments: the first is meant.
            guard back != instant, back.adding(seconds: 3600) != instant else { continue }
            Issue.record("\(instant.rfc3339) comes back as \(back.rfc3339)")
            break
        }
    }

    @Test("takes the first of two where the clock goes back, and does not fall over where it skips an hour")
    func changes() throws {
        #expect(try #require(Instant("2026-10-25T02:30")).rfc3339 == "2026-10-25T00:30:00Z")
        #expect(try #require(Instant("2026-10-25T03:30")).rfc3339 == "2026-10-25T02:30:00Z")
        #expect(try #require(Instant("2027-03-28T02:30")).rfc3339 == "2027-03-28T01:30:00Z")
        #expect(try #require(Instant("2026-12-24T23:30")).rfc3339 == "2026-12-24T22:30:00Z")
        #expect(try #require(Instant("2026-07-01T00:30:00+02:00")).rfc3339 == "2026-06-30T22:30:00Z")
    }

    @Test(
        "refuses what is no moment",
        arguments: [
            "", "2026-12-24", "2026-13-01T10:00", "2026-02-29T10:00", "2026-12-24T24:00", "2026-12-24T23:60", "2026-12-24T23:30+1",
            "24-12-2026T10:00",
            "2026-12-24T23:30:00.Z", "2026-12-24T2３:30", "2026-12-24T23:30:00+25:00",
        ])
    func refuses(_ text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("counts calendar days as the calendar does, over a thousand years")
    func calendar() {
        var day = CalendarDay(number: -200_000)
        for _ in 0..<365_250 {
            let (year, month, date) = day.components
            if year >= 1, CalendarDay(year: year, month: month, day: date) != day {
                Issue.record("\(day) is not itself")
                break
            }
            day = day.adding(days: 1)
        }
        #expect(CalendarDay("2026-11-21")?.weekday == 5)
        #expect(CalendarDay("2026-02-30") == nil)
    }
}

@Suite("Dutch public holidays", .tags(.R6))
struct DutchHolidayTests {
    @Test(
        "fall on the days that the almanac gives",
        arguments: [
            ("2024-03-31", HolidayKind.closed), ("2024-04-01", .closed), ("2024-05-09", .closed), ("2024-05-20", .closed),
            ("2025-04-20", .closed), ("2025-04-21", .closed), ("2025-04-26", .closed), ("2025-04-27", .none), ("2025-05-05", .closed),
            ("2026-04-03", .uncertain), ("2026-04-06", .closed), ("2026-04-27", .closed), ("2026-05-05", .uncertain),
            ("2026-05-14", .closed),
            ("2026-05-25", .closed), ("2026-12-25", .closed), ("2026-12-26", .closed), ("2027-01-01", .closed), ("2026-12-24", .none),
            ("2038-04-25", .closed), ("2000-04-24", .closed),
        ])
    func almanac(_ text: String, _ kind: HolidayKind) throws {
        #expect(DutchHolidays.kind(try #require(CalendarDay(text))) == kind)
    }

    @Test("hold ten days a year that are surely closed, or eleven in a lustrum year, minus those that meet")
    func countsPerYear() throws {
        for year in 2000...2100 {
            let first = try #require(CalendarDay(year: year, month: 1, day: 1))
            let closed = (0..<366).filter { ahead in
                let day = first.adding(days: ahead)
                return day.components.year == year && DutchHolidays.kind(day) == .closed
            }
            #expect((9...11).contains(closed.count))
        }
    }
}

@Suite("Opening hours", .tags(.R3, .R6))
struct OpeningHoursTests {
    private let office = Schedule(always: false, spans: [.init(days: 0b0011111, opens: 540, closes: 1020)])
    private let daily = Schedule(always: false, spans: [.init(days: 0b1111111, opens: 660, closes: 1260)])

    private func local(_ text: String) throws -> AmsterdamTime { AmsterdamTime(try #require(Instant(text))) }

    @Test("open on the minute, close on the minute")
    func edges() throws {
        #expect(!office.isSurelyOpen(try local("2026-11-23T08:59")))
        #expect(office.isSurelyOpen(try local("2026-11-23T09:00")))
        #expect(office.isSurelyOpen(try local("2026-11-23T16:59")))
        #expect(!office.isSurelyOpen(try local("2026-11-23T17:00")))
    }

    @Test("suspend weekday hours on a holiday, and keep the hours of lines that are there every day")
    func holidays() throws {
        #expect(!office.isSurelyOpen(try local("2026-12-25T11:00")))
        #expect(daily.isSurelyOpen(try local("2026-12-25T11:00")))
        #expect(office.opening(try local("2026-05-05T11:00")) == .unchecked)
    }

    @Test("tell when a closed line opens again, over weekends, holidays and the change of the clock")
    func opensAt() throws {
        #expect(office.opening(try local("2026-12-24T18:00")) == .closed(opensAt: Instant("2026-12-28T09:00")))
        #expect(office.opening(try local("2026-10-24T12:00")) == .closed(opensAt: Instant("2026-10-26T09:00")))
        #expect(Schedule(always: false, spans: []).opening(try local("2026-10-24T12:00")) == .closed(opensAt: nil))
    }

    @Test("never promise an opening at which the line is not open, over four years")
    func promisesHold() {
        for hour in stride(from: 0, to: 4 * 366 * 24, by: 5) {
            let now = AmsterdamTime(Instant(seconds: 1_750_000_000 + Int64(hour) * 3600))
            if case .closed(let opensAt?) = office.opening(now) { #expect(office.isSurelyOpen(AmsterdamTime(opensAt))) }
        }
    }
}
