import Domain
import TestKit
import Testing

extension Queue {
    fileprivate func place(of id: ID) -> Int? { standings(each: nil)[id]?.place }

    /// The same, found for one person alone by counting everybody who stands before them.
    fileprivate func counted(_ id: ID, each: Double?) -> (place: Int, wait: QueueWait)? {
        guard let index = entries.firstIndex(where: { $0.id == id }) else { return nil }
        let able = servers.filter { $0.skills.covers(entries[index].needs) }
        let place = entries[..<index].count { other in able.isEmpty || able.contains { $0.skills.covers(other.needs) } }
        let (free, places) = (able.reduce(0) { $0 + $1.free }, able.reduce(0) { $0 + $1.most })
        return (place, QueueWait(place: place, free: free, places: places, each: each))
    }
}

private let dutch = SkillSet(languages: [.dutch])

@Suite("A queue", .tags(.R5))
struct QueueTests {
    private func entry(_ id: Int, _ urgency: Urgency = .u2, _ needs: SkillSet = dutch) -> QueueEntry<Int> {
        QueueEntry(id: id, urgency: urgency, arrival: Int64(id), needs: needs)
    }

    @Test("has the most urgent first, then who came first")
    func order() {
        let queue = Queue([entry(1), entry(2, .u1), entry(3), entry(4, .u0)], servers: [QueueServer(skills: dutch, busy: 1, most: 1)])
        #expect(queue.entries.map(\.id) == [4, 2, 1, 3])
        #expect(queue.place(of: 3) == 3)
        #expect(queue.place(of: 9) == nil)
    }

    @Test("counts before somebody only those who wait for the same people")
    func skills() throws {
        let arabic = SkillSet(languages: [try #require(LanguageTag("ar"))])
        let minors = SkillSet(languages: [.dutch], skills: [.minors])
        let both = SkillSet(languages: arabic.languages.union([.dutch]), skills: [.minors])
        let queue = Queue(
            [entry(1), entry(2), entry(3, .u2, arabic), entry(4, .u2, minors)],
            servers: [QueueServer(skills: dutch, busy: 3, most: 3), QueueServer(skills: both, busy: 3, most: 3)])
        // Who speaks Arabic also takes Dutch, so those two are really before; who only needs Dutch is not held up by who needs more.
        #expect(queue.place(of: 3) == 2)
        let apart = Queue(
            [entry(1), entry(2), entry(3, .u2, arabic)],
            servers: [QueueServer(skills: dutch, busy: 3, most: 3), QueueServer(skills: arabic, busy: 3, most: 3)])
        #expect(apart.place(of: 3) == 0)
        #expect(apart.next(for: QueueServer(skills: arabic, busy: 0, most: 1))?.id == 3)
        #expect(apart.next(for: QueueServer(skills: minors, busy: 0, most: 1))?.id == 1)
        #expect(apart.next(for: QueueServer(skills: arabic, busy: 1, most: 1)) == nil)
        #expect(queue.next(for: QueueServer(skills: dutch, busy: 0, most: 1))?.id == 1)
    }

    @Test("tells everybody at once what it tells each, whoever waits and whoever is there", arguments: 0..<60)
    func allAtOnce(_ seed: Int) {
        var chance = SeededChance(UInt64(seed))
        let english = LanguageTag("en")
        func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &chance) }
        func skills() -> SkillSet {
            var set = SkillSet(languages: below(3) == 0 ? [] : [below(2) == 0 ? english ?? .dutch : .dutch])
            if below(3) == 0 { set.skills.insert(Skill.allCases[below(Skill.allCases.count)]) }
            return set
        }
        let entries = (0..<below(40)).map { entry($0, Urgency.allCases[below(5)], skills()) }
        let servers = (0..<below(5)).map { _ in
            QueueServer(skills: skills(), busy: below(4), most: below(5))
        }
        let queue = Queue(entries, servers: servers)
        let each: Double? = below(4) == 0 ? nil : 600
        let all = queue.standings(each: each)
        #expect(all.count == entries.count)
        for entry in entries {
            let counted = queue.counted(entry.id, each: each)
            #expect(all[entry.id]?.place == counted?.place)
            #expect(all[entry.id]?.wait == counted?.wait)
        }
    }

    @Test("says that nobody is there rather than a time, and nothing before enough has happened")
    func unknown() {
        var pace = QueuePace()
        #expect(QueueWait(place: 0, free: 0, places: 0, each: 600) == .nobody)
        #expect(QueueWait(place: 0, free: 1, places: 1, each: nil) == .soon)
        #expect(QueueWait(place: 1, free: 1, places: 1, each: pace.secondsEach(running: [])) == .unknown)
        for _ in 0..<QueuePace.fewest { pace.ended(after: 600) }
        let each = pace.secondsEach(running: [])
        #expect(QueueWait(place: 0, free: 0, places: 2, each: each) == .atMost(minutes: 5))
        #expect(QueueWait(place: 3, free: 0, places: 2, each: each) == .about(minutes: 20))
        #expect(QueueWait(place: 40, free: 0, places: 2, each: each) == .about(minutes: 210))
    }

    @Test("takes the talks that still go on into account, not only the short ones that ended")
    func goingOn() throws {
        var pace = QueuePace()
        for _ in 0..<10 { pace.ended(after: 300) }
        let quiet = try #require(pace.secondsEach(running: []))
        let rush = try #require(pace.secondsEach(running: Array(repeating: 1200, count: 10)))
        #expect(quiet == 300)
        #expect(rush == 750)
    }

    @Test("promises what comes true when 2,000 people arrive in a minute and 20 helpers answer")
    func broadcast() {
        let day = DeskDay(seed: 4, helpers: 20, places: 3)
        let told = day.run(arrivals: 2000, within: 60)
        let wrong = told.count { told in
            switch told.wait {
            case .soon: told.real > 60
            case .atMost(let minutes): told.real > Double(minutes * 60) * 1.5
            case .about(let minutes): abs(told.real / 60 - Double(minutes)) > Double(minutes) / 2
            case .unknown, .nobody: true
            }
        }
        #expect(told.count > 5000)
        #expect(wrong * 50 <= told.count, "\(wrong) of \(told.count)")
    }

    @Test("asks of helpers what the situation asks, and any language of whom no language is known")
    func asked() throws {
        var situation = Situation()
        #expect(situation.skills.isEmpty)
        situation.age = .from12To15
        #expect(situation.skills.isEmpty)
        situation.asker = .victim
        situation.relation = .network
        situation.needs = [.deaf, .dissociation]
        #expect(situation.skills == Set(Skill.allCases))
        #expect(SkillSet(languages: []).covers(dutch))
        #expect(!SkillSet(languages: [.english]).covers(dutch))
        #expect(!SkillSet(languages: []).covers(SkillSet(languages: [.dutch], skills: [.deaf])))
    }
}

/// An invented desk on an invented day: conversations of very different lengths, after a few quiet days.
private struct DeskDay {
    struct Told {
        let wait: QueueWait
        let real: Double
    }
    private struct Looked {
        let id: Int
        let at: Int
        let wait: QueueWait
    }
    private struct Talk {
        let from: Int
        let length: Int
    }
    private var chance: SeededChance
    private let places: Int

    init(seed: UInt64, helpers: Int, places: Int) {
        chance = SeededChance(seed)
        self.places = helpers * places
    }

    /// Between 3 and 60 minutes, most of them short.
    private func length(_ chance: inout SeededChance) -> Int {
        let one = Double.random(in: 0..<1, using: &chance)
        return 180 + Int(3420 * one * one * one)
    }

    func run(arrivals: Int, within: Int) -> [Told] {
        var chance = chance
        var pace = QueuePace()
        for _ in 0..<200 { pace.ended(after: Int64(length(&chance))) }
        let times = (0..<arrivals).map { _ in Int.random(in: 0..<within, using: &chance) }.sorted()
        var busy: [Talk] = []
        var waiting: [Int] = []
        var next = 0
        var now = 0
        var looked: [Looked] = []
        var began: [Int: Int] = [:]
        while began.count < arrivals {
            for done in busy where done.from + done.length <= now { pace.ended(after: Int64(done.length)) }
            busy.removeAll { $0.from + $0.length <= now }
            while next < arrivals, times[next] <= now {
                waiting.append(next)
                next += 1
            }
            while busy.count < places, !waiting.isEmpty {
                let length = length(&chance)
                began[waiting.removeFirst()] = now
                busy.append(Talk(from: now, length: length))
            }
            // Everybody looks when they come, and again every ten minutes.
            let looking = waiting.enumerated().filter { now == times[$0.element] || (now - times[$0.element]) % 600 == 0 }
            let each = looking.isEmpty ? nil : pace.secondsEach(running: busy.map { Int64(now - $0.from) })
            for (place, id) in looking {
                let wait = QueueWait(place: place, free: places - busy.count, places: places, each: each)
                looked.append(Looked(id: id, at: now, wait: wait))
            }
            now += 1
        }
        return looked.map { Told(wait: $0.wait, real: Double((began[$0.id] ?? 0) - $0.at)) }
    }
}
