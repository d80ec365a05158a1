import Crypto
import Domain
import Foundation
import TestKit
import Testing
import Vault

@Suite("Answers sealed into a form", .tags(.R7))
struct SealedFormTicketsTests {
    private let tickets = SealedFormTickets(key: SymmetricKey(data: [UInt8](repeating: 7, count: 32)))
    private let now = Instant(seconds: 1_800_000_000)

    @Test("open again within two hours, for the same purpose", arguments: [0, 1, 63, 64, 500])
    func opens(_ length: Int) throws {
        let content = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let ticket = tickets.seal(content, purpose: "answers", at: now)
        #expect(try tickets.open(ticket, purpose: "answers", at: now.adding(seconds: 7200)) == content)
    }

    @Test("are refused one second after two hours")
    func expires() {
        let ticket = tickets.seal([1], purpose: "answers", at: now)
        #expect(throws: FormTicketRefusal.expired) { try tickets.open(ticket, purpose: "answers", at: now.adding(seconds: 7201)) }
        #expect(throws: FormTicketRefusal.expired) { try tickets.open(ticket, purpose: "answers", at: now.adding(seconds: -61)) }
    }

    @Test("are refused for another purpose, from another server, and with any bit changed")
    func foreign() throws {
        let ticket = tickets.seal(Array("asker:victim".utf8), purpose: "answers", at: now)
        #expect(throws: FormTicketRefusal.foreign) { try tickets.open(ticket, purpose: "other", at: now) }
        #expect(throws: FormTicketRefusal.foreign) { try SealedFormTickets().open(ticket, purpose: "answers", at: now) }
        for index in ticket.indices.dropLast() {
            var changed = ticket
            changed.replaceSubrange(index...index, with: ticket[index] == "A" ? "B" : "A")
            #expect(throws: FormTicketRefusal.foreign) { try tickets.open(changed, purpose: "answers", at: now) }
        }
    }

    @Test("are refused calmly when they are no ticket at all", arguments: ["", "x", "====", "🙂", String(repeating: "A", count: 100_000)])
    func garbage(_ text: String) {
        #expect(throws: FormTicketRefusal.foreign) { try tickets.open(text, purpose: "answers", at: now) }
    }

    @Test("show nothing of the answers, and have the same length for short and long answers of one class")
    func revealsNothing() {
        let short = tickets.seal(Array("a".utf8), purpose: "answers", at: now)
        let long = tickets.seal(Array(String(repeating: "b", count: 60).utf8), purpose: "answers", at: now)
        #expect(short.count == long.count)
        #expect(short != tickets.seal(Array("a".utf8), purpose: "answers", at: now))
        #expect(!short.contains("victim"))
    }
}

@Suite("Public hashes and ids")
struct DigestTests {
    @Test("SHA-256 gives the published value of FIPS 180-2")
    func sha256() {
        #expect(Digest.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("a version 5 UUID gives the published value of RFC 9562")
    func uuid5() throws {
        let dns = try #require(UUID(uuidString: "6ba7b810-9dad-11d1-80b4-00c04fd430c8"))
        #expect(Digest.uuid5(namespace: dns, name: "www.example.com").uuidString.lowercased() == "2ed6657d-e927-568b-95e1-2665a8aea6a2")
    }
}
