import Crypto
import Domain
import Foundation
import TestKit
import Testing

@testable import Vault

@Suite("Coming in with a code", .tags(.R7))
struct CodeKeyTests {
    private let chance = CountedChance(40)
    private let instance = InstanceKeys.make(CountedChance(41))
    private let pool = ScryptPool(slots: 2, cost: 16, clock: ContinuousClock())

    @Test("finds the person's key, and with another code nothing")
    func opens() async throws {
        let codes = CodeKeys(keys: instance, pool: pool)
        let (code, other) = (ReturnCode(chance), ReturnCode(chance))
        let pair = try KeyPair.make()
        let dossier = Identifier<Dossier>(chance)
        let derived = try await codes.derive(code)
        let row = ReturnKey(
            locator: derived.locator, dossier: dossier, version: 1, derivation: CodeKeys.derivation,
            wrappedSeed: try codes.seal(pair, derived, dossier: dossier, version: 1))
        let opened = try #require(codes.open(row, try await codes.derive(code)))
        #expect(opened.dossier == dossier && opened.keyPair.publicKey == pair.publicKey)
        #expect(codes.open(row, try await codes.derive(other)) == nil)
        #expect(codes.open(nil, derived) == nil)
        for moved in [
            ReturnKey(locator: row.locator, dossier: Identifier(chance), version: 1, derivation: 1, wrappedSeed: row.wrappedSeed),
            ReturnKey(locator: row.locator, dossier: dossier, version: 2, derivation: 1, wrappedSeed: row.wrappedSeed),
            ReturnKey(locator: row.locator, dossier: dossier, version: 1, derivation: 2, wrappedSeed: row.wrappedSeed),
        ] { #expect(codes.open(moved, derived) == nil) }
    }

    @Test("needs the pepper: with another one the same code is found nowhere")
    func pepper() async throws {
        let code = ReturnCode(chance)
        var elsewhere = instance
        elsewhere.pepperCode = Secret(chance.bytes(32))
        let here = try await CodeKeys(keys: instance, pool: pool).derive(code)
        let there = try await CodeKeys(keys: elsewhere, pool: pool).derive(code)
        #expect(here.locator.count == 16 && here.locator != there.locator && here.key != there.key)
        #expect(try await CodeKeys(keys: instance, pool: pool).derive(code).locator == here.locator)
    }

    @Test("derives as the design says, step by step")
    func derivation() async throws {
        let code = ReturnCode(chance)
        let digits = String(code.digits.revealed.prefix(18))
        let seasoned = HMAC<SHA384>.authenticationCode(for: Array("code/v1\(digits)".utf8), using: instance.pepperCode.key)
        let stretched = try await pool.derive(Secret(Array(seasoned)), salt: instance.saltCode.exposed, count: 64, lane: .people)
        let locator = HKDF<SHA256>.expand(
            pseudoRandomKey: stretched.exposed, info: Array("code/v1/locator".utf8), outputByteCount: 16)
        #expect(try await CodeKeys(keys: instance, pool: pool).derive(code).locator == locator.wrappable)
    }
}

@Suite("Coming in to work")
struct WorkerEntryTests {
    private let chance = CountedChance(50)
    private let instance = InstanceKeys.make(CountedChance(51))
    private let pool = ScryptPool(slots: 2, cost: 16, clock: ContinuousClock())

    @Test("opens one's keys with one's passphrase, in either way of writing an é")
    func opens() async throws {
        let rings = WorkerKeyrings(keys: instance, pool: pool)
        let pair = try KeyPair.make()
        let factor = SecondFactor(chance)
        let keys = try await rings.seal(pair, factor, passphrase: Confidential("vier blauwe cafe\u{301}s"), chance: chance)
        let opened = try #require(try await rings.open(keys, passphrase: Confidential("vier blauwe caf\u{E9}s")))
        #expect(opened.keyPair.publicKey == pair.publicKey && opened.factor.secret.exposed == factor.secret.exposed)
        #expect(try await rings.open(keys, passphrase: Confidential("vier blauwe cafes")) == nil)
        #expect(try await rings.open(nil, passphrase: Confidential("vier blauwe caf\u{E9}s")) == nil)
        let swapped = WorkerKeys(salt: keys.salt, derivation: 1, publicKey: try KeyPair.make().publicKey, wrapped: keys.wrapped)
        #expect(try await rings.open(swapped, passphrase: Confidential("vier blauwe caf\u{E9}s")) == nil)
        var elsewhere = instance
        elsewhere.pepperStaff = Secret(chance.bytes(32))
        #expect(try await WorkerKeyrings(keys: elsewhere, pool: pool).open(keys, passphrase: Confidential("vier blauwe caf\u{E9}s")) == nil)
    }

    @Test(
        "takes any passphrase of fifteen characters that is not common and not one's name",
        arguments: [
            ("seven green boats in a row", nil), ("kort", .tooShort), ("veertien teken", .tooShort), ("passwordpassword", .common),
            ("PasswordPassword", .common), ("password password", .common), ("aaaaaaaaaaaaaaaaa", .common), ("121212121212121212", .common),
            ("fatima.de.vries.1", nil), ("fatima.jansen-2026", .login), ("Fatima.Jansen fatima.jansen", .login),
            ("fatima.jansen houdt van zeilen", nil), ("пятнадцать букв", nil), (String(repeating: "lang genoeg ", count: 50), .tooLong),
        ] as [(String, PassphraseProblem?)])
    func passphrases(_ passphrase: String, _ problem: PassphraseProblem?) {
        #expect(Passphrase.problem(passphrase, login: "fatima.jansen", common: ["passwordpassword"]) == problem)
    }

    @Test("takes a code of the second factor of this moment, the one before and the one after, in any digits")
    func factor() {
        let factor = SecondFactor(chance)
        let now = Instant(seconds: 1_795_000_015)
        let step = now.seconds / 30
        for near in [step - 1, step, step + 1] {
            #expect(factor.step(matching: factor.code(at: near), at: now) == near)
            let code = factor.code(at: near)
            #expect(factor.step(matching: " \(code.prefix(3)) \(code.suffix(3)) ", at: now) == near)
        }
        for far in [step - 2, step + 2] { #expect(factor.step(matching: factor.code(at: far), at: now) == nil) }
        for bad in ["", "12345", "1234567", "abcdef", String(repeating: "1", count: 1000)] {
            #expect(factor.step(matching: bad, at: now) == nil)
        }
        let arabic = factor.code(at: step).unicodeScalars.map { Character(Unicode.Scalar($0.value - 48 + 0x660) ?? $0) }
        #expect(factor.step(matching: String(arabic), at: now) == step)
    }

    @Test("gives an app the address it reads")
    func address() {
        let factor = SecondFactor(secret: Secret(Array("12345678901234567890".utf8)))
        #expect(
            factor.address(login: "noor&co", issuer: "Één deur").revealed
                == "otpauth://totp/%C3%89%C3%A9n%20deur:noor%26co?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%C3%89%C3%A9n%20deur"
                + "&algorithm=SHA1&digits=6&period=30")
        #expect(factor.typed.revealed.hasPrefix("GEZD GNBV "))
    }
}

@Suite("A session that only the browser can open")
struct SessionSealTests {
    @Test("opens with its token, and with no other")
    func opens() throws {
        let (token, other) = (SessionSeal.newToken(), SessionSeal.newToken())
        let blob = SessionSeal.seal(Array("wie ik ben".utf8), token)
        #expect(SessionSeal.open(blob, token) == Array("wie ik ben".utf8))
        #expect(SessionSeal.open(blob, other) == nil)
        for bit in stride(from: 0, to: blob.bytes.count * 8, by: 7) {
            #expect(SessionSeal.open(Sealed(bytes: blob.bytes.flipped(bit)), token) == nil)
        }
        #expect(SessionSeal.hash(token).count == 32 && SessionSeal.hash(token) != SessionSeal.hash(other))
        #expect(SessionSeal.scope(token) != SessionSeal.scope(other) && SessionSeal.scope(token).utf8.count == 22)
        #expect(!SessionSeal.cookie(token).contains(SessionSeal.scope(token)))
    }

    @Test("reads its token back from the browser, and nothing else", arguments: ["", "x", String(repeating: "A", count: 44), "🙂"])
    func tokens(_ bad: String) {
        let token = SessionSeal.newToken()
        #expect(SessionSeal.token(SessionSeal.cookie(token))?.exposed == token.exposed)
        #expect(SessionSeal.token(bad) == nil)
    }
}

@Suite("Keys and secrets")
struct SilenceTests {
    @Test("cannot print themselves")
    func silent() throws {
        let chance = CountedChance(60)
        let seed = chance.bytes(32)
        let pair = try KeyPair(seed: Secret(seed))
        let sealed = try SealedDossier()
        let factor = SecondFactor(secret: Secret(seed))
        let values: [Any] = [
            Secret(seed), pair, sealed.key, sealed.shred, sealed.instance, factor, FieldSeal(keys: sealed.instance),
            InvitationCode(chance), WorkerKeyring(keyPair: pair, factor: factor), factor.typed, factor.address(login: "a", issuer: "b"),
            Confidential(seed), [Secret(seed)], ["a": pair], Optional(pair) as Any,
            try StreamSealer(to: pair.publicKey, label: "x"), StreamOpener(with: pair, label: "x"),
        ]
        let forms = [
            seed.map(String.init).joined(separator: ", "), Hexadecimal.encode(seed), Data(seed).base64EncodedString(), Base32.encode(seed),
        ]
        for value in values {
            var dumped = ""
            dump(value, to: &dumped)
            for text in ["\(value)", String(reflecting: value), String(describing: value), dumped] {
                for form in forms { #expect(!text.contains(form)) }
                #expect(!text.contains("SymmetricKey(") && text.utf8.count < 400)
            }
        }
    }

    @Test("of an installation are seven, each in a file of its own")
    func files() throws {
        let keys = InstanceKeys.make(CountedChance(1))
        let files = Dictionary(uniqueKeysWithValues: InstanceKeys.files.map { ($0.name, keys[keyPath: $0.key]) })
        #expect(files.count == 7 && Set(files.values.map(\.exposed)).count == 7 && files.values.allSatisfy { $0.exposed.count == 32 })
        let read = try InstanceKeys { try #require(files[$0]) }
        for file in InstanceKeys.files { #expect(read[keyPath: file.key].exposed == keys[keyPath: file.key].exposed) }
        #expect(throws: KeyRefusal.unusable) { try InstanceKeys { _ in Secret([1]) } }
    }
}
