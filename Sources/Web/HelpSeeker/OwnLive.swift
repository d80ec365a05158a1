import Domain
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Workflows

extension OwnController {
    /// Tells the open page of a person that something changed in their conversation. Listening is no act of the person: it does not make a visit
    /// last longer.
    /// - Source: security, 'Decided for version 1'; WHATWG HTML, server-sent events.
    func hear(_ own: OwnVisit, _ request: Request, _ context: SiteContext) -> Response {
        let shown = request.uri.queryParameters["s"].flatMap { Int($0) } ?? 0
        return streams.response(
            to: context, responder.headers.events,
            OwnLine(person: own.session.listening, place: own.place, visit: own.visit, shown: max(0, shown)))
    }
}

/// The line of a person's page: that something changed, and where they stand while they wait. Never what was said.
private struct OwnLine: LineTeller {
    let person: ListeningPerson
    let place: Workplace
    let visit: Visit
    /// How many things stood on the page; whatever came between the page and the line is told at once.
    let shown: Int
    var listening: ChangeListening?
    var stage: TalkNow.Stage?

    mutating func events(_ heard: LiveSignals, _ line: OpenLine) async throws -> [ByteBuffer]? {
        if heard.contains(.opened) { return [try await first(line)] }
        if heard == .moment, case .waiting(let before) = stage, let standing = TalkNow(place).stillWaits(person),
            (standing.wait == .nobody) == (before?.wait == .nobody)
        {
            // Where somebody stands is told in words, so that no page has to be made for each step of thousands.
            guard standing.place != before?.place || standing.wait != before?.wait else { return [] }
            stage = .waiting(standing)
            return [place(standing)]
        }
        // The page shows what the session may see; when that is over, so is the line.
        guard try await place.lasts(person) else { return nil }
        let before = stage
        try await look(line)
        if heard.contains(.here) || before != stage { return [LiveEvent.change()] }
        return [heard.contains(.writing) ? LiveEvent.writing : LiveEvent.sign]
    }

    private mutating func first(_ line: OpenLine) async throws -> ByteBuffer {
        listening = line.listen(to: person.conversation, place.changes)
        try await look(line)
        if try await ReadOwnConversation(place).hasMore(than: shown, person) { return LiveEvent.change() }
        // Others may have gone between the page and this line.
        if case .waiting(let standing?) = stage, standing.wait != .nobody { return place(standing) }
        return LiveEvent.sign
    }

    private func place(_ standing: DeskFloor.Standing) -> ByteBuffer { LiveEvent.place(OwnPresenter(visit: visit).lines(standing)) }

    // Asking keeps the place of who waits.
    private mutating func look(_ line: OpenLine) async throws {
        stage = person.isChat ? try await TalkNow(place).stage(person) : nil
        if case .waiting = stage { line.isWaiting = true } else { line.isWaiting = false }
    }
}
