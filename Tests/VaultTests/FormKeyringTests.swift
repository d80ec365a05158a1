import Domain
import TestKit
import Testing
import Vault

@Suite("Forms that any node opens", .tags(.R7))
struct FormKeyringTests {
    private let keys = InstanceKeys.make(CountedChance(5))
    private let now = Instant(seconds: 1_800_000_000)
    private var hour: Int64 { now.seconds / 3600 }

    /// Two nodes that took the keys of the same hours.
    private func nodes(_ hours: ClosedRange<Int64>) throws -> [(keyring: FormKeyring, tickets: SealedFormTickets)] {
        let rings = [FormKeyring(keys: keys), FormKeyring(keys: keys)]
        for hour in hours {
            let sealed = try rings[0].make(for: hour)
            for ring in rings { try ring.take(sealed, of: hour, at: now) }
        }
        return rings.map { ($0, SealedFormTickets($0)) }
    }

    @Test("made on one are opened on the other, until they are two hours old")
    func shared() throws {
        let nodes = try nodes(hour - 2...hour + 1)
        for (from, to) in [(0, 1), (1, 0), (0, 0)] {
            let ticket = nodes[from].tickets.seal([1, 2, 3], purpose: "x", at: now)
            #expect(try nodes[to].tickets.open(ticket, purpose: "x", at: now.adding(seconds: 7200)) == [1, 2, 3])
            #expect(throws: FormTicketRefusal.expired) { try nodes[to].tickets.open(ticket, purpose: "x", at: now.adding(seconds: 7201)) }
            #expect(throws: FormTicketRefusal.foreign) { try nodes[to].tickets.open(ticket, purpose: "y", at: now) }
        }
    }

    @Test("made before a keyring had any key are good on that node alone, and stay so when it has")
    func alone() throws {
        let ring = FormKeyring(keys: keys)
        let tickets = SealedFormTickets(ring)
        let early = tickets.seal([7], purpose: "x", at: now)
        try ring.take(ring.make(for: hour), of: hour, at: now)
        #expect(try tickets.open(early, purpose: "x", at: now) == [7])
        #expect(throws: FormTicketRefusal.foreign) { try SealedFormTickets(FormKeyring(keys: keys)).open(early, purpose: "x", at: now) }
    }

    @Test("are opened by nobody once their hour is long past: the key is gone")
    func gone() throws {
        let ring = FormKeyring(keys: keys)
        let tickets = SealedFormTickets(ring)
        try ring.take(ring.make(for: hour), of: hour, at: now)
        let ticket = tickets.seal([7], purpose: "x", at: now)
        let later = now.adding(seconds: (FormKeyring.hours + 2) * 3600)
        try ring.take(ring.make(for: later.seconds / 3600), of: later.seconds / 3600, at: later)
        #expect(!ring.has(hour))
        // Also for whoever could set the clock back.
        #expect(throws: FormTicketRefusal.foreign) { try tickets.open(ticket, purpose: "x", at: now) }
    }

    @Test("take no key of another hour or another installation, and keep it where nobody can tell what it is")
    func foreign() throws {
        let ring = FormKeyring(keys: keys)
        let sealed = try ring.make(for: hour)
        #expect(throws: KeyRefusal.wrong) { try ring.take(sealed, of: hour + 1, at: now) }
        let other = FormKeyring(keys: InstanceKeys.make(CountedChance(6)))
        #expect(throws: KeyRefusal.wrong) { try other.take(sealed, of: hour, at: now) }
        #expect(ring.locator(of: hour) != ring.locator(of: hour + 1) && ring.locator(of: hour) != other.locator(of: hour))
        #expect(ring.locator(of: hour).count == 32)
    }
}
