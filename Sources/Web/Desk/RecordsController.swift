import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// What an organisation may look back at: who of its own people did what, and what people said about the site. No content of conversations.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/inzage, /en/work/log | administrator, privacy officer | read_access_log |
/// | GET | /nl/werk/ervaringen, /en/work/experiences | shift lead, analyst | read_feedback |
struct RecordsController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .accessLog, policy, .readAccessLog) { desk, request, _ in
            try await log(desk, before: request.uri.queryParameters["v"].flatMap { Int64($0) } ?? .max)
        }
        door.get(router, .feedback, policy, .readFeedback) { desk, _, _ in try await feedback(desk) }
    }

    private func log(_ desk: WorkVisit, before index: Int64) async throws -> Response {
        let presenter = DeskRecordsPresenter(desk: desk)
        let page: AccessLogPage
        do {
            let rows = try await ReadAccessLog(desk.place)(desk.session, before: index)
            page = presenter.log(rows, remarks: try await ReadRemarks(desk.place)(desk.session), isNewest: index == .max)
        } catch WorkRefusal.notFound {
            // The role may, but nobody has handed over the key yet.
            page = presenter.logWithoutKey
        }
        return door.respond(page, desk.frame(desk.text("tabs.log"), at: .accessLog))
    }

    private func feedback(_ desk: WorkVisit) async throws -> Response {
        let presenter = DeskRecordsPresenter(desk: desk)
        let page =
            desk.session.holdsKey(of: .insight)
            ? presenter.feedback(try await ReadFeedback(desk.place)(desk.session)) : presenter.feedbackWithoutKey
        return door.respond(page, desk.frame(desk.text("tabs.feedback"), at: .feedback))
    }
}
