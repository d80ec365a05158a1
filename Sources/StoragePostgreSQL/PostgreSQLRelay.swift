import CPostgres
public import Domain
import Foundation
import Storage
import Synchronization

/// Carries words between nodes by way of the server that all of them use. Nothing of it is kept there once everybody heard it.
/// - Source: PostgreSQL 15, NOTIFY.
public final class PostgreSQLRelay: Relay {
    private static let channel = "entree"
    /// Seconds between two attempts to come back.
    private static let pause = 0.25

    public let incoming: AsyncStream<RelayEvent>
    private let database: any SQLDatabase
    private let heard: AsyncStream<RelayEvent>.Continuation
    private let isOver = Atomic(false)
    private let ended = DispatchSemaphore(value: 0)

    /// - Parameters:
    ///   - url: as libpq takes it.
    ///   - databases: those whose connections carry what this node says.
    public init(url: String, databases: Databases) {
        database = databases.session
        (incoming, heard) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(10_000))
        let thread = Thread { [self] in
            while !isOver.load(ordering: .relaxed) {
                listen(url)
                if !isOver.load(ordering: .relaxed) { Thread.sleep(forTimeInterval: Self.pause) }
            }
            heard.finish()
            ended.signal()
        }
        thread.name = "relay"
        thread.stackSize = 1 << 20
        thread.start()
    }

    public func send(_ words: String) async throws {
        _ = try await database.rows("SELECT count(*) FROM pg_notify($1, $2)", [.text(Self.channel), .text(words)])
    }

    /// Ends the line; waits until its connection is closed.
    public func close() async {
        isOver.store(true, ordering: .relaxed)
        await withCheckedContinuation { waiter in
            let thread = Thread { [ended] in
                ended.wait()
                waiter.resume()
            }
            thread.start()
        }
    }

    // Until the line breaks, or this ends.
    private func listen(_ url: String) {
        guard let connection = try? PostgreSQLConnection(url, settings: []),
            (try? connection.command("LISTEN " + Self.channel)) != nil
        else { return }
        // What was said while nobody listened is lost.
        heard.yield(.mayHaveMissed)
        while !isOver.load(ordering: .relaxed) {
            guard let notices = connection.notices(milliseconds: 500) else { return }
            for words in notices { heard.yield(.words(words)) }
        }
    }
}

extension PostgreSQLConnection {
    /// What was told on the channels that this connection listens to.
    /// - Parameter milliseconds: how long to wait for something.
    /// - Returns: nil when the line is broken.
    func notices(milliseconds: Int32) -> [String]? {
        var descriptor = pollfd(fd: PQsocket(connection), events: Int16(POLLIN), revents: 0)
        guard descriptor.fd >= 0 else { return nil }
        _ = poll(&descriptor, 1, milliseconds)
        guard PQconsumeInput(connection) == 1, PQstatus(connection) == CONNECTION_OK else { return nil }
        var notices: [String] = []
        while let notice = PQnotifies(connection) {
            if let words = notice.pointee.extra { notices.append(String(cString: words)) }
            PQfreemem(notice)
        }
        return notices
    }
}
