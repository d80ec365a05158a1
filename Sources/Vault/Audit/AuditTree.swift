import Domain

/// The tree of the whole log, as complete subtrees and one that still grows.
struct AuditTree: Sendable {
    private var complete = MerkleFrontier()
    private var growing = MerkleFrontier()

    var size: Int64 { complete.size * AuditSubtree.leaves + growing.size }
    var root: [UInt8] { MerkleFrontier.root(complete.peaks + growing.peaks) }

    /// Adds what a leaf holds.
    /// - Returns: the subtree that it completed.
    mutating func append(_ data: [UInt8]) -> AuditSubtree? {
        growing.append(MerkleTree.leaf(data))
        guard growing.size == AuditSubtree.leaves else { return nil }
        let subtree = AuditSubtree(number: complete.size, root: growing.root)
        complete.append(subtree.root)
        growing = MerkleFrontier()
        return subtree
    }

    /// Adds a complete subtree, without its leaves.
    /// - Returns: false when it is not the next one.
    mutating func append(_ subtree: AuditSubtree) -> Bool {
        guard growing.size == 0, subtree.number == complete.size else { return false }
        complete.append(subtree.root)
        return true
    }
}

/// Makes proofs about the log from what is stored, without reading all of it.
/// - Source: RFC 9162 sections 2.1.3 and 2.1.4.
public struct AuditProver: Sendable {
    private let store: any AuditStore

    public init(_ store: any AuditStore) { self.store = store }

    /// Shows that the leaf at a position is in the tree of this size.
    public func inclusion(of index: Int64, in size: Int64) async throws -> [[UInt8]] {
        var proof: [[UInt8]] = []
        for range in MerkleTree.inclusion(of: index, in: size) { proof.append(try await root(range)) }
        return proof
    }

    /// Shows that the tree of one size begins with that of a smaller one.
    public func consistency(from old: Int64, to size: Int64) async throws -> [[UInt8]] {
        var proof: [[UInt8]] = []
        for range in MerkleTree.consistency(from: old, to: size) { proof.append(try await root(range)) }
        return proof
    }

    // A range of a proof begins at a multiple of its width, so subtrees cover it up to its last part.
    private func root(_ range: Range<Int64>) async throws -> [UInt8] {
        let width = AuditSubtree.leaves
        guard range.lowerBound % width == 0 else { return MerkleTree.root(try await leaves(range)) }
        let whole = range.lowerBound / width..<range.upperBound / width
        var tree = AuditTreePart()
        var number = whole.lowerBound
        while number < whole.upperBound {
            let page = try await store.subtrees(from: number, limit: Int(min(1000, whole.upperBound - number)))
            guard page.first?.number == number else { throw StoreRefusal.gone }
            for subtree in page { tree.complete.append(subtree.root) }
            number += Int64(page.count)
        }
        for leaf in try await leaves(whole.upperBound * width..<range.upperBound) { tree.growing.append(leaf) }
        return tree.root
    }

    private func leaves(_ range: Range<Int64>) async throws -> [[UInt8]] {
        guard !range.isEmpty else { return [] }
        let leaves = try await store.leaves(from: range.lowerBound, limit: range.count)
        guard leaves.first?.index == range.lowerBound, leaves.count == range.count else { throw StoreRefusal.gone }
        return leaves.map { MerkleTree.leaf($0.data) }
    }

    private struct AuditTreePart {
        var complete = MerkleFrontier()
        var growing = MerkleFrontier()
        var root: [UInt8] { MerkleFrontier.root(complete.peaks + growing.peaks) }
    }
}
