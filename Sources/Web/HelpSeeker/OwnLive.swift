import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Workflows

/// Tells the open page of a person that something changed in their conversation, and keeps their place while they wait. Never what was said.
/// Listening is no act of the person: it does not make a visit last longer.
/// - Source: security, 'Decided for version 1'; WHATWG HTML, server-sent events.
extension OwnController {
    func hear(_ own: OwnVisit, _ request: Request) -> Response {
        let shown = request.uri.queryParameters["s"].flatMap { Int($0) } ?? 0
        return streams.response(to: request, responder.headers.page) { line, writer in
            try await tell(own, since: max(0, shown), line, to: &writer)
        }
    }

    /// - Parameter shown: how many things stood on the page; whatever came between the page and the line is told at once.
    private func tell(
        _ own: OwnVisit, since shown: Int, _ line: LiveStreams.Line, to writer: inout any ResponseBodyWriter
    ) async throws {
        let listening = own.place.changes.listen(to: own.session.conversation) {
            line.tell(.here)
        } writing: {
            line.tell(.writing)
        }
        defer { withExtendedLifetime(listening) {} }
        var stage = try await stage(own, line)
        let isBehind = try await ReadOwnConversation(own.place).hasMore(than: shown, own.session)
        if isBehind {
            try await writer.write(LiveEvent.change())
        } else if case .waiting(let standing?) = stage, standing.wait != .nobody {
            // Others may have gone between the page and this line.
            try await writer.write(place(standing, own))
        } else {
            try await writer.write(LiveEvent.sign)
        }
        for await _ in line.signals {
            let heard = line.heard()
            if heard == [.moment], case .waiting(let before) = stage, let standing = TalkNow(own.place).stillWaits(own.session),
                (standing.wait == .nobody) == (before?.wait == .nobody)
            {
                // Where somebody stands is told in words, so that no page has to be made for each step of thousands.
                if standing.place != before?.place || standing.wait != before?.wait {
                    stage = .waiting(standing)
                    try await writer.write(place(standing, own))
                }
                continue
            }
            // The page shows what the session may see; when that is over, so is the line.
            guard try await own.place.lasts(own.session) else { return }
            let now = try await self.stage(own, line)
            if heard.contains(.here) || now != stage {
                try await writer.write(LiveEvent.change())
            } else {
                try await writer.write(heard.contains(.writing) ? LiveEvent.writing : LiveEvent.sign)
            }
            stage = now
        }
    }

    private func place(_ standing: DeskFloor.Standing, _ own: OwnVisit) -> ByteBuffer {
        LiveEvent.place(OwnPresenter(visit: own.visit).lines(standing))
    }

    // Asking keeps the place of who waits.
    private func stage(_ own: OwnVisit, _ line: LiveStreams.Line) async throws -> TalkNow.Stage? {
        let stage = own.session.isChat ? try await TalkNow(own.place).stage(own.session) : nil
        if case .waiting = stage { line.waits(true) } else { line.waits(false) }
        return stage
    }
}
