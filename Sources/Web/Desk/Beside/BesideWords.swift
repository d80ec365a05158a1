import Domain
import Pages
import Triage
import Wording

/// The words that can be put in an answer, by the name of their button: of a phrase, of a sentence on a card, of a service.
struct BesideWords: Sendable {
    private let site: Site
    private let own: String

    init(_ visit: Visit) {
        site = visit.site
        own = visit.language
    }

    /// The language in which words for this person are offered: theirs where content has it, else that of the page.
    func language(for person: LanguageTag) -> String { site.knowledge[person.primary] == nil ? own : person.primary }

    /// The languages that there are phrases in.
    var languages: [String] { site.settings.languages.filter { site.knowledge[$0] != nil } }

    // The names of buttons: `put.p.welcome-hello.a2.nl`, `put.c.acute.0.nl`, `put.s.csg-national.nl`.
    static func name(_ phrase: Phrase, _ level: TextLevel, _ language: String) -> String {
        "put.p.\(phrase.id).\(level.rawValue).\(language)"
    }
    static func name(_ card: KnowledgeCard, _ line: Int, _ language: String) -> String { "put.c.\(card.id).\(line).\(language)" }
    static func name(_ service: Service, _ language: String) -> String { "put.s.\(service.slug).\(language)" }

    /// The words behind the name of a button, without its first word; nil when there are none.
    func words(_ name: [String]) -> String? {
        guard let language = name.last, let shelf = site.knowledge[language] else { return nil }
        switch (name.first, name.count) {
        case ("p", 4):
            guard let phrase = shelf.phrases.first(where: { $0.id == name[1] }), let level = TextLevel(rawValue: name[2]) else {
                return nil
            }
            return text(phrase, level, language)
        case ("c", 4):
            guard let card = shelf.cards.first(where: { $0.id == name[1] }), let line = Int(name[2]), card.sentences.indices.contains(line)
            else { return nil }
            return card.sentences[line]
        case ("s", 3): return site.landscape.service(name[1]).map { text($0, language) }
        default: return nil
        }
    }

    /// A phrase with what is still to be filled in between brackets.
    func text(_ phrase: Phrase, _ level: TextLevel, _ language: String) -> String {
        var text = phrase.texts[level] ?? ""
        for placeholder in Phrase.Placeholder.allCases {
            text = text.replacing("{\(placeholder.rawValue)}", with: bracketed(placeholder, language))
        }
        return text
    }

    private func bracketed(_ placeholder: Phrase.Placeholder, _ language: String) -> String {
        "[\(site.wording[language]?["beside.phrases.fill.\(placeholder.rawValue)"] ?? placeholder.rawValue)]"
    }

    /// Whether words may stand on a screen that somebody else can see: no address, and no number but the one for danger to life.
    /// - Source: R39, R41; domain, what telephones and browsers keep.
    static func areQuiet(_ text: String) -> Bool {
        guard !text.contains(/https?:|www\.|\/[a-z]{2}\/|\.(nl|eu|com|org|be)\b/.ignoresCase()) else { return false }
        return text.matches(of: /[0-9](?:[0-9 ().\/:-]*[0-9])?/).allSatisfy { found in
            let digits = found.output.filter { ("0"..."9").contains($0) }
            // What stands in one piece and is long is a number to call; a time of day is not.
            let longest = found.output.split { !("0"..."9").contains($0) }.map(\.count).max() ?? 0
            return digits == "112" || longest < 3 && digits.count < 5
        }
    }

    /// What in a text still has to be filled in, as it stands there; nil when nothing has.
    func unfilled(in text: String) -> String? {
        for language in languages {
            for placeholder in Phrase.Placeholder.allCases {
                let open = bracketed(placeholder, language)
                if text.contains(open) { return open }
            }
        }
        return nil
    }

    /// The name of a service, its number, and the address of its page here: that becomes a small card on the person's side.
    func text(_ service: Service, _ language: String) -> String {
        line(service, language) + "\n" + Address.service(site.codes.code(service.slug)).path(language)
    }

    /// The name of a service and its number, on one line.
    func line(_ service: Service, _ language: String) -> String {
        let name = site.wording[language]?["services.\(service.slug).name"] ?? service.slug
        let number = service.contact.phones.first { $0.channel == .voice }.map { ", " + $0.number.written } ?? ""
        return name + number
    }
}

/// Short neutral names of cards in addresses: a history of the browser does not tell what was read.
/// - Source: R41; security 6.3.
enum CardCode {
    static func code(_ id: String) -> String {
        // FNV-1a: nothing depends on it being hard to reverse.
        let hash = id.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return String(hash, radix: 36)
    }
}

extension KnowledgeShelf {
    /// The card with this code in its address.
    func card(code: String) -> KnowledgeCard? { cards.first { CardCode.code($0.id) == code } }
}
