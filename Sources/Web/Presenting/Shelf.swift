import Domain
import Pages
import Triage
import Wording

/// What pages in one language say about services, rules and notices, put in words once per content instead of once per visit.
///
/// Nothing here depends on a visitor, and nothing on the time.
public struct Shelf: Sendable {
    /// A notice in words; `other` when somebody asks about another person.
    struct Remark: Sendable {
        let title: String
        let text: String
        let titleForOthers: String
        let textForOthers: String
        let links: [Link]
        let linksForOthers: [Link]
        let review: CallCard.Why.Reason?
    }

    /// Per service of the landscape its card, without opening or reasons.
    let cards: [CallCard]
    /// Per rule its reason, with the key that tells reasons apart.
    let reasons: [(because: String, reason: CallCard.Why.Reason)]
    /// Per notice, in the order of the vocabulary.
    let remarks: [Remark]
    let footer: PageFrame.Footer
    let kept = KeptFragments()

    init(_ visit: Visit) {
        cards = visit.site.landscape.services.map(visit.plainCard)
        reasons = visit.site.engine.rules.map { ($0.because, visit.reason($0)) }
        remarks = Domain.Notice.allCases.map(visit.remark)
        footer = visit.plainFooter
    }
}

/// The shelves of a site: per language, in the usual words and in those for a child.
struct Shelves: Sendable {
    private let usual: [String: Shelf]
    private let child: [String: Shelf]

    init(_ site: Site) {
        var usual: [String: Shelf] = [:]
        var child: [String: Shelf] = [:]
        for (language, wording) in site.wording {
            usual[language] = Shelf(Visit(filling: site, language, wording))
            child[language] = Shelf(Visit(filling: site, language, wording.childLevel))
        }
        self.usual = usual
        self.child = child
    }

    func shelf(_ language: String, forChild isChild: Bool) -> Shelf? { isChild ? child[language] : usual[language] }
}

extension Visit {
    func plainCard(_ service: Service) -> CallCard {
        let key = "services.\(service.slug)."
        let labels = [("how", "how"), ("cost", "cost"), ("who_hears", "hears"), ("languages", "languages")]
        let rows = labels.compactMap { label, name -> CallCard.Facts.Row? in
            let said = wording[key + name]
            return said.isEmpty ? nil : .init(text("service." + label), said)
        }
        var card = CallCard(
            id: service.slug, name: wording[key + "name"], forYou: wording[key + "for_you"],
            reach: .init(calls: calls(service, [.voice]), links: links(service)),
            facts: .init(rows, mark: isUncalled(service) ? text("call.not_called") : nil))
        card.more = Link(text("call.details"), to: path(.service(site.codes.code(service.slug))))
        return card
    }

    func reason(_ rule: Rule) -> CallCard.Why.Reason {
        .init(
            wording["reasons." + rule.because],
            source: text("call.source_seen", ["source": rule.source, "date": date(rule.verifiedOn)]))
    }

    func remark(_ notice: Domain.Notice) -> Shelf.Remark {
        let key = "notices.\(notice.id)."
        func other(_ name: String) -> String { wording[wording.has(key + name + "_other") ? key + name + "_other" : key + name] }
        func readOn(_ key: String) -> [Link] {
            let more = wording.has(key) ? link(article: wording[key]) : nil
            return more.map { [Link(text("advice.read_on") + ": " + $0.text, to: $0.href)] } ?? []
        }
        let review = wording.has(key + "review") ? wording[key + "review"] : ""
        let reviewer = wording.has("site.review.\(review)") ? "review.\(review)" : "review.other"
        return Shelf.Remark(
            title: wording[key + "title"], text: wording[key + "text"], titleForOthers: other("title"), textForOthers: other("text"),
            links: readOn(key + "more"), linksForOthers: readOn(key + (wording.has(key + "more_other") ? "more_other" : "more")),
            review: review.isEmpty ? nil : .init(text(reviewer)))
    }
}
