/// Carries words between the nodes of one installation. What does not arrive is no harm: every page looks again by itself.
public protocol Relay: Sendable {
    /// - Parameter words: text without spaces, at most 8,000 bytes.
    func send(_ words: String) async throws
    /// What any node sent, this one too.
    var incoming: AsyncStream<RelayEvent> { get }
}

/// What comes in over a relay.
public enum RelayEvent: Sendable, Equatable {
    case words(String)
    /// The line was away for a while: something may have been missed.
    case mayHaveMissed
}
