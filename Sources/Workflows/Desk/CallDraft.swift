public import Domain
import Vault

/// What a helper writes while somebody is on the telephone, until they keep the call or throw it away.
public struct CallNotes: Sendable {
    /// What the caller reads when they come back.
    public let told: Confidential<String>
    /// For the team alone.
    public let memo: Confidential<String>
    /// What the caller said, as answers to the questions of the site.
    public let answers: Confidential<String>
    /// When it was written down last.
    public let at: Instant

    public init(told: Confidential<String>, memo: Confidential<String>, answers: Confidential<String>, at: Instant) {
        self.told = told
        self.memo = memo
        self.answers = answers
        self.at = at
    }

    var isSaid: Bool { told.isSaid || memo.isSaid || answers.isSaid }
}

/// Holds these notes through a crash of the browser or of the site. They are sealed for the one who writes them, under a key that follows from
/// their own: no colleague opens them, and the team does not know that they are there. A call that is kept or thrown away takes them along.
/// - Source: R4; decision 0061.
public struct CallDraft: Sendable {
    /// Hours after which they are gone by themselves.
    public static let hours: Int64 = 4

    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Keeps what stands there now, in the place of what stood there before; nothing at all when all of it is empty.
    public func keep(_ notes: CallNotes, by session: WorkerSession) async throws(WorkRefusal) {
        guard session.may(.helpPeople) else { throw .notFound }
        guard notes.isSaid else { return try await drop(by: session) }
        let token = token(session)
        let packed = Packed.write([
            [1], Packed.number(notes.at.seconds), Array(notes.told.revealed.utf8), Array(notes.memo.revealed.utf8),
            Array(notes.answers.revealed.utf8),
        ])
        let record = SessionRecord(
            hash: SessionSeal.hash(token), blob: SessionSeal.seal(packed, token),
            sweptAfter: place.now().seconds / 3600 + Self.hours + 1)
        try await place.stored {
            try await place.stores.sessions.remove(record.hash)
            try await place.stores.sessions.put(record)
        }
    }

    /// What was kept; nil when there is nothing, or its hours are over.
    public func kept(by session: WorkerSession) async throws(WorkRefusal) -> CallNotes? {
        guard session.may(.helpPeople) else { throw .notFound }
        guard let packed = try await place.sessionContent(token(session)), let fields = Packed.read(packed), fields.count == 5,
            fields[0] == [1]
        else { return nil }
        let at = Instant(seconds: Packed.number(fields[1]))
        guard place.now().seconds - at.seconds <= Self.hours * 3600 else {
            try await drop(by: session)
            return nil
        }
        let texts = fields[2...].map { Confidential(Packed.text($0)) }
        return CallNotes(told: texts[0], memo: texts[1], answers: texts[2], at: at)
    }

    /// The call was kept or thrown away.
    public func drop(by session: WorkerSession) async throws(WorkRefusal) {
        let hash = SessionSeal.hash(token(session))
        try await place.stored { try await place.stores.sessions.remove(hash) }
    }

    private func token(_ session: WorkerSession) -> Secret { SessionSeal.callToken(of: session.keyPair) }
}
