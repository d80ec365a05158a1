import Crypto
import Domain
import Foundation

/// AES-256-GCM with a random nonce in front: nonce, ciphertext, tag.
/// - Source: security 2.4; NIST SP 800-38D.
enum Box {
    /// Nonce and tag.
    static let overhead = 28

    static func seal(_ plain: [UInt8], under key: SymmetricKey, binding bound: [UInt8]) throws(KeyRefusal) -> [UInt8] {
        do {
            let nonce = try AES.GCM.Nonce(data: Draw.bytes(12))
            guard let combined = try AES.GCM.seal(plain, using: key, nonce: nonce, authenticating: bound).combined else {
                throw KeyRefusal.unusable
            }
            return [UInt8](combined)
        } catch { throw .unusable }
    }

    static func open(_ sealed: [UInt8], under key: SymmetricKey, binding bound: [UInt8]) throws(KeyRefusal) -> [UInt8] {
        do {
            return [UInt8](try AES.GCM.open(AES.GCM.SealedBox(combined: sealed), using: key, authenticating: bound))
        } catch { throw .wrong }
    }
}

extension SymmetricKey {
    /// The key's bytes, to be wrapped under another key.
    var wrappable: [UInt8] { withUnsafeBytes { [UInt8]($0) } }

    /// - Returns: nil unless there are 32 bytes.
    init?(unwrapped bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.init(data: bytes)
    }

    /// A key for one purpose, from a key from which several come.
    func derived(for purpose: Purpose) -> SymmetricKey {
        HKDF<SHA256>.expand(pseudoRandomKey: self, info: Array(purpose.rawValue.utf8), outputByteCount: 32)
    }
}

extension Secret {
    /// 32 random bytes from the operating system.
    static func make() -> Secret { Secret(SymmetricKey(size: .bits256).wrappable) }

    var key: SymmetricKey { SymmetricKey(data: exposed) }
}

/// The first 16 bytes of an HMAC: how something is found by who knows it, and by nobody else.
func locator(_ bytes: [UInt8], under key: SymmetricKey) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key).prefix(16))
}
