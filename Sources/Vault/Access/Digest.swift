import Crypto
import Foundation

/// Hashes for things that are not secret: content on disk, and stable public ids.
public enum Digest {
    /// SHA-256 of the bytes, in lower-case hexadecimal.
    public static func sha256(_ bytes: some DataProtocol) -> String { hexadecimal(SHA256.hash(data: bytes)) }

    /// SHA-256 of the bytes, in base 64, as a content security policy names it.
    public static func sha256Base64(_ bytes: some DataProtocol) -> String { Data(SHA256.hash(data: bytes)).base64EncodedString() }

    /// The UUID of version 5 for a name in a namespace.
    /// - Source: RFC 9562 section 5.5.
    public static func uuid5(namespace: UUID, name: String) -> UUID {
        var bytes = withUnsafeBytes(of: namespace.uuid) { [UInt8]($0) }
        bytes += name.utf8
        var hash = Array(Insecure.SHA1.hash(data: bytes).prefix(16))
        hash[6] = hash[6] & 0x0F | 0x50
        hash[8] = hash[8] & 0x3F | 0x80
        return UUID(
            uuid: (
                hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7],
                hash[8], hash[9], hash[10], hash[11], hash[12], hash[13], hash[14], hash[15]
            ))
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
