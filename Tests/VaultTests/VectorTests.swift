import Crypto
import CryptoExtras
import Domain
import Foundation
import Testing

@testable import Vault

@Suite("What others published comes out the same here")
struct VectorTests {
    private struct ScryptCase: Decodable {
        let password: String
        let salt: String
        let cost: Int
        let blockSize: Int
        let parallelism: Int
        let key: Hex
    }

    @Test("scrypt of RFC 7914")
    func scrypt() throws {
        for one in try PublishedVectors.read("scrypt", as: Cases<ScryptCase>.self).cases {
            let key = try KDF.Scrypt.deriveKey(
                from: Array(one.password.utf8), salt: Array(one.salt.utf8), outputByteCount: one.key.bytes.count, rounds: one.cost,
                blockSize: one.blockSize, parallelism: one.parallelism)
            #expect(key.wrappable == one.key.bytes)
        }
    }

    @Test("scrypt of RFC 7914 with 16 MiB, through the pool")
    func scryptInThePool() async throws {
        let one = try #require(try PublishedVectors.read("scrypt", as: Cases<ScryptCase>.self).cases.last)
        let pool = ScryptPool(slots: 1, cost: one.cost, clock: ContinuousClock())
        let key = try await pool.derive(Secret(Array(one.password.utf8)), salt: Array(one.salt.utf8), count: 64, lane: .people)
        #expect(key.exposed == one.key.bytes)
    }

    private struct FactorCases: Decodable {
        struct Case: Decodable {
            let seconds: Int64
            let code: String
        }
        let secret: String
        let cases: [Case]
    }

    @Test("codes of the second factor of RFC 6238")
    func factor() throws {
        let vectors = try PublishedVectors.read("totp", as: FactorCases.self)
        let factor = SecondFactor(secret: Secret(Array(vectors.secret.utf8)))
        for one in vectors.cases {
            #expect(factor.code(at: one.seconds / 30, digits: 8) == one.code)
            #expect(factor.step(matching: String(one.code.suffix(6)), at: Instant(seconds: one.seconds)) == one.seconds / 30)
        }
    }

    @Test("letters of base 32 of RFC 4648")
    func base32() {
        #expect(
            ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map { Base32.encode(Array($0.utf8)) }
                == ["", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"])
    }

    private struct EnvelopeCase: Decodable {
        struct Message: Decodable {
            let aad: Hex
            let plain: Hex
            let sealed: Hex
        }
        let kem: Int?
        let info: Hex
        let privateKey: Hex
        let encapsulated: Hex
        let shared: Hex?
        let messages: [Message]
    }

    @Test("HPKE of RFC 9180, with X25519 and with P-256")
    func hpke() throws {
        for one in try PublishedVectors.read("hpke", as: Cases<EnvelopeCase>.self).cases {
            var recipient =
                one.kem == 32
                ? try HPKE.Recipient(
                    privateKey: Curve25519.KeyAgreement.PrivateKey(rawRepresentation: one.privateKey.bytes),
                    ciphersuite: .Curve25519_SHA256_ChachaPoly, info: Data(one.info.bytes), encapsulatedKey: Data(one.encapsulated.bytes))
                : try HPKE.Recipient(
                    privateKey: P256.KeyAgreement.PrivateKey(rawRepresentation: one.privateKey.bytes),
                    ciphersuite: .P256_SHA256_AES_GCM_256, info: Data(one.info.bytes), encapsulatedKey: Data(one.encapsulated.bytes))
            for message in one.messages {
                #expect(try [UInt8](recipient.open(message.sealed.bytes, authenticating: message.aad.bytes)) == message.plain.bytes)
            }
        }
    }

    private struct KeyCase: Decodable {
        let seed: Hex
        let publicKey: Hex
        let encapsulated: Hex
        let shared: Hex
    }

    @Test("X-Wing keys from seeds, and what is encapsulated to them")
    func xwing() throws {
        let cases = try PublishedVectors.read("xwing", as: Cases<KeyCase>.self).cases
        #expect(cases.count == 3)
        for one in cases {
            let pair = try KeyPair(seed: Secret(one.seed.bytes))
            #expect(pair.publicKey.bytes == one.publicKey.bytes)
            #expect(try pair.privateKey().decapsulate(Data(one.encapsulated.bytes)).wrappable == one.shared.bytes)
        }
    }

    @Test("HPKE with X-Wing of the working group's draft")
    func xwingEnvelope() throws {
        for one in try PublishedVectors.read("xwing-hpke", as: Cases<EnvelopeCase>.self).cases {
            let pair = try KeyPair(seed: Secret(one.privateKey.bytes))
            #expect(try pair.privateKey().decapsulate(Data(one.encapsulated.bytes)).wrappable == one.shared?.bytes)
            let suite = HPKE.Ciphersuite(kem: .XWingMLKEM768X25519, kdf: .HKDF_SHA256, aead: .chaChaPoly)
            var recipient = try HPKE.Recipient(
                privateKey: pair.privateKey(), ciphersuite: suite, info: Data(one.info.bytes), encapsulatedKey: Data(one.encapsulated.bytes)
            )
            for message in one.messages {
                #expect(try [UInt8](recipient.open(message.sealed.bytes, authenticating: message.aad.bytes)) == message.plain.bytes)
            }
        }
    }

    private struct TreeVectors: Decodable {
        struct Inclusion: Decodable {
            let index: Int64
            let size: Int64
            let proof: [Hex]
        }
        struct Consistency: Decodable {
            let old: Int64
            let size: Int64
            let proof: [Hex]
        }
        let leaves: [Hex]
        let roots: [Hex]
        let inclusion: [Inclusion]
        let consistency: [Consistency]
    }

    @Test("the reference tree of Certificate Transparency: roots and proofs")
    func tree() throws {
        let vectors = try PublishedVectors.read("merkle", as: TreeVectors.self)
        let leaves = vectors.leaves.map { MerkleTree.leaf($0.bytes) }
        for size in vectors.roots.indices { #expect(MerkleTree.root(leaves.prefix(size)) == vectors.roots[size].bytes) }
        func root(_ range: Range<Int64>) -> [UInt8] { MerkleTree.root(leaves[Int(range.lowerBound)..<Int(range.upperBound)]) }
        for one in vectors.inclusion {
            #expect(MerkleTree.inclusion(of: one.index, in: one.size).map(root) == one.proof.map(\.bytes))
            #expect(
                MerkleTree.proves(
                    one.proof.map(\.bytes), leaves[Int(one.index)], at: one.index, in: one.size, root: vectors.roots[Int(one.size)].bytes))
        }
        for one in vectors.consistency {
            #expect(MerkleTree.consistency(from: one.old, to: one.size).map(root) == one.proof.map(\.bytes))
            #expect(
                MerkleTree.proves(
                    one.proof.map(\.bytes), from: (one.old, vectors.roots[Int(one.old)].bytes),
                    to: (one.size, vectors.roots[Int(one.size)].bytes)))
        }
    }

    @Test("keys of signed notes")
    func notes() throws {
        for text in try PublishedVectors.read("note", as: Cases<String>.self).cases {
            #expect(LogVerifierKey(text)?.text == text)
            #expect(LogVerifierKey(text + "A") == nil)
        }
    }
}
