import Wording

/// Holds the languages against each other: the same keys, the same placeholders, and no easier text without a text.
struct WordingCheck {
    let log: ProblemLog

    func check(_ wording: WordingDrafts) {
        guard let first = wording.drafts.first else { return }
        for other in wording.drafts.dropFirst() {
            compare(first, other, "", \.texts)
            compare(other, first, "", \.texts)
            compare(first, other, "easier ", \.child)
            compare(other, first, "easier ", \.child)
            comparePlaceholders(first, other)
        }
        for draft in wording.drafts { checkChild(draft) }
    }

    // Reported where the text stands, for where it is missing there is no line.
    private func compare(
        _ one: WordingDraft, _ other: WordingDraft, _ kind: String, _ texts: KeyPath<WordingDraft, [String: WordingDraft.Entry]>
    ) {
        let isChild = !kind.isEmpty
        for (key, entry) in one[keyPath: texts] where !(isChild ? other.brokenFiles.contains("child") : other.isExcused(key)) {
            guard let counterpart = other[keyPath: texts][key] else {
                log.refuse(entry.place, "\(kind)text '\(key)' is missing in \(other.language)")
                continue
            }
            if !entry.text.isEmpty && counterpart.text.isEmpty {
                log.refuse(counterpart.place, "\(kind)text '\(key)' is empty in \(other.language) but not in \(one.language)")
            }
        }
    }

    private func comparePlaceholders(_ first: WordingDraft, _ other: WordingDraft) {
        for (key, entry) in other.texts {
            guard let text = first.texts[key]?.text, !text.isEmpty, !entry.text.isEmpty else { continue }
            let (here, there) = (Placeholders.names(in: entry.text), Placeholders.names(in: text))
            if here != there {
                log.refuse(
                    entry.place,
                    "text '\(key)' has the placeholders \(shown(here)) in \(other.language) but \(shown(there)) in \(first.language)")
            }
        }
    }

    private func checkChild(_ draft: WordingDraft) {
        for (key, entry) in draft.child where !draft.isExcused(key) {
            guard let text = draft.texts[key]?.text else {
                log.refuse(entry.place, "easier text '\(key)' lies over a text that does not exist in \(draft.language)")
                continue
            }
            let unknown = Placeholders.names(in: entry.text).subtracting(Placeholders.names(in: text))
            if !unknown.isEmpty {
                log.refuse(entry.place, "easier text '\(key)' has the placeholders \(shown(unknown)), which nobody fills in")
            }
        }
    }

    private func shown(_ names: Set<String>) -> String {
        names.isEmpty ? "none" : names.sorted().map { "{\($0)}" }.joined(separator: " ")
    }
}
