import Domain
import Pages
import Triage
import Wording

/// The phrases that fit, by moment: in the language of the person and at their level, until the worker chooses otherwise.
struct BesidePhrases: Sendable {
    let visit: Visit
    let person: LanguageTag
    let situation: Situation
    let typed: BesideTyped

    /// The language of the phrases.
    var language: String {
        let words = BesideWords(visit)
        return typed.language.flatMap { words.languages.contains($0) ? $0 : nil } ?? words.language(for: person)
    }

    var picker: PhrasePicker? {
        let (words, language) = (BesideWords(visit), language)
        guard let shelf = visit.site.knowledge[language] else { return nil }
        let level = typed.level ?? situation.textLevel
        let foreign = language == visit.language ? nil : language
        func put(_ phrase: Phrase, _ level: TextLevel) -> PutButton {
            let text = words.text(phrase, level, language)
            return PutButton(
                FormButton(text, name: "go", value: BesideWords.name(phrase, level, language)), language: foreign,
                isQuiet: BesideWords.areQuiet(text))
        }
        let groups = Phrase.Moment.allCases.map { moment in
            PhrasePicker.Group(
                title: visit.wording["knowledge.moment." + moment.rawValue],
                phrases: shelf.phrases(at: moment, for: situation).map { .init(plain: put($0, .b1), easy: put($0, .a2)) })
        }
        var picker = PhrasePicker(
            title: visit.beside("phrases.title"),
            lines: [visit.beside("phrases.lead")]
                + (foreign == nil ? [] : [visit.beside("phrases.now_in", ["language": visit.text("nav.language_" + language)])]),
            level: ChoiceGroup(
                visit.beside("phrases.level"), name: BesideTyped.level, kind: .one,
                choices: TextLevel.allCases.map {
                    Choice($0.rawValue, label: visit.wording["knowledge.level." + $0.rawValue], isChosen: $0 == level)
                }),
            languages: words.languages.filter { $0 != language && visit.wording.has("beside.phrases.language_" + $0) }.map {
                FormButton(visit.beside("phrases.language_" + $0), name: "go", value: "phrases." + $0)
            }, find: .init(label: visit.beside("phrases.find"), found: visit.beside("phrases.found")), groups: groups)
        picker.isOpen = typed.isChoosing
        return picker
    }
}
