import Domain
import Foundation

/// The one reader of the clock and of chance. Everything else is handed what it needs.
enum Clock {
    static func now() -> Instant { Instant(seconds: Int64(Date().timeIntervalSince1970.rounded(.down))) }
    static var today: CalendarDay { AmsterdamTime(now()).day }
    /// Seconds that a piece of work took.
    static func seconds<T>(_ work: () async throws -> T) async rethrows -> (T, Double) {
        let clock = ContinuousClock()
        let start = clock.now
        let result = try await work()
        let spent = clock.now - start
        return (result, Double(spent.components.seconds) + Double(spent.components.attoseconds) * 1e-18)
    }
    /// Six letters and digits under which a failure can be found again.
    static func reference() -> String {
        String((0..<6).compactMap { _ in "ABCDEFGHJKLMNPQRSTUVWXYZ23456789".randomElement() })
    }
}
