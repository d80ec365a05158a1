import Crypto
import Domain
import Vault

/// What stands beside dossiers: lists of teams, the log, sessions, names.
extension Insider {
    mutating func openCards(_ copy: Copy) {
        for row in copy["conversation"] {
            let generation = row.number("card_generation")
            let bound = Purpose.card.encode(.bytes(row.bytes("id")), .bytes(row.bytes("team")), .number(generation))
            guard let plain = envelope(row.bytes("card"), .card, bound) else { continue }
            found("conversation", "card", row.bytes("id"), row.bytes("dossier"), plain)
        }
        for row in copy["referral"] {
            for (side, team) in [("received", "receiver"), ("sent", "sender")] {
                let bound = Purpose.referralCard.encode(
                    .bytes(row.bytes("id")), .bytes(row.bytes(team)), .number(row.number(side + "_generation")))
                let card = row.bytes(side + "_card")
                let plain = card.first == 0xC1 ? inside(card, bound) : envelope(card, .referralCard, bound)
                if let plain { found("referral", side + "_card", row.bytes("id"), row.bytes("dossier"), plain) }
            }
        }
        for row in copy["case_seat"] {
            let table = copy["case_table"].first { $0.bytes("id") == row.bytes("case_table") }
            let bound = Purpose.tableCard.encode(
                .bytes(row.bytes("case_table")), .bytes(row.bytes("team")), .number(row.number("generation")))
            guard let plain = envelope(row.bytes("card"), .tableCard, bound) else { continue }
            found("case_seat", "card", row.bytes("case_table") + row.bytes("team"), table?.bytes("dossier") ?? [], plain)
        }
        for row in copy["feedback"] {
            let bound = Purpose.feedback.encode(.bytes(row.bytes("id")), .bytes(row.bytes("team")), .number(row.number("generation")))
            if let plain = envelope(row.bytes("content"), .feedback, bound) { found("feedback", "content", row.bytes("id"), [], plain) }
        }
        for row in copy["own_phrase"] {
            let bound = Purpose.ownPhrase.encode(.bytes(row.bytes("id")), .bytes(row.bytes("worker")))
            if let plain = envelope(row.bytes("content"), .ownPhrase, bound) { found("own_phrase", "content", row.bytes("id"), [], plain) }
        }
    }

    /// The quick kind of card, under a key that comes from the team's seed.
    private mutating func inside(_ card: [UInt8], _ bound: [UInt8]) -> [UInt8]? {
        for seed in seeds {
            let key = Picklock.derived(seed, .referralCardKey)
            if isNew(key, card, bound), let plain = Picklock.box(Array(card.dropFirst()), key, bound: bound) { return plain }
        }
        return nil
    }

    mutating func openLog(_ copy: Copy) {
        for row in copy["audit_key"] {
            let reference = row.bytes("reference")
            let review = Purpose.logKey.encode(
                .bytes(reference), .text("review"), .bytes(row.bytes("review_team")), .number(row.number("review_generation")))
            for (column, bound) in [
                ("for_subject", Purpose.logKey.encode(.bytes(reference), .text("subject"))), ("for_review", review),
            ] {
                if let key = envelope(row.bytes(column), .logKey, bound) { keep(NamedKey(of: row.bytes("id"), key: key)) }
            }
        }
        let keys = Dictionary(saved.entries.map { ($0.of, $0.key) }, uniquingKeysWith: { one, _ in one })
        for row in copy["audit_leaf"] {
            guard let key = keys[row.bytes("audit_key")], isNew(key, row.bytes("payload"), []) else { continue }
            let bound = Purpose.logPayload.encode(.bytes(row.bytes("reference")), .bytes(row.bytes("salt")), .bytes(row.bytes("audit_key")))
            guard let padded = Picklock.box(Array(row.bytes("payload").dropFirst(32)), key, bound: bound) else { continue }
            found("log", "entry", Picklock.hash(row.bytes("payload")), [], Picklock.unpadded(padded))
        }
    }

    /// Notes of calls, under a token that comes from a worker's own seed.
    mutating func openSessions(_ copy: Copy) {
        for seed in seeds {
            let token = HMAC<SHA256>.authenticationCode(for: Purpose.callNotes.encode(), using: SymmetricKey(data: seed)).map { $0 }
            let hash = Picklock.hash(token)
            for row in copy["session"] where row.bytes("token_hash") == hash {
                let key = Picklock.derived(token, .session)
                guard isNew(key, row.bytes("content"), []),
                    let padded = Picklock.box(row.bytes("content"), key, bound: Purpose.session.encode(.bytes(hash)))
                else { continue }
                found("session", "call notes", hash, [], Picklock.unpadded(padded))
            }
        }
    }

    /// What the key folder of the server opens by itself: names, and the cards of what was shared without consent.
    mutating func openFields(_ copy: Copy) {
        guard let instance else { return }
        let key = Picklock.derived(instance.fieldKey.exposed, .name)
        for (table, column, purpose) in [
            ("organisation", "name", Purpose.name), ("team", "name", .name), ("support_worker", "name", .name),
            ("organisation", "profile", .profile), ("sharing_exception", "card", .exceptionCard),
        ] {
            for row in copy[table] where isNew(key, row.bytes(column), row.bytes("id")) {
                guard let padded = Picklock.box(row.bytes(column), key, bound: purpose.encode(.bytes(row.bytes("id")))) else { continue }
                found("server", table + " " + column, row.bytes("id"), row.bytes("dossier"), Picklock.unpadded(padded))
            }
        }
    }
}
