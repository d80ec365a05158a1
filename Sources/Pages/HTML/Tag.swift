/// An element of the page. The set is closed: these are all the elements our pages use.
public struct Tag: Sendable {
    let opening: StaticString
    let closing: StaticString
}

extension Tag {
    public static var a: Tag { Tag(opening: "<a", closing: "</a>") }
    public static var b: Tag { Tag(opening: "<b", closing: "</b>") }
    public static var button: Tag { Tag(opening: "<button", closing: "</button>") }
    public static var body: Tag { Tag(opening: "<body", closing: "</body>") }
    public static var dd: Tag { Tag(opening: "<dd", closing: "</dd>") }
    public static var details: Tag { Tag(opening: "<details", closing: "</details>") }
    public static var div: Tag { Tag(opening: "<div", closing: "</div>") }
    public static var dl: Tag { Tag(opening: "<dl", closing: "</dl>") }
    public static var dt: Tag { Tag(opening: "<dt", closing: "</dt>") }
    public static var fieldset: Tag { Tag(opening: "<fieldset", closing: "</fieldset>") }
    public static var footer: Tag { Tag(opening: "<footer", closing: "</footer>") }
    public static var form: Tag { Tag(opening: "<form", closing: "</form>") }
    public static var h1: Tag { Tag(opening: "<h1", closing: "</h1>") }
    public static var h2: Tag { Tag(opening: "<h2", closing: "</h2>") }
    public static var h3: Tag { Tag(opening: "<h3", closing: "</h3>") }
    public static var header: Tag { Tag(opening: "<header", closing: "</header>") }
    public static var html: Tag { Tag(opening: "<html", closing: "</html>") }
    public static var input: Tag { Tag(opening: "<input", closing: "") }
    public static var label: Tag { Tag(opening: "<label", closing: "</label>") }
    public static var legend: Tag { Tag(opening: "<legend", closing: "</legend>") }
    public static var li: Tag { Tag(opening: "<li", closing: "</li>") }
    public static var link: Tag { Tag(opening: "<link", closing: "") }
    public static var main: Tag { Tag(opening: "<main", closing: "</main>") }
    static var meta: Tag { Tag(opening: "<meta", closing: "") }
    public static var nav: Tag { Tag(opening: "<nav", closing: "</nav>") }
    /// Words for a browser that runs no scripts.
    static var noscript: Tag { Tag(opening: "<noscript", closing: "</noscript>") }
    public static var ol: Tag { Tag(opening: "<ol", closing: "</ol>") }
    public static var option: Tag { Tag(opening: "<option", closing: "</option>") }
    public static var p: Tag { Tag(opening: "<p", closing: "</p>") }
    public static var script: Tag { Tag(opening: "<script", closing: "</script>") }
    public static var section: Tag { Tag(opening: "<section", closing: "</section>") }
    public static var select: Tag { Tag(opening: "<select", closing: "</select>") }
    public static var small: Tag { Tag(opening: "<small", closing: "</small>") }
    public static var span: Tag { Tag(opening: "<span", closing: "</span>") }
    public static var strong: Tag { Tag(opening: "<strong", closing: "</strong>") }
    public static var style: Tag { Tag(opening: "<style", closing: "</style>") }
    public static var summary: Tag { Tag(opening: "<summary", closing: "</summary>") }
    public static var textarea: Tag { Tag(opening: "<textarea", closing: "</textarea>") }
    public static var title: Tag { Tag(opening: "<title", closing: "</title>") }
    public static var ul: Tag { Tag(opening: "<ul", closing: "</ul>") }
}
