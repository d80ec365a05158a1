import Domain
import Triage
import Workflows

/// What travels sealed in the form for a first message: the code that it will get, and the answers that may go along.
///
/// The same form sent twice is one conversation.
struct WritingSlip: Sendable {
    private static let purpose = "write"
    /// Whoever sends sooner than this many seconds after the page came is asked to press once more.
    /// - Source: security 6.5.
    static let soonest: Int64 = 2

    let seed: ConversationSeed
    let answers: Answers
    let madeAt: Instant

    init(seed: ConversationSeed, answers: Answers, madeAt: Instant) {
        self.seed = seed
        self.answers = answers
        self.madeAt = madeAt
    }

    /// - Returns: nil when it is not of this site, is too old, or was changed.
    init?(opening ticket: String, _ tickets: any FormTickets, _ place: Workplace, at now: Instant) {
        guard let bytes = try? tickets.open(ticket, purpose: Self.purpose, at: now), bytes.count >= 10 else { return nil }
        let length = Int(bytes[8]) << 8 | Int(bytes[9])
        guard bytes.count >= 10 + length, let seed = ConversationSeed(packed: Array(bytes[10..<10 + length]), words: place.words)
        else { return nil }
        self.seed = seed
        answers = Answers(text: String(decoding: bytes[(10 + length)...], as: UTF8.self))
        madeAt = Instant(seconds: Int64(bytes: bytes[..<8]))
    }

    func sealed(_ tickets: any FormTickets, at now: Instant) -> String {
        let seed = seed.packed
        let length = [UInt8(truncatingIfNeeded: seed.count >> 8), UInt8(truncatingIfNeeded: seed.count)]
        return tickets.seal(madeAt.seconds.bytes + length + seed + Array(answers.text.utf8), purpose: Self.purpose, at: now)
    }
}

/// What travels sealed in the forms of the own area: what makes a message one message, how many were on the page, and what was typed on
/// the page before.
struct OwnSlip: Sendable {
    let name: [UInt8]
    let seen: Int
    let text: String
    /// What was chosen on the page before, in words of the program.
    private(set) var note = ""

    /// A new form.
    init(_ place: Workplace, seen: Int, text: String) {
        self.init(name: place.chance.bytes(16), seen: seen, text: text)
    }

    init(name: [UInt8], seen: Int, text: String, note: String = "") {
        self.name = name
        self.seen = seen
        self.text = text
        self.note = note
    }

    /// - Returns: nil when it is not of this session, is too old, or was changed.
    init?(opening ticket: String?, _ tickets: any FormTickets, _ session: PersonSession, at now: Instant) {
        guard let ticket, let bytes = try? tickets.open(ticket, purpose: Self.purpose(session), at: now), bytes.count >= 26 else {
            return nil
        }
        let length = Int(bytes[24]) << 8 | Int(bytes[25])
        guard bytes.count >= 26 + length else { return nil }
        self.init(
            name: Array(bytes[..<16]), seen: Int(clamping: Int64(bytes: bytes[16..<24])),
            text: String(decoding: bytes[(26 + length)...], as: UTF8.self))
        note = String(decoding: bytes[26..<(26 + length)], as: UTF8.self)
    }

    func sealed(_ tickets: any FormTickets, _ session: PersonSession, at now: Instant) -> String {
        let note = Array(note.utf8.prefix(Int(UInt16.max)))
        let length = [UInt8(truncatingIfNeeded: note.count >> 8), UInt8(truncatingIfNeeded: note.count)]
        return tickets.seal(name + Int64(seen).bytes + length + note + Array(text.utf8), purpose: Self.purpose(session), at: now)
    }

    /// What makes the same words on the same form one message.
    var slip: Confidential<String> { Confidential(name.map { String($0, radix: 16) }.joined(separator: ".")) }

    func with(_ text: String) -> OwnSlip {
        var slip = OwnSlip(name: name, seen: seen, text: text)
        slip.note = note
        return slip
    }

    /// For the form of another page: what was typed goes along, and it is one thing of its own.
    func next(_ place: Workplace, seen: Int = 0, note: String = "") -> OwnSlip {
        var slip = OwnSlip(place, seen: seen, text: text)
        slip.note = note
        return slip
    }

    private static func purpose(_ session: PersonSession) -> String { "own/" + session.formScope }
}

/// What travels sealed in the form for a code: how often one was tried on it, so that guessing becomes slow. It locks nobody out.
/// - Source: security 2.3, 'Rate limits'.
struct EntrySlip: Sendable {
    private static let purpose = "enter"
    private static let free = 5
    private static let delays: [Int64] = [5, 10, 20, 40, 60]

    private(set) var tries = 0
    private(set) var last = Instant(seconds: 0)

    init() {}

    init?(opening ticket: String?, _ tickets: any FormTickets, at now: Instant) {
        guard let ticket, let bytes = try? tickets.open(ticket, purpose: Self.purpose, at: now), bytes.count == 16 else { return nil }
        tries = Int(clamping: Int64(bytes: bytes[..<8]))
        last = Instant(seconds: Int64(bytes: bytes[8...]))
    }

    func sealed(_ tickets: any FormTickets, at now: Instant) -> String {
        tickets.seal(Int64(tries).bytes + last.seconds.bytes, purpose: Self.purpose, at: now)
    }

    /// The same after one more code that opened nothing.
    func failed(at now: Instant) -> EntrySlip {
        var slip = self
        slip.tries += 1
        slip.last = now
        return slip
    }

    /// Seconds to wait before the next try; 0 when none.
    func wait(at now: Instant) -> Int64 {
        guard tries >= Self.free else { return 0 }
        let delay = Self.delays[min(tries - Self.free, Self.delays.count - 1)]
        return max(0, delay - (now.seconds - last.seconds))
    }
}

extension Int64 {
    fileprivate init(bytes: ArraySlice<UInt8>) { self = bytes.reduce(0) { $0 << 8 | Int64($1) } }
    fileprivate var bytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
