import Domain
import Hummingbird
import HummingbirdCore
import Logging

/// The web as strangers meet it: every public page, the way out, and the interfaces for other systems.
public struct WebApplication: Sendable {
    private let environment: WebEnvironment
    private let logger: Logger
    /// The open lines to pages of the workbench; to be ended when the site stops.
    public let liveStreams = LiveStreams()

    /// - Parameter logger: receives failures by reference number only.
    public init(_ environment: WebEnvironment, logger: Logger) {
        self.environment = environment
        self.logger = logger
    }

    /// The routes of the site.
    public func router() -> Router<SiteContext> {
        let router = Router(context: SiteContext.self, options: [.autoGenerateHeadEndpoints])
        let responder = PageResponder(environment)
        router.add(middleware: OwnLoop())
        router.add(middleware: CalmErrors(responder: responder, logger: logger))
        router.add(middleware: AbsentPages(door: WorkDoor(responder: responder)))
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
            WritingController(responder: responder).addRoutes(to: router, policy)
            let ownPolicy = OwnVisit.Policy(environment: environment, language: language)
            let own = OwnController(responder: responder, streams: liveStreams)
            ReturningController(responder: responder, own: own).addRoutes(to: router, ownPolicy)
            own.addRoutes(to: router, ownPolicy)
            desk(router, responder, language)
        }
        DeskPartsController(responder: responder).addRoutes(to: router)
        ExitController(responder: responder).addRoutes(to: router)
        return router
    }

    // The pages of those who work here.
    private func desk(_ router: Router<SiteContext>, _ responder: PageResponder, _ language: String) {
        let policy = WorkVisit.Policy(environment: environment, language: language)
        let door = WorkDoor(responder: responder)
        let entry = WorkEntryController(door: door)
        entry.addRoutes(to: router, policy)
        InboxController(door: door).addRoutes(to: router, policy)
        ConversationController(door: door, entry: entry).addRoutes(to: router, policy)
        KnowledgeController(door: door).addRoutes(to: router, policy)
        PhoneController(door: door, entry: entry).addRoutes(to: router, policy)
        ReferralsController(door: door).addRoutes(to: router, policy)
        ReferralController(door: door).addRoutes(to: router, policy)
        ReferController(door: door).addRoutes(to: router, policy)
        TogetherController(door: door).addRoutes(to: router, policy)
        InwardController(door: door).addRoutes(to: router, policy)
        LetterController(door: door).addRoutes(to: router, policy)
        SharesController(door: door).addRoutes(to: router, policy)
        CaseTablesController(door: door).addRoutes(to: router, policy)
        CaseTableController(door: door).addRoutes(to: router, policy)
        ExceptionController(door: door).addRoutes(to: router, policy)
        ExceptionTableController(door: door).addRoutes(to: router, policy)
        AlongController(door: door, streams: liveStreams).addRoutes(to: router, policy)
        PeopleController(door: door).addRoutes(to: router, policy)
        InvitationController(door: door).addRoutes(to: router, policy)
        TeamsController(door: door).addRoutes(to: router, policy)
        PartnersController(door: door).addRoutes(to: router, policy)
        JoinController(door: door).addRoutes(to: router, policy)
        PhrasesController(door: door).addRoutes(to: router, policy)
        BoardController(door: door).addRoutes(to: router, policy)
        LookBackController(door: door).addRoutes(to: router, policy)
        RosterController(door: door).addRoutes(to: router, policy)
        SkillsController(door: door).addRoutes(to: router, policy)
        RecordsController(door: door).addRoutes(to: router, policy)
        LiveController(door: door, streams: liveStreams).addRoutes(to: router, policy)
    }
}
