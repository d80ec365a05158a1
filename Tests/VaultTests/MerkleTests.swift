import Domain
import TestKit
import Testing

@testable import Vault

@Suite("The tree over the log")
struct MerkleTests {
    private let leaves = (0..<300).map { MerkleTree.leaf([UInt8($0 % 256), UInt8($0 / 256)]) }

    private func root(_ range: Range<Int64>) -> [UInt8] { plain(Array(leaves[Int(range.lowerBound)..<Int(range.upperBound)])) }

    /// As the standard writes it down, without anything that makes it fast.
    private func plain(_ leaves: [[UInt8]]) -> [UInt8] {
        guard leaves.count > 1 else { return leaves.first ?? MerkleTree.empty }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        return MerkleTree.node(plain(Array(leaves[..<half])), plain(Array(leaves[half...])))
    }

    @Test("has the root of the standard at every size")
    func roots() {
        var tree = AuditTree()
        for (place, _) in leaves.enumerated() {
            #expect(MerkleTree.root(leaves[..<place]) == root(0..<Int64(place)))
            let subtree = tree.append([UInt8(place % 256), UInt8(place / 256)])
            #expect(tree.root == root(0..<Int64(place + 1)) && tree.size == Int64(place + 1))
            #expect((subtree != nil) == (place == 255))
            if let subtree { #expect(subtree == AuditSubtree(number: 0, root: root(0..<256))) }
        }
    }

    @Test("proves of every leaf that it is in, at every size up to forty, and of no other leaf, place, size or root")
    func inclusion() {
        for size in Int64(1)...40 {
            for index in 0..<size {
                let proof = MerkleTree.inclusion(of: index, in: size).map(root)
                let leaf = leaves[Int(index)]
                #expect(MerkleTree.proves(proof, leaf, at: index, in: size, root: root(0..<size)))
                #expect(!MerkleTree.proves(proof, leaves[100], at: index, in: size, root: root(0..<size)))
                #expect(!MerkleTree.proves(proof + [leaf], leaf, at: index, in: size, root: root(0..<size)))
                #expect(!MerkleTree.proves(proof, leaf, at: index, in: size, root: root(0..<size + 1)))
                if size > 1 {
                    #expect(!MerkleTree.proves(proof, leaf, at: (index + 1) % size, in: size, root: root(0..<size)))
                    #expect(!MerkleTree.proves(proof.dropLast(), leaf, at: index, in: size, root: root(0..<size)))
                }
            }
            #expect(!MerkleTree.proves([], leaves[0], at: size, in: size, root: root(0..<size)))
            #expect(!MerkleTree.proves([], leaves[0], at: -1, in: size, root: root(0..<size)))
        }
    }

    @Test("proves of every size that it was a beginning, up to forty, and of no other root")
    func consistency() {
        for size in Int64(1)...40 {
            for old in Int64(1)...size {
                let proof = MerkleTree.consistency(from: old, to: size).map(root)
                let (oldRoot, newRoot) = (root(0..<old), root(0..<size))
                #expect(MerkleTree.proves(proof, from: (old, oldRoot), to: (size, newRoot)))
                #expect(!MerkleTree.proves(proof, from: (old, leaves[200]), to: (size, newRoot)))
                #expect(!MerkleTree.proves(proof, from: (old, oldRoot), to: (size, leaves[200])))
                #expect(!MerkleTree.proves(proof + [oldRoot], from: (old, oldRoot), to: (size, newRoot)))
                if old < size { #expect(!MerkleTree.proves([], from: (old, oldRoot), to: (size, newRoot)) || old == 0) }
            }
            #expect(!MerkleTree.proves([], from: (0, MerkleTree.empty), to: (size, root(0..<size))))
            #expect(!MerkleTree.proves([], from: (size + 1, root(0..<size)), to: (size, root(0..<size))))
        }
    }

    @Test("is read from heads that the log signed, and from nothing else")
    func checkpoints() throws {
        let signer = try LogSigner(seed: Secret(CountedChance(1).bytes(32)), origin: "entree.example/log")
        let stranger = try LogSigner(seed: Secret(CountedChance(2).bytes(32)), origin: "entree.example/log")
        let head = try signer.head(size: 300, root: root(0..<300))
        let read = try #require(Checkpoint(note: head.note, signedBy: signer.key))
        #expect(read.size == 300 && read.root == head.root && read.origin == "entree.example/log")
        #expect(head.note.hasPrefix("entree.example/log\n300\n"))
        #expect(Checkpoint(note: head.note, signedBy: stranger.key) == nil)
        #expect(Checkpoint(note: head.note + "— witness.example AAAAAAAA\n", signedBy: signer.key) == read)
        let other = try stranger.head(size: 300, root: head.root)
        let lines = head.note.split(separator: "\n", omittingEmptySubsequences: false)
        for bad in [
            "", "\n\n", other.note, String(head.note.dropLast()), String(head.note.dropFirst()), head.note.replacing("300", with: "301"),
            head.note.replacing("300", with: "0300"), head.note.replacing("\n300\n", with: "\n+300\n"),
            lines.prefix(3).joined(separator: "\n") + "\nextension\n\n" + lines.suffix(2).joined(separator: "\n"),
            String(repeating: "x", count: 20_000),
        ] { #expect(Checkpoint(note: bad, signedBy: signer.key) == nil) }
        #expect(LogVerifierKey(signer.key.text) == signer.key)
        for bad in ["", "a+b", "a+00000000+AAAA", signer.key.text + "=", signer.key.text.replacing("entree", with: "entres")] {
            #expect(LogVerifierKey(bad) == nil)
        }
    }

    @Test("reads notes calmly whatever they are, and only ever those that were signed")
    func garbage() throws {
        let signer = try LogSigner(seed: Secret(CountedChance(1).bytes(32)), origin: "entree.example/log")
        let head = try signer.head(size: 7, root: root(0..<7))
        var generator = SeededChance(6)
        let note = Array(head.note.utf8)
        for _ in 0..<3000 {
            var changed = note
            switch Int.random(in: 0..<3, using: &generator) {
            case 0: changed[Int.random(in: 0..<note.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            case 1: changed.remove(at: Int.random(in: 0..<note.count, using: &generator))
            default: changed.insert(UInt8.random(in: 0...255, using: &generator), at: Int.random(in: 0..<note.count, using: &generator))
            }
            guard changed != note, let read = Checkpoint(note: String(decoding: changed, as: UTF8.self), signedBy: signer.key) else {
                continue
            }
            #expect(read.size == 7 && read.root == head.root)
        }
    }
}
