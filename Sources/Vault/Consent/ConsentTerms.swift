import Crypto
public import Domain

/// Everything that a person agreed to, as it is kept for them and for the team.
/// - Source: security 2.5; GDPR art. 7(1).
public struct ConsentTerms: Sendable, Equatable {
    /// Whether the team may see what is written from now on, or also what is there.
    public enum Scope: String, CaseIterable, Sendable, Hashable {
        case fromNow = "from_now"
        case all
    }

    /// How the person said yes.
    public enum Channel: String, CaseIterable, Sendable, Hashable {
        /// On their own page.
        case own
        /// To a helper, who wrote it down.
        case phone
    }

    public let consent: Identifier<Consent>
    public let dossier: Identifier<Dossier>
    public let team: Identifier<Team>
    /// The team's key, of which the person's parts get a key.
    public let generation: Int
    public let teamKey: PublicKey
    public let parts: [DossierSection.Kind]
    public let scope: Scope
    public let purpose: Consent.Purpose
    /// The words that stood on the screen.
    public let text: Confidential<String>
    public let language: LanguageTag
    public let channel: Channel
    public let at: Instant
    public let startsIn: Week
    public let endsIn: Week

    public init(
        consent: Identifier<Consent>, dossier: Identifier<Dossier>, team: Identifier<Team>, generation: Int, teamKey: PublicKey,
        parts: [DossierSection.Kind], scope: Scope, purpose: Consent.Purpose, text: Confidential<String>, language: LanguageTag,
        channel: Channel, at: Instant, startsIn: Week, endsIn: Week
    ) {
        self.consent = consent
        self.dossier = dossier
        self.team = team
        self.generation = generation
        self.teamKey = teamKey
        self.parts = parts
        self.scope = scope
        self.purpose = purpose
        self.text = text
        self.language = language
        self.channel = channel
        self.at = at
        self.startsIn = startsIn
        self.endsIn = endsIn
    }

    /// The terms as bytes from which they can be read again; a text that is long stands in pieces.
    public var encoded: [UInt8] {
        let text = Array(self.text.revealed.utf8)
        let pieces = stride(from: 0, to: text.count, by: Field.longest).map { Array(text[$0..<min($0 + Field.longest, text.count)]) }
        var bytes = Purpose.consent.encode(
            .id(consent), .id(dossier), .id(team), .number(generation), .bytes(teamKey.bytes),
            .text(parts.map(\.rawValue).joined(separator: " ")), .text(scope.rawValue), .text(purpose.rawValue), .text(language.value),
            .text(channel.rawValue), .number(at.seconds), .number(startsIn.number), .number(endsIn.number), .number(pieces.count))
        for piece in pieces { Field.bytes(piece).append(to: &bytes) }
        return bytes
    }

    /// - Returns: nil for anything else than terms.
    public init?(_ encoded: [UInt8]) {
        var reader = FieldReader(encoded)
        guard reader.isFor(.consent), let consent = reader.id(Consent.self), let dossier = reader.id(Dossier.self),
            let team = reader.id(Team.self), let generation = reader.number(), let teamKey = reader.bytes(), let parts = reader.text(),
            let scope = reader.text().flatMap(Scope.init), let purpose = reader.text().flatMap(Consent.Purpose.init),
            let language = reader.text().flatMap(LanguageTag.init), let channel = reader.text().flatMap(Channel.init),
            let at = reader.number(), let startsIn = reader.number(), let endsIn = reader.number(), let count = reader.number(),
            count >= 0, count <= 64
        else { return nil }
        var text: [UInt8] = []
        for _ in 0..<count {
            guard let piece = reader.bytes() else { return nil }
            text += piece
        }
        let kinds = parts.split(separator: " ").map { DossierSection.Kind(rawValue: String($0)) }
        guard reader.isAtEnd, !kinds.contains(nil), let words = String(validating: text, as: UTF8.self) else { return nil }
        self.init(
            consent: consent, dossier: dossier, team: team, generation: Int(generation), teamKey: PublicKey(bytes: teamKey),
            parts: kinds.compactMap { $0 }, scope: scope, purpose: purpose, text: Confidential(words), language: language,
            channel: channel, at: Instant(seconds: at), startsIn: Week(number: Int(startsIn)), endsIn: Week(number: Int(endsIn)))
    }

    /// To this every key that is given on it is bound.
    public var hash: [UInt8] { Array(SHA256.hash(data: encoded)) }
}
