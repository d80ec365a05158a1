import Foundation
import Synchronization

/// Why a file was not made.
enum FileRefusal: Error, Hashable {
    /// It is there already; nothing is written over it.
    case exists
    /// No room on the disk.
    case full
    /// The folder is not there, or not ours.
    case denied
    /// The disk does not answer.
    case broken
}

/// A file that is made anew, readable by its owner alone. It is only there under its name when all of it is on disk.
final class NewFile: Sendable {
    let path: String
    private let descriptor: Int32
    /// Whether it stays.
    private let isKept = Atomic(false)

    /// - Throws: `FileRefusal`; `.exists` when there is a file with this name.
    init(_ path: String) throws(FileRefusal) {
        // Not kept before it is known to be ours: what is there already must not go with this value.
        let made = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard made >= 0 else { throw Self.refusal(errno) }
        self.path = path
        descriptor = made
    }

    deinit {
        close(descriptor)
        if !isKept.load(ordering: .relaxed) { unlink(path) }
    }

    func write(_ bytes: [UInt8]) throws(FileRefusal) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.refusal(errno) }
            rest = rest.dropFirst(written)
        }
    }

    /// Everything that was written is on disk from here on, but still goes with this value.
    func sync() throws(FileRefusal) {
        guard fsync(descriptor) == 0 else { throw Self.refusal(errno) }
    }

    /// Stays, under its own name or another; what had that name is gone.
    func keep(as name: String? = nil) throws(FileRefusal) {
        try sync()
        if let name, rename(path, name) != 0 { throw Self.refusal(errno) }
        isKept.store(true, ordering: .relaxed)
        let folder = open(URL(fileURLWithPath: name ?? path).deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Self.refusal(errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Self.refusal(errno) }
    }

    private static func refusal(_ code: Int32) -> FileRefusal {
        switch code {
        case EEXIST, ELOOP: .exists
        case ENOSPC, EDQUOT: .full
        case EACCES, EPERM, EROFS, ENOENT, ENOTDIR: .denied
        default: .broken
        }
    }
}
