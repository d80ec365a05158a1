import Testing

@testable import Web

@Suite("A form that was sent")
struct FormReadingTests {
    @Test("holds the line breaks as they were typed, though a browser sends each as two characters")
    func lineBreaks() {
        let form = Web.Form(Array("m=een%0D%0Atwee%0D%0A%0D%0Adrie&m=vier%0Avijf&m=los%0Dteken&m=%0A%0D".utf8))
        #expect(form?.all("m") == ["een\ntwee\n\ndrie", "vier\nvijf", "los\rteken", "\n\r"])
    }
}
