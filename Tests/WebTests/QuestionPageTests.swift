import Catalogue
import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Triage
import Web
import Wording

@Suite("Answering the questions")
struct QuestionPageTests {
    @Test("leads somebody within three days to the centre, with its number, without storing anything", .tags(.R2, .R18, .R24, .R37, .R57))
    func acute() async throws {
        let harness = try SiteHarness()
        let page = try await harness.walk(
            "nl",
            [
                [("a", "victim")], [("t", "fine")], [("a", "within_72h")], [("a", "18_plus")], [("t", "touched")], nil,
                [("t", "medical"), ("t", "talk")],
            ])
        #expect(page.status == 200)
        #expect(page.title == "Wat nu")
        #expect(page.text.contains("href=\"tel:08000188\""))
        #expect(page.text.contains("notice-window_pep"))
        #expect(page["Set-Cookie"] == nil)
    }

    @Test("shows the same in English", .tags(.R2))
    func english() async throws {
        let page = try await SiteHarness().walk(
            "en", [[("a", "victim")], [("t", "fine")], [("a", "within_72h")], [("a", "18_plus")], nil, nil, nil])
        #expect(page.text.contains("<html lang=\"en\""))
        #expect(page.text.contains("href=\"tel:08000188\""))
    }

    @Test("asks nothing more in danger, and puts 112 on top", .tags(.R23))
    func danger() async throws {
        let page = try await SiteHarness().walk("nl", [[("a", "victim")], [("t", "now")]])
        #expect(page.title == "Wat nu")
        #expect(page.text.contains("href=\"tel:112\""))
    }

    @Test("skipping everything still gives complete national advice", .tags(.R28))
    func skipped() async throws {
        let page = try await SiteHarness().walk("nl", Array(repeating: nil, count: 7))
        #expect(page.title == "Wat nu")
        #expect(page.text.contains("0800-0188"))
    }

    @Test("gives a child short words, and only people to call or chat with", .tags(.R8))
    func child() async throws {
        let page = try await SiteHarness().walk("nl", [[("a", "victim")], nil, nil, [("a", "under_12")]])
        #expect(page.title == "Wat nu")
        #expect(page.text.contains("0800-0432"))
        let easy = try RealContent.get().wording["nl"]?.childLevel["notices.not_your_fault.text"] ?? "?"
        #expect(page.text.contains(easy.replacing("&", with: "&amp;").replacing("'", with: "&#39;")))
        #expect(!page.text.contains("id=\"gp\""))
    }

    @Test("warns whoever may be read along with, and offers nothing that leaves words behind", .tags(.R39, .R41, .R48))
    func monitored() async throws {
        let page = try await SiteHarness().walk("nl", [[("a", "victim")], [("t", "monitored")], nil, nil, nil, nil, [("t", "therapy")]])
        let wording = try RealContent.get().wording["nl"]
        #expect(page.text.contains(wording?["site.advice.channels_off"] ?? "?"))
        #expect(page.text.contains(wording?["site.call.call_stays"] ?? "?"))
        #expect(!page.text.contains("06-13863803"))
        #expect(!page.text.lowercased().contains("whatsapp"))
    }

    @Test("goes back with what was chosen, from a question and from the advice")
    func back() async throws {
        let harness = try SiteHarness()
        let second = try await harness.walk("nl", [[("a", "parent")]])
        let first = try await harness.post("/nl/vragen", [("ticket", second.ticket), ("go", "back")])
        #expect(first.title == "Vraag 1")
        #expect(first.text.contains("value=\"parent\" checked") || first.text.contains("checked value=\"parent\""))
        let home = try await harness.post("/nl/vragen", [("ticket", first.ticket), ("go", "back")])
        #expect(home.status == 303)
        #expect(home["Location"] == "/nl")
        let advice = try await harness.walk("nl", [[("a", "victim")], [("t", "now")]])
        #expect(try await harness.post("/nl/vragen", [("ticket", advice.ticket), ("go", "back")]).title == "Vraag 2")
    }

    @Test("shows what can help at any moment")
    func showNow() async throws {
        let harness = try SiteHarness()
        let page = try await harness.walk("nl", [[("a", "victim")]])
        #expect(try await harness.post("/nl/vragen", [("ticket", page.ticket), ("go", "show")]).title == "Wat nu")
    }

    @Test("asks again, kindly, when nothing was chosen, and loses nothing")
    func nothingChosen() async throws {
        let harness = try SiteHarness()
        let page = try await harness.get("/nl/vragen")
        let again = try await harness.post("/nl/vragen", [("ticket", page.ticket), ("go", "next")])
        #expect(again.status == 422)
        #expect(again.title == "Vraag 1")
        #expect(again.text.contains(try RealContent.get().wording["nl"]?["site.question.choose_error"] ?? "?"))
    }

    @Test("asks again when the page stood open for more than two hours, or the form is not ours")
    func oldForms() async throws {
        let harness = try SiteHarness()
        let page = try await harness.walk("nl", [[("a", "victim")]])
        harness.pass(seconds: 7201)
        let old = try await harness.post("/nl/vragen", [("ticket", page.ticket), ("go", "skip")])
        #expect(old.status == 422)
        #expect(old.text.contains(try RealContent.get().wording["nl"]?["site.question.ticket_expired"] ?? "?"))
        for garbage in ["", "x", String(repeating: "A", count: 5000), "'\"><script>"] {
            let answer = try await harness.post("/nl/vragen", [("ticket", garbage), ("go", "next"), ("a", "victim")])
            #expect(answer.status == 422)
            #expect(!answer.text.contains("<script>"))
        }
    }

    @Test("keeps no answer in any address, and seals them where the page holds them", .tags(.R7, .R41))
    func sealed() async throws {
        let page = try await SiteHarness().walk("nl", [[("a", "victim")], [("t", "thoughts")]])
        let form = page.first(between: "<form", "</form>")
        #expect(!page.ticket.contains("victim"))
        #expect(!form.contains("thoughts"))
        #expect(page.text.contains("action=\"/nl/vragen\""))
    }

    @Test("refuses a form that another site sent on")
    func foreign() async throws {
        let harness = try SiteHarness()
        let answer = try await harness.post("/nl/vragen", [("go", "next")], [.init("Sec-Fetch-Site")!: "cross-site"])
        #expect(answer.status == 403)
        #expect(answer.title == "Even kijken")
    }
}

@Suite("Making advice fit")
struct RefinePageTests {
    @Test("uses a postcode once: the region is found, the postcode is gone", .tags(.R74, .R60))
    func postcode() async throws {
        let harness = try SiteHarness()
        let advice = try await harness.walk("nl", [[("a", "victim")], [("t", "now")]])
        let refined = try await harness.post("/nl/wat-nu", [("ticket", advice.ticket), ("p", "7511 AB"), ("n", "deaf")])
        #expect(refined.status == 200)
        #expect(refined.text.contains("Enschede"))
        #expect(refined.text.contains("Oost-Nederland"))
        #expect(!refined.text.contains("7511"))
        #expect(refined.text.contains("notice-text_relay"))
        #expect(refined.text.contains("id=\"relay\""))
    }

    @Test(
        "gives back a place that nobody knows, and one that is not unique",
        arguments: [("Atlantis", "Atlantis"), ("Bergen", "Bergen"), ("9999 ZZ9", "9999 ZZ9")])
    func unknown(_ typed: String, _ shown: String) async throws {
        let harness = try SiteHarness()
        let advice = try await harness.walk("nl", [[("a", "victim")], [("t", "now")]])
        let refined = try await harness.post("/nl/wat-nu", [("ticket", advice.ticket), ("p", typed)])
        #expect(refined.status == 422)
        #expect(refined.text.contains("value=\"\(shown)\""))
    }

    @Test(
        "knows places by the names that people use",
        arguments: [("Den Haag", "VR15"), ("'s-hertogenbosch", "VR21"), ("utrecht", "VR09"), ("den bosch", "VR21")])
    func names(_ name: String, _ region: String) throws {
        let found = try RealContent.get().geography.find(name)
        #expect(Set(found.map(\.region.id)) == [region])
    }

    @Test("without answers gives national advice, never an error")
    func bare() async throws {
        let harness = try SiteHarness()
        #expect(try await harness.get("/nl/wat-nu").text.contains("0800-0188"))
        #expect(try await harness.post("/nl/wat-nu", [("ticket", "broken")]).status == 200)
    }
}
