/// Why a file was not taken in.
public enum FileRefusal: Error, Sendable, Hashable {
    /// There is nothing in it.
    case empty
    /// It is not of a kind that is taken in.
    case otherKind
    /// It ends too early, or is not what it began as.
    case damaged
    case tooLarge
    /// The dossier holds as many files, or as much, as it may.
    case noRoom
    /// It came too slowly.
    case tooSlow
}

/// Lets a file through piece by piece: says what it is, stops what is not taken in, and takes out of photos what tells where and with what they
/// were made. It holds at most one segment of a photo: 64 KiB.
/// - Source: security 6.7; ASVS 5.0 14.2.8.
public struct FileSieve: Sendable {
    private enum Stage: Sendable {
        case beginning([UInt8])
        case jpeg(JPEGSieve)
        case png(PNGSieve)
        case asItIs
        case text
    }

    private var stage = Stage.beginning([])
    private var taken = 0
    /// Whether photos stay exactly as they were made.
    private let keepsAll: Bool
    /// What it is; nil as long as too little came in.
    public private(set) var kind: FileKind?

    public init(keepsAll: Bool) { self.keepsAll = keepsAll }

    /// - Returns: what goes on, of what came in so far.
    /// - Throws: `FileRefusal.otherKind`, `.damaged`, `.tooLarge`.
    public mutating func take(_ bytes: some Collection<UInt8>) throws(FileRefusal) -> [UInt8] {
        taken += bytes.count
        guard taken <= DossierFile.largest else { throw .tooLarge }
        switch stage {
        case .beginning(let start):
            let start = start + bytes
            guard start.count >= FileKind.needed else {
                stage = .beginning(start)
                return []
            }
            return try begin(start)
        default: return try pass(Array(bytes))
        }
    }

    /// - Returns: what goes on at the end.
    /// - Throws: `FileRefusal.empty`, `.otherKind`, `.damaged`.
    public mutating func finish() throws(FileRefusal) -> [UInt8] {
        var last: [UInt8] = []
        if case .beginning(let start) = stage {
            guard !start.isEmpty else { throw .empty }
            last = try begin(start)
        }
        switch stage {
        case .jpeg(var sieve): return last + (try sieve.finish())
        case .png(let sieve): return last + (try sieve.finish())
        case .asItIs, .text, .beginning: return last
        }
    }

    private mutating func begin(_ start: [UInt8]) throws(FileRefusal) -> [UInt8] {
        guard let found = FileKind(startingWith: start) else { throw .otherKind }
        kind = found
        switch found {
        case .jpeg where !keepsAll: stage = .jpeg(JPEGSieve())
        case .png where !keepsAll: stage = .png(PNGSieve())
        case .text: stage = .text
        default: stage = .asItIs
        }
        return try pass(start)
    }

    private mutating func pass(_ bytes: [UInt8]) throws(FileRefusal) -> [UInt8] {
        switch stage {
        case .jpeg(var sieve):
            // Taken out meanwhile, so that what it holds is not copied.
            stage = .asItIs
            defer { stage = .jpeg(sieve) }
            return try sieve.take(bytes)
        case .png(var sieve):
            stage = .asItIs
            defer { stage = .png(sieve) }
            return try sieve.take(bytes)
        case .text:
            guard bytes.allSatisfy(FileKind.isWritten) else { throw .otherKind }
            return bytes
        case .asItIs, .beginning: return bytes
        }
    }
}
