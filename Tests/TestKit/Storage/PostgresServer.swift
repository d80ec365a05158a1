import Foundation
import Synchronization

/// A PostgreSQL server of the tests' own: a new cluster in a temporary folder, reached by a socket in that folder, gone when the tests end.
public final class PostgresServer: Sendable {
    public struct Missing: Error, CustomStringConvertible {
        public let description: String
    }

    private static let prefix = "entree-postgres-"
    private static let running = Mutex<[pid_t: String]>([:])
    private static let made = Mutex(0)
    private static let one = Mutex<Result<PostgresServer, any Error>?>(nil)

    /// The server of this test run; started when the first test asks.
    public static func shared() throws -> PostgresServer {
        try one.withLock { one in
            if let one { return try one.get() }
            let made = Result { try PostgresServer() }
            one = made
            return try made.get()
        }
    }

    public let folder: String
    private let programs: String
    private let databases = Mutex(0)

    /// A server apart, for a test that stops it.
    public init() throws {
        Self.endWithProcess()
        let number = Self.made.withLock { made in
            made += 1
            return made
        }
        folder = "/tmp/\(Self.prefix)\(getpid())-\(number)"
        programs = try Self.findPrograms()
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        if getuid() == 0 { try Self.run("/bin/chown", ["postgres", folder]) }
        try asOwner("initdb", ["-D", "\(folder)/data", "-U", "entree", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"])
        try start()
    }

    /// A new, empty database.
    /// - Returns: its address.
    public func database() throws -> String {
        let number = databases.withLock { number in
            number += 1
            return number
        }
        try asOwner("createdb", ["-h", folder, "-U", "entree", "test\(number)"])
        return "postgres:///test\(number)?host=\(folder)&user=entree"
    }

    /// Somebody who may enter, and nothing more.
    public func addUser(_ name: String) throws { try asOwner("createuser", ["-h", folder, "-U", "entree", name]) }

    /// - Parameter isDurable: whether it waits for the disk; a server that does not is refused by the program.
    public func start(isDurable: Bool = true) throws {
        let settings =
            "-c listen_addresses='' -c unix_socket_directories=\(folder) -c max_connections=600 -c shared_buffers=64MB"
            + " -c fsync=\(isDurable ? "on" : "off")"
        try asOwner("pg_ctl", ["-D", "\(folder)/data", "-w", "-t", "60", "-l", "\(folder)/log", "-o", settings, "start"])
        let text = try String(contentsOfFile: "\(folder)/data/postmaster.pid", encoding: .utf8)
        guard let pid = text.split(separator: "\n").first.flatMap({ pid_t($0) }) else {
            throw Missing(description: "no process of PostgreSQL")
        }
        Self.running.withLock { $0[pid] = folder }
    }

    /// Ends the server at once, as when the machine fails; what was acknowledged is there after `start`.
    public func crash() {
        for (pid, folder) in Self.running.withLock({ $0 }) where folder == self.folder { Self.end(pid, SIGQUIT) }
    }

    /// What the server wrote to its own log.
    public func log() throws -> String { try String(contentsOfFile: "\(folder)/log", encoding: .utf8) }

    /// Ends the server and removes its folder.
    public func remove() {
        crash()
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func end(_ pid: pid_t, _ signal: Int32) {
        kill(pid, signal)
        for _ in 0..<500 where kill(pid, 0) == 0 { usleep(10_000) }
        running.withLock { $0[pid] = nil }
    }

    /// Servers of this process end with it; those of processes that died are ended by the next.
    private static func endWithProcess() {
        let isFirst = running.withLock { $0.isEmpty }
        guard isFirst else { return }
        atexit {
            for (pid, folder) in PostgresServer.running.withLock({ $0 }) {
                PostgresServer.end(pid, SIGQUIT)
                try? FileManager.default.removeItem(atPath: folder)
            }
        }
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] where name.hasPrefix(prefix) {
            guard let owner = name.dropFirst(prefix.count).split(separator: "-").first.flatMap({ pid_t($0) }), kill(owner, 0) != 0
            else { continue }
            let file = "/tmp/\(name)/data/postmaster.pid"
            if let pid = (try? String(contentsOfFile: file, encoding: .utf8))?.split(separator: "\n").first.flatMap({ pid_t($0) }) {
                kill(pid, SIGQUIT)
            }
            try? FileManager.default.removeItem(atPath: "/tmp/\(name)")
        }
    }

    private static func findPrograms() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap { Int($0) }.max()
        guard let newest, FileManager.default.isExecutableFile(atPath: "\(root)/\(newest)/bin/initdb") else {
            throw Missing(description: "PostgreSQL is not installed; run `make setup`")
        }
        return "\(root)/\(newest)/bin"
    }

    /// PostgreSQL refuses to run as root.
    private func asOwner(_ program: String, _ arguments: [String]) throws {
        let path = "\(programs)/\(program)"
        if getuid() == 0 {
            try Self.run("/usr/sbin/runuser", ["-u", "postgres", "--", path] + arguments)
        } else {
            try Self.run(path, arguments)
        }
    }

    /// Runs a program to its end. Foundation's `Process` would wait for the server too, which keeps the program's open files.
    private static func run(_ path: String, _ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for file in 0...2 as ClosedRange<Int32> { posix_spawn_file_actions_addopen(&actions, file, "/dev/null", O_RDWR, 0) }
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child = pid_t()
        let refused = posix_spawn(&child, path, &actions, nil, &words, environ)
        guard refused == 0 else { throw Missing(description: "\(path) does not start: \(refused)") }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 && errno == EINTR {}
        guard status == 0 else { throw Missing(description: "\(path) ended with \(status)") }
    }
}
