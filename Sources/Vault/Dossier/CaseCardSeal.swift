public import Domain

/// Seals to a team what its queue shows of a conversation. Every card has the same length.
/// - Source: security 2.9.
public enum CaseCardSeal {
    /// Bytes of a card now, and of the cards before it, which are read still.
    static let size = 192
    static let sizeBefore = 64
    /// Bytes of the safe times that fit.
    static let longestTimes = 96

    public static func seal(
        _ card: CaseCard, of conversation: Identifier<Conversation>, to team: Identifier<Team>, generation: Int, _ publicKey: PublicKey
    ) throws(KeyRefusal) -> Sealed<CaseCard> {
        let flags: UInt8 = (card.isMonitored ? 1 : 0) | (card.isChat ? 2 : 0) | (card.isPhone ? 4 : 0) | (card.isSpared ? 8 : 0)
        var plain: [UInt8] = [3] + bytes(card.waitingSince) + [flags] + bytes(card.takenFrom)
        if let closing = card.closing {
            plain += [1] + bytes(closing.at) + closing.by.bytes + [UInt8(ClosingReason.allCases.firstIndex(of: closing.reason) ?? 0)]
        } else {
            plain += [UInt8](repeating: 0, count: 26)
        }
        plain += bytes(card.asked)
        if let call = card.call {
            let times = fitting(call.times.revealed)
            plain += [1] + bytes(call.until) + [UInt8(times.count)] + times
        }
        plain += [UInt8](repeating: 0, count: size - plain.count)
        let bound = Purpose.card.encode(.id(conversation), .id(team), .number(generation))
        return Sealed(bytes: try Envelope.seal(plain, to: publicKey, info: Purpose.card.encode(), binding: bound))
    }

    /// - Throws: `KeyRefusal.wrong` when the card is of another conversation, team or generation.
    public static func open(
        _ card: Sealed<CaseCard>, of conversation: Identifier<Conversation>, to team: Identifier<Team>, generation: Int, with key: KeyPair
    ) throws(KeyRefusal) -> CaseCard {
        let bound = Purpose.card.encode(.id(conversation), .id(team), .number(generation))
        let plain = try key.reopening(card.bytes, bound: bound) { () throws(KeyRefusal) in
            try Envelope.open(card.bytes, with: key, info: Purpose.card.encode(), binding: bound)
        }
        switch (plain.first, plain.count) {
        case (1, 10...): return CaseCard(waitingSince: instant(plain[1..<9]), isMonitored: plain[9] == 1)
        case (2, sizeBefore):
            var card = common(plain)
            card.isMonitored = plain[9] == 1
            card.isChat = plain[sizeBefore - 1] == 1
            return card
        case (3, size): return present(plain)
        default: throw .wrong
        }
    }

    // What stands in the same place since the second kind of card.
    private static func common(_ plain: [UInt8]) -> CaseCard {
        var card = CaseCard(waitingSince: instant(plain[1..<9]), isMonitored: plain[9] & 1 == 1)
        card.takenFrom = worker(plain[10..<27])
        if plain[27] == 1, let by = Identifier<SupportWorker>(bytes: Array(plain[36..<52])),
            ClosingReason.allCases.indices.contains(Int(plain[52]))
        {
            card.closing = .init(at: instant(plain[28..<36]), by: by, reason: ClosingReason.allCases[Int(plain[52])])
        }
        return card
    }

    private static func present(_ plain: [UInt8]) -> CaseCard {
        var card = common(plain)
        card.isChat = plain[9] & 2 == 2
        card.isPhone = plain[9] & 4 == 4
        card.isSpared = plain[9] & 8 == 8
        card.asked = worker(plain[53..<70])
        let length = Int(plain[79])
        if plain[70] == 1, length <= longestTimes {
            let times = String(decoding: plain[80..<80 + length], as: UTF8.self)
            card.call = .init(until: instant(plain[71..<79]), times: Confidential(times))
        }
        return card
    }

    /// What fits of a text, never half a letter.
    private static func fitting(_ text: String) -> [UInt8] {
        guard text.utf8.count > longestTimes else { return Array(text.utf8) }
        var kept = ""
        for letter in text {
            guard kept.utf8.count + letter.utf8.count <= longestTimes - 3 else { break }
            kept.append(letter)
        }
        return Array((kept + "…").utf8)
    }

    private static func bytes(_ worker: Identifier<SupportWorker>?) -> [UInt8] {
        worker.map { [1] + $0.bytes } ?? [UInt8](repeating: 0, count: 17)
    }
    private static func worker(_ bytes: ArraySlice<UInt8>) -> Identifier<SupportWorker>? {
        bytes.first == 1 ? Identifier(bytes: Array(bytes.dropFirst())) : nil
    }
    private static func bytes(_ instant: Instant) -> [UInt8] { withUnsafeBytes(of: instant.seconds.bigEndian) { [UInt8]($0) } }
    private static func instant(_ bytes: ArraySlice<UInt8>) -> Instant { Instant(seconds: bytes.reduce(0) { $0 << 8 | Int64($1) }) }
}
