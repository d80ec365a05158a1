import Crypto
import Domain
import Foundation

/// The secret that a worker's app and the site share: every thirty seconds it shows another six digits.
/// - Source: security, 'Second factor'; RFC 6238, RFC 4226.
public struct SecondFactor: Sendable, Unprintable {
    /// Seconds for which one code is shown.
    public static let period: Int64 = 30
    static let digits = 6
    /// 20 bytes.
    public let secret: Secret

    public init(secret: Secret) { self.secret = secret }

    /// A new one, by chance.
    public init(_ chance: some Chance) { secret = Secret(chance.bytes(20)) }

    /// The moment's number: codes are used once, in rising order.
    /// - Returns: nil unless the typed code is that of this moment, the one before or the one after.
    public func step(matching typed: String, at now: Instant) -> Int64? {
        guard typed.utf8.count <= 64 else { return nil }
        let read = typed.unicodeScalars.compactMap { scalar -> Character? in
            guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else { return nil }
            return Character(String(Int(value)))
        }
        guard read.count == Self.digits else { return nil }
        let present = now.seconds / Self.period
        return [present, present - 1, present + 1].filter { Self.equal(code(at: $0), String(read)) }.first
    }

    /// The code of a moment's number.
    func code(at step: Int64, digits: Int = SecondFactor.digits) -> String {
        let counter = withUnsafeBytes(of: step.bigEndian) { [UInt8]($0) }
        let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: secret.key))
        let offset = Int(mac[mac.count - 1] & 15)
        let truncated = mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
        let limit = (0..<digits).reduce(UInt32(1)) { power, _ in power * 10 }
        let code = String(truncated % limit)
        return String(repeating: "0", count: digits - code.count) + code
    }

    private static func equal(_ one: String, _ other: String) -> Bool {
        zip(one.utf8, other.utf8).reduce(one.utf8.count == other.utf8.count ? 0 : 1) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The secret as it is typed into an app, in groups of four.
    public var typed: Confidential<String> {
        let text = Array(Base32.encode(secret.exposed))
        let groups = stride(from: 0, to: text.count, by: 4).map { String(text[$0..<min($0 + 4, text.count)]) }
        return Confidential(groups.joined(separator: " "))
    }

    /// The address that an app reads from a picture.
    /// - Parameter issuer: what the app shows in front of the login name.
    public func address(login: String, issuer: String) -> Confidential<String> {
        let allowed = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")
        let who = login.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
        let site = issuer.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
        let key = Base32.encode(secret.exposed)
        return Confidential(
            "otpauth://totp/\(site):\(who)?secret=\(key)&issuer=\(site)&algorithm=SHA1&digits=\(Self.digits)&period=\(Self.period)")
    }
}

/// Bytes as letters that nobody mistakes when typing.
/// - Source: RFC 4648 section 6, without padding.
enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var held: UInt32 = 0
        var bits: UInt32 = 0
        for byte in bytes {
            held = held << 8 | UInt32(byte)
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[Int(held >> bits & 31)])
            }
        }
        if bits > 0 { text.append(alphabet[Int(held << (5 - bits) & 31)]) }
        return String(decoding: text, as: UTF8.self)
    }
}
