import Domain
import HTTPTypes
import Hummingbird
import Pages

/// To a worker who entered, what is another's, what is over and what never was are one page, in the manner of the workbench and with the way to what
/// is theirs. Everybody else gets the page of everybody.
/// - Source: security 2.7; 'not allowed' and 'not there' look the same.
struct AbsentPages: RouterMiddleware {
    let door: WorkDoor

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            let response = try await next(request, context)
            return response
        } catch {
            guard Self.isAbsence(error), !request.isByScript, !request.isForPart, !request.isForEvents, let language = language(request),
                let admission = try? await WorkVisit.Policy(environment: door.environment, language: language).admit(request, needing: nil),
                case .entered(let desk) = admission
            else { throw error }
            return page(desk)
        }
    }

    private static func isAbsence(_ error: any Error) -> Bool {
        switch error {
        case PageRefusal.notFound: true
        case let refusal as HTTPError: refusal.status == .notFound
        default: false
        }
    }

    /// The language of an address of the workbench; nil for every other.
    private func language(_ request: Request) -> String? {
        door.environment.site.current.settings.languages.first { language in
            let root = WorkAddress.inbox.path(language)
            return request.uri.path == root || request.uri.path.hasPrefix(root + "/")
        }
    }

    // Nothing on it differs from one address to another: not even a slip.
    private func page(_ desk: WorkVisit) -> Response {
        let page = SignedOutPage(
            title: desk.text("absent.h1"), lines: [desk.text("absent.lead"), desk.text("absent.more")],
            ways: desk.hasPlace ? [Way(desk.text("absent.way"), to: desk.path(desk.start))] : [])
        var frame = desk.visit.deskFrame(desk.text("tabs.error"), at: nil)
        // Whoever entered is not asked to enter again.
        if desk.hasPlace { frame.header.brand = Link(desk.text("frame.brand"), to: desk.path(desk.start)) }
        return door.respond(page, frame, status: .notFound)
    }
}
