public import Domain

extension SecondFactor {
    /// What an app would show now; for a demonstration, where nobody has an app at hand.
    public func code(now: Instant) -> Confidential<String> { Confidential(code(at: now.seconds / Self.period)) }
}
