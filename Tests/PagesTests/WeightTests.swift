import Pages
import Testing

/// The first page fits through a bad line in one go.
@Suite struct WeightTests {
    @Test func theStylesheetIsSmallAndComplete() {
        let css = String(describing: Stylesheet.inline)
        #expect(css.utf8.count <= 4_640)
        #expect(css.count(of: "{") == css.count(of: "}"))
        #expect(!css.contains("<") && !css.contains("url(") && !css.contains("@import") && !css.contains("\n"))
        for part in ["prefers-color-scheme:dark", "@media print", "body:has(.weg:active) main", ":focus-visible"] {
            #expect(css.contains(part))
        }
        for side in ["left", "right"] { #expect(!css.contains("-\(side)") && !css.contains("\(side):")) }
    }

    @Test func nothingMoves() {
        let css = String(describing: Stylesheet.inline)
        #expect(!css.contains("transition") && !css.contains("animation") && !css.contains("scroll-behavior"))
    }

    @Test func theScriptIsSmallAndLeavesNothingBehind() {
        let script = String(describing: Script.exit)
        #expect(script.utf8.count <= 900)
        #expect(script.contains("sendBeacon") && script.contains("location.replace") && script.contains("persisted"))
        for word in ["innerHTML", "eval", "localStorage", "sessionStorage", "cookie", "document.write"] {
            #expect(!script.contains(word))
        }
    }

    @Test func theFirstPageWithAllItNeedsIsUnderNineThousandBytes() {
        let all = Sample.home.html(frame: Sample.frame).count + Script.exit.utf8CodeUnitCount + Picture.favicon.utf8CodeUnitCount
        #expect(all <= 9_000)
    }

    @Test func theStylesheetCanBeLinkedInstead() {
        var frame = Sample.frame
        frame.manner.isStyleInline = false
        let text = Sample.text(Sample.home, frame: frame)
        #expect(!text.contains("<style"))
        #expect(text.contains("<link rel=\"stylesheet\" href=\"/s.css?v=1\">"))
    }
}
