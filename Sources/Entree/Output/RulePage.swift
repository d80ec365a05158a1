import Catalogue
import Domain
import Wording

/// All rules as a page for those who know the field: per theme, in plain words, with reason, source and date.
struct RulePage {
    let content: Content
    let wording: Wording

    var text: String {
        var lines = ["# " + wording["rules.title"], "", wording["rules.lead"], ""]
        var theme = ""
        for rule in content.rules {
            if rule.theme != theme {
                theme = rule.theme
                lines += ["## \(theme)", ""]
            }
            lines += section(rule) + [""]
        }
        return lines.joined(separator: "\n")
    }

    private func section(_ rule: Rule) -> [String] {
        var lines = ["### \(rule.id)", ""]
        let conditions = Facet.allCases.compactMap { facet in rule.when.facets[facet].map { condition(facet, $0) } }
        lines.append("- \(wording["rules.when"]): " + (conditions.isEmpty ? wording["rules.always"] : conditions.joined(separator: "; ")))
        if !rule.when.advised.isEmpty { lines.append("- \(wording["rules.when_advised"]): " + names(rule.when.advised)) }
        if !rule.first.isEmpty { lines.append("- \(wording["rules.first"]): " + names(rule.first)) }
        if !rule.also.isEmpty { lines.append("- \(wording["rules.also"]): " + names(rule.also)) }
        if !rule.never.isEmpty { lines.append("- \(wording["rules.never"]): " + names(rule.never)) }
        if !rule.notices.isEmpty {
            lines.append("- \(wording["rules.notices"]): " + rule.notices.map { wording["notices.\($0.id).title"] }.joined(separator: "; "))
        }
        lines.append("- \(wording["rules.because"]): \(wording["reasons.\(rule.because)"])")
        lines.append("- \(wording["rules.source"]): \(rule.source), \(rule.verifiedOn)")
        return lines
    }

    private func condition(_ facet: Facet, _ values: Set<Int>) -> String {
        let labels = values.sorted().map { wording["facets.\(facet.id).\(facet.valueIDs[$0])"] }
        return "\(wording["facets.\(facet.id).name"]) = \(labels.joined(separator: " / "))"
    }

    private func names(_ selectors: [ServiceSelector]) -> String {
        selectors.map { selector in
            switch selector {
            case .slug(let slug): wording["services.\(slug).name"]
            case .kind(let kind, let canDo):
                wording["kinds.\(kind.rawValue)"] + (canDo.map { " (" + wording["capabilities.\($0)"] + ")" } ?? "")
            }
        }.joined(separator: ", ")
    }
}
