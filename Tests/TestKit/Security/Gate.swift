import Dispatch
import Synchronization

/// Keeps a thread that may block where it is until a test lets it go.
final class Gate: Sendable {
    /// Ends a transaction of which nothing is to stay.
    struct Over: Error {}

    private let key = DispatchSemaphore(value: 0)
    private let entered = AsyncStream<Void>.makeStream()

    /// On the thread that is kept.
    func enter() {
        entered.continuation.finish()
        key.wait()
    }
    /// Nobody is kept, or not any more.
    func isOver() { entered.continuation.finish() }
    func isEntered() async { for await _ in entered.stream {} }
    func open() { key.signal() }
}
