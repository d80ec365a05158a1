import Pages
import Testing

/// A question keeps its slip hidden, leads to what must change, and leaves no trace in the browser.
@Suite struct FormTests {
    @Test func theSealedSlipIsHidden() {
        let text = Sample.text(Sample.question)
        #expect(text.count(of: "c2VhbGVk") == 1)
        #expect(text.contains("<input type=\"hidden\" name=\"ticket\" value=\"c2VhbGVk\">"))
        #expect(!text.contains("method=\"get\""))
    }

    @Test func theSummaryTakesTheFocusAndLeadsToEachField() {
        let text = Sample.text(Sample.question)
        #expect(text.contains("tabindex=\"-1\" autofocus"))
        #expect(text.count(of: "autofocus") == 1)
        for field in ["asker", "place"] {
            #expect(text.contains("href=\"#\(field)\""))
            #expect(text.contains(" id=\"\(field)\""))
        }
    }

    @Test func nothingTakesTheFocusWithoutAProblem() {
        var page = Sample.question
        page.around.problems = nil
        #expect(!Sample.text(page).contains("autofocus"))
    }

    @Test func theQuestionIsTheLegendAndPointsToItsHint() {
        let text = Sample.text(Sample.question)
        #expect(text.contains("<fieldset aria-describedby=\"hint problem\"><legend><h1>Voor wie zoek je hulp?</h1></legend>"))
    }

    @Test func enterSendsTheAnswer() throws {
        let form = try #require(Sample.text(Sample.question).components("name=\"ticket\"").last)
        #expect(try #require(form.components("<button").dropFirst().first).hasPrefix(" class=\"go\">Verder"))
    }

    @Test func whatIsTypedIsNotRememberedOrSentToASpellChecker() {
        let text = Sample.text(Sample.question)
        #expect(text.contains("autocomplete=\"off\" spellcheck=\"false\""))
        #expect(text.contains("inputmode=\"numeric\" aria-invalid=\"true\" aria-describedby=\"place-hint place-problem\""))
    }

    @Test func aCallIsAButtonAndADomainIsInWords() {
        let text = Sample.text(Sample.advice)
        #expect(text.contains("<a class=\"call\" href=\"tel:08000188\">Bel <b dir=\"ltr\">0800-0188</b></a>"))
        #expect(text.contains("<small dir=\"ltr\">help.example</small></a>"))
    }

    @Test func whatCannotWaitStandsAboveThePlaces() throws {
        let parts = Sample.text(Sample.advice).components("Bel eerst hier")
        #expect(parts[0].contains("id=\"n1\"") && !parts[0].contains("id=\"n2\""))
        #expect(parts[1].contains("id=\"n2\"") && parts[1].contains("<details id=\"n3\">"))
    }

    @Test func whatThePersonToldIsNotPrinted() {
        var page = Sample.advice
        page.around.told = Fold("Dit vertelde je", lines: ["Vandaag."])
        #expect(Sample.text(page).contains("<details class=\"screen\"><summary>Dit vertelde je"))
        #expect(String(describing: Stylesheet.inline).components("@media print")[1].contains(".screen,"))
    }
}
