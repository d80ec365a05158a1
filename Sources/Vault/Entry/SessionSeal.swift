import Crypto
import Domain
import Foundation

/// Keeps a session so that only the browser that holds its token can open it: what is stored is a hash and a blob.
/// - Source: security 2.8.
public enum SessionSeal {
    /// A new token, by chance; 32 bytes.
    public static func newToken() -> Secret { .make() }

    /// The token as the browser keeps it.
    public static func cookie(_ token: Secret) -> String { Base64URL.encode(token.exposed) }

    /// - Returns: nil for anything that is no token.
    public static func token(_ cookie: String) -> Secret? {
        guard cookie.utf8.count == 43, let bytes = Base64URL.decode(cookie), bytes.count == 32 else { return nil }
        return Secret(bytes)
    }

    /// Under which notes of a call are kept for the one worker who holds this key: it follows from the key, and leads to nothing else.
    public static func callToken(of keyPair: KeyPair) -> Secret {
        Secret(Array(HMAC<SHA256>.authenticationCode(for: Purpose.callNotes.encode(), using: keyPair.seed.key)))
    }

    /// How the session is found; 32 bytes.
    public static func hash(_ token: Secret) -> [UInt8] { Array(SHA256.hash(data: token.exposed)) }

    /// A name for the session that does not open it, for forms that belong to it.
    public static func scope(_ token: Secret) -> String {
        Base64URL.encode(locator(Purpose.sessionScope.encode(), under: token.key))
    }

    /// - Returns: something that opens to nothing, should sealing itself fail: then the session has ended.
    public static func seal(_ content: [UInt8], _ token: Secret) -> Sealed<SessionContent> {
        let sealed = try? Box.seal(Padding.pad(content), under: token.key.derived(for: .session), binding: bound(token))
        return Sealed(bytes: sealed ?? [])
    }

    public static func open(_ blob: Sealed<SessionContent>, _ token: Secret) -> [UInt8]? {
        (try? Box.open(blob.bytes, under: token.key.derived(for: .session), binding: bound(token))).flatMap(Padding.unpad)
    }

    private static func bound(_ token: Secret) -> [UInt8] { Purpose.session.encode(.bytes(hash(token))) }
}
