import Domain
import Triage
import Wording

/// The cards and phrases of one language, before they are held against those of another.
struct KnowledgeDraft {
    let language: String
    /// Names of the files, also of those that could not be read.
    let cardFiles: Set<String>
    let cards: [CardReader.Draft]
    /// Nil when there is no file.
    let phrases: PhraseReader.Drafts?

    var shelf: KnowledgeShelf {
        KnowledgeShelf(cards: cards.map(\.card), phrases: phrases?.phrases.map(\.phrase) ?? [])
    }
}

/// Holds cards and phrases against the directory, the articles and the other languages: which card comes when does not depend on the
/// language in which somebody works.
struct KnowledgeCheck {
    let directory: Directory
    let articles: [String: Set<String>]
    let log: ProblemLog

    func check(_ drafts: [KnowledgeDraft]) {
        for draft in drafts {
            for card in draft.cards {
                checkLinks(card, articles: articles[draft.language] ?? [])
                checkRoute(card)
            }
        }
        guard let first = drafts.first else { return }
        for other in drafts.dropFirst() {
            compareCards(first, other)
            missCards(other, in: first)
            comparePhrases(first, other)
            missPhrases(other, in: first)
        }
    }

    private func checkLinks(_ draft: CardReader.Draft, articles: Set<String>) {
        for link in draft.links {
            switch link.target {
            case .article(let id) where !articles.contains(id): log.refuse(link.place, "unknown article '\(id)'")
            case .service(let slug) where directory.surelyLacks(slug):
                log.refuse(link.place, "unknown service '\(slug)': it does not stand in the directory")
            default: break
            }
        }
    }

    // Whoever comes because of their situation is told where to go; what a worker needs for the work itself may end at a colleague.
    private func checkRoute(_ draft: CardReader.Draft) {
        guard draft.card.when != .always, let place = draft.partPlaces[.route] else { return }
        let namesService = draft.card[.route].joined().contains { if case .service = $0 { true } else { false } }
        if !namesService && !draft.card[.route].isEmpty { log.refuse(place, "part 'route' names no service") }
    }

    private func missCards(_ one: KnowledgeDraft, in other: KnowledgeDraft) {
        for card in one.cards where !other.cardFiles.contains(card.card.id) {
            log.refuse(card.idPlace, "card '\(card.card.id)' is missing in \(other.language)")
        }
    }

    private func compareCards(_ first: KnowledgeDraft, _ other: KnowledgeDraft) {
        missCards(first, in: other)
        for draft in other.cards {
            guard let original = first.cards.first(where: { $0.card.id == draft.card.id })?.card else { continue }
            let card = draft.card
            if card.when != original.when { log.refuse(draft.whenPlace, differs("when", of: "card", card.id, first, other)) }
            if card.weight != original.weight { log.refuse(draft.weightPlace, differs("weight", of: "card", card.id, first, other)) }
            if card.level != original.level { log.refuse(draft.idPlace, differs("level", of: "card", card.id, first, other)) }
            if Set(card.services) != Set(original.services) {
                let both = Set(card.services).symmetricDifference(original.services).sorted().joined(separator: ", ")
                log.refuse(draft.idPlace, "card '\(card.id)' names other services in \(other.language) than in \(first.language): \(both)")
            }
        }
    }

    private func missPhrases(_ one: KnowledgeDraft, in other: KnowledgeDraft) {
        guard let others = other.phrases, !others.lacksIDs else { return }
        for draft in one.phrases?.phrases ?? [] where !others.ids.contains(draft.phrase.id) {
            log.refuse(draft.place, "phrase '\(draft.phrase.id)' is missing in \(other.language)")
        }
    }

    private func comparePhrases(_ first: KnowledgeDraft, _ other: KnowledgeDraft) {
        missPhrases(first, in: other)
        for draft in first.phrases?.phrases ?? [] {
            comparePlaceholders(draft.phrase, draft.phrase, first.language, first.language, draft.place)
        }
        for draft in other.phrases?.phrases ?? [] {
            guard let original = first.phrases?.phrases.first(where: { $0.phrase.id == draft.phrase.id })?.phrase else { continue }
            let phrase = draft.phrase
            if phrase.when != original.when { log.refuse(draft.place, differs("when", of: "phrase", phrase.id, first, other)) }
            if phrase.moment != original.moment { log.refuse(draft.place, differs("moment", of: "phrase", phrase.id, first, other)) }
            comparePlaceholders(phrase, original, other.language, first.language, draft.place)
        }
    }

    // What a worker fills in does not depend on the level either.
    private func comparePlaceholders(_ phrase: Phrase, _ original: Phrase, _ language: String, _ other: String, _ place: Place) {
        guard let expected = original.texts[.b1].map({ Placeholders.names(in: $0) }) else { return }
        for level in TextLevel.allCases {
            guard let text = phrase.texts[level], Placeholders.names(in: text) != expected else { continue }
            log.refuse(
                place, "phrase '\(phrase.id)' has other placeholders at \(level.rawValue) in \(language) than at b1 in \(other)")
        }
    }

    private func differs(
        _ what: String, of kind: String, _ id: String, _ first: KnowledgeDraft, _ other: KnowledgeDraft
    ) -> String {
        "'\(what)' of \(kind) '\(id)' is not the same in \(other.language) as in \(first.language)"
    }
}
