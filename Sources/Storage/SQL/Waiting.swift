import Synchronization

/// Work for a database thread for which a task waits: done with a session, and answered exactly once.
public protocol WaitingWork: AnyObject, Sendable {
    /// Does the work; the answer is kept until `succeed`.
    func attempt(_ session: any SQLSession) throws
    /// Gives the task the answer of the last attempt.
    func succeed()
    func fail(_ error: any Error)
}

/// A closure and the task that waits for what it gives. Nobody checks that the task is answered once but the one thread that takes the work.
public final class Waiting<Value: Sendable>: WaitingWork {
    private let body: @Sendable (any SQLSession) throws -> Value
    private let waiter: UnsafeContinuation<Value, any Error>
    private let answer = Mutex<Value?>(nil)

    public init(_ waiter: UnsafeContinuation<Value, any Error>, _ body: @escaping @Sendable (any SQLSession) throws -> Value) {
        self.waiter = waiter
        self.body = body
    }

    public func attempt(_ session: any SQLSession) throws {
        let value = try body(session)
        answer.withLock { $0 = value }
    }
    public func succeed() {
        if let value = answer.withLock({ $0 }) { waiter.resume(returning: value) } else { waiter.resume(throwing: SQLError(.other)) }
    }
    public func fail(_ error: any Error) { waiter.resume(throwing: error) }
}
