public import Domain
import Vault

/// What somebody says about the site afterwards. Nothing in it leads to a conversation.
/// - Source: R112.
public struct Feedback: Sendable {
    /// Stable words for what was chosen; empty when they would rather not say.
    public let rather: String
    public let found: String
    public let who: String
    public let age: String
    public let kind: String
    public let missed: Confidential<String>

    public init(rather: String, found: String, who: String, age: String, kind: String, missed: Confidential<String>) {
        self.rather = rather
        self.found = found
        self.who = who
        self.age = age
        self.kind = kind
        self.missed = missed
    }

    public var isEmpty: Bool { [rather, found, who, age, kind, missed.revealed].allSatisfy(\.isEmpty) }
}

/// Keeps feedback, sealed to those who read it, apart from everything else.
public struct SendFeedback: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    public func callAsFunction(_ feedback: Feedback) async throws(WorkRefusal) {
        let teams = try await place.stored { try await place.stores.teams.teams(of: nil) }
        guard !feedback.isEmpty,
            let team = teams.first(where: { $0.kind == .insight && $0.publicKey != nil })
                ?? teams.first(where: { $0.kind == .desk && $0.publicKey != nil }),
            let key = team.publicKey
        else { return }
        let fields = [feedback.rather, feedback.found, feedback.who, feedback.age, feedback.kind, feedback.missed.revealed]
        try await place.stored {
            try await place.stores.feedback.add(
                try FeedbackSeal.seal(
                    Packed.write(fields.map { Array($0.utf8) }), id: Identifier(place.chance), to: team.id, generation: team.generation, key
                ))
        }
    }
}

/// Reads what people said, in no order that tells when.
public struct ReadFeedback: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Throws: `.notFound` unless the role may.
    public func callAsFunction(_ session: WorkerSession) async throws(WorkRefusal) -> [Feedback] {
        guard session.may(.readFeedback) else { throw .notFound }
        _ = try await place.logged(
            AuditEntry(.feedbackRead, .read, at: place.now(), by: session.actor), place.readers(session, subject: nil))
        var all: [Feedback] = []
        for (_, held) in session.teamKeys {
            for sealed in try await place.stored({ try await place.stores.feedback.all(for: held.team.id, limit: 1000) }) {
                guard sealed.generation == held.team.generation, let content = try? FeedbackSeal.open(sealed, with: held.keyPair),
                    let fields = Packed.read(content.revealed), fields.count == 6
                else { continue }
                let texts = fields.map(Packed.text)
                all.append(
                    Feedback(
                        rather: texts[0], found: texts[1], who: texts[2], age: texts[3], kind: texts[4], missed: Confidential(texts[5])))
            }
        }
        return all
    }
}
