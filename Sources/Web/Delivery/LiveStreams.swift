import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization

/// The lines that are open now, so that all of them can be ended when the site stops.
public final class LiveStreams: Sendable {
    private struct State {
        var next = 0
        var isEnded = false
        var lines: [Int: OpenLine] = [:]
    }
    private let state = Mutex(State())

    init() {}

    /// Seconds between two signs of life, so that nothing on the way takes the silence for an end.
    static let pause = 20
    /// Seconds between two looks at the queue.
    private static let glance = 5

    /// Gives signs of life on all lines, each second on some, until it is cancelled. One clock for thousands of pages.
    public func breathe() async {
        var second = 0
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            second += 1
            for (id, line) in state.withLock({ $0.lines }) {
                if (id + second) % Self.pause == 0 {
                    line.tell(.sign)
                } else if line.isWaiting, (id + second) % Self.glance == 0 {
                    line.tell(.moment)
                }
            }
        }
    }

    /// An answer that stays open while the teller has something to tell, until whoever listens goes or the site stops.
    func response(to context: SiteContext, _ headers: HTTPFields, _ teller: some LineTeller) -> Response {
        // What is answered within the process has nobody at the other end.
        guard let channel = context.channel else { return Response(status: .serviceUnavailable) }
        return Response(
            status: .ok, headers: headers,
            body: .init { _ in
                try await self.open(on: channel, teller)
                throw LeftToItsLine()
            })
    }

    private func open(on channel: any Channel, _ teller: some LineTeller) async throws {
        try await channel.eventLoop.submit {
            let handler = try LineHandler.take(over: channel)
            let line = OpenLine(teller, on: NIOLoopBound(handler, eventLoop: channel.eventLoop))
            let id = self.state.withLock { state in
                state.next += 1
                if !state.isEnded { state.lines[state.next] = line }
                return state.isEnded ? nil : state.next
            }
            handler.ended = { [weak self] in
                line.close()
                if let id { self?.state.withLock { $0.lines[id] = nil } }
            }
            if id == nil { line.close() } else { line.tell(.opened) }
        }.get()
    }

    /// Ends every open line, and every one that is opened after; for when the site stops.
    public func end() {
        let lines = state.withLock { state in
            state.isEnded = true
            return Array(state.lines.values)
        }
        for line in lines { line.close() }
    }
}

/// Makes the framework let go of a connection that is a line from now on.
private struct LeftToItsLine: Error {}
