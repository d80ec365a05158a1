import Domain
import Pages
import Triage
import Wording

/// What a card must take into account.
struct CardManner: Sendable {
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
        let service = site.landscape.services[recommendation.service]
        var card = card(service, recommendation.opening, manner)
        card.why = why(recommendation.rules)
        return card
    }

    /// The card of a service: who they are, what they do for you, how to reach them, what it costs, who hears of it.
    func card(_ service: Service, _ opening: Opening, _ manner: CardManner) -> CallCard {
        let key = "services.\(service.slug)."
        var rows: [CallCard.Facts.Row] = []
        func add(_ label: String, _ text: String) {
            if !text.isEmpty { rows.append(.init(self.text("service." + label), text)) }
        }
        add("how", wording[key + "how"])
        add("cost", wording[key + "cost"])
        add("who_hears", wording[key + "hears"])
        add("languages", wording[key + "languages"] + (manner.needsInterpreter ? " " + text("call.interpreter_ask") : ""))
        var card = CallCard(
            id: service.slug, name: wording[key + "name"], forYou: wording[key + "for_you"],
            reach: .init(calls: calls(service, manner), links: links(service)),
            facts: .init(rows, mark: isUncalled(service) ? text("call.not_called") : nil))
        card.opening = self.opening(service, opening)
        if manner.leadsOn { card.more = Link(text("call.details"), to: path(.service(site.codes.code(service.slug)))) }
        return card
    }

    /// The reasons of rules, in words, with their sources.
    func why(_ rules: [Int]) -> CallCard.Why {
        var seen: Set<String> = []
        let reasons = rules.compactMap { index -> CallCard.Why.Reason? in
            let rule = site.engine.rules[index]
            guard seen.insert(rule.because).inserted else { return nil }
            return .init(
                wording["reasons." + rule.because],
                source: text("call.source_seen", ["source": rule.source, "date": date(rule.verifiedOn)]))
        }
        return .init(text("advice.why"), reasons: reasons)
    }

    private func calls(_ service: Service, _ manner: CardManner) -> [CallButton] {
        service.contact.phones.filter { phone in
            switch phone.channel {
            case .voice: true
            case .abroad: manner.isAbroad
            case .whatsApp, .text: false
            }
        }.map { phone in
            CallButton(
                verb: text("call.verb"), number: phone.number.written, dial: phone.number.dialled,
                note: manner.isMonitored ? text("call.call_stays") : nil)
        }
    }

    private func links(_ service: Service) -> [OutLink] {
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
