import Domain

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Unpredictable bytes from the operating system.
struct OperatingChance: Chance {
    /// What the operating system gives at once.
    private static let most = 256

    func bytes(_ count: Int) -> [UInt8] {
        let drawn = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = count <= Self.most && getentropy(buffer.baseAddress, count) == 0 ? count : 0
        }
        guard drawn.count < count else { return drawn }
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }
}
