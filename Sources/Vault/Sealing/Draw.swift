import Crypto

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Unpredictable bytes, asked of the operating system in one go: every message needs several keys and nonces.
public enum Draw {
    /// What the operating system gives at once.
    private static let most = 256

    /// - Parameter count: how many; any number.
    public static func bytes(_ count: Int) -> [UInt8] {
        let drawn = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            filled = count <= most && getentropy(buffer.baseAddress, count) == 0 ? count : 0
        }
        return drawn.count == count ? drawn : SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).wrappable
    }
}
