import Domain
import Foundation
import TestKit
import Testing

@testable import Vault

/// A whole log as values, to be changed in one place.
struct LogCopy {
    var leaves: [AuditLeaf]
    var keys: [Identifier<AuditKey>: AuditKey]
    var subtrees: [AuditSubtree]
    var heads: [AuditHead]

    init(_ store: MemoryAuditStore) async {
        leaves = await store.leaves
        keys = await store.keys
        subtrees = await store.subtrees
        heads = await store.heads
    }

    var store: MemoryAuditStore { MemoryAuditStore(leaves: leaves, keys: keys, subtrees: subtrees, heads: heads) }

    /// Changes one thing that somebody with the database in hand can change.
    /// - Returns: the first entry that a verifier must not pass as good, and whether it shows in what an auditor gets.
    mutating func tamper(_ chance: inout SeededChance) -> (entry: Int64, isExported: Bool) {
        let place = Int.random(in: 0..<leaves.count, using: &chance)
        let leaf = leaves[place]
        func flip(_ bytes: [UInt8]) -> [UInt8] { bytes.isEmpty ? [1] : bytes.flipped(Int.random(in: 0..<bytes.count * 8, using: &chance)) }
        switch Int.random(in: 0..<16, using: &chance) {
        case 0: leaves[place] = leaf.changed(data: flip(leaf.data))
        case 1: leaves[place] = leaf.changed(payload: flip(leaf.payload.bytes))
        case 2: leaves[place] = leaf.changed(salt: flip(leaf.salt))
        case 3: leaves[place] = leaf.changed(reference: flip(leaf.reference))
        case 4: leaves[place] = leaf.changed(previous: leaf.previous == -1 ? 0 : leaf.previous - 1)
        case 5: leaves[place] = leaf.changed(key: Identifier(CountedChance(chance.next())))
        case 6: leaves[place] = leaf.changed(index: leaf.index + Int64(leaves.count))
        case 7: leaves.remove(at: place)
        case 8:
            // The same entry twice: the second is one too many.
            leaves = leaves.map { $0.index >= leaf.index ? $0.changed(index: $0.index + 1) : $0 } + [leaf]
            return (leaf.index + 1, true)
        case 9:
            let other = (place + 1 + Int.random(in: 0..<leaves.count - 1, using: &chance)) % leaves.count
            let next = leaves[other]
            leaves[place] = next.changed(index: leaf.index)
            leaves[other] = leaf.changed(index: next.index)
            return (min(leaf.index, next.index), true)
        case 10:
            // An entry that fits in itself: only the tree can tell.
            let payload = flip(leaf.payload.bytes)
            let data = AuditLeaf.data(leaf.reference, leaf.salt, leaf.previous, leaf.key, Sealed(bytes: payload))
            leaves[place] = leaf.changed(data: data, payload: payload)
        case 11, 12:
            let which = Int.random(in: 0..<heads.count, using: &chance)
            let head = heads[which]
            switch Int.random(in: 0..<3, using: &chance) {
            case 0: heads[which] = AuditHead(size: head.size, root: flip(head.root), note: head.note)
            case 1: heads[which] = AuditHead(size: head.size, root: head.root, note: heads[(which + 1) % heads.count].note)
            default:
                var note = Array(head.note)
                let letter = Int.random(in: 0..<note.count, using: &chance)
                note[letter] = note[letter] == "A" ? "B" : "A"
                heads[which] = AuditHead(size: head.size, root: head.root, note: String(note))
            }
            return (head.size - 1, true)
        case 13:
            heads.removeLast()
            return (heads.last?.size ?? 0, true)
        case 14:
            let id = leaf.key
            let key = keys[id]
            keys[id] = key.map {
                AuditKey(
                    id: id, reference: $0.reference, forSubject: $0.forSubject.map { Sealed(bytes: flip($0.bytes)) },
                    forReview: $0.forReview.map { Sealed(bytes: flip($0.bytes)) }, reviewTeam: $0.reviewTeam,
                    reviewGeneration: $0.reviewGeneration)
            }
            return (leaves.first { $0.key == id }?.index ?? 0, false)
        default:
            let which = Int.random(in: 0..<subtrees.count, using: &chance)
            subtrees[which] = AuditSubtree(number: subtrees[which].number, root: flip(subtrees[which].root))
            return (subtrees[which].number * AuditSubtree.leaves, false)
        }
        return (leaf.index, true)
    }
}

@Suite("A log that somebody changed")
struct AuditTamperTests {
    private func log(_ count: Int) async throws -> (InventedLog, LogCopy) {
        let invented = try InventedLog()
        try await invented.fill(count)
        return (invented, await LogCopy(invented.store))
    }

    @Test("is found out, and where, a thousand times")
    func thousandTampers() async throws {
        var (invented, copy) = try await log(270)
        // As if thirty or more entries had come together each time.
        copy.heads = copy.heads.filter { $0.size % 45 == 0 || $0.size % 64 == 0 }
        #expect(try await AuditVerifier(copy.store, key: invented.log.verifierKey).verify() == .init(size: 270, erased: 0, finding: nil))
        var chance = SeededChance(77)
        for number in 0..<1000 {
            var changed = copy
            let place = changed.tamper(&chance)
            let report = try await AuditVerifier(changed.store, key: invented.log.verifierKey).verify()
            guard let finding = report.finding else {
                Issue.record("change \(number) was passed as good")
                continue
            }
            #expect(finding.entries.contains(place.entry), "change \(number): \(finding) and not \(place.entry)")
            #expect(report.size <= finding.entries.upperBound)
        }
    }

    @Test("is found out by somebody else's program too, which reads only what an auditor gets")
    func independent() async throws {
        let (invented, copy) = try await log(12)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("entree-log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var paths = [try await export(copy, invented, to: folder, "good")]
        let erased = copy.store
        await erased.erase(reference: invented.log.reference(invented.dossier))
        paths.append(try await export(LogCopy(erased), invented, to: folder, "erased"))
        var chance = SeededChance(78)
        while paths.count < 202 {
            var changed = copy
            changed.subtrees = [AuditSubtree(number: 0, root: [1])]
            if changed.tamper(&chance).isExported { paths.append(try await export(changed, invented, to: folder, "\(paths.count)")) }
        }
        let answers = try python(paths)
        #expect(answers.count == 202)
        #expect(answers.first?.hasSuffix("OK, 12 entries, 0 erased") == true, "\(answers.first ?? "")")
        #expect(answers.dropFirst().first?.hasSuffix("OK, 12 entries, 3 erased") == true)
        for answer in answers.dropFirst(2) { #expect(answer.contains("WRONG"), "\(answer)") }
    }

    @Test("is whole for somebody else's program when it is whole, over several subtrees, and begins with what an earlier head said")
    func independentAndWhole() async throws {
        let (invented, copy) = try await log(530)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("entree-log-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        var short = copy
        short.heads = copy.heads.filter { [1, 255, 256, 257, 512, 530].contains($0.size) }
        let path = try await export(short, invented, to: folder, "good")
        let note = folder.appendingPathComponent("note").path
        try copy.heads[300].note.write(toFile: note, atomically: true, encoding: .utf8)
        #expect(try python([path, "--earlier", note, "--key", invented.log.verifierKey.text]).first?.contains("OK, 530 entries") == true)
        let stranger = try InventedLog()
        _ = try await stranger.log.append(stranger.entry(), readableBy: stranger.readers())
        try #require(await stranger.store.head()).note.write(toFile: note, atomically: true, encoding: .utf8)
        #expect(try python([path, "--earlier", note]).first?.contains("WRONG, earlier") == true)
    }

    @Test("by cutting its end off is found out by an earlier head")
    func cutOff() async throws {
        let (invented, copy) = try await log(30)
        var cut = copy
        cut.leaves.removeLast(5)
        cut.heads.removeLast(5)
        let verifier = AuditVerifier(cut.store, key: invented.log.verifierKey)
        #expect(try await verifier.verify().finding == nil)
        #expect(try await verifier.verify(earlier: [copy.heads[10].note, copy.heads[24].note]).finding == nil)
        #expect(try await verifier.verify(earlier: [copy.heads[29].note]).finding?.fault == .earlier)
        #expect(try await verifier.verify(earlier: ["nothing"]).finding?.fault == .earlier)
        let whole = AuditVerifier(copy.store, key: invented.log.verifierKey)
        #expect(try await whole.verify(earlier: copy.heads.map(\.note)).finding == nil)
    }

    @Test("by the holder of its own signing key, who wrote it anew, is found out by an earlier head")
    func rewritten() async throws {
        let (invented, copy) = try await log(20)
        let other = MemoryAuditStore()
        let again = try SealedAuditLog(store: other, keys: invented.instance, origin: "entree.example/log", chance: CountedChance(5))
        for number in 0..<25 { _ = try await again.append(invented.entry(.sectionRead, number), readableBy: invented.readers()) }
        let verifier = AuditVerifier(other, key: again.verifierKey)
        #expect(try await verifier.verify().finding == nil)
        #expect(try await verifier.verify(earlier: [copy.heads[10].note]).finding?.fault == .earlier)
    }

    @Test("does not verify with another log's key")
    func anotherKey() async throws {
        let (_, copy) = try await log(3)
        var keys = InstanceKeys.make(CountedChance(1))
        keys.logSigningSeed = Secret([UInt8](repeating: 9, count: 32))
        let stranger = try SealedAuditLog(store: MemoryAuditStore(), keys: keys, origin: "entree.example/log", chance: CountedChance(5))
        #expect(try await AuditVerifier(copy.store, key: stranger.verifierKey).verify().finding?.fault == .signature)
    }

    private func export(_ copy: LogCopy, _ invented: InventedLog, to folder: URL, _ name: String) async throws -> String {
        var lines: [String] = []
        try await AuditExport(copy.store, key: invented.log.verifierKey).lines { lines.append($0) }
        let path = folder.appendingPathComponent(name).path
        try (lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    /// What the independent verifier says, a line for each log.
    private func python(_ arguments: [String]) throws -> [String] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", RealContent.root + "/Tools/verify_log.py"] + arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
