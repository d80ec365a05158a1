import Domain
import HTTPTypes
import Hummingbird
import Pages
import Triage

/// The advice, and making it fit better: region, needs. A postcode is used once, here, and goes nowhere.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/wat-nu, /en/what-now | anyone | public |
/// | POST | /nl/wat-nu, /en/what-now | anyone | public |
struct AdviceController: Sendable {
    let responder: PageResponder

    func addRoutes(to router: Router<SiteContext>, _ policy: Visit.PublicPolicy) {
        let path = RouterPath(Address.whatNow.path(policy.language))
        // Without answers the advice is the national one: an old tab or a shared address leads somewhere good.
        router.get(path) { _, _ in
            guard let visit = policy.admit() else { throw PageRefusal.notFound }
            return show(visit, Answers())
        }
        router.post(path) { request, _ in
            guard let visit = policy.admit() else { throw PageRefusal.notFound }
            return refine(visit, try await responder.form(request))
        }
    }

    /// The advice for the answers so far.
    func show(_ visit: Visit, _ answers: Answers, place: PlaceAnswer = .none) -> Response {
        var situation = answers.situation(visit.site.questions)
        situation.language = situation.language ?? LanguageTag(visit.language)
        let isChild = situation.asker == .victim && situation.age == .under12
        let reader = isChild ? visit.forChild : visit
        let ticket = SealedAnswers(answers: answers, current: "").sealed(responder.environment.tickets, at: visit.now)
        let presenter = AdvicePresenter(
            visit: reader, situation: situation, answers: answers, ticket: ticket,
            canWrite: responder.environment.place != nil)
        let advice = visit.site.engine.advise(situation, at: visit.now)
        let page = presenter.page(advice, place)
        var frame = visit.frame(visit.text("tabs.advice"), at: .whatNow)
        // Paper stays behind where somebody else may find it.
        if situation.monitored == .yes { frame.manner.printsOnly = visit.text("advice.print_blank") }
        return responder.respond(
            page, frame, status: place.isProblem ? .unprocessableContent : .ok)
    }

    private func refine(_ visit: Visit, _ form: Form) -> Response {
        var answers = Answers()
        if let ticket = form["ticket"],
            let sealed = try? SealedAnswers(opening: ticket, responder.environment.tickets, at: visit.now)
        {
            answers = sealed.answers
        }
        answers.refinement.needs = Set(form.all("n").compactMap(Need.init(id:)))
        if let gender = form["g"].flatMap(Gender.init(id:)) { answers.refinement.gender = gender }
        answers.refinement.region = form["r"].flatMap(Region.init(id:)) ?? .unknown
        let place = PlaceAnswer(form["p"] ?? "", visit.site.geography)
        if case .found(let municipality) = place { answers.refinement.region = municipality.region }
        return show(visit, answers, place: place)
    }
}

/// What a postcode or place led to. What was typed is kept only to give it back when it could not be read.
enum PlaceAnswer: Sendable {
    case none
    case found(Municipality)
    case several([Municipality], typed: String)
    case unknown(typed: String)

    init(_ typed: String, _ geography: Geography) {
        let trimmed = String(typed.prefix(60))
        guard trimmed.contains(where: { $0 != " " }) else {
            self = .none
            return
        }
        let found = geography.find(trimmed)
        let regions = Set(found.map(\.region))
        self = found.isEmpty ? .unknown(typed: trimmed) : regions.count == 1 ? .found(found[0]) : .several(found, typed: trimmed)
    }

    var isProblem: Bool {
        switch self {
        case .none, .found: false
        case .several, .unknown: true
        }
    }
}
