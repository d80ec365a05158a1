import Foundation

/// Does something at once when the operator stops the program, before the last requests are waited for: a line that stays open would never end.
final class StopSignals: Sendable {
    // Made and started here; the handlers run on a queue of their own.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    init(_ act: @escaping @Sendable () -> Void) {
        sources = [SIGTERM, SIGINT].map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }
        for source in sources {
            source.setEventHandler(handler: act)
            source.activate()
        }
    }
}
