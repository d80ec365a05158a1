import Domain
import NIOCore
import Synchronization

/// Pages that are the same for everybody for a minute: written once, kept plain and compressed.
///
/// Only pages without any answer of a visitor may be kept. The number of pages is that of the addresses that exist, so it cannot grow
/// by what strangers ask for.
final class KeptPages: Sendable {
    struct Kept: Sendable {
        let minute: Int64
        let generation: Int
        let plain: ByteBuffer
        let compressed: ByteBuffer?
    }
    private struct Key: Hashable {
        let address: Address
        let language: String
    }
    private let pages = Mutex<[Key: Kept]>([:])

    /// The page at an address, as it is in this minute.
    func page(_ visit: Visit, at address: Address, _ write: () -> [UInt8]) -> Kept {
        let key = Key(address: address, language: visit.language)
        // Hours open and close on the minute, so nothing that depends on the time changes within one.
        let minute = visit.now.seconds / 60
        if let kept = pages.withLock({ $0[key] }), kept.minute == minute, kept.generation == visit.site.generation { return kept }
        let bytes = write()
        let kept = Kept(
            minute: minute, generation: visit.site.generation, plain: ByteBuffer(bytes: bytes),
            compressed: Gzip.compress(bytes).map { ByteBuffer(bytes: $0) })
        pages.withLock { $0[key] = kept }
        return kept
    }
}
