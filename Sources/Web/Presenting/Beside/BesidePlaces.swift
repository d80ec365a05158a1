import Domain
import Pages
import Triage
import Wording

/// Services to name: their numbers to read out, whether they answer now, and one press to put one in the answer.
struct BesidePlaces: Sendable {
    /// Places at most of each sort: a list that can be looked through while talking.
    static let most = 6
    private static let mostOpen = 30
    let visit: Visit
    /// The language of the person.
    let language: String
    /// Whether there is an answer to put them in, and they may stand in it: not where somebody may read along.
    let isPut: Bool
    /// Whether somebody may read along.
    var isMonitored = false

    func places(_ advice: Advice, _ manner: CardManner) -> ConversationPage.Places {
        let named = (advice.first + advice.also).prefix(Self.most)
        var places = ConversationPage.Places(
            title: visit.beside("places.title"),
            lead: visit.beside(isMonitored ? "places.lead_monitored" : isPut ? "places.lead" : "places.lead_look"),
            places: named.map { place($0, manner) })
        places.others = .init(
            title: visit.beside("places.open_now"), lead: visit.beside("places.open_now_lead"),
            places: open(besides: Set(named.map(\.service))), all: Link(visit.beside("places.all"), to: visit.path(.directory)))
        return places
    }

    private func place(_ recommendation: Recommendation, _ manner: CardManner) -> ConversationPage.Places.Place {
        let service = visit.site.landscape.services[recommendation.service]
        var card = visit.card(recommendation, manner)
        var place = place(service, visit.opening(service, recommendation.opening))
        // Where somebody reads along, it matters that a call stays in the list of a telephone.
        let stays = card.reach.calls.compactMap(\.note).first
        place.mark = [place.mark, stays].compactMap(\.self).joined(separator: ". ")
        if place.mark?.isEmpty == true { place.mark = nil }
        card.opening = nil
        card.reach.calls = []
        card.facts.mark = nil
        card.more = nil
        place.more = .init(
            title: visit.beside("places.more"), card: card,
            page: Link(visit.beside("places.page"), to: visit.path(.service(visit.site.codes.code(service.slug)))))
        return place
    }

    private func place(_ service: Service, _ opening: CallCard.Opening?) -> ConversationPage.Places.Place {
        let name = visit.wording["services.\(service.slug).name"]
        let put = PutButton(
            FormButton(visit.beside("places.put"), about: name, name: "go", value: BesideWords.name(service, language)),
            words: BesideWords(visit).text(service, language), isQuiet: false)
        var place = ConversationPage.Places.Place(
            name: name, number: service.contact.phones.first { $0.channel == .voice }?.number.written, opening: opening,
            put: isPut ? put : nil)
        place.mark = visit.isUncalled(service) ? visit.text("call.not_called") : nil
        return place
    }

    // Only what surely answers now, for the whole country, and for people themselves.
    private func open(besides named: Set<Int>) -> [ConversationPage.Places.Place] {
        let local = visit.local
        let open = visit.site.landscape.services.enumerated().filter { index, service in
            guard case .netherlands = service.area else { return false }
            return !named.contains(index) && service.surelyAnswers(local) && !service.audience.professionalOnly
        }
        let places = open.map { place($0.element, visit.opening($0.element, .open)) }
        return Array(places.sorted { $0.name < $1.name }.prefix(Self.mostOpen))
    }
}
