public import Domain

/// Seals what the list of a team shows of a case table. Every card has the same length, and opens only for this table, team and generation.
/// - Source: security 2.9.
public enum CaseTableCardSeal {
    static let size = 64

    /// - Throws: `KeyRefusal.unusable` when the public key is none.
    public static func seal(
        _ card: CaseTableCard, of table: Identifier<CaseTable>, to team: Identifier<Team>, generation: Int, _ key: PublicKey
    ) throws(KeyRefusal) -> CaseTable.SealedCard {
        let sealed = try Envelope.seal(
            plain(card), to: key, info: Purpose.tableCard.encode(), binding: bound(table, team, generation))
        return CaseTable.SealedCard(card: Sealed(bytes: sealed), generation: generation)
    }

    /// - Throws: `KeyRefusal.wrong` when the card is of another table, team or generation.
    public static func open(
        _ card: CaseTable.SealedCard, of table: Identifier<CaseTable>, to team: Identifier<Team>, with pair: KeyPair
    ) throws(KeyRefusal) -> CaseTableCard {
        let plain = try Envelope.open(
            card.card.bytes, with: pair, info: Purpose.tableCard.encode(), binding: bound(table, team, card.generation))
        guard let read = read(plain) else { throw .wrong }
        return read
    }

    private static func bound(_ table: Identifier<CaseTable>, _ team: Identifier<Team>, _ generation: Int) -> [UInt8] {
        Purpose.tableCard.encode(.id(table), .id(team), .number(generation))
    }

    private static func plain(_ card: CaseTableCard) -> [UInt8] {
        let kind = UInt8(CaseTable.Kind.allCases.firstIndex(of: card.kind) ?? 0)
        let flags: UInt8 = (card.due == nil ? 0 : 1) | (card.isDirector ? 2 : 0) | (card.isAsked ? 4 : 0)
        let numbers = [Int64(card.due?.number ?? 0), Int64(card.open), Int64(card.own)]
        let plain: [UInt8] = [1, kind, flags] + numbers.flatMap { number in withUnsafeBytes(of: number.bigEndian) { [UInt8]($0) } }
        return plain + [UInt8](repeating: 0, count: size - plain.count)
    }

    private static func read(_ plain: [UInt8]) -> CaseTableCard? {
        guard plain.count == size, plain[0] == 1, CaseTable.Kind.allCases.indices.contains(Int(plain[1])) else { return nil }
        func number(_ place: Int) -> Int { Int(plain[3 + place * 8..<11 + place * 8].reduce(Int64(0)) { $0 << 8 | Int64($1) }) }
        return CaseTableCard(
            kind: CaseTable.Kind.allCases[Int(plain[1])], due: plain[2] & 1 == 1 ? CalendarDay(number: number(0)) : nil, open: number(1),
            own: number(2), isDirector: plain[2] & 2 != 0, isAsked: plain[2] & 4 != 0)
    }
}
