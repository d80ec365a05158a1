public import Domain
import Vault

/// A conversation that a team joined, as somebody who is in it reads it.
/// - Source: product E; decision 0085.
public struct JointTalk: Sendable {
    public enum Voice: Sendable, Hashable {
        case person
        case desk
        case guest
    }

    public struct Line: Sendable {
        public let id: Identifier<SealedItem>
        public let voice: Voice
        /// Name of the worker; empty for the person.
        public let name: String
        public let at: Instant
        public let text: Confidential<String>
        /// Whether it was said before the team came, and the person let it be read.
        public let isBefore: Bool
    }

    public let handover: WarmHandover
    /// The team that was asked to come.
    public let guest: Receiver
    /// Who of it came; nil as long as nobody did.
    public let guestName: String?
    public let deskName: String
    /// Oldest first.
    public let lines: [Line]
    /// Since when the team reads along; nil before the person said yes.
    public let joinedAt: Instant?
    /// Whether the person let the team read what was said before.
    public let withBefore: Bool
    /// A number that grows with every change and every word.
    public let pulse: Int
    /// Whether it runs now.
    public let runs: Bool
    public var isJoined: Bool { runs && handover.state == .joined }
}

/// What stands in the section of a joint talk besides what is said in it: what the person agreed, and what was said before if they let it be read.
struct JointAgreement {
    let withBefore: Bool
    let text: Confidential<String>
    let before: [(author: Message.Author, at: Instant, text: Confidential<String>)]

    init(withBefore: Bool, text: Confidential<String>, before: [(author: Message.Author, at: Instant, text: Confidential<String>)]) {
        self.withBefore = withBefore
        self.text = text
        self.before = before
    }

    init?(packed bytes: [UInt8]) {
        guard let fields = Packed.read(bytes), fields.count >= 3, fields[0] == [1] else { return nil }
        withBefore = fields[1] == [1]
        text = Confidential(Packed.text(fields[2]))
        before = fields.dropFirst(3).compactMap { line in
            guard let parts = Packed.read(line), parts.count == 3 else { return nil }
            let author = Identifier<SupportWorker>(bytes: parts[0]).map(Message.Author.worker) ?? .person
            return (author, Instant(seconds: Packed.number(parts[1])), Confidential(Packed.text(parts[2])))
        }
    }

    var packed: [UInt8] {
        Packed.write(
            [[1], [withBefore ? 1 : 0], Array(text.revealed.utf8)]
                + before.map { line in
                    let author: [UInt8] = if case .worker(let id) = line.author { id.bytes } else { [] }
                    return Packed.write([author, Packed.number(line.at.seconds), Array(line.text.revealed.utf8)])
                })
    }
}

extension Workplace {
    /// A joint talk without its words: who was asked, who came.
    func outline(_ handover: WarmHandover) async throws(WorkRefusal) -> JointTalk {
        try await talk(handover, lines: [], agreement: nil, joinedAt: nil)
    }

    /// A joint talk with everything that was said in it.
    func talk(_ handover: WarmHandover, _ section: DossierSection, _ key: SectionKey) async throws(WorkRefusal) -> JointTalk {
        var lines: [JointTalk.Line] = []
        var agreement: JointAgreement?
        var joinedAt: Instant?
        var names: [Identifier<SupportWorker>: String] = [:]
        for item in try await jointItems(section, key) {
            if item.kind == .handover {
                guard let agreed = JointAgreement(packed: item.content) else { throw .notFound }
                (agreement, joinedAt) = (agreed, item.at)
                for before in agreed.before {
                    lines.append(try await line(item.id, before.author, before.at, before.text, true, handover, &names))
                }
            } else {
                lines.append(
                    try await line(item.id, item.author, item.at, Confidential(Packed.text(item.content)), false, handover, &names))
            }
        }
        return try await talk(handover, lines: lines, agreement: agreement, joinedAt: joinedAt)
    }

    private func talk(
        _ handover: WarmHandover, lines: [JointTalk.Line], agreement: JointAgreement?, joinedAt: Instant?
    ) async throws(WorkRefusal) -> JointTalk {
        guard let team = try await stored({ try await stores.teams.team(handover.receiver) }), let guest = try await receiver(team),
            let desk = try await stored({ try await stores.teams.team(handover.desk) })
        else { throw .notFound }
        var guestName: String?
        if let id = handover.guest { guestName = try await stored { try await stores.workers.worker(id) }.map { name($0) } }
        return JointTalk(
            handover: handover, guest: guest, guestName: guestName, deskName: name(desk), lines: lines, joinedAt: joinedAt,
            withBefore: agreement?.withBefore ?? false, pulse: try await pulse(of: handover.conversation), runs: handover.runs(in: week))
    }

    func pulse(of conversation: Identifier<Conversation>) async throws(WorkRefusal) -> Int {
        try await stored { try await stores.handovers.pulse(of: conversation) }
    }

    private func line(
        _ id: Identifier<SealedItem>, _ author: Message.Author, _ at: Instant, _ text: Confidential<String>, _ isBefore: Bool,
        _ handover: WarmHandover, _ names: inout [Identifier<SupportWorker>: String]
    ) async throws(WorkRefusal) -> JointTalk.Line {
        guard case .worker(let worker) = author else {
            return .init(id: id, voice: .person, name: "", at: at, text: text, isBefore: isBefore)
        }
        if names[worker] == nil { names[worker] = try await stored { try await stores.workers.worker(worker) }.map { name($0) } ?? "?" }
        return .init(
            id: id, voice: worker == handover.guest ? .guest : .desk, name: names[worker] ?? "?", at: at, text: text, isBefore: isBefore)
    }

    private func jointItems(
        _ section: DossierSection, _ key: SectionKey
    ) async throws(WorkRefusal) -> [(id: Identifier<SealedItem>, kind: ItemKind, author: Message.Author, at: Instant, content: [UInt8])] {
        try await stored {
            var opened: [(id: Identifier<SealedItem>, kind: ItemKind, author: Message.Author, at: Instant, content: [UInt8])] = []
            var after = 0
            while true {
                let items = try await stores.sections.items(section.id, after: after, limit: 500)
                for sealed in items {
                    let item = try ItemSealer.open(sealed, dossier: section.dossier, under: key)
                    guard let fields = Packed.read(item.content.revealed), fields.count == 2 else { throw WorkRefusal.notFound }
                    let author: Message.Author = if case .worker(let worker) = item.author { .worker(worker) } else { .person }
                    opened.append((item.id, item.kind, author, Instant(seconds: Packed.number(fields[0])), fields[1]))
                }
                guard items.count == 500 else { return opened }
                after += 500
            }
        }
    }

    /// Says something in a joint talk. When its key changes at this very moment, it is sealed under the next.
    func sayJointly(
        _ text: Confidential<String>, _ kind: ItemKind, in handover: WarmHandover, as author: ItemAuthor, slip: Confidential<String>,
        open: () async throws(WorkRefusal) -> (section: DossierSection, key: SectionKey)
    ) async throws(WorkRefusal) {
        let name = name(of: text, slip: slip)
        for _ in 0..<3 {
            let (section, key) = try await open()
            let isKept = try await stored {
                let item = try ItemWriter(place: self, section: section, key: key, author: author).text(kind, text, id: name)
                do {
                    try await stores.conversations.add([item], to: handover.conversation, ConversationChange())
                    return true
                } catch StoreRefusal.duplicate {
                    return true
                } catch StoreRefusal.conflict {
                    return false
                }
            }
            if isKept { return changes.tell([handover.conversation]) }
        }
        throw .taken(by: nil)
    }

    func changeHandover(
        _ handover: WarmHandover, from revision: Int64, joining: NewJointTalk? = nil, taking teams: [Identifier<Team>] = []
    ) async throws(WorkRefusal) {
        try await stored { try await stores.handovers.change(handover, from: revision, joining: joining, taking: teams) }
        changes.tell([handover.conversation])
        changes.announce(handover.receiver)
        changes.announce(handover.desk)
    }
}
