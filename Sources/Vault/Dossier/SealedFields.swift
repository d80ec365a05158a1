import Crypto
import Domain
import Foundation

/// Seals the names of workers, teams and organisations, and finds workers by their login and invitation, under keys that are not in the database.
/// - Source: security 2.9, 2.12.
public struct FieldSeal: Sendable, Unprintable {
    private let names: SymmetricKey
    private let logins: SymmetricKey
    private let invitations: SymmetricKey
    private let items: SymmetricKey
    private let nevers: SymmetricKey
    private let samples: SymmetricKey

    public init(keys: InstanceKeys) {
        names = keys.fieldKey.key.derived(for: .name)
        logins = keys.fieldKey.key.derived(for: .login)
        invitations = keys.fieldKey.key.derived(for: .invitation)
        items = keys.fieldKey.key.derived(for: .itemName)
        nevers = keys.fieldKey.key.derived(for: .never)
        samples = keys.fieldKey.key.derived(for: .sample)
    }

    /// Names of ordinary length all get the same length.
    public func seal(_ name: Confidential<String>, of owner: Identifier<some Any>) throws(KeyRefusal) -> Sealed<WorkerName> {
        let padded = Padding.pad(Array(name.revealed.utf8))
        return Sealed(bytes: try Box.seal(padded, under: names, binding: Purpose.name.encode(.id(owner))))
    }

    /// - Throws: `KeyRefusal.wrong` when the name is of somebody else.
    public func open(_ name: Sealed<WorkerName>, of owner: Identifier<some Any>) throws(KeyRefusal) -> Confidential<String> {
        let padded = try Box.open(name.bytes, under: names, binding: Purpose.name.encode(.id(owner)))
        guard let bytes = Padding.unpad(padded), let text = String(validating: bytes, as: UTF8.self) else { throw .wrong }
        return Confidential(text)
    }

    /// Every profile has the same length.
    public func seal(_ profile: OrganisationProfile, of owner: Identifier<WorkOrganisation>) throws(KeyRefusal) -> Sealed<
        OrganisationProfile
    > {
        let padded = Padding.pad(Array((profile.kind.rawValue + "\n" + (profile.entry ?? "")).utf8))
        return Sealed(bytes: try Box.seal(padded, under: names, binding: Purpose.profile.encode(.id(owner))))
    }

    /// - Throws: `KeyRefusal.wrong` when it is of another organisation, or says what nobody knows.
    public func open(_ profile: Sealed<OrganisationProfile>, of owner: Identifier<WorkOrganisation>) throws(KeyRefusal)
        -> OrganisationProfile
    {
        let padded = try Box.open(profile.bytes, under: names, binding: Purpose.profile.encode(.id(owner)))
        guard let bytes = Padding.unpad(padded), let text = String(validating: bytes, as: UTF8.self) else { throw .wrong }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count == 2, let kind = OrganisationKind(rawValue: lines[0]) else { throw .wrong }
        return OrganisationProfile(kind: kind, entry: lines[1].isEmpty ? nil : lines[1])
    }

    // Ends a card that says of which parts copies go, also where there are none.
    private static let copiesNamed = "copies"

    /// Every card that is about one team has the same length.
    public func seal(_ card: ExceptionCard, of owner: Identifier<SharingException>) throws(KeyRefusal) -> Sealed<ExceptionCard> {
        let fields =
            [card.ground.rawValue, String(card.proposedAt.seconds), card.lookAt.map { String($0.seconds) } ?? ""] + card.teams.map(\.text)
            + card.copies.map(\.rawValue) + (card.namesCopies ? [Self.copiesNamed] : [])
        let padded = Padding.pad(Array(fields.joined(separator: "\n").utf8))
        return Sealed(bytes: try Box.seal(padded, under: names, binding: Purpose.exceptionCard.encode(.id(owner))))
    }

    /// - Throws: `KeyRefusal.wrong` when it is of another exception, or says what nobody knows.
    public func open(_ card: Sealed<ExceptionCard>, of owner: Identifier<SharingException>) throws(KeyRefusal) -> ExceptionCard {
        let padded = try Box.open(card.bytes, under: names, binding: Purpose.exceptionCard.encode(.id(owner)))
        guard let bytes = Padding.unpad(padded), let text = String(validating: bytes, as: UTF8.self) else { throw .wrong }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard lines.count >= 3, let ground = SharingException.Ground(rawValue: lines[0]), let at = Int64(lines[1]) else { throw .wrong }
        return ExceptionCard(
            ground: ground, proposedAt: Instant(seconds: at), lookAt: Int64(lines[2]).map { Instant(seconds: $0) },
            teams: lines.dropFirst(3).compactMap { Identifier($0) },
            copies: lines.dropFirst(3).compactMap(DossierSection.Kind.init(rawValue:)), namesCopies: lines.last == Self.copiesNamed)
    }

    /// How a worker is found at entry; 16 bytes. Case and spaces around it make no difference.
    public func locator(login: Confidential<String>) -> [UInt8] {
        Vault.locator(Purpose.login.encode(.text(Self.normal(login.revealed))), under: logins)
    }

    /// How an invitation is found by the code that was handed over; 16 bytes.
    public func locator(invitation: InvitationCode) -> [UInt8] {
        Vault.locator(Purpose.invitation.encode(.bytes(invitation.secret.exposed)), under: invitations)
    }

    /// The name of what somebody sends: the same words on the same form have the same name, so that a second click adds nothing.
    public func itemName(of text: Confidential<String>, on slip: Confidential<String>) -> Identifier<SealedItem>? {
        Identifier(bytes: Vault.locator(Purpose.itemName.encode(.text(slip.revealed), .text(text.revealed)), under: items))
    }

    /// The mark by which it is found that nothing of a dossier may go to somebody. Without the key nobody can tell whom it means.
    public func mark(_ never: NeverTo, of dossier: Identifier<Dossier>) -> [UInt8] {
        let field: (Field, Field) =
            switch never {
            case .organisation(let id): (.text("organisation"), .id(id))
            case .team(let id): (.text("team"), .id(id))
            case .person(let name, let organisation): (.id(organisation), .text(Self.normal(name.revealed)))
            }
        return Vault.locator(Purpose.never.encode(.id(dossier), field.0, field.1), under: nevers)
    }

    /// Whether a conversation is drawn for a sample: one of so many, by a key that nobody who works here has, so that nobody can choose or foresee.
    /// - Parameter count: at least 1.
    public func isDrawn(_ conversation: Identifier<Conversation>, oneIn count: UInt32) -> Bool {
        let bytes = Vault.locator(Purpose.sample.encode(.id(conversation)), under: samples)
        return bytes.prefix(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } % max(1, count) == 0
    }

    static func normal(_ login: String) -> String {
        login.precomposedStringWithCompatibilityMapping.lowercased().trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// What an administrator hands to somebody who will work here: 25 letters and digits (125 bits) that open the choice of a passphrase once.
public struct InvitationCode: Sendable, Equatable, Unprintable {
    // Without I, L, O and U: nothing is mistaken for a digit.
    private static let letters = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)
    private let values: [UInt8]

    public init(_ chance: some Chance) { values = chance.bytes(25).map { $0 & 31 } }

    /// What somebody typed; spaces, hyphens and case make no difference, and O is read as 0, I and L as 1.
    /// - Returns: nil for anything else than 25 letters and digits.
    public init?(_ typed: String) {
        var values: [UInt8] = []
        guard typed.utf8.count <= 200 else { return nil }
        for letter in typed.uppercased().utf8 where letter != UInt8(ascii: " ") && letter != UInt8(ascii: "-") {
            guard let value = Self.letters.firstIndex(of: Self.read(letter)) else { return nil }
            values.append(UInt8(value))
        }
        guard values.count == 25 else { return nil }
        self.values = values
    }

    private static func read(_ letter: UInt8) -> UInt8 {
        switch letter {
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        default: letter
        }
    }

    /// As it is handed over: five groups of five.
    public var text: Confidential<String> {
        let groups = stride(from: 0, to: values.count, by: 5).map { start in
            String(decoding: values[start..<start + 5].map { Self.letters[Int($0)] }, as: UTF8.self)
        }
        return Confidential(groups.joined(separator: "-"))
    }

    var secret: Secret { Secret(values) }
}
