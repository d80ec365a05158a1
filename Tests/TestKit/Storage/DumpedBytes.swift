import Storage
import Synchronization

/// A stream in memory: what was written to it, and sources that read it again.
public final class DumpedBytes: Sendable {
    private let held: Mutex<[UInt8]>

    public init(_ bytes: [UInt8] = []) { held = Mutex(bytes) }

    public var bytes: [UInt8] { held.withLock { $0 } }
    public func add(_ piece: [UInt8]) { held.withLock { $0 += piece } }

    /// Gives the bytes in pieces of a size, from the start each time it is asked.
    public func source(step: Int = 10_007) -> Restoration.Source {
        let bytes = bytes
        return {
            var place = 0
            return {
                guard place < bytes.count else { return nil }
                defer { place += step }
                return Array(bytes[place..<min(place + step, bytes.count)])
            }
        }
    }
}

extension Databases {
    /// One database as a dump.
    public func dump(_ role: DatabaseRole) async throws -> [UInt8] {
        let dumped = DumpedBytes()
        try await self[role].read { session in try DatabaseDump.write(role, from: session) { dumped.add($0) } }
        return dumped.bytes
    }

    /// One file of a backup, not sealed.
    public func backup(_ stamp: BackupStamp) async throws -> DumpedBytes {
        let dumped = DumpedBytes()
        try await BackupStream.write(stamp, from: self) { dumped.add($0) }
        return dumped
    }
}
