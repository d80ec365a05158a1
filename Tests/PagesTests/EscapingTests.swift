import Pages
import Testing

/// Nothing anyone typed ever becomes markup.
@Suite struct EscapingTests {
    @Test(arguments: [
        ("a < b", "a &lt; b"), ("a & b", "a &amp; b"), ("a > b", "a &gt; b"), ("\"x\"", "&quot;x&quot;"), ("it's", "it&#39;s"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"), ("&lt;", "&amp;lt;"),
        ("\u{0}a\u{8}b\u{1F}\r", "ab"), ("a\tb\nc", "a\tb\nc"), ("één – ‘iemand’ 😀 مرحبا", "één – ‘iemand’ 😀 مرحبا"), ("", ""),
    ])
    func textIsEscaped(typed: String, sent: String) {
        #expect(written { $0.text(typed) } == sent)
        #expect(written { $0.element(.p, text: typed) } == "<p>" + sent + "</p>")
    }

    @Test(arguments: [("\" onclick=\"x", "&quot; onclick=&quot;x"), ("' autofocus '", "&#39; autofocus &#39;"), ("><b>", "&gt;&lt;b&gt;")])
    func attributesAreEscaped(typed: String, sent: String) {
        #expect(written { $0.void(.input, .value(typed)) } == "<input value=\"" + sent + "\">")
    }

    @Test(arguments: [
        "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:x", " javascript:x", "data:text/html,x", "http://a.example/",
        "//a.example/", "/\\a.example", "/\t/a.example", "vbscript:x", "", "a", "/a b",
    ])
    func aDangerousLinkIsLeftOut(target: String) {
        #expect(written { $0.element(.a, text: "x", .href(target)) } == "<a>x</a>")
        #expect(written { $0.element(.form, .action(target)) { _ in } } == "<form></form>")
    }

    @Test(arguments: ["/nl", "/", "#main", "https://a.example/?q=1", "tel:112", "sms:112", "mailto:a@b.example"])
    func aGoodLinkStays(target: String) {
        #expect(written { $0.element(.a, text: "x", .href(target)) } == "<a href=\"" + target + "\">x</a>")
    }

    @Test func aFormNeverGoesToAnotherSite() {
        #expect(written { $0.element(.form, .action("https://a.example/")) { _ in } } == "<form></form>")
    }

    @Test func aNumberKeepsOnlyWhatATelephoneDials() {
        #expect(written { $0.element(.a, text: "x", .call("+31 (0)88-123\";x")) } == "<a href=\"tel:+31088123\">x</a>")
    }

    @Test(arguments: Sample.pages.map(\.name)) func noPageLetsWordsBecomeMarkup(name: String) throws {
        let page = try #require(Sample.pages.first { $0.name == name }?.page)
        let text = Sample.text(page)
        #expect(!text.contains("<script>alert"))
        #expect(!text.contains("\" onload"))
        #expect(!text.utf8.contains { $0 < 32 && $0 != 9 && $0 != 10 })
    }

    private func written(_ write: (inout HTML) -> Void) -> String {
        var html = HTML(capacity: 16)
        write(&html)
        return String(decoding: html.finish(), as: UTF8.self)
    }
}
