import Domain
import HTTPTypes
import Hummingbird
import Pages
import Workflows

/// How busy it is now, at a desk and on a wall.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/bord, /en/work/board | worker at a desk | see_board |
/// | GET | /nl/werk/scherm, /en/work/screen | worker at a desk, or a screen on the wall | see_board |
/// | POST | /nl/werk/scherm, /en/work/screen | worker at a desk | see_board |
/// - Source: R3, R5, R6.
struct BoardController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .board, policy, .seeBoard) { desk, request, _ in try await board(desk, []) }
        door.get(router, .wall, policy, .seeBoard) { desk, request, _ in
            let page = BoardPresenter(desk: desk).page(try await LiveBoard(desk.place)(desk.session))
            return door.respond(page, desk.wallFrame)
        }
        door.post(router, .wall, policy, .seeBoard) { desk, request, _ in
            do {
                _ = try desk.slip(try await door.responder.form(request), .board)
            } catch let refusal as FormTicketRefusal {
                return try await board(desk, [desk.visit.deskNotice(.refused, "stale")], status: refusal.status)
            }
            try await desk.place.becomeWall(desk.session)
            return door.responder.redirect(to: desk.path(.wall))
        }
    }

    private func board(_ desk: WorkVisit, _ notices: [DeskNotice], status: HTTPResponse.Status = .ok) async throws -> Response {
        // A screen on the wall has this one page.
        guard !desk.session.isWall else { return door.responder.redirect(to: desk.path(.wall)) }
        let presenter = BoardPresenter(desk: desk)
        var page = presenter.page(try await LiveBoard(desk.place)(desk.session))
        page.notices = notices
        page.wall = presenter.wall
        return door.respond(page, desk.frame(desk.text("tabs.board"), at: .board, showing: .board), status: status)
    }
}
