public import Domain
import Synchronization
import Vault

/// How many files come in at once: each takes a little memory, and a connection that may be slow.
final class FileGate: Sendable {
    static let most = 8
    static let mostOfOne = 2
    private let coming = Mutex<[Identifier<Dossier>: Int]>([:])

    /// A place in it, given back when nobody has it any more.
    final class Place: Sendable {
        private let gate: FileGate
        private let dossier: Identifier<Dossier>

        fileprivate init(_ gate: FileGate, _ dossier: Identifier<Dossier>) {
            self.gate = gate
            self.dossier = dossier
        }

        deinit {
            gate.coming.withLock { coming in
                let rest = (coming[dossier] ?? 1) - 1
                coming[dossier] = rest > 0 ? rest : nil
            }
        }
    }

    /// - Returns: nil when too many come in now, of all or of one dossier.
    func enter(_ dossier: Identifier<Dossier>) -> Place? {
        let isIn = coming.withLock { coming in
            guard coming.values.reduce(0, +) < Self.most, coming[dossier, default: 0] < Self.mostOfOne else { return false }
            coming[dossier, default: 0] += 1
            return true
        }
        return isIn ? Place(self, dossier) : nil
    }
}

/// A file that is coming in: let through, sealed and kept piece by piece, and nothing of it to be seen before it is whole. Plain text is in
/// memory for half a mebibyte at most, and never on a disk.
/// - Source: security 2.4, 6.7; invariant I1.
public struct IncomingFile: Sendable {
    /// Seconds within which it must be whole.
    static let longest: Int64 = 900
    /// Pieces that are kept at once: half a mebibyte.
    private static let batch = 8
    private let place: Workplace
    private let session: PersonSession
    private let section: DossierSection
    private let name: Confidential<FileName>
    private let isAsMade: Bool
    private let key: FileKey
    private let gate: FileGate.Place
    private let begunAt: Instant
    private var sieve: FileSieve
    private var sealer: FileSealer
    private var waiting: [Sealed<FilePieceContent>] = []
    private var kept = 0

    init(
        _ place: Workplace, _ session: PersonSession, in section: DossierSection, name: Confidential<FileName>, isAsMade: Bool
    ) async throws(WorkRefusal) {
        guard let gate = place.fileGate.enter(session.dossier) else { throw .busy }
        self.gate = gate
        self.place = place
        self.session = session
        self.section = section
        self.name = name
        self.isAsMade = isAsMade
        begunAt = place.now()
        key = FileKey.make(for: Identifier(place.chance), in: section.id, of: session.dossier)
        sieve = FileSieve(keepsAll: isAsMade)
        sealer = FileSealer(key)
        let (file, hour) = (key.file, begunAt.seconds / 3600)
        try await place.stored {
            try await place.stores.files.begin(file, in: section.id, sweptAfter: hour + 1, most: .most)
        }
    }

    /// Takes more of it.
    /// - Throws: `.file`; `.erased`, `.storeUnavailable`. Then it is to be abandoned.
    public mutating func add(_ bytes: [UInt8]) async throws(WorkRefusal) {
        guard place.now().seconds - begunAt.seconds <= Self.longest else { throw .file(.tooSlow) }
        do {
            waiting += try sealer.write(try sieve.take(bytes))
        } catch {
            throw Self.refusal(error)
        }
        if waiting.count >= Self.batch { try await keep() }
    }

    /// It is whole. From here on it is a file of the dossier.
    /// - Parameter slip: what belongs to the form; the same file on the same form is kept once.
    /// - Throws: as `add`; `.logUnavailable`.
    public mutating func finish(slip: Confidential<String>) async throws(WorkRefusal) {
        let whole: FileSealer.Whole
        do {
            waiting += try sealer.write(try sieve.finish())
            let last = try sealer.finish()
            waiting.append(last.piece)
            whole = last.whole
        } catch {
            throw Self.refusal(error)
        }
        try await keep()
        guard let kind = sieve.kind else { throw .file(.otherKind) }
        let content = KeptFile.packed(name.revealed, kind, whole, isAsMade: isAsMade, key)
        let id = place.name(of: Confidential(whole.hash + name.revealed.stem), slip: slip)
        let receipt = try await place.logged(
            AuditEntry(
                .fileAdded, .create, at: place.now(), by: .subject, dossier: session.dossier, section: section.id, detail: whole.hash),
            session.readers)
        try await keep(content, as: id, pieces: whole.pieces, after: receipt)
    }

    private func keep(_ content: [UInt8], as id: Identifier<SealedItem>, pieces: Int, after receipt: LogReceipt) async throws(WorkRefusal) {
        for _ in 0..<5 {
            let (opened, sectionKey, _) = try await place.open(
                section.id, of: session.dossier, for: .subject, session.keyPair, after: receipt)
            let isKept = try await place.stored {
                let item = try ItemWriter(place: place, section: opened, key: sectionKey).item(.file, content, id: id)
                do {
                    try await place.stores.files.finish(key.file, pieces: pieces, as: item)
                    return true
                } catch StoreRefusal.duplicate {
                    // The same form came twice: the file is there, and this one goes.
                    try await place.stores.files.abandon(key.file)
                    return true
                } catch StoreRefusal.conflict {
                    // The part got another key meanwhile.
                    return false
                }
            }
            if isKept { return }
        }
        throw .taken(by: nil)
    }

    private mutating func keep() async throws(WorkRefusal) {
        let (pieces, number) = (waiting, kept)
        waiting = []
        kept += pieces.count
        let file = key.file
        try await place.stored { try await place.stores.files.add(pieces, from: number, to: file, most: .most) }
    }

    /// Nothing of it stays. Never fails: what cannot be taken away now is swept away within hours.
    public func abandon() async {
        try? await place.stores.files.abandon(key.file)
    }

    private static func refusal(_ error: any Error) -> WorkRefusal {
        (error as? FileRefusal).map { .file($0) } ?? .storeUnavailable
    }
}
