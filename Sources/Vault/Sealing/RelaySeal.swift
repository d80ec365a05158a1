import Crypto
import Domain

/// Seals what the nodes of one installation tell each other, so that whoever carries it learns nothing.
/// - Source: security 2.12.
public struct RelaySeal: Sendable, Unprintable {
    private let key: SymmetricKey

    public init(keys: InstanceKeys) { key = keys.fieldKey.key.derived(for: .relay) }

    /// - Returns: text without spaces or quotes.
    public func seal(_ words: [UInt8]) throws(KeyRefusal) -> String {
        Base64URL.encode(try Box.seal(Padding.pad(words), under: key, binding: Purpose.relay.encode()))
    }

    /// - Throws: `KeyRefusal.wrong` for what another installation sealed, or nobody.
    public func open(_ text: String) throws(KeyRefusal) -> [UInt8] {
        guard let sealed = Base64URL.decode(text) else { throw .wrong }
        guard let words = Padding.unpad(try Box.open(sealed, under: key, binding: Purpose.relay.encode())) else { throw .wrong }
        return words
    }
}
