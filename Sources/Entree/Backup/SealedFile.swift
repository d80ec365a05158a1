import Domain
import Foundation
import Storage
import Synchronization
import Vault

/// Why a sealed file does not open.
enum SealedFileRefusal: Error, Hashable {
    case unreadable
    /// It is no backup of this program.
    case foreign
    /// It was sealed to another key, or its first bytes were changed.
    case otherKey
    /// It was cut off or changed.
    case damaged
}

/// Writes one file of a backup, sealed piece by piece: nothing of it is ever on disk in another form.
final class SealedFileWriter: Sendable {
    private let file: NewFile
    private let sealer: Mutex<StreamSealer>

    /// - Throws: `FileRefusal`; `KeyRefusal.unusable`.
    init(_ file: NewFile, part: BackupPart, to key: PublicKey) throws {
        self.file = file
        let sealer = try StreamSealer(to: key, label: part.rawValue)
        self.sealer = Mutex(sealer)
        try file.write(sealer.header)
    }

    func write(_ bytes: [UInt8]) throws { try file.write(try sealer.withLock { sealer in try sealer.write(bytes) }) }

    /// The end, without which nothing of the file opens.
    func finish() throws {
        try file.write(try sealer.withLock { sealer in try sealer.finish() })
        try file.sync()
    }
}

/// Reads one file of a backup from its first byte.
final class SealedFileReader {
    private static let piece = 1 << 20
    private let file: FileHandle
    private var opener: StreamOpener
    private var begun: [UInt8]?
    private var isOver = false

    /// - Throws: `SealedFileRefusal`.
    init(_ path: String, with pair: KeyPair) throws(SealedFileRefusal) {
        guard let file = FileHandle(forReadingAtPath: path) else { throw .unreadable }
        let start: Data
        do { start = try file.read(upToCount: StreamOpener.headerCount) ?? Data() } catch { throw .unreadable }
        let mark = Purpose.backup.encode()
        guard start.starts(with: mark) else { throw start.count < mark.count && mark.starts(with: start) ? .damaged : .foreign }
        guard start.count == StreamOpener.headerCount else { throw .damaged }
        // The two files are sealed under different labels, so that one cannot be passed off as the other.
        for part in BackupPart.allCases {
            var opener = StreamOpener(with: pair, label: part.rawValue)
            guard let begun = try? opener.write(start) else { continue }
            self.file = file
            self.opener = opener
            self.begun = begun
            return
        }
        throw .otherKey
    }

    /// The next piece of what was sealed; nil behind the last.
    func next() throws -> [UInt8]? {
        guard !isOver else { return nil }
        guard let bytes = try? file.read(upToCount: Self.piece), !bytes.isEmpty else {
            isOver = true
            return try opening { opener throws(KeyRefusal) in try opener.finish() }
        }
        return try opening { opener throws(KeyRefusal) in try opener.write(bytes) }
    }

    private func opening(_ work: (inout StreamOpener) throws(KeyRefusal) -> [UInt8]) throws(SealedFileRefusal) -> [UInt8] {
        do { return try work(&opener) } catch { throw .damaged }
    }

    /// Opens the file anew each time it is asked. What does not open comes out as a `Finding` that names the file.
    static func source(_ path: String, with pair: KeyPair) -> Restoration.Source {
        {
            let reader = try naming(path) { try SealedFileReader(path, with: pair) }
            return { try naming(path) { try reader.next() } }
        }
    }

    private static func naming<Value>(_ path: String, _ work: () throws -> Value) throws -> Value {
        do { return try work() } catch let refusal as SealedFileRefusal { throw Finding(sealed: refusal, path) }
    }
}
