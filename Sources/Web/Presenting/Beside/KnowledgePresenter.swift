import Domain
import Pages
import Triage
import Wording

/// Knowledge cards and phrases in words, with their sources and the day they were held against them.
struct KnowledgePresenter: Sendable {
    let visit: Visit

    /// - Parameters:
    ///   - said: the same card in the language of the person, whose sentences are shown instead.
    ///   - language: of those sentences.
    ///   - isPut: whether there is an answer to put them in.
    ///   - isMonitored: whether somebody may read along: what names an address or a number is to read then, not to send.
    func sheet(
        _ card: KnowledgeCard, saying said: KnowledgeCard? = nil, in language: String? = nil, isPut: Bool = false,
        isMonitored: Bool = false
    ) -> KnowledgeSheet {
        let foreign = language == visit.language ? nil : language
        let parts = KnowledgeCard.Part.allCases.compactMap { part -> KnowledgeSheet.Part? in
            guard !card[part].isEmpty else { return nil }
            let title = visit.wording["knowledge.part." + part.rawValue]
            guard part == .say, let language else { return .init(title: title, lines: card[part].map { $0.map(piece) }) }
            let said = said ?? card
            if !isPut { return .init(title: title, lines: said[.say].map { $0.map(piece) }, language: foreign) }
            let puts = said.sentences.enumerated().map { line, sentence in
                PutButton(
                    FormButton(sentence, name: "go", value: BesideWords.name(said, line, language)), language: foreign,
                    isQuiet: BesideWords.areQuiet(sentence))
            }.filter { !isMonitored || $0.isQuiet }
            return .init(title: title, puts: puts)
        }
        return KnowledgeSheet(
            id: "card-" + CardCode.code(card.id), title: card.title, summary: card.summary, parts: parts, proof: proof(card.evidence))
    }

    private func piece(_ piece: KnowledgeCard.Piece) -> KnowledgeSheet.Piece {
        switch piece {
        case .text(let words): return .text(words)
        case .article(let id, let name):
            return visit.article(id).map { .link(Link(name, to: visit.path(.article($0.path)))) } ?? .text(name)
        case .service(let slug, let name):
            guard let service = visit.site.landscape.service(slug) else { return .text(name) }
            let number = service.contact.phones.first { $0.channel == .voice }?.number.written
            // A name that is itself the number needs it only once.
            return .place(Link(name, to: visit.path(.service(visit.site.codes.code(slug)))), number: number == name ? nil : number)
        }
    }

    private func proof(_ evidence: KnowledgeEvidence) -> Proof {
        let sources = evidence.sources.map { source in
            let year = source.year.map { " (\($0))" } ?? ""
            return source.ref + year + (source.mark == .knowledge ? " — " + visit.beside("knowledge.unchecked") : "")
        }
        let marks = evidence.review.map { who in
            visit.wording.has("site.review.\(who)") ? visit.text("review.\(who)") : visit.text("review.other")
        }
        return Proof(
            title: visit.beside("knowledge.sources"), sources: sources,
            checked: visit.beside("knowledge.verified", ["date": visit.date(evidence.verifiedOn)]), marks: Array(Set(marks)).sorted())
    }

    func list(_ shelf: KnowledgeShelf, path: (KnowledgeCard) -> String) -> KnowledgeListPage {
        func group(_ key: String, _ cards: [KnowledgeCard]) -> WayGroup {
            WayGroup(title: visit.beside("knowledge." + key), ways: cards.map { Way($0.title, text: $0.summary, to: path($0)) })
        }
        let always = shelf.atHand
        let words = BesideWords(visit)
        let groups = Phrase.Moment.allCases.map { moment -> (title: String, plain: [String], easy: [String]) in
            let phrases = shelf.phrases.filter { $0.moment == moment }
            return (
                visit.wording["knowledge.moment." + moment.rawValue], phrases.map { words.text($0, .b1, visit.language) },
                phrases.map { words.text($0, .a2, visit.language) }
            )
        }
        return KnowledgeListPage(
            title: visit.beside("knowledge.h1"), lead: visit.beside("knowledge.lead"),
            groups: [group("always", always), group("by_situation", shelf.cards.filter { !always.contains($0) })],
            phrases: .init(
                title: visit.beside("knowledge.phrases"), lead: visit.beside("knowledge.phrases_lead"), groups: groups,
                levels: (visit.wording["knowledge.level.b1"], visit.wording["knowledge.level.a2"])))
    }
}
