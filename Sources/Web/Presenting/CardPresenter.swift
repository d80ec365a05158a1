import Domain
import Pages
import Triage
import Wording

/// What a card must take into account.
struct CardManner: Sendable, Hashable {
    /// Whether somebody may read along: then nothing that leaves words behind is offered, and calls carry a warning.
    var isMonitored = false
    /// Whether an interpreter should be asked for.
    var needsInterpreter = false
    /// Whether numbers from abroad are shown.
    var isAbroad = false
    /// Whether a card leads to the page with everything about the service.
    var leadsOn = true
}

extension Visit {
    /// The card of a service in an advice, with the reasons.
    func card(_ recommendation: Recommendation, _ manner: CardManner) -> CallCard {
        var card = card(recommendation.service, recommendation.opening, manner)
        card.why = why(recommendation.rules)
        return card
    }

    /// The card of a service: who they are, what they do for you, how to reach them, what it costs, who hears of it.
    func card(_ service: Service, _ opening: Opening, _ manner: CardManner) -> CallCard {
        guard let position = site.landscape.position(service.slug) else { return plainCard(service) }
        return card(position, opening, manner)
    }

    private func card(_ position: Int, _ opening: Opening, _ manner: CardManner) -> CallCard {
        let service = site.landscape.services[position]
        var card = shelf.cards[position]
        card.opening = self.opening(service, opening)
        if manner.isAbroad { card.reach.calls = calls(service, [.voice, .abroad]) }
        if manner.isMonitored {
            for index in card.reach.calls.indices { card.reach.calls[index].note = text("call.call_stays") }
        }
        if manner.needsInterpreter, let last = card.facts.rows.indices.last {
            card.facts.rows[last].text += " " + text("call.interpreter_ask")
        }
        if !manner.leadsOn { card.more = nil }
        return card
    }

    /// The reasons of rules, in words, with their sources.
    func why(_ rules: [Int]) -> CallCard.Why {
        let reasons = shelf.reasons
        var keys: [String] = []
        var said: [CallCard.Why.Reason] = []
        for rule in rules where !keys.contains(reasons[rule].because) {
            keys.append(reasons[rule].because)
            said.append(reasons[rule].reason)
        }
        return .init(text("advice.why"), reasons: said)
    }

    // What leaves words behind in a telephone is never offered.
    func calls(_ service: Service, _ channels: Set<Phone.Channel>) -> [CallButton] {
        service.contact.phones.filter { channels.contains($0.channel) }.map { phone in
            CallButton(verb: text("call.verb"), number: phone.number.written, dial: phone.number.dialled)
        }
    }

    func links(_ service: Service) -> [OutLink] {
        guard let url = service.contact.url ?? site.landscape.organisation(service.organisation)?.website else { return [] }
        return [OutLink(text(service.contact.hasChat ? "call.chat" : "call.website"), to: url, domain: Self.domain(url))]
    }

    /// The host of a web address, as people know it.
    static func domain(_ url: String) -> String {
        let host = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true).dropFirst().first.map(String.init) ?? url
        return host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    }

    /// Whether nobody called yet to check the numbers or hours.
    func isUncalled(_ service: Service) -> Bool {
        service.contact.phones.contains { $0.verifiedLiveOn == nil } || service.provenance.verifiedLiveOn == nil
    }
}
