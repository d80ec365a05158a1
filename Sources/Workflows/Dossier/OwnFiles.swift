public import Domain
import Vault

/// What a person keeps as files: photos, papers, texts.
/// - Source: R22; security 6.7; product D.
public struct OwnFiles: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Begins to take in a file, in the newest volume of the part.
    /// - Parameter keepsAll: whether a photo keeps what it tells about itself: where, when and with what it was made.
    /// - Throws: `.busy` when too many come in now; `.file(.noRoom)`; `.erased`, `.storeUnavailable`.
    public func begin(
        _ name: Confidential<FileName>, keepsAll: Bool, _ session: PersonSession
    ) async throws(WorkRefusal) -> IncomingFile {
        try await RenewParts(place)(session)
        let volumes = try await place.stored { try await place.stores.sections.sections(of: session.dossier) }.filter { $0.kind == .files }
        let section = if let last = volumes.last { last } else { try await OwnParts(place).begin(.files, session) }
        return try await IncomingFile(place, session, in: section, name: name, isAsMade: keepsAll)
    }

    /// One file, to be saved on the person's own device. It is one act, and one entry in the log.
    public func open(_ id: Identifier<SealedItem>, _ session: PersonSession) async throws(WorkRefusal) -> OutgoingFile {
        guard let section = try await place.volume(holding: id, of: session.dossier) else { throw .notFound }
        let receipt = try await place.logged(
            AuditEntry(
                .fileOpened, .read, at: place.now(), by: .subject, dossier: session.dossier, section: section.id), session.readers)
        let (opened, key, _) = try await place.open(section.id, of: session.dossier, for: .subject, session.keyPair, after: receipt)
        guard let file = try await place.files(in: opened, key).first(where: { $0.id == id }) else { throw .notFound }
        var outgoing = OutgoingFile(file: file, place: place) { () async throws(WorkRefusal) in }
        outgoing.number = try await place.number(of: id, in: session.dossier)
        return outgoing
    }

    /// Takes a file away, for good.
    /// - Returns: false when it was gone already.
    @discardableResult
    public func remove(_ id: Identifier<SealedItem>, _ session: PersonSession) async throws(WorkRefusal) -> Bool {
        guard let section = try await place.volume(holding: id, of: session.dossier) else { return false }
        _ = try await place.logged(
            AuditEntry(
                .fileRemoved, .delete, at: place.now(), by: .subject, dossier: session.dossier, section: section.id), session.readers)
        return try await place.stored { try await place.stores.files.remove(id, of: session.dossier) }
    }
}

extension Workplace {
    /// The volume of a dossier's files that has an item of this name; nothing is opened for it.
    func volume(
        holding id: Identifier<SealedItem>, of dossier: Identifier<Dossier>
    ) async throws(WorkRefusal) -> DossierSection? {
        try await stored {
            for section in try await stores.sections.sections(of: dossier) where section.kind == .files {
                if try await stores.sections.items(section.id, after: 0, limit: 10_000).contains(where: { $0.id == id }) { return section }
            }
            return nil
        }
    }

    /// Which file of a dossier it is, from 1, oldest first. What sort of item something is stands in clear: nothing is opened for it.
    fileprivate func number(of id: Identifier<SealedItem>, in dossier: Identifier<Dossier>) async throws(WorkRefusal) -> Int {
        try await stored {
            var before = 0
            for section in try await stores.sections.sections(of: dossier) where section.kind == .files {
                let files = try await stores.sections.items(section.id, after: 0, limit: 10_000).filter {
                    ItemSealer.label(of: $0)?.kind == .file
                }
                if let place = files.firstIndex(where: { $0.id == id }) { return before + place + 1 }
                before += files.count
            }
            return 1
        }
    }
}
