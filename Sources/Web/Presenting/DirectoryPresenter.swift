import Domain
import Pages
import Wording

/// The directory in words: the filter, and what it leaves, by kind of help.
struct DirectoryPresenter: Sendable {
    let visit: Visit
    let filter: DirectoryFilter

    var page: DirectoryPage {
        let services = visit.site.landscape.services.filter { filter.accepts($0, visit.local) }
        let count = services.count
        var summary = visit.text(count == 1 ? "directory.count_one" : "directory.count", ["count": String(count)])
        if case .found(let municipality) = filter.place {
            let region = visit.site.geography.safetyRegion(municipality.region)
            summary += " · " + visit.text("place.found", ["municipality": municipality.name, "region": region?.name ?? ""])
        }
        if count == 0 { summary = visit.text("directory.none_found") }
        let shown = count == 0 ? visit.openServices() : services
        return DirectoryPage(
            title: visit.text("directory.h1"), lead: visit.text("directory.intro"), filter: form,
            results: .init(summary: summary, groups: groups(shown)))
    }

    private func groups(_ services: [Service]) -> [DirectoryPage.Results.Group] {
        OrganisationKind.allCases.compactMap { kind in
            let cards = services.filter { $0.kind == kind }.map { visit.card($0, $0.opening(visit.local), CardManner()) }
            return cards.isEmpty ? nil : .init(visit.wording["kinds.\(kind.rawValue)"], cards: cards)
        }
    }

    private var form: DirectoryPage.Filter {
        let field = visit.placeField(filter.place, hint: visit.text("place.hint"))
        return .init(
            visit.text("directory.filter_title"), target: FormTarget(action: visit.path(.directory)), field: field,
            groups: [
                list(
                    "filter_need", "k", OrganisationKind.allCases.map { ($0.rawValue, visit.wording["kinds.\($0.rawValue)"]) },
                    filter.kind?.rawValue),
                list(
                    "filter_who", "w", Asker.allCases.dropLast().map { ($0.id, visit.wording["questions.asker.\($0.id)"]) },
                    filter.asker?.id),
                list(
                    "filter_age", "y", AgeBand.allCases.dropLast().map { ($0.id, visit.wording["questions.age.\($0.id)"]) }, filter.age?.id),
                list(
                    "filter_region", "r", visit.site.geography.regions.map { ($0.region.id, $0.name) },
                    filter.region == .unknown ? nil : filter.region.id),
                ChoiceGroup(
                    "", name: "o", kind: .many,
                    choices: [Choice("yes", label: visit.text("directory.filter_open_now"), isChosen: filter.openNow)]),
            ], button: FormButton(visit.text("directory.apply")))
    }

    private func list(_ key: String, _ name: String, _ options: [(String, String)], _ chosen: String?) -> ChoiceGroup {
        let any = Choice("", label: visit.text("directory.any"), isChosen: chosen == nil)
        return ChoiceGroup(
            visit.text("directory." + key), name: name, kind: .list,
            choices: [any] + options.map { Choice($0.0, label: $0.1, isChosen: $0.0 == chosen) })
    }
}
