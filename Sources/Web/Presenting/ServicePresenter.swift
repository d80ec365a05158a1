import Domain
import Pages
import Wording

/// Everything known about one service, what is not known, and how fresh it is.
struct ServicePresenter: Sendable {
    let visit: Visit
    let service: Service

    var page: ServicePage {
        var manner = CardManner()
        manner.leadsOn = false
        manner.isAbroad = true
        let card = visit.card(service, service.opening(visit.local), manner)
        var ways = [Way(visit.text("service.back_to_list"), to: visit.path(.directory))]
        ways += siblings.map { Way(visit.wording["services.\($0.slug).name"], to: visit.path(.service(visit.site.codes.code($0.slug)))) }
        return ServicePage(card: card, hours: hours, blocks: blocks, proof: proof, ways: ways)
    }

    private var siblings: [Service] {
        visit.site.landscape.services.filter { $0.organisation == service.organisation && $0.slug != service.slug }
    }

    private var hours: ServicePage.Hours? {
        let text = visit.wording["services.\(service.slug).hours"]
        if service.hours.confidence == .unknown {
            return .init(visit.text("service.hours"), rows: [], note: text.isEmpty ? visit.text("call.hours_unchecked") : text)
        }
        let rows = service.hours.schedule.always ? [] : visit.week(service.hours.schedule)
        let holidays = service.hours.schedule.always ? "" : " " + visit.text("service.holidays")
        return .init(visit.text("service.hours"), rows: rows, note: (text + holidays).isEmpty ? nil : text + holidays)
    }

    private var blocks: [Pages.Block] {
        var blocks: [Pages.Block] = []
        func section(_ key: String, _ items: [String]) {
            let said = items.filter { !$0.isEmpty }
            guard !said.isEmpty else { return }
            blocks.append(.heading([.text(visit.text("service." + key))]))
            blocks.append(said.count == 1 ? .paragraph([.text(said[0])]) : .list(said.map { [.text($0)] }))
        }
        section("what_they_do", service.capabilities.map { visit.wording["capabilities.\($0)"] })
        section("for_whom", audience)
        section("area", [area])
        section("locations", service.locations.map(location))
        section("what_we_do_not_know", unknown)
        section(
            "organisation",
            [visit.wording["organisations.\(service.organisation).name"], visit.wording["organisations.\(service.organisation).about"]])
        return blocks
    }

    private var audience: [String] {
        var lines = [Asker.victim, .parent, .relative, .bystander, .professional, .worriedSelf]
            .filter { service.audience.askers.contains($0) }.map { visit.wording["facets.asker.\($0.id)"] }
        switch (service.audience.minimumAge, service.audience.maximumAge) {
        case (nil, nil): lines.append(visit.text("service.ages_all"))
        case (let from?, nil): lines.append(visit.text("service.ages_from", ["age": String(from)]))
        case (nil, let to?): lines.append(visit.text("service.ages_to", ["age": String(to)]))
        case (let from?, let to?): lines.append(visit.text("service.ages_between", ["from": String(from), "to": String(to)]))
        }
        if service.audience.professionalOnly { lines = [visit.text("directory.for_professionals")] }
        return lines
    }

    private var area: String {
        switch service.area {
        case .netherlands: visit.text("service.area_all")
        case .regions(let regions, _):
            visit.site.geography.regions.filter { regions.contains($0.region) }.map(\.name).joined(separator: ", ")
        }
    }

    private func location(_ location: ServiceLocation) -> String {
        let regions = visit.site.geography.regions.filter { location.regions.contains($0.region) }.map(\.name)
        var text = location.name
        if !regions.isEmpty { text += " (" + regions.joined(separator: ", ") + ")" }
        if let phone = location.phone { text += ", " + phone.written }
        if location.walkIn == true { text += ". " + visit.text("service.walk_in") }
        return text
    }

    private var unknown: [String] {
        var lines = [visit.wording["services.\(service.slug).not_known"]]
        if service.access.cost == nil { lines.append(visit.text("call.cost_unknown")) }
        if service.hours.confidence == .unknown { lines.append(visit.text("call.hours_unchecked")) }
        if visit.isUncalled(service) { lines.append(visit.text("call.not_called")) }
        return lines
    }

    private var proof: Proof {
        let provenance = service.provenance
        let sources = provenance.sources.map { source in
            switch source.mark {
            case .page, .live:
                source.url.map(Visit.domain).map { $0 + (source.year.map { " (\($0))" } ?? "") } ?? visit.text("service.source_page")
            case .seed: visit.text("service.source_letter")
            case .knowledge: visit.text("service.source_knowledge")
            }
        }
        let fresh: String
        if let called = provenance.verifiedLiveOn {
            fresh = visit.text("service.fresh_called", ["date": visit.date(called)])
        } else if provenance.mark == .knowledge {
            fresh = visit.text("service.fresh_knowledge")
        } else if let year = provenance.sources.compactMap(\.year).max() {
            fresh = visit.text("service.fresh_page_year", ["year": String(year)])
        } else {
            fresh = visit.text("service.fresh_page")
        }
        return Proof(title: visit.text("service.sources"), sources: sources, checked: nil, marks: [fresh])
    }
}
