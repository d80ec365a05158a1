import Domain
import Hummingbird
import HummingbirdCore
import Logging

/// The web as strangers meet it: every public page, the way out, and the interfaces for other systems.
public struct WebApplication: Sendable {
    private let environment: WebEnvironment
    private let logger: Logger

    /// - Parameter logger: receives failures by reference number only.
    public init(_ environment: WebEnvironment, logger: Logger) {
        self.environment = environment
        self.logger = logger
    }

    /// The routes of the site.
    public func router() -> Router<SiteContext> {
        let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
        let responder = PageResponder(environment)
        router.add(middleware: CalmErrors(responder: responder, logger: logger))
        API(environment).addRoutes(to: router)
        let home = HomeController(responder: responder)
        let advice = AdviceController(responder: responder)
        let questions = QuestionsController(responder: responder, advice: advice)
        for language in environment.site.current.settings.languages {
            let policy = Visit.PublicPolicy(environment: environment, language: language)
            home.addRoutes(to: router, policy)
            questions.addRoutes(to: router, policy)
            advice.addRoutes(to: router, policy)
            DirectoryController(responder: responder).addRoutes(to: router, policy)
            ReadingController(responder: responder).addRoutes(to: router, policy)
        }
        ExitController(responder: responder).addRoutes(to: router)
        return router
    }
}
