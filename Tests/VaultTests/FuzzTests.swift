import Domain
import Foundation
import TestKit
import Testing

@testable import Vault

/// Nothing that a stranger sends ends the program, keeps it busy for ever, or is taken for what it is not.
@Suite("What a stranger sends to the vault", .tags(.R7), .timeLimit(.minutes(Fuzz.patience)))
struct FuzzTests {
    private let now = Instant(seconds: 1_800_000_000)

    @Test("as a ticket of a form opens only when it is that ticket, to the letter")
    func tickets() {
        var mutator = Mutator(201)
        let tickets = SealedFormTickets()
        let one = tickets.seal(Array("asker:victim".utf8), purpose: "answers", at: now)
        let other = tickets.seal(mutator.bytes(upTo: 900), purpose: "own/x", at: now)
        var opened = 0
        for _ in 0..<Fuzz.count(4000) {
            let sent = String(decoding: mutator.bytes(near: Array(one.utf8), or: Array(other.utf8)), as: UTF8.self)
            for text in [sent, mutator.text(near: one), mutator.text(upTo: 100)] where !text.utf8.elementsEqual(one.utf8) {
                if (try? tickets.open(text, purpose: "answers", at: now)) != nil { opened += 1 }
            }
        }
        #expect(opened == 0)
    }

    @Test("as a cookie is a token in the one way to write it, or none; and a changed session opens to nothing")
    func sessions() {
        var mutator = Mutator(202)
        let token = SessionSeal.newToken()
        let cookie = SessionSeal.cookie(token)
        let blob = SessionSeal.seal(Array("session".utf8), token)
        for _ in 0..<Fuzz.count(4000) {
            for text in [mutator.text(near: cookie), String(decoding: mutator.bytes(near: Array(cookie.utf8)), as: UTF8.self)] {
                if let read = SessionSeal.token(text) { #expect(SessionSeal.cookie(read).utf8.elementsEqual(text.utf8)) }
            }
            #expect(SessionSeal.open(Sealed(bytes: mutator.bytes(near: blob.bytes)), token) == nil)
        }
        #expect(SessionSeal.open(blob, token) == Array("session".utf8))
    }

    @Test("as letters of base 64 is read in one way or not at all, into no more bytes than there are letters")
    func base64() {
        var mutator = Mutator(203)
        for _ in 0..<Fuzz.count(4000) {
            let bytes = mutator.bytes(upTo: 80)
            let text = Base64URL.encode(bytes)
            #expect(Base64URL.decode(text) == bytes)
            let sent = mutator.text(near: text)
            guard let read = Base64URL.decode(sent) else { continue }
            #expect(Base64URL.encode(read).utf8.elementsEqual(sent.utf8) && read.count <= sent.utf8.count)
        }
    }

    @Test("as an invitation is that code, another one, or none")
    func invitations() {
        var mutator = Mutator(204)
        let code = InvitationCode(CountedChance(204))
        let plain = Set("ABCDEFGHJKMNPQRSTVWXYZ0123456789ILO")
        for _ in 0..<Fuzz.count(4000) {
            for text in [
                mutator.text(near: code.text.revealed), mutator.text(near: code.text.revealed.lowercased()), mutator.text(upTo: 60),
            ] {
                guard let read = InvitationCode(text) else { continue }
                #expect(InvitationCode(read.text.revealed) == read)
                #expect(text.uppercased().filter { $0 != " " && $0 != "-" }.allSatisfy { plain.contains($0) }, "\(text)")
            }
        }
    }

    @Test("as a code of the second factor is the moment's own, or refused")
    func secondFactor() {
        var mutator = Mutator(205)
        let factor = SecondFactor(CountedChance(205))
        for number in 0..<Fuzz.count(4000) {
            let moment = now.adding(seconds: Int64(number) * 30)
            let right = factor.code(now: moment).revealed
            for text in [mutator.text(near: right), mutator.text(upTo: 12), right + right, String(right.dropLast())] {
                let figures = text.unicodeScalars.filter { $0.properties.generalCategory == .decimalNumber }
                    .compactMap { $0.properties.numericValue.map { String(Int($0)) } }.joined()
                let allowed = [-30, 0, 30].map { factor.code(now: moment.adding(seconds: $0)).revealed }
                #expect((factor.step(matching: text, at: moment) != nil) == (allowed.contains(figures) && text.utf8.count <= 64))
            }
        }
    }

    @Test("as a note of the log's heads is read only when the log signed it")
    func notes() throws {
        var mutator = Mutator(206)
        let signer = try LogSigner(seed: Secret(CountedChance(206).bytes(32)), origin: "entree.example/log")
        let root = MerkleTree.leaf([1])
        let note = Array(try signer.head(size: 12_345, root: root).note.utf8)
        let other = Array(try signer.head(size: 99, root: MerkleTree.leaf([2])).note.utf8)
        for _ in 0..<Fuzz.count(4000) {
            let sent = String(decoding: mutator.bytes(near: note, or: other), as: UTF8.self)
            // Other signatures beside the log's own are allowed; what was signed is not to be changed.
            if let read = Checkpoint(note: sent, signedBy: signer.key) {
                #expect((read.size == 12_345 && read.root == root) || (read.size == 99 && read.root == MerkleTree.leaf([2])))
            }
            let key = mutator.text(near: signer.key.text)
            if let read = LogVerifierKey(key) { #expect(read.text.utf8.elementsEqual(key.utf8)) }
        }
    }

    @Test("as an entry of the log is an entry that is written the same way again, or none")
    func entries() {
        var mutator = Mutator(207)
        let chance = CountedChance(207)
        let actors: [AuditEntry.Actor] = [.subject, .system, .worker(Identifier(chance), .shiftLead, Identifier(chance))]
        let examples = actors.map { actor in
            AuditEntry(
                .sectionRead, .read, at: now, by: actor, dossier: Identifier(chance), section: Identifier(chance), detail: "1 \"é\"",
                team: Identifier(chance), conversation: Identifier(chance)
            ).json
        }
        for _ in 0..<Fuzz.count(4000) {
            guard let read = AuditEntry(json: mutator.bytes(near: mutator.pick(examples), or: mutator.pick(examples))) else { continue }
            #expect(AuditEntry(json: read.json) == read)
        }
        #expect(AuditEntry(json: Array(String(repeating: "[", count: 100_000).utf8)) == nil)
    }

    @Test("as canonical JSON is valid, sorted, and says what it was made of")
    func canonicalJSON() throws {
        var mutator = Mutator(208)
        for _ in 0..<Fuzz.count(1000) {
            let value = Self.value(&mutator, depth: 0)
            let read = try JSONSerialization.jsonObject(with: Data(value.bytes), options: .fragmentsAllowed)
            #expect(Self.same(value, read))
            #expect(String(validating: value.bytes, as: UTF8.self) != nil && !value.bytes.contains { $0 < 32 })
        }
    }

    private static func value(_ mutator: inout Mutator, depth: Int) -> CanonicalJSON {
        switch mutator.number(0..<(depth < 4 ? 5 : 3)) {
        case 0: return .text(mutator.text(upTo: 20))
        case 1: return .number(Int64(mutator.number(-(1 << 53)..<1 << 53)))
        case 2: return .truth(mutator.number(0..<2) == 0)
        case 3: return .array((0..<mutator.number(0..<4)).map { _ in value(&mutator, depth: depth + 1) })
        default:
            // Names that are one and the same to Swift would be one name.
            let names = Set((0..<mutator.number(0..<5)).map { _ in mutator.text(upTo: 6) })
            return .object(.init(names.map { (key: $0, value: value(&mutator, depth: depth + 1)) }))
        }
    }

    private static func same(_ value: CanonicalJSON, _ read: Any) -> Bool {
        switch value {
        case .text(let text): return (read as? String).map { $0.utf8.elementsEqual(text.utf8) } ?? false
        case .number(let number): return (read as? NSNumber)?.int64Value == number
        case .truth(let truth): return (read as? Bool) == truth
        case .array(let elements):
            guard let read = read as? [Any], read.count == elements.count else { return false }
            return zip(elements, read).allSatisfy { same($0, $1) }
        case .object(let members):
            guard let read = read as? [String: Any], read.count == members.pairs.count else { return false }
            return members.pairs.allSatisfy { name, member in read[name].map { same(member, $0) } ?? false }
        }
    }

    @Test("as a backup opens as a whole when it is that backup, and gives no piece that was not in it")
    func backups() throws {
        var mutator = Mutator(209)
        let pair = try KeyPair.make()
        let plain = (0..<150_000).map { UInt8(truncatingIfNeeded: $0 &* 167 >> 3) }
        var sealer = try StreamSealer(to: pair.publicKey, label: "main")
        let sealed = try sealer.header + sealer.write(plain) + sealer.finish()
        var whole = 0
        for _ in 0..<Fuzz.count(400) {
            let sent = mutator.number(0..<4) == 0 ? mutator.bytes(upTo: 4000) : mutator.bytes(near: sealed)
            var opener = StreamOpener(with: pair, label: "main")
            var read: [UInt8] = []
            do {
                var rest = sent[...]
                while !rest.isEmpty {
                    let part = rest.prefix(mutator.number(1..<90_000))
                    read += try opener.write(part)
                    #expect(read.count <= sent.count)
                    rest = rest.dropFirst(part.count)
                }
                read += try opener.finish()
                whole += 1
            } catch {
                #expect(plain.starts(with: read))
            }
        }
        #expect(whole == 0)
    }

    @Test("as anything that was sealed is refused when anything of it was changed")
    func sealedThings() async throws {
        var mutator = Mutator(210)
        let one = try await EverySeal()
        for seal in one.all {
            #expect(await seal.opens(seal.sealed), "\(seal.name)")
            for _ in 0..<Fuzz.count(seal.isDear ? 60 : 2000) {
                let changed = mutator.bytes(near: seal.sealed)
                guard await !seal.opens(changed) else {
                    Issue.record("\(seal.name) opened although it was changed")
                    break
                }
            }
        }
    }

    @Test("as padding, fields and headers is read within its bounds or not at all")
    func bounds() {
        var mutator = Mutator(211)
        for _ in 0..<Fuzz.count(4000) {
            let bytes = mutator.bytes(upTo: 300)
            if let content = Padding.unpad(bytes) { #expect(content.count <= bytes.count - 4) }
            let padded = Padding.pad(bytes)
            #expect(Padding.unpad(padded) == bytes && Padding.size(for: bytes.count) == padded.count)
            var reader = FieldReader(mutator.bytes(near: Purpose.item.encode(.bytes(bytes), .number(7))))
            var read = 0
            while let field = reader.bytes() {
                read += field.count + 2
                guard read < 1 << 20 else {
                    Issue.record("more was read than was there")
                    return
                }
            }
        }
    }
}
