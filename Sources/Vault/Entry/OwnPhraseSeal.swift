public import Domain

/// Seals a helper's own texts to the helper alone. Texts of ordinary length all get the same length.
public enum OwnPhraseSeal {
    public static func seal(
        _ phrase: OwnPhrase, id: Identifier<SealedOwnPhrase>, of worker: Identifier<SupportWorker>, to publicKey: PublicKey
    ) throws(KeyRefusal) -> SealedOwnPhrase {
        let plain = Purpose.ownPhrase.encode(.text(phrase.language.value), .text(phrase.level.rawValue), .text(phrase.text.revealed))
        let sealed = try Envelope.seal(Padding.pad(plain), to: publicKey, info: Purpose.ownPhrase.encode(), binding: bound(id, worker))
        return SealedOwnPhrase(id: id, worker: worker, content: Sealed(bytes: sealed))
    }

    /// - Throws: `KeyRefusal.wrong` when it is of somebody else, was changed or moved.
    public static func open(_ phrase: SealedOwnPhrase, with key: KeyPair) throws(KeyRefusal) -> OwnPhrase {
        let padded = try Envelope.open(
            phrase.content.bytes, with: key, info: Purpose.ownPhrase.encode(), binding: bound(phrase.id, phrase.worker))
        guard let plain = Padding.unpad(padded) else { throw .wrong }
        var fields = FieldReader(plain)
        guard fields.isFor(.ownPhrase), let language = fields.text().flatMap({ LanguageTag($0) }),
            let level = fields.text().flatMap({ TextLevel(rawValue: $0) }), let text = fields.text(), fields.isAtEnd
        else { throw .wrong }
        return OwnPhrase(language: language, level: level, text: Confidential(text))
    }

    private static func bound(_ id: Identifier<SealedOwnPhrase>, _ worker: Identifier<SupportWorker>) -> [UInt8] {
        Purpose.ownPhrase.encode(.id(id), .id(worker))
    }
}
