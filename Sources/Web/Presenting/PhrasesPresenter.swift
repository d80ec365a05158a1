import Domain
import Pages
import Wording
import Workflows

/// A helper's own texts.
struct PhrasesPresenter: Sendable {
    let desk: WorkVisit

    private func text(_ key: String, _ values: [String: String] = [:]) -> String { desk.text("phrases." + key, values) }
    private func level(_ level: TextLevel) -> String { desk.visit.wording["knowledge.level." + level.rawValue] }

    func page(_ rows: [OwnPhrases.Row], _ typed: PhraseTyped, _ notices: [DeskNotice]) -> OwnPhrasesPage {
        OwnPhrasesPage(
            title: text("h1"), lines: [text("lead"), text("sealed")], notices: notices, target: desk.target(.phrases, .phrases),
            heading: text("yours", ["count": String(rows.count), "most": String(OwnPhrase.most)]),
            rows: rows.map { row in
                .init(
                    text: Told(row.phrase.text.revealed), tag: row.phrase.language.value,
                    marks: desk.languageName(row.phrase.language) + ", " + level(row.phrase.level),
                    remove: desk.visit.deskGo("phrases.remove", "remove-" + row.id.text))
            }, none: text("none"), form: form(typed), back: Link(text("back"), to: desk.path(.knowledge)))
    }

    private func form(_ typed: PhraseTyped) -> OwnPhrasesPage.Form {
        let languages = desk.visit.site.settings.languages
        return .init(
            title: text("new"),
            field: WritingField(name: "text", label: text("text"), hint: text("hint"), value: Told(typed.text), rows: 4),
            language: ChoiceGroup(
                text("language"), name: "in", kind: .one,
                choices: languages.map {
                    Pages.Choice($0, label: desk.visit.text("nav.language_" + $0), isChosen: $0 == typed.language ?? desk.visit.language)
                }),
            level: ChoiceGroup(
                text("level"), name: "level", kind: .one,
                choices: TextLevel.allCases.map { Pages.Choice($0.rawValue, label: level($0), isChosen: $0 == typed.level) }),
            button: desk.visit.deskGo("phrases.add", "add"))
    }

    /// Those in a language, beside the phrases that everybody has.
    func picker(_ rows: [OwnPhrases.Row], in language: String) -> PhrasePicker.Own {
        func put(_ level: TextLevel) -> [PutButton] {
            rows.filter { $0.phrase.language.value == language && $0.phrase.level == level }.map {
                PutButton(
                    FormButton($0.phrase.text.revealed, name: "go", value: "put.o.\($0.id.text)"),
                    language: language == desk.visit.language ? nil : language,
                    isQuiet: BesideWords.areQuiet($0.phrase.text.revealed))
            }
        }
        return .init(
            title: text("h1"), none: text("none"), plain: put(.b1), easy: put(.a2), change: Link(text("change"), to: desk.path(.phrases)))
    }
}
