import Wording

/// Holds the articles against each other, the directory and the other languages.
struct ArticleCheck {
    let directory: Directory
    let log: ProblemLog

    func check(_ drafts: [(language: String, articles: [ArticleReader.Draft])], knownFiles: [String: Set<String>]) {
        for (language, articles) in drafts {
            checkUnique(articles)
            for article in articles { checkLinks(article, known: knownFiles[language] ?? []) }
        }
        guard let (_, originals) = drafts.first else { return }
        for (language, articles) in drafts.dropFirst() {
            compare(originals, articles, known: knownFiles[language] ?? [], language)
            compare(articles, originals, known: knownFiles[drafts[0].language] ?? [], drafts[0].language)
        }
    }

    private func checkUnique(_ drafts: [ArticleReader.Draft]) {
        for (what, value) in [("path", \Article.path), ("tab", \Article.tab)] {
            var seen: [String: String] = [:]
            for draft in drafts {
                let own = draft.article[keyPath: value]
                if let other = seen[own] {
                    log.refuse(draft.idPlace, "\(what) '\(own)' belongs to \(other) already")
                } else {
                    seen[own] = draft.file
                }
            }
        }
    }

    // An article whose file is there but broken is known too.
    private func checkLinks(_ draft: ArticleReader.Draft, known: Set<String>) {
        for link in draft.links {
            switch link.target {
            case .article(let id) where !known.contains(id): log.refuse(link.place, "unknown article '\(id)'")
            case .service(let slug) where directory.surelyLacks(slug):
                log.refuse(link.place, "unknown service '\(slug)': it does not stand in the directory")
            default: break
            }
        }
    }

    private func compare(_ ones: [ArticleReader.Draft], _ others: [ArticleReader.Draft], known: Set<String>, _ language: String) {
        for one in ones {
            let id = one.article.id
            if !known.contains(id) {
                log.refuse(one.idPlace, "article '\(id)' is missing in \(language)")
            } else if let other = others.first(where: { $0.article.id == id }), other.article.path != one.article.path {
                log.refuse(
                    one.idPlace,
                    "path '\(one.article.path)' is '\(other.article.path)' in \(language); it is the same in every language")
            }
        }
    }
}
