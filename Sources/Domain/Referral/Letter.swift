/// How an organisation without an account opens one referral: with the letters of a letter and the digits that it heard by telephone.
/// - Source: product E, 'Partners without an account'; decision 0091.
public struct Letter: Sendable, Hashable {
    /// Wrong digits after which it opens nothing any more.
    public static let mostTries = 5
    /// Seconds for which it opens something.
    public static let lasts: Int64 = 28 * 86_400

    /// Keyed hash of the letters, 16 bytes.
    public let locator: [UInt8]
    /// Who opens it: somebody without a login, whose keys come from letters and digits together.
    public let worker: Identifier<SupportWorker>
    public let referral: Identifier<Referral>
    /// Wrong digits, one after another.
    public var tries: Int
    public var waitsUntil: Instant
    public let expiresAt: Instant

    public init(
        locator: [UInt8], worker: Identifier<SupportWorker>, referral: Identifier<Referral>, tries: Int = 0,
        waitsUntil: Instant = Instant(seconds: 0), expiresAt: Instant
    ) {
        self.locator = locator
        self.worker = worker
        self.referral = referral
        self.tries = tries
        self.waitsUntil = waitsUntil
        self.expiresAt = expiresAt
    }

    /// Seconds to wait after so many wrong digits: half a minute, and each time four times as long.
    public static func wait(after tries: Int) -> Int64 { tries < 1 ? 0 : (1..<min(tries, 6)).reduce(Int64(30)) { wait, _ in wait * 4 } }
}
