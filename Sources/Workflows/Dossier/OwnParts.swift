public import Domain
import Vault

/// One part of a dossier as it stood after somebody wrote in it.
public struct PartVersion: Sendable {
    public let at: Instant
    public let author: Message.Author
    public let text: Confidential<String>
    /// Whether a helper wrote it on the person's word. It stands behind what was there, and takes nothing away.
    public let isSpoken: Bool
}

/// A part, opened.
public struct OpenedPart: Sendable {
    public let kind: DossierSection.Kind
    /// Oldest first; the last one counts.
    public let versions: [PartVersion]
    /// Oldest first; the part of files alone has any.
    public var files: [KeptFile] = []
    /// What stands in it: the last version of the person, and what was added on their word since.
    public var text: Confidential<String> {
        let start = versions.lastIndex { !$0.isSpoken } ?? 0
        return Confidential(versions.dropFirst(start).map(\.text.revealed).filter { !$0.isEmpty }.joined(separator: "\n\n"))
    }
    /// How often it was written in: what a form has seen.
    public var count: Int { versions.count }
    /// Whether anything stands in it.
    public var isEmpty: Bool { versions.isEmpty && files.isEmpty }
    /// What is there, as a number: another file instead of one gives another number.
    public var mark: Int { files.reduce(count) { $0 &* 31 &+ $1.id.bytes.prefix(5).reduce(0) { $0 << 8 | Int($1) } } & 0xFFFF_FFFF_FFFF }
}

/// What a person writes once, in parts, to be shared or not.
/// - Source: R22; product D.
public struct OwnParts: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// Parts in which something stands.
    public func written(_ session: PersonSession) async throws(WorkRefusal) -> Set<DossierSection.Kind> {
        let sections = try await place.stored { try await place.stores.sections.sections(of: session.dossier) }
        var written: Set<DossierSection.Kind> = []
        for section in sections where DossierSection.Kind.parts.contains(section.kind) {
            let first = try await place.stored { try await place.stores.sections.items(section.id, after: 0, limit: 1) }
            if !first.isEmpty { written.insert(section.kind) }
        }
        return written
    }

    public func read(_ kind: DossierSection.Kind, _ session: PersonSession) async throws(WorkRefusal) -> OpenedPart {
        var part = OpenedPart(kind: kind, versions: [])
        for section in try await volumes(kind, session) {
            let (section, key) = try await open(section, .partRead, .read, session)
            part = try await place.adding(section, key, to: part)
        }
        return part
    }

    /// Keeps what the person wrote; what stood there before stays as it was.
    /// - Parameters:
    ///   - seen: how many versions there were when the form was shown.
    ///   - slip: what belongs to the form; the same words on the same form are written once.
    /// - Throws: `.newerMessage` when somebody wrote in it since: nothing is kept then, and both can be put together.
    public func write(
        _ text: Confidential<String>, in kind: DossierSection.Kind, seen: Int, slip: Confidential<String>, _ session: PersonSession
    ) async throws(WorkRefusal) {
        guard DossierSection.Kind.parts.contains(kind), kind != .files else { throw .notFound }
        // Nothing is written under a key that somebody had who lost it.
        try await RenewParts(place)(session)
        let volumes = try await volumes(kind, session)
        let section = if let last = volumes.last { last } else { try await begin(kind, session) }
        let name = place.name(of: text, slip: slip)
        let (opened, key) = try await open(section, .partWritten, .create, session)
        var count = 0
        for volume in volumes {
            let items = try await place.stored { try await place.stores.sections.items(volume.id, after: 0, limit: 10_000) }
            if items.contains(where: { $0.id == name }) { return }
            count += items.count
        }
        guard count <= seen else { throw .newerMessage }
        try await place.stored {
            let item = try ItemWriter(place: place, section: opened, key: key).text(.part, text, id: name)
            do {
                try await place.stores.conversations.add([item], to: session.conversation, ConversationChange())
            } catch StoreRefusal.duplicate {
                // Arrived before.
            } catch StoreRefusal.conflict {
                throw WorkRefusal.newerMessage
            }
        }
    }

    private func volumes(_ kind: DossierSection.Kind, _ session: PersonSession) async throws(WorkRefusal) -> [DossierSection] {
        try await place.stored { try await place.stores.sections.sections(of: session.dossier) }.filter { $0.kind == kind }
    }

    /// A part with its key, once the log knows what for.
    func open(
        _ section: DossierSection, _ kind: AuditEntry.Kind, _ action: AuditEntry.Action, _ session: PersonSession
    ) async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey) {
        let receipt = try await place.logged(
            AuditEntry(
                kind, action, at: place.now(), by: .subject, dossier: session.dossier, section: section.id, detail: section.kind.rawValue),
            session.readers)
        let (opened, key, _) = try await place.open(
            section.id, of: session.dossier, for: .subject, session.keyPair, after: receipt)
        return (opened, key)
    }

    /// The first volume of a part; the person alone has its key.
    func begin(_ kind: DossierSection.Kind, _ session: PersonSession) async throws(WorkRefusal) -> DossierSection {
        let section = DossierSection(id: Identifier(place.chance), dossier: session.dossier, kind: kind, version: 1)
        return try await place.stored {
            let shred = try await place.shredKey(of: session.dossier)
            let key = SectionKey.make(for: section)
            do {
                let grant = try key.grant(to: .subject, session.keyPair.publicKey, shred: shred)
                try await place.stores.sections.add(section, grants: [grant])
                return section
            } catch StoreRefusal.duplicate {
                // Begun on another device at the same instant.
                let all = try await place.stores.sections.sections(of: session.dossier)
                guard let there = all.last(where: { $0.kind == kind }) else { throw WorkRefusal.storeUnavailable }
                return there
            }
        }
    }
}

extension Workplace {
    /// A part with one more volume of it.
    func adding(_ section: DossierSection, _ key: SectionKey, to part: OpenedPart) async throws(WorkRefusal) -> OpenedPart {
        let files = part.kind == .files ? try await files(in: section, key) : []
        return OpenedPart(kind: part.kind, versions: part.versions + (try await versions(section, key)), files: part.files + files)
    }

    /// Everything that was written in one volume of a part, oldest first.
    func versions(_ section: DossierSection, _ key: SectionKey) async throws(WorkRefusal) -> [PartVersion] {
        try await opened([.part, .partAdded], in: section, key).map { kind, message in
            PartVersion(at: message.at, author: message.author, text: message.text, isSpoken: kind == .partAdded)
        }
    }

    /// All items of one kind, opened, oldest first.
    func opened(_ kind: ItemKind, in section: DossierSection, _ key: SectionKey) async throws(WorkRefusal) -> [Message] {
        try await opened([kind], in: section, key).map(\.message)
    }

    private func opened(
        _ kinds: Set<ItemKind>, in section: DossierSection, _ key: SectionKey
    ) async throws(WorkRefusal) -> [(kind: ItemKind, message: Message)] {
        try await stored {
            var messages: [(kind: ItemKind, message: Message)] = []
            var after = 0
            while true {
                let items = try await stores.sections.items(section.id, after: after, limit: 500)
                for sealed in items where ItemSealer.label(of: sealed).map({ kinds.contains($0.kind) }) == true {
                    let item = try ItemSealer.open(sealed, dossier: section.dossier, under: key)
                    guard let fields = Packed.read(item.content.revealed), fields.count == 2 else { throw WorkRefusal.notFound }
                    let author: Message.Author = if case .worker(let worker) = item.author { .worker(worker) } else { .person }
                    let message = Message(
                        id: item.id, author: author, at: Instant(seconds: Packed.number(fields[0])),
                        text: Confidential(Packed.text(fields[1])))
                    messages.append((item.kind, message))
                }
                guard items.count == 500 else { return messages }
                after += 500
            }
        }
    }
}
