/// What the site keeps of a return code: a place to find it and the person's own key, sealed. The code itself is nowhere.
/// - Source: security 2.3; R7.
public struct ReturnKey: Sendable, Hashable {
    /// Derived from the code; 16 bytes. Nobody can find the code from it without the pepper, which is not in the database.
    public let locator: [UInt8]
    public let dossier: Identifier<Dossier>
    /// Grows by one when the person changes the code; starts at 1.
    public let version: Int
    /// Which pepper and parameters were used.
    public let derivation: Int
    public let wrappedSeed: Sealed<ReturnKey>

    public init(locator: [UInt8], dossier: Identifier<Dossier>, version: Int, derivation: Int, wrappedSeed: Sealed<ReturnKey>) {
        self.locator = locator
        self.dossier = dossier
        self.version = version
        self.derivation = derivation
        self.wrappedSeed = wrappedSeed
    }
}
