import Foundation

/// A program that ends in the middle of its work leaves nothing behind of what people wrote: no picture of its memory and no list of its
/// registers with the bytes they point to, whatever the machine or its surroundings ask for.
/// - Source: security I1, D2.
enum SilentCrash {
    /// Those for which Swift's own report of a crash may have been put in place, by `SWIFT_BACKTRACE` or by the runtime itself.
    private static let reported = [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV, SIGQUIT]

    /// Once, before anything that somebody said can be in memory.
    static func arrange() {
        // A kernel that hands memory to a collector does not look at a limit of none, and hands over nothing at a limit of one byte.
        if !limitMemoryPicture(to: 1) { _ = limitMemoryPicture(to: 0) }
        hideMemory()
        for one in reported { signal(one, SIG_DFL) }
    }

    private static func limitMemoryPicture(to bytes: rlim_t) -> Bool {
        var limit = rlimit(rlim_cur: bytes, rlim_max: bytes)
        #if canImport(Glibc)
            return setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit) == 0
        #else
            return setrlimit(RLIMIT_CORE, &limit) == 0
        #endif
    }

    // Linux alone: neither a collector nor another program of the same user can look into the memory.
    private static func hideMemory() {
        #if os(Linux)
            // Looked up by name, because Swift calls no C function that takes any number of values.
            typealias Control = @convention(c) (CInt, CUnsignedLong, CUnsignedLong, CUnsignedLong, CUnsignedLong) -> CInt
            guard let found = dlsym(nil, "prctl") else { return }
            let isDumpable: CInt = 4
            _ = unsafeBitCast(found, to: Control.self)(isDumpable, 0, 0, 0, 0)
        #endif
    }
}
