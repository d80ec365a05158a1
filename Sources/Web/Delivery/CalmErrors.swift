import Domain
import HTTPTypes
import Hummingbird
import Logging
import Pages

/// Turns every failure on a page into a calm page in the person's language, and says nothing of the inside. The one place where
/// refusals become answers.
///
/// What failed is logged under a reference number, without path, address or anything that was sent.
struct CalmErrors: RouterMiddleware {
    let responder: PageResponder
    let logger: Logger

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            guard !request.uri.path.hasPrefix("/api/") else { throw error }
            return page(error, language(request))
        }
    }

    private func page(_ error: any Error, _ language: String) -> Response {
        guard let visit = Visit.PublicPolicy(environment: responder.environment, language: language).admit() else {
            return Response(status: .internalServerError, headers: responder.headers.page)
        }
        switch error {
        case PageRefusal.tooLarge: return calm(visit, "too_large", .contentTooLarge)
        case PageRefusal.unreadable: return calm(visit, "bad_form", .badRequest)
        case PageRefusal.foreign: return calm(visit, "bad_form", .forbidden)
        case PageRefusal.notFound: return calm(visit, "not_found", .notFound)
        case let refusal as HTTPError where refusal.status.code < 500: return calm(visit, "not_found", .notFound)
        default:
            let reference = responder.environment.reference()
            logger.error("request failed", metadata: ["reference": "\(reference)", "kind": "\(type(of: error))"])
            return calm(visit, "server", .internalServerError, reference: reference)
        }
    }

    private func calm(_ visit: Visit, _ key: String, _ status: HTTPResponse.Status, reference: String? = nil) -> Response {
        let page = ErrorPage(
            title: visit.text("errors.title"), lines: [visit.text("errors." + key, ["reference": reference ?? ""])],
            reference: reference.map { .init(label: visit.text("errors.reference_label"), number: $0) },
            ways: [
                Way(visit.text("home.find_help"), to: visit.path(.questions)), Way(visit.text("home.talk_now"), to: visit.path(.openNow)),
                Way(visit.text("nav.home"), to: visit.path(.home)),
            ],
            danger: visit.emergencyLine("errors.danger"))
        return responder.respond(page, visit.frame(visit.text("tabs.error"), at: nil), status: status)
    }

    private func language(_ request: Request) -> String {
        let languages = responder.environment.site.current.settings.languages
        let first = request.uri.path.split(separator: "/").first.map(String.init) ?? ""
        return languages.contains(first) ? first : languages.first ?? "nl"
    }
}
