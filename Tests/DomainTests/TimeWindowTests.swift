import Domain
import TestKit
import Testing

/// Hours that count: nobody is told that there is more time than there is, and nobody loses a way that may be open.
@Suite("Time that counts", .tags(.R37, .R57))
struct TimeWindowTests {
    private static let told = Instant(seconds: 1_795_200_000)
    private static let pep = TimeWindow.Limit(id: "pep", hours: 72)
    private static let traces = TimeWindow.Limit(id: "traces", hours: 168)

    private static func later(_ hours: Int64) -> Instant { told.adding(seconds: hours * 3600) }

    @Test("is counted between the first and the last moment that it can have been")
    func within72Hours() throws {
        let span = try #require(EventSpan(.within72Hours, toldAt: Self.told))
        #expect(span.left(of: Self.pep, at: Self.told) == 0...72)
        #expect(span.left(of: Self.traces, at: Self.told) == 96...168)
        #expect(span.left(of: Self.pep, at: Self.later(20)) == 0...52)
        #expect(span.left(of: Self.pep, at: Self.later(73)) == 0...0)
        let week = try #require(EventSpan(.within7Days, toldAt: Self.told))
        #expect(week.left(of: Self.traces, at: Self.told) == 0...96)
        #expect(EventSpan(.longerAgo, toldAt: Self.told) == nil && EventSpan(.unknown, toldAt: Self.told) == nil)
    }

    @Test("goes on after it was told: what was within three days on Monday is longer ago on Friday, and never sooner than that is sure")
    func ages() throws {
        let span = try #require(EventSpan(.within72Hours, toldAt: Self.told))
        #expect(span.when(at: Self.told) == .within72Hours)
        #expect(span.when(at: Self.later(71)) == .within72Hours)
        #expect(span.when(at: Self.later(72)) == .within7Days)
        #expect(span.when(at: Self.later(168)) == .longerAgo)
    }

    @Test("is counted from the earliest that a day or an hour can mean")
    func exact() throws {
        let day = try #require(CalendarDay("2026-11-20"))
        let now = try #require(Instant("2026-11-21T14:30"))
        let hour = EventMoment(day: day, hour: 22).span
        #expect(hour.left(of: Self.pep, at: now) == 55...56)
        #expect(hour.surelyUntil(Self.pep) == Instant("2026-11-23T22:00"))
        let whole = EventMoment(day: day).span
        #expect(whole.left(of: Self.pep, at: now) == 33...57)
        #expect(EventMoment(day: day, hour: 99) == EventMoment(day: day))
        // Of something of today, which is not over, no more is left than the whole.
        let today = EventMoment(day: try #require(CalendarDay("2026-11-21"))).span
        #expect(today.left(of: Self.pep, at: now) == 57...72)
    }

    @Test("is left alone when it goes on, for it may have happened since")
    func ongoing() {
        var situation = Situation()
        situation.when = .within72Hours
        situation.ongoing = .yes
        #expect(situation.span(told: Self.told, Registration()) == nil)
        #expect(situation.grown(told: Self.told, with: Registration(), at: Self.later(100)).when == .within72Hours)
        situation.ongoing = .unknown
        #expect(situation.grown(told: Self.told, with: Registration(), at: Self.later(100)).when == .within7Days)
    }
}

@Suite("The short registration", .tags(.R105))
struct RegistrationTests {
    @Test("is one line, and reads back as it was written; what nobody knows is left out")
    func text() throws {
        let day = try #require(CalendarDay("2026-11-20"))
        let registration = Registration(codes: [.channel: "chat", .theme: "organised"], moment: EventMoment(day: day, hour: 3))
        #expect(registration.text == "channel:chat;theme:organised;day:2026-11-20;hour:3")
        #expect(Registration(text: registration.text) == registration)
        #expect(Registration(text: "nonsense;colour:red;channel:phone;hour:4;day:never") == Registration(codes: [.channel: "phone"]))
        #expect(Registration(text: "").isEmpty)
    }

    @Test("changes what the advice is asked with, but an open answer never takes away what somebody said")
    func grows() throws {
        var said = Situation()
        said.asker = .victim
        said.age = .from16To17
        said.forms = [.images]
        let unknown = Registration(codes: [.asker: "unknown", .age: "unknown", .theme: "unknown"])
        #expect(said.grown(told: nil, with: unknown, at: Instant(seconds: 0)) == said)
        let heard = said.grown(
            told: nil, with: Registration(codes: [.asker: "parent", .age: "under_12", .theme: "organised"]), at: Instant(seconds: 0))
        #expect(heard.asker == .parent && heard.age == .under12 && heard.forms == [.images, .organised])
        let worry = Situation().grown(told: nil, with: Registration(codes: [.theme: "own_behaviour"]), at: Instant(seconds: 0))
        #expect(worry.asker == .worriedSelf)
        let day = try #require(CalendarDay("2026-11-20"))
        let moment = Registration(moment: EventMoment(day: day))
        #expect(said.grown(told: nil, with: moment, at: try #require(Instant("2026-11-21T12:00"))).when == .within72Hours)
        #expect(said.grown(told: nil, with: moment, at: try #require(Instant("2026-11-26T12:00"))).when == .within7Days)
    }
}
