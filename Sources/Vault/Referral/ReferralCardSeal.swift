import Crypto
public import Domain

/// Seals what the lists of a team show of a referral. Every card has the same length.
///
/// From outside it is sealed to the team's public key. Who holds that key may seal it anew under a key that comes from it: hundreds of those
/// are opened in the time of one of the others.
/// - Source: security 2.9.
public enum ReferralCardSeal {
    static let size = 256
    /// Bytes of the line that fit.
    public static let longestLine = 200

    /// - Throws: `KeyRefusal.unusable` when the public key is none.
    public static func seal(
        _ card: ReferralCard, of referral: Identifier<Referral>, to team: Identifier<Team>, generation: Int, _ key: PublicKey
    ) throws(KeyRefusal) -> Referral.SealedCard {
        let sealed = try Envelope.seal(
            plain(card), to: key, info: Purpose.referralCard.encode(), binding: bound(referral, team, generation))
        return Referral.SealedCard(card: Sealed(bytes: sealed), generation: generation)
    }

    /// The same for who holds the team's key.
    public static func seal(
        _ card: ReferralCard, of referral: Identifier<Referral>, to team: Identifier<Team>, generation: Int, with pair: KeyPair
    ) throws(KeyRefusal) -> Referral.SealedCard {
        let sealed = try Box.seal(plain(card), under: inner(pair), binding: bound(referral, team, generation))
        return Referral.SealedCard(card: Sealed(bytes: [inside] + sealed), generation: generation)
    }

    /// Whether it is the quick kind.
    public static func isInside(_ card: Sealed<ReferralCard>) -> Bool { card.bytes.first == inside }

    /// - Throws: `KeyRefusal.wrong` when the card is of another referral, team or generation.
    public static func open(
        _ card: Referral.SealedCard, of referral: Identifier<Referral>, to team: Identifier<Team>, with pair: KeyPair
    ) throws(KeyRefusal) -> ReferralCard {
        let bound = bound(referral, team, card.generation)
        let bytes = card.card.bytes
        let plain =
            isInside(card.card)
            ? try Box.open(Array(bytes.dropFirst()), under: inner(pair), binding: bound)
            : try Envelope.open(bytes, with: pair, info: Purpose.referralCard.encode(), binding: bound)
        guard let read = read(plain) else { throw .wrong }
        return read
    }

    /// In front of the quick kind; the number of a suite never has it.
    private static let inside: UInt8 = 0xC1

    private static func inner(_ pair: KeyPair) -> SymmetricKey { pair.seed.key.derived(for: .referralCardKey) }

    private static func bound(_ referral: Identifier<Referral>, _ team: Identifier<Team>, _ generation: Int) -> [UInt8] {
        Purpose.referralCard.encode(.id(referral), .id(team), .number(generation))
    }

    private static func plain(_ card: ReferralCard) -> [UInt8] {
        let step = UInt8(ReferralStep.Kind.allCases.firstIndex(of: card.step) ?? 0)
        let line = fitting(card.line.revealed)
        var plain: [UInt8] = [1, step] + bytes(card.since.seconds) + [card.due == nil ? 0 : 1] + bytes(card.due?.seconds ?? 0)
        plain += [UInt8(line.count)] + line
        return plain + [UInt8](repeating: 0, count: size - plain.count)
    }

    private static func read(_ plain: [UInt8]) -> ReferralCard? {
        guard plain.count == size, plain[0] == 1, ReferralStep.Kind.allCases.indices.contains(Int(plain[1])) else { return nil }
        let length = Int(plain[19])
        guard length <= longestLine, let line = String(validating: plain[20..<20 + length], as: UTF8.self) else { return nil }
        return ReferralCard(
            since: Instant(seconds: number(plain[2..<10])), due: plain[10] == 1 ? Instant(seconds: number(plain[11..<19])) : nil,
            step: ReferralStep.Kind.allCases[Int(plain[1])], line: Confidential(line))
    }

    /// What fits of a line, never half a letter.
    private static func fitting(_ text: String) -> [UInt8] {
        guard text.utf8.count > longestLine else { return Array(text.utf8) }
        var kept = ""
        for letter in text {
            guard kept.utf8.count + letter.utf8.count <= longestLine - 3 else { break }
            kept.append(letter)
        }
        return Array((kept + "…").utf8)
    }

    private static func bytes(_ number: Int64) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) } }
    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64 { bytes.reduce(0) { $0 << 8 | Int64($1) } }
}
