import Crypto
import Domain
import Foundation

/// What sort of thing was said or noted.
public enum ItemKind: String, CaseIterable, Sendable, Hashable {
    case messageFromPerson = "message.person"
    case messageFromHelper = "message.helper"
    /// What the person answered on the site, when they let it go along.
    case situation
    /// How the person may be reached safely.
    case contact
    case note
    /// An answer that a helper has not sent yet.
    case draft
    /// What a worker wrote down in fixed codes.
    case registration
    /// A part of the dossier as it stood after somebody wrote in it; the last one counts.
    case part
    /// What a helper wrote in a part on the person's word; it stands behind what was there.
    case partAdded = "part.added"
    /// Words that a helper proposes for a part; they stand in no part before the person says so.
    case proposal = "part.proposal"
    /// What the person said to such words.
    case proposalAnswer = "part.proposal_answer"
    /// What a file is called and is, with the key of its pieces.
    case file
    /// What was agreed in a consent, in fields.
    case agreement
    /// What the team gave back of it.
    case agreementReturn = "agreement.return"
    /// Somebody to whom nothing may go, as the person wrote it.
    case never
    /// What the person agreed when somebody joined the conversation, with what was said before if they let it be read.
    case handover
    /// What is shared without consent, and what was weighed.
    case exception
    /// What makes it unsafe to tell the person.
    case exceptionSilence = "exception.silence"
    /// What a receiver is asked, and what the person need not be asked again.
    case referral
    /// One thing that happened with a referral.
    case referralStep = "referral.step"
    /// On whose word somebody was sent to the desk.
    case referralGround = "referral.ground"
    /// What a case table is for, and what the person agreed to.
    case table
    /// One thing that was said or done at it.
    case tableStep = "table.step"
    /// What somebody found not right in who looked.
    case remark
    /// What whoever watches over that found; nothing when they looked into it and said no more.
    case remarkAnswer = "remark.answer"
}

/// Who said it.
public enum ItemAuthor: Sendable, Hashable {
    case subject
    case worker(Identifier<SupportWorker>)
}

/// An item, opened.
public struct OpenedItem: Sendable, Equatable {
    public let id: Identifier<SealedItem>
    public let kind: ItemKind
    public let author: ItemAuthor
    public let week: Week
    public let content: Confidential<[UInt8]>
}

/// Seals what people say and note: each under a key of its own, which is wrapped under the section's key.
/// - Source: security 2.4.
public enum ItemSealer {
    /// - Throws: `KeyRefusal.unusable` when sealing itself fails; then nothing may be said to be kept.
    public static func seal(
        _ content: [UInt8], as kind: ItemKind, by author: ItemAuthor, in week: Week, id: Identifier<SealedItem>,
        dossier: Identifier<Dossier>, under key: SectionKey
    ) throws(KeyRefusal) -> SealedItem {
        let size = Padding.size(for: content.count)
        let header = ItemHeader(
            dossier: dossier, section: key.section, version: key.version, item: id, kind: kind, author: author, week: week, size: size
        ).encoded
        let contentKey = SymmetricKey(data: Draw.bytes(32))
        let sealed = try Box.seal(Padding.pad(content, to: size), under: contentKey, binding: header)
        let commitment = commitment(contentKey, header)
        let wrapped = try Box.seal(contentKey.wrappable, under: key.key, binding: bound(key.version, header, commitment))
        return SealedItem(
            id: id, section: key.section, version: key.version, header: header, commitment: commitment, wrappedKey: wrapped,
            content: Sealed(bytes: sealed))
    }

    /// - Throws: `KeyRefusal.wrong` when anything of it was changed, or it belongs elsewhere.
    public static func open(_ item: SealedItem, dossier: Identifier<Dossier>, under key: SectionKey) throws(KeyRefusal) -> OpenedItem {
        guard let header = ItemHeader(item.header), header.dossier == dossier, header.section == item.section, header.item == item.id,
            item.content.bytes.count == header.size + Box.overhead
        else { throw .wrong }
        let contentKey = try contentKey(item, key)
        let padded = try Box.open(item.content.bytes, under: contentKey, binding: item.header)
        guard let content = Padding.unpad(padded) else { throw .wrong }
        return OpenedItem(id: item.id, kind: header.kind, author: header.author, week: header.week, content: Confidential(content))
    }

    /// What an item says it is, by whom and in which week, without opening it: that stands beside it in clear.
    public static func label(of item: SealedItem) -> (kind: ItemKind, author: ItemAuthor, week: Week)? { label(header: item.header) }

    /// The same, where only that was read.
    public static func label(header: [UInt8]) -> (kind: ItemKind, author: ItemAuthor, week: Week)? {
        ItemHeader(header).map { ($0.kind, $0.author, $0.week) }
    }

    /// The item's key under the section's next key. The content is not touched.
    /// - Throws: `KeyRefusal.wrong` when the item does not belong under the old key.
    public static func rewrap(_ item: SealedItem, from old: SectionKey, to new: SectionKey) throws(KeyRefusal) -> SealedItem {
        guard old.section == new.section else { throw .wrong }
        let contentKey = try contentKey(item, old)
        var next = item
        next.version = new.version
        next.wrappedKey = try Box.seal(contentKey.wrappable, under: new.key, binding: bound(new.version, item.header, item.commitment))
        return next
    }

    private static func contentKey(_ item: SealedItem, _ key: SectionKey) throws(KeyRefusal) -> SymmetricKey {
        guard item.section == key.section, item.version == key.version else { throw .wrong }
        let bytes = try Box.open(item.wrappedKey, under: key.key, binding: bound(key.version, item.header, item.commitment))
        // AES-GCM alone lets one ciphertext open to two texts under two keys; the commitment does not.
        guard let contentKey = SymmetricKey(unwrapped: bytes),
            HMAC<SHA256>.isValidAuthenticationCode(
                item.commitment, authenticating: Purpose.commitment.encode(.bytes(item.header)), using: contentKey)
        else { throw .wrong }
        return contentKey
    }

    private static func commitment(_ key: SymmetricKey, _ header: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Purpose.commitment.encode(.bytes(header)), using: key))
    }

    private static func bound(_ version: Int, _ header: [UInt8], _ commitment: [UInt8]) -> [UInt8] {
        Purpose.itemKey.encode(.number(version), .bytes(Array(SHA256.hash(data: header))), .bytes(commitment))
    }
}

/// What is authenticated with an item, and stands beside it in clear.
struct ItemHeader {
    let dossier: Identifier<Dossier>
    let section: Identifier<DossierSection>
    /// The version of the section's key when the item was made.
    let version: Int
    let item: Identifier<SealedItem>
    let kind: ItemKind
    let author: ItemAuthor
    let week: Week
    /// Bytes of the padded content.
    let size: Int
}

extension ItemHeader {
    var encoded: [UInt8] {
        let author: [UInt8] = if case .worker(let worker) = author { worker.bytes } else { [] }
        return Purpose.item.encode(
            .bytes([Envelope.suite]), .id(dossier), .id(section), .number(version), .id(item), .text(kind.rawValue), .bytes(author),
            .number(week.number), .number(size))
    }

    /// - Returns: nil for anything else than a header.
    init?(_ encoded: [UInt8]) {
        var reader = FieldReader(encoded)
        guard reader.isFor(.item), reader.bytes() == [Envelope.suite], let dossier = reader.id(Dossier.self),
            let section = reader.id(DossierSection.self), let version = reader.number(), let item = reader.id(SealedItem.self),
            let kind = reader.text().flatMap(ItemKind.init), let author = reader.bytes(), let week = reader.number(),
            let size = reader.number(), reader.isAtEnd, size >= 0, size <= 1 << 31
        else { return nil }
        let writer = author.isEmpty ? ItemAuthor.subject : Identifier(bytes: author).map(ItemAuthor.worker)
        guard let writer else { return nil }
        self.init(
            dossier: dossier, section: section, version: Int(version), item: item, kind: kind, author: writer,
            week: Week(number: Int(week)),
            size: Int(size))
    }
}
