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
        streams.response(to: request, responder.headers.page) { line, writer in try await tell(own, line, to: &writer) }
    }

    private func tell(_ own: OwnVisit, _ line: LiveStreams.Line, to writer: inout any ResponseBodyWriter) async throws {
        let listening = Task { [changes = own.place.changes.changes(of: own.session.conversation)] in
            for await _ in changes { line.tell(.change) }
        }
        let breathing = Task {
            while true {
                try await Task.sleep(for: .seconds(LiveController.pause))
                line.tell(.sign)
            }
        }
        defer {
            listening.cancel()
            breathing.cancel()
        }
        var stage = try await stage(own)
        try await writer.write(LiveEvent.sign)
        for await signal in line.signals {
            // The page shows what the session may see; when that is over, so is the line.
            guard try await own.place.lasts(own.session) else { return }
            let now = try await self.stage(own)
            try await writer.write(signal == .change || now != stage ? LiveEvent.change(.object([])) : LiveEvent.sign)
            stage = now
        }
    }

    // Asking keeps the place of who waits.
    private func stage(_ own: OwnVisit) async throws -> TalkNow.Stage? {
        own.session.isChat ? try await TalkNow(own.place).stage(own.session) : nil
    }
}
