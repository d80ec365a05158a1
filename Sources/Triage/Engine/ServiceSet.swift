/// A set of services by their position among those that rules can advise.
struct ServiceSet: Sendable, Hashable {
    static let capacity = 512
    private var words = SIMD8<UInt64>.zero

    static let empty = ServiceSet()
    static let everything: ServiceSet = {
        var all = ServiceSet()
        all.words = SIMD8(repeating: .max)
        return all
    }()

    @inline(__always) var isEmpty: Bool { words == .zero }
    @inline(__always) mutating func insert(_ index: Int) { words[index >> 6] |= 1 << UInt64(index & 63) }
    @inline(__always) mutating func remove(_ index: Int) { words[index >> 6] &= ~(1 << UInt64(index & 63)) }
    @inline(__always) func contains(_ index: Int) -> Bool { words[index >> 6] & (1 << UInt64(index & 63)) != 0 }
    @inline(__always) mutating func formUnion(_ other: ServiceSet) { words |= other.words }
    @inline(__always) func intersection(_ other: ServiceSet) -> ServiceSet {
        var result = self
        result.words &= other.words
        return result
    }
    @inline(__always) func subtracting(_ other: ServiceSet) -> ServiceSet {
        var result = self
        result.words &= ~other.words
        return result
    }

    /// The positions, in order.
    var places: [Int] {
        var places: [Int] = []
        for word in 0..<8 {
            var rest = words[word]
            while rest != 0 {
                places.append(word << 6 | rest.trailingZeroBitCount)
                rest &= rest - 1
            }
        }
        return places
    }
}
