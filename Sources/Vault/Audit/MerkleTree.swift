import Crypto
import Foundation

/// Hashes over a growing list, so that a short proof shows that one entry is in it, or that a longer list begins with a shorter one.
/// - Source: RFC 9162 section 2.1.
public enum MerkleTree {
    public static func leaf(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: [0] + bytes)) }
    public static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: [1] + left + right)) }

    /// The root over no leaves.
    public static let empty = Array(SHA256.hash(data: [UInt8]()))

    /// The root over leaf hashes.
    public static func root(_ leaves: some Sequence<[UInt8]>) -> [UInt8] {
        var frontier = MerkleFrontier()
        for leaf in leaves { frontier.append(leaf) }
        return frontier.root
    }

    /// The ranges whose roots, from the leaf upwards, show that a leaf is in the tree.
    /// - Source: RFC 9162 section 2.1.3.1.
    public static func inclusion(of index: Int64, in size: Int64) -> [Range<Int64>] {
        guard index >= 0, index < size else { return [] }
        return path(index, 0..<size)
    }

    private static func path(_ index: Int64, _ range: Range<Int64>) -> [Range<Int64>] {
        guard range.count > 1 else { return [] }
        let middle = split(range)
        return index < middle
            ? path(index, range.lowerBound..<middle) + [middle..<range.upperBound]
            : path(index, middle..<range.upperBound) + [range.lowerBound..<middle]
    }

    /// The ranges whose roots show that the first `old` leaves of the tree are what they were.
    /// - Source: RFC 9162 section 2.1.4.1.
    public static func consistency(from old: Int64, to size: Int64) -> [Range<Int64>] {
        guard old > 0, old < size else { return [] }
        return common(old, 0..<size, isOldRoot: true)
    }

    private static func common(_ old: Int64, _ range: Range<Int64>, isOldRoot: Bool) -> [Range<Int64>] {
        if old == range.upperBound { return isOldRoot ? [] : [range] }
        let middle = split(range)
        return old <= middle
            ? common(old, range.lowerBound..<middle, isOldRoot: isOldRoot) + [middle..<range.upperBound]
            : common(old, middle..<range.upperBound, isOldRoot: false) + [range.lowerBound..<middle]
    }

    /// Where a range falls apart: behind the largest power of two below its length.
    static func split(_ range: Range<Int64>) -> Int64 {
        let count = range.upperBound - range.lowerBound
        return range.lowerBound + 1 << (63 - Int64((count - 1).leadingZeroBitCount))
    }

    /// Whether a proof shows that a leaf stands at this position.
    /// - Source: RFC 9162 section 2.1.3.2.
    public static func proves(_ proof: [[UInt8]], _ leaf: [UInt8], at index: Int64, in size: Int64, root: [UInt8]) -> Bool {
        guard index >= 0, index < size else { return false }
        var (place, last, hash) = (index, size - 1, leaf)
        for step in proof {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                hash = node(step, hash)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                hash = node(hash, step)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// Whether a proof shows that the larger tree begins with the smaller.
    /// - Source: RFC 9162 section 2.1.4.2.
    public static func proves(_ proof: [[UInt8]], from old: (size: Int64, root: [UInt8]), to new: (size: Int64, root: [UInt8])) -> Bool {
        guard old.size > 0, old.size < new.size else { return old.size == new.size && old.root == new.root && proof.isEmpty }
        let steps = old.size & (old.size - 1) == 0 ? [old.root] + proof : proof
        guard let first = steps.first else { return false }
        var (place, last) = (old.size - 1, new.size - 1)
        while place & 1 == 1 {
            place >>= 1
            last >>= 1
        }
        var (oldHash, newHash) = (first, first)
        for step in steps.dropFirst() {
            guard last > 0 else { return false }
            if place & 1 == 1 || place == last {
                oldHash = node(step, oldHash)
                newHash = node(step, newHash)
                while place & 1 == 0, place > 0 {
                    place >>= 1
                    last >>= 1
                }
            } else {
                newHash = node(newHash, step)
            }
            place >>= 1
            last >>= 1
        }
        return last == 0 && oldHash == old.root && newHash == new.root
    }
}

/// What has to be known of a tree to let it grow: one root for each bit of its size.
public struct MerkleFrontier: Sendable, Hashable {
    public private(set) var size: Int64 = 0
    private(set) var peaks: [[UInt8]] = []

    public init() {}

    /// Adds the hash of one leaf.
    public mutating func append(_ leaf: [UInt8]) {
        var hash = leaf
        var carried = size
        while carried & 1 == 1 {
            hash = MerkleTree.node(peaks.removeLast(), hash)
            carried >>= 1
        }
        peaks.append(hash)
        size += 1
    }

    public var root: [UInt8] { Self.root(peaks) }

    static func root(_ peaks: [[UInt8]]) -> [UInt8] {
        guard let last = peaks.last else { return MerkleTree.empty }
        return peaks.dropLast().reversed().reduce(last) { MerkleTree.node($1, $0) }
    }
}
