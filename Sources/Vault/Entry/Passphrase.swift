import Domain
import Foundation

/// Why something may not be a passphrase.
public enum PassphraseProblem: String, Error, CaseIterable, Sendable, Hashable {
    /// Under 15 characters.
    case tooShort = "too_short"
    /// Over 500 characters.
    case tooLong = "too_long"
    /// One that many people take, or the same few signs over and over.
    case common
    /// It is the login name, or little more.
    case login
}

/// The sentence from which a worker's keys come.
/// - Source: security 2.7; ASVS 5.0 6.2.1, 6.2.4, 6.2.5, 6.2.9 (length, common ones, no rules of composition, at least 64 allowed).
public enum Passphrase {
    public static let shortest = 15
    public static let longest = 500

    /// - Parameter common: passphrases that many people take, in lower case.
    /// - Returns: nil when it may be used.
    public static func problem(_ passphrase: String, login: String, common: Set<String>) -> PassphraseProblem? {
        let normal = normal(passphrase)
        guard normal.count >= shortest else { return .tooShort }
        guard normal.count <= longest else { return .tooLong }
        let plain = normal.lowercased().filter { !$0.isWhitespace }
        guard !common.contains(normal.lowercased()), !common.contains(plain), Set(plain).count >= 5 else { return .common }
        let name = FieldSeal.normal(login).filter { !$0.isWhitespace }
        let rest = name.isEmpty ? plain : plain.replacing(name, with: "")
        // Less than eight signs beside the name, or nothing but digits: 'fatima.jansen-2026'.
        guard rest == plain || (rest.count >= 8 && rest.contains(where: \.isLetter)) else { return .login }
        return nil
    }

    /// The same signs typed on another keyboard give the same keys.
    static func normal(_ passphrase: String) -> String { passphrase.precomposedStringWithCompatibilityMapping }
}
