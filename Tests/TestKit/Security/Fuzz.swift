import Foundation

/// How often and from which seed something is tried that a stranger may send.
///
/// In every run a few thousand times, always the same; with `FUZZ=1000000` in the environment so much longer that what was to be tried four
/// thousand times is tried a million times, and with `FUZZ_SEED` other cases than usual.
public enum Fuzz {
    /// What a property is tried that asks for four thousand cases.
    private static let usual = 4000

    /// How many cases a property gets that asks for so many.
    public static func count(_ asked: Int) -> Int { asked * max(1, wanted / usual) }
    /// How often chance is looked at that is asked so often in every run: up to a million times when fuzzers are asked for more.
    public static func draws(_ asked: Int) -> Int { max(asked, isForANight ? min(wanted, 1_000_000) : 0) }
    /// The first seed of all; each property adds a number of its own.
    public static let seed = number("FUZZ_SEED").map(UInt64.init) ?? 20_261_121
    /// Whether more is tried than in every run.
    public static var isForANight: Bool { wanted > usual }
    /// Minutes after which a property hangs: many times what it needs on two busy cores, so that a slow machine is not taken for a fault.
    public static var patience: Int { isForANight ? 600 : 40 }

    private static let wanted = number("FUZZ") ?? usual

    private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) }.map { max(0, $0) } }
}

/// Makes up what strangers send: anything at all, and what is nearly right.
public struct Mutator {
    public var chance: SeededChance

    /// - Parameter property: a number for each property, so that no two see the same cases.
    public init(_ property: UInt64) { chance = SeededChance(Fuzz.seed &+ property &* 1_000_003) }

    public mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &chance) }
    public mutating func pick<Value>(_ values: [Value]) -> Value { values[number(0..<values.count)] }

    // MARK: Bytes

    public mutating func bytes(upTo most: Int) -> [UInt8] {
        (0..<number(0..<most + 1)).map { _ in UInt8.random(in: 0...255, using: &chance) }
    }

    /// Bytes at which parsers stumble.
    private static let sharp =
        Array("%&=+;,-\"'\\/<>{}[]:\n\r\t 0123456789AZaz".utf8) + [0, 1, 0x7F, 0x80, 0xC0, 0xE2, 0xED, 0xF4, 0xFE, 0xFF]

    /// Something else than an example, but near it: one to eight changes.
    public mutating func bytes(near example: [UInt8], or another: [UInt8] = []) -> [UInt8] {
        var bytes = example
        repeat {
            for _ in 0..<number(1..<9) { change(&bytes, another) }
        } while bytes == example
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8], _ another: [UInt8]) {
        let count = bytes.count
        guard count > 0 else {
            bytes = self.bytes(upTo: 16) + [pick(Self.sharp)]
            return
        }
        let place = number(0..<count)
        let end = number(place..<count) + 1
        switch number(0..<12) {
        case 0, 1: bytes[place] ^= 1 << UInt8(number(0..<8))
        case 2: bytes[place] = pick(Self.sharp)
        case 3: bytes.insert(pick(Self.sharp), at: place)
        case 4: bytes.remove(at: place)
        case 5: bytes.removeSubrange(place..<end)
        case 6: bytes.insert(contentsOf: bytes[place..<end], at: number(0..<count))
        case 7: bytes.removeLast(count - place)
        case 8: bytes.append(contentsOf: self.bytes(upTo: 24))
        case 9: bytes.insert(contentsOf: another.prefix(number(0..<another.count + 1)), at: place)
        case 10: bytes.replaceSubrange(place..<end, with: another.suffix(number(0..<another.count + 1)))
        // A length that promises far more than there is, or a very long run.
        case 11 where number(0..<20) == 0:
            bytes.insert(contentsOf: repeatElement(pick(Self.sharp), count: number(1000..<40_000)), at: place)
        default: bytes.replaceSubrange(place..<min(count, place + 4), with: [0xFF, 0xFF, 0xFF, 0xFF])
        }
    }

    // MARK: Texts

    private static let scalars: [ClosedRange<UInt32>] = [
        0x20...0x7E, 0x30...0x39, 0x61...0x7A, 0x00...0x1F, 0x80...0x2FF, 0x300...0x36F, 0x400...0x4FF, 0x590...0x6FF, 0x966...0x96F,
        0x2000...0x206F, 0x3000...0x30FF, 0xFE00...0xFE0F, 0xFF10...0xFF5A, 0x1D7CE...0x1D7FF, 0x1F600...0x1F64F, 0xE0000...0xE007F,
        0x10_FFF0...0x10_FFFF,
    ]

    private mutating func scalar() -> Unicode.Scalar {
        let range = pick(Self.scalars)
        return Unicode.Scalar(UInt32.random(in: range, using: &chance)) ?? "x"
    }

    /// Signs of any script, and those that no keyboard has.
    public mutating func text(upTo most: Int) -> String {
        String(String.UnicodeScalarView((0..<number(0..<most + 1)).map { _ in scalar() }))
    }

    /// Something else than an example, but near it.
    public mutating func text(near example: String) -> String {
        var scalars = Array(example.unicodeScalars)
        repeat {
            for _ in 0..<number(1..<5) {
                let place = number(0..<scalars.count + 1)
                switch number(0..<6) {
                case 0: scalars.insert(scalar(), at: place)
                case 1 where place < scalars.count: scalars.remove(at: place)
                case 2 where place < scalars.count: scalars[place] = scalar()
                case 3 where scalars.count > 1: scalars.swapAt(place % scalars.count, (place + 1) % scalars.count)
                case 4: scalars.insert(contentsOf: scalars.prefix(place), at: place)
                default: scalars.removeLast(min(scalars.count, number(0..<4)))
                }
            }
        } while String(String.UnicodeScalarView(scalars)) == example
        return String(String.UnicodeScalarView(scalars.prefix(4000)))
    }
}
