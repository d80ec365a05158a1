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
        let (visit, place, person) = (own.visit, own.place, own.session.listening)
        return streams.response(to: request, responder.headers.events) { line, writer in
            try await Self.tell(person, visit, place, since: max(0, shown), line, to: &writer)
        }
    }

    /// - Parameter shown: how many things stood on the page; whatever came between the page and the line is told at once.
    private static func tell(
        _ person: ListeningPerson, _ visit: Visit, _ place: Workplace, since shown: Int, _ line: LiveStreams.Line,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        let listening = place.changes.listen(to: person.conversation) {
            line.tell(.here)
        } writing: {
            line.tell(.writing)
        }
        defer { withExtendedLifetime(listening) {} }
        var stage = try await stage(person, place, line)
        let isBehind = try await ReadOwnConversation(place).hasMore(than: shown, person)
        if isBehind {
            try await writer.write(LiveEvent.change())
        } else if case .waiting(let standing?) = stage, standing.wait != .nobody {
            // Others may have gone between the page and this line.
            try await writer.write(event(standing, visit))
        } else {
            try await writer.write(LiveEvent.sign)
        }
        for await _ in line.signals {
            let heard = line.heard()
            if heard == [.moment], case .waiting(let before) = stage, let standing = TalkNow(place).stillWaits(person),
                (standing.wait == .nobody) == (before?.wait == .nobody)
            {
                // Where somebody stands is told in words, so that no page has to be made for each step of thousands.
                if standing.place != before?.place || standing.wait != before?.wait {
                    stage = .waiting(standing)
                    try await writer.write(event(standing, visit))
                }
                continue
            }
            // The page shows what the session may see; when that is over, so is the line.
            guard try await place.lasts(person) else { return }
            let now = try await self.stage(person, place, line)
            if heard.contains(.here) || now != stage {
                try await writer.write(LiveEvent.change())
            } else {
                try await writer.write(heard.contains(.writing) ? LiveEvent.writing : LiveEvent.sign)
            }
            stage = now
        }
    }

    // On its own: what is made on the way to the words would be held with the line for as long as it is open.
    @inline(never)
    private static func event(_ standing: DeskFloor.Standing, _ visit: Visit) -> ByteBuffer {
        LiveEvent.place(OwnPresenter(visit: visit).lines(standing))
    }

    // Asking keeps the place of who waits.
    private static func stage(_ person: ListeningPerson, _ place: Workplace, _ line: LiveStreams.Line) async throws -> TalkNow.Stage? {
        let stage = person.isChat ? try await TalkNow(place).stage(person) : nil
        if case .waiting = stage { line.waits(true) } else { line.waits(false) }
        return stage
    }
}
