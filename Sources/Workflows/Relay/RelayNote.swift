import Domain
import Vault

/// What one node tells the others: that something changed, or who waits and who is there. Never what was said.
enum RelayNote: Sendable, Hashable {
    /// Something changed in the queue of a team.
    case team(Identifier<Team>)
    /// Something changed in a conversation.
    case conversation(Identifier<Conversation>)
    /// A helper is writing.
    case writing(Identifier<Conversation>)
    case waits(team: Identifier<Team>, QueueEntry<Identifier<Conversation>>)
    case isHere(Identifier<Conversation>)
    case left(Identifier<Conversation>)
    case helperIsThere(Identifier<SupportWorker>, desks: [Identifier<Team>: SkillSet], most: Int)
    case helperLeft(Identifier<SupportWorker>)
    case began(Identifier<Conversation>, team: Identifier<Team>, helper: Identifier<SupportWorker>)
    case ended(Identifier<Conversation>)
    /// Who waits was offered to a helper; rounds count up for each person.
    case offered(Identifier<Conversation>, helper: Identifier<SupportWorker>, round: Int)
    /// A helper passes on who was offered to them.
    case passed(Identifier<Conversation>, helper: Identifier<SupportWorker>)
    /// A node that has just begun, or was away for a while, asks the others what goes on.
    case asks
    /// A talk goes on, for so many seconds as is known; nil when its beginning is not.
    case talks(Identifier<Conversation>, team: Identifier<Team>, helper: Identifier<SupportWorker>, seconds: Int64?)
    /// How long talks of a team took: one that just ended, or the latest, to who asks.
    case lasted(Identifier<Team>, [TalkEnd])

    /// How waits at a team ended: one that just did, or those of a day, to who asks.
    case waited(Identifier<Team>, [WaitEnd])
    /// For how long somebody waits already, to who asks.
    case waitsFor(Identifier<Conversation>, seconds: Int64)
    /// For how long it is known how waits ended, to who asks.
    case counts(seconds: Int64)

    /// Ends that fit in one message.
    private static let together = 100

    /// Ends, oldest first, as they go into notes: the newest part first, so that each goes before what came after it.
    static func parts<End>(_ ends: [End]) -> [[End]] {
        stride(from: ends.count, to: 0, by: -together).map { Array(ends[max(0, $0 - together)..<$0]) }
    }

    /// Whether it is told again and again while it lasts, so that it need not be told each time.
    var isSign: Bool {
        switch self {
        case .waits, .isHere, .helperIsThere: true
        default: false
        }
    }

    /// Whether this may end a sign that goes on.
    var endsSigns: Bool {
        switch self {
        case .helperLeft, .left, .began: true
        default: false
        }
    }

    /// Whether a sign that goes on was true until this was said, so that it must be told anew when it is true again.
    func ends(_ sign: RelayNote) -> Bool {
        switch (self, sign) {
        case (.helperLeft(let one), .helperIsThere(let other, _, _)): one == other
        case (.left(let one), .waits(_, let entry)), (.began(let one, _, _), .waits(_, let entry)): one == entry.id
        case (.left(let one), .isHere(let other)): one == other
        default: false
        }
    }

    // MARK: on the way

    /// One letter for what it is, and its parts.
    var words: String {
        func parts(_ letter: String, _ more: String...) -> String { ([letter] + more).joined(separator: "|") }
        return switch self {
        case .team(let id): parts("t", id.text)
        case .conversation(let id): parts("c", id.text)
        case .writing(let id): parts("w", id.text)
        case .waits(let team, let entry):
            parts("q", team.text, entry.id.text, String(entry.urgency.rawValue), String(entry.arrival), entry.needs.words)
        case .isHere(let id): parts("h", id.text)
        case .left(let id): parts("l", id.text)
        case .helperIsThere(let id, let desks, let most):
            parts(
                "p", id.text, String(most),
                desks.sorted { $0.key.text < $1.key.text }.map { $0.key.text + "=" + $0.value.words }.joined(separator: ";"))
        case .helperLeft(let id): parts("g", id.text)
        case .began(let id, let team, let helper): parts("b", id.text, team.text, helper.text)
        case .ended(let id): parts("e", id.text)
        case .offered(let id, let helper, let round): parts("o", id.text, helper.text, String(round))
        case .passed(let id, let helper): parts("x", id.text, helper.text)
        case .asks: parts("a", "")
        case .talks(let id, let team, let helper, let seconds):
            parts("k", id.text, team.text, helper.text, seconds.map(String.init) ?? "")
        case .lasted(let team, let ends):
            parts("d", team.text, ends.map { String($0.tag, radix: 16) + "=" + String($0.seconds) }.joined(separator: ","))
        case .waited(let team, let ends):
            parts("n", team.text, ends.map { "\($0.arrival)=\($0.band.rawValue)=\($0.isTaken ? 1 : 0)=\($0.ago)" }.joined(separator: ","))
        case .waitsFor(let id, let seconds): parts("v", id.text, String(seconds))
        case .counts(let seconds): parts("s", String(seconds))
        }
    }

    /// - Returns: nil for what a newer program says.
    init?(words: some StringProtocol) {
        let parts = String(words).split(separator: Character("|"), omittingEmptySubsequences: false).map(String.init)
        func id<Of>(_ place: Int) -> Identifier<Of>? { place < parts.count ? Identifier(parts[place]) : nil }
        func conversation(_ make: (Identifier<Conversation>) -> RelayNote?) -> RelayNote? { id(1).flatMap(make) }
        let note: RelayNote? =
            switch (parts[0], parts.count) {
            case ("t", 2): id(1).map { .team($0) }
            case ("c", 2): conversation { .conversation($0) }
            case ("w", 2): conversation { .writing($0) }
            case ("h", 2): conversation { .isHere($0) }
            case ("l", 2): conversation { .left($0) }
            case ("e", 2): conversation { .ended($0) }
            case ("g", 2): id(1).map { .helperLeft($0) }
            case ("b", 4): Self.began(parts)
            case ("q", 6): Self.waits(parts)
            case ("p", 4): Self.helper(parts)
            case ("o", 4): Self.offered(parts)
            case ("x", 3): conversation { id in Identifier<SupportWorker>(parts[2]).map { .passed(id, helper: $0) } }
            case ("a", 2): .asks
            case ("k", 5): Self.talks(parts)
            case ("d", 3): Self.lasted(parts)
            case ("n", 3): Self.waited(parts)
            case ("v", 3): conversation { id in Self.seconds(parts[2]).map { .waitsFor(id, seconds: $0) } }
            case ("s", 2): Self.seconds(parts[1]).map { .counts(seconds: $0) }
            default: nil
            }
        guard let note else { return nil }
        self = note
    }

    private static func began(_ parts: [String]) -> RelayNote? {
        guard let id = Identifier<Conversation>(parts[1]), let team = Identifier<Team>(parts[2]),
            let helper = Identifier<SupportWorker>(parts[3])
        else { return nil }
        return .began(id, team: team, helper: helper)
    }

    private static func offered(_ parts: [String]) -> RelayNote? {
        guard let id = Identifier<Conversation>(parts[1]), let helper = Identifier<SupportWorker>(parts[2]), let round = Int(parts[3]),
            (1...1_000_000).contains(round)
        else { return nil }
        return .offered(id, helper: helper, round: round)
    }

    private static func talks(_ parts: [String]) -> RelayNote? {
        guard case .began(let id, let team, let helper)? = began(parts) else { return nil }
        let seconds = Int64(parts[4])
        guard parts[4].isEmpty || (seconds ?? -1) >= 0 else { return nil }
        return .talks(id, team: team, helper: helper, seconds: seconds)
    }

    private static func lasted(_ parts: [String]) -> RelayNote? {
        let ends = parts[2].split(separator: ",").map { end -> TalkEnd? in
            let halves = end.split(separator: "=", omittingEmptySubsequences: false)
            guard halves.count == 2, let tag = UInt64(halves[0], radix: 16), let seconds = Int64(halves[1]), seconds >= 0 else {
                return nil
            }
            return TalkEnd(tag: tag, seconds: seconds)
        }
        guard let team = Identifier<Team>(parts[1]), !ends.isEmpty, !ends.contains(nil) else { return nil }
        return .lasted(team, ends.compactMap(\.self))
    }

    private static func seconds(_ text: String) -> Int64? { Int64(text).flatMap { $0 >= 0 ? $0 : nil } }

    private static func waited(_ parts: [String]) -> RelayNote? {
        let ends = parts[2].split(separator: ",").map { end -> WaitEnd? in
            let four = end.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
            guard four.count == 4, let arrival = Int64(four[0]), let band = Int(four[1]).flatMap(WaitBand.init(rawValue:)),
                ["0", "1"].contains(four[2]), let ago = seconds(four[3])
            else { return nil }
            return WaitEnd(arrival: arrival, band: band, isTaken: four[2] == "1", ago: ago)
        }
        guard let team = Identifier<Team>(parts[1]), !ends.isEmpty, !ends.contains(nil) else { return nil }
        return .waited(team, ends.compactMap(\.self))
    }

    private static func waits(_ parts: [String]) -> RelayNote? {
        guard let team = Identifier<Team>(parts[1]), let id = Identifier<Conversation>(parts[2]),
            let urgency = UInt8(parts[3]).flatMap(Urgency.init(rawValue:)), let arrival = Int64(parts[4]),
            let needs = SkillSet(words: parts[5])
        else { return nil }
        return .waits(team: team, QueueEntry(id: id, urgency: urgency, arrival: arrival, needs: needs))
    }

    private static func helper(_ parts: [String]) -> RelayNote? {
        guard let id = Identifier<SupportWorker>(parts[1]), let most = Int(parts[2]) else { return nil }
        var desks: [Identifier<Team>: SkillSet] = [:]
        for desk in parts[3].split(separator: ";") {
            let pair = desk.split(separator: "=", omittingEmptySubsequences: false)
            guard pair.count == 2, let team = Identifier<Team>(String(pair[0])), let skills = SkillSet(words: String(pair[1])) else {
                return nil
            }
            desks[team] = skills
        }
        return .helperIsThere(id, desks: desks, most: most)
    }
}

extension SkillSet {
    /// Languages and skills, such as `nl,en/minors`.
    fileprivate var words: String {
        languages.map(\.value).sorted().joined(separator: ",") + "/" + skills.map(\.rawValue).sorted().joined(separator: ",")
    }

    fileprivate init?(words: String) {
        let halves = words.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2 else { return nil }
        let languages = halves[0].split(separator: ",").map { LanguageTag(String($0)) }
        let skills = halves[1].split(separator: ",").map { Skill(rawValue: String($0)) }
        guard !languages.contains(nil), !skills.contains(nil) else { return nil }
        self.init(languages: Set(languages.compactMap(\.self)), skills: Set(skills.compactMap(\.self)))
    }
}
