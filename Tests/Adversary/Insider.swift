import Crypto
import Domain
import Foundation
import Vault

/// Tries every key on everything that is sealed, with what each opened thing yields, until nothing more opens. Asks nobody, and looks at no state,
/// no consent and no log.
/// - Source: security 7.3, A2 and A3.
struct Insider {
    private(set) var saved: Saved
    private(set) var opened: [String: Opened] = [:]
    /// The key folder of the server, in the strong form.
    let instance: InstanceKeys?
    let words: [[UInt8]]
    private let copies: [Copy]
    private var privateKeys: [[UInt8]: XWingMLKEM768X25519.PrivateKey] = [:]
    // What was tried already: a round tries only what is new.
    private var tried: Set<Int> = []

    init(_ copies: [Copy], saved: Saved, instance: InstanceKeys?, words: [String] = []) {
        self.copies = copies
        self.saved = saved
        self.instance = instance
        self.words = words.map { Array($0.utf8) }
    }

    /// Every column of the databases that is tried here. A test holds the schema against it.
    static let tries: Set<String> = [
        "shred_key.wrapped_key", "team_membership.wrap", "section_grant.wrap", "item.wrapped_key", "item.content", "file_piece.content",
        "conversation.card", "referral.received_card", "referral.sent_card", "case_seat.card", "feedback.content", "own_phrase.content",
        "audit_key.for_subject", "audit_key.for_review", "audit_leaf.payload", "session.content", "sharing_exception.card",
        "organisation.name", "team.name", "support_worker.name", "organisation.profile",
    ]

    /// Goes round until a round brings no key.
    mutating func openAll() {
        var before = -1
        while before != saved.count {
            before = saved.count
            for seed in saved.seeds where privateKeys[seed] == nil { privateKeys[seed] = Picklock.privateKey(seed) }
            for copy in copies {
                openKeys(copy)
                openItems(copy)
                openFiles(copy)
                openCards(copy)
                openLog(copy)
                openSessions(copy)
                openFields(copy)
                carve(copy)
            }
        }
    }

    // MARK: Keys

    private mutating func openKeys(_ copy: Copy) {
        for row in copy["team_membership"] {
            let bound = Purpose.team.encode(.bytes(row.bytes("team")), .bytes(row.bytes("worker")), .number(row.number("generation")))
            guard let seeds = envelope(row.bytes("wrap"), .team, bound) else { continue }
            for start in stride(from: 0, to: seeds.count - 31, by: 32) { saved.seeds.insert(Array(seeds[start..<start + 32])) }
        }
        if let instance {
            for row in copy["shred_key"] {
                let bound = Purpose.shred.encode(.bytes(row.bytes("dossier")))
                guard let key = Picklock.box(row.bytes("wrapped_key"), instance.shredKey.exposed, bound: bound) else { continue }
                saved.shreds.insert(NamedKey(of: row.bytes("dossier"), key: key))
            }
        }
        let dossiers = dossiers(copy)
        for row in copy["section_grant"] {
            let consent = copy["consent"].first { $0.bytes("id") == row.bytes("consent") }
            openGrant(
                row.bytes("wrap"),
                Holder(
                    dossier: dossiers[row.bytes("section")] ?? [], section: row.bytes("section"), version: row.number("version"),
                    team: row.bytes("team"), generation: row.number("generation"), consent: consent?.bytes("id") ?? [],
                    hash: consent?.bytes("hash") ?? []))
        }
    }

    /// To whom a key was given, and on what.
    struct Holder {
        let dossier, section: [UInt8]
        let version: Int
        let team: [UInt8]
        let generation: Int
        let consent, hash: [UInt8]

        func bound(_ purpose: Purpose) -> [UInt8] {
            if team.isEmpty { return purpose.encode(.bytes(dossier), .bytes(section), .number(version), .text("subject")) }
            if consent.isEmpty {
                return purpose.encode(
                    .bytes(dossier), .bytes(section), .number(version), .text("team"), .bytes(team), .number(generation))
            }
            return purpose.encode(
                .bytes(dossier), .bytes(section), .number(version), .text("consent"), .bytes(team), .number(generation), .bytes(consent),
                .bytes(hash))
        }
    }

    @discardableResult
    mutating func openGrant(_ wrap: [UInt8], _ holder: Holder) -> Bool {
        for shred in saved.shreds where shred.of == holder.dossier {
            guard isNew(shred.key, wrap, holder.bound(.section)),
                let envelope = Picklock.box(wrap, shred.key, bound: holder.bound(.grantShred))
            else { continue }
            for (seed, key) in privateKeys {
                guard isNew(seed, envelope, []),
                    let opened = Picklock.envelope(envelope, key, info: Purpose.grant.encode(), bound: holder.bound(.section))
                else { continue }
                saved.sections.insert(NamedKey(of: holder.section, key: opened))
                return true
            }
            // A seed that is found later may fit.
            forget(shred.key, wrap, holder.bound(.section))
        }
        return false
    }

    // MARK: What was said

    private mutating func openItems(_ copy: Copy) {
        let dossiers = dossiers(copy)
        let kinds = Dictionary(copy["dossier_section"].map { ($0.bytes("id"), $0.text("kind")) }, uniquingKeysWith: { one, _ in one })
        for row in copy["item"] {
            let (header, commitment, wrapped) = (row.bytes("header"), row.bytes("commitment"), row.bytes("wrapped_key"))
            // Keys of every section, not only of its own.
            for section in saved.sections {
                tryItemKey(row.bytes("id"), header, commitment, wrapped, row.number("version"), section.key)
            }
            for content in saved.contents where content.of == row.bytes("id") {
                guard isNew(content.key, row.bytes("content"), []),
                    let padded = Picklock.box(row.bytes("content"), content.key, bound: header)
                else { continue }
                let plain = Picklock.unpadded(padded)
                let section = row.bytes("section")
                found(kinds[section] ?? "?", kind(header), row.bytes("id"), dossiers[section] ?? [], plain)
                for field in Picklock.fields(plain) where field.count == 39 {
                    for file in copy["dossier_file"] where file.bytes("item") == row.bytes("id") {
                        saved.files.insert(NamedKey(of: file.bytes("id"), key: field))
                    }
                }
            }
        }
    }

    @discardableResult
    mutating func tryItemKey(
        _ item: [UInt8], _ header: [UInt8], _ commitment: [UInt8], _ wrapped: [UInt8], _ version: Int, _ key: [UInt8]
    ) -> Bool {
        guard isNew(key, wrapped, commitment + [UInt8(truncatingIfNeeded: version)]) else { return false }
        let bound = Purpose.itemKey.encode(.number(version), .bytes(Picklock.hash(header)), .bytes(commitment))
        guard let content = Picklock.box(wrapped, key, bound: bound) else { return false }
        return saved.contents.insert(NamedKey(of: item, key: content)).inserted
    }

    private func kind(_ header: [UInt8]) -> String {
        var reader = FieldReader(header)
        for _ in 0..<6 { _ = reader.bytes() }
        return reader.text() ?? "?"
    }

    private mutating func openFiles(_ copy: Copy) {
        let dossiers = dossiers(copy)
        for file in saved.files {
            guard let row = copy["dossier_file"].first(where: { $0.bytes("id") == file.of }) else { continue }
            let (section, dossier) = (row.bytes("section"), dossiers[row.bytes("section")] ?? [])
            let bound = Purpose.filePiece.encode(.bytes(dossier), .bytes(section), .bytes(file.of))
            for piece in copy["file_piece"] where piece.bytes("file") == file.of {
                for isLast in [true, false] {
                    guard isNew(file.key, piece.bytes("content"), [isLast ? 1 : 0]),
                        let plain = Picklock.piece(
                            piece.bytes("content"), file.key, number: piece.number("number"), isLast: isLast, bound: bound)
                    else { continue }
                    found("files", "piece", file.of + [UInt8(truncatingIfNeeded: piece.number("number"))], dossier, plain)
                }
            }
        }
    }

    // MARK: What is needed everywhere

    func dossiers(_ copy: Copy) -> [[UInt8]: [UInt8]] {
        Dictionary(copy["dossier_section"].map { ($0.bytes("id"), $0.bytes("dossier")) }, uniquingKeysWith: { one, _ in one })
    }

    mutating func envelope(_ sealed: [UInt8], _ info: Purpose, _ bound: [UInt8]) -> [UInt8]? {
        for (seed, key) in privateKeys where isNew(seed, sealed, bound) {
            if let plain = Picklock.envelope(sealed, key, info: info.encode(), bound: bound) { return plain }
        }
        return nil
    }

    mutating func found(_ part: String, _ kind: String, _ name: [UInt8], _ dossier: [UInt8], _ plain: [UInt8]) {
        let held = words.indices.filter { !plain.isEmpty && plain.firstRange(of: words[$0]) != nil }
        let one = Opened(
            kind: part + "/" + kind, name: name.hex, dossier: dossier.hex, hash: Picklock.hash(plain).hex, words: held)
        opened[one.kind + one.name + one.hash] = one
    }

    mutating func isNew(_ key: [UInt8], _ sealed: [UInt8], _ bound: [UInt8]) -> Bool { tried.insert(mark(key, sealed, bound)).inserted }
    private mutating func forget(_ key: [UInt8], _ sealed: [UInt8], _ bound: [UInt8]) { tried.remove(mark(key, sealed, bound)) }

    private func mark(_ key: [UInt8], _ sealed: [UInt8], _ bound: [UInt8]) -> Int {
        var hasher = Hasher()
        hasher.combine(key)
        // Both ends: what is sealed by chance differs in its first bytes, and in its last.
        hasher.combine(sealed.prefix(80))
        hasher.combine(sealed.suffix(32))
        hasher.combine(bound)
        return hasher.finalize()
    }

    mutating func keep(_ key: NamedKey) { saved.entries.insert(key) }
    mutating func keep(seed: [UInt8]) { saved.seeds.insert(seed) }
    var everyCopy: [Copy] { copies }
    var seeds: [[UInt8]] { Array(privateKeys.keys) }
}
