import Catalogue
import Domain
import Foundation
import HTTPTypes
import TestKit
import Testing
import Triage
import Web
import Wording

@Suite("Public pages")
struct PublicPageTests {
    private static func paths(_ site: Site) -> [String] {
        let codes = site.landscape.services.map { site.codes.code($0.slug) }
        let articles = (site.articles["nl"] ?? []).map(\.path)
        let dutch =
            ["", "/nu", "/vragen", "/wat-nu", "/lijst", "/lezen", "/hallo"] + codes.map { "/kaart/\($0)" } + articles.map { "/lezen/\($0)" }
        let english =
            ["", "/now", "/questions", "/what-now", "/list", "/read", "/hello"] + codes.map { "/card/\($0)" }
            + articles.map { "/read/\($0)" }
        return dutch.map { "/nl" + $0 } + english.map { "/en" + $0 }
    }

    @Test(
        "all answer, say nothing of the subject in title or address, have every text, and set no cookie",
        .tags(.R1, .R2, .R3, .R41, .R46, .R27, .R35))
    func all() async throws {
        let harness = try SiteHarness()
        let telling = ["seks", "sex", "geweld", "violence", "misbruik", "abuse", "politie", "police", "csg", "slachtoffer", "victim"]
        var titles: [String: Set<String>] = [:]
        for path in Self.paths(harness.site) {
            let page = try await harness.get(path)
            #expect(page.status == 200, "\(path)")
            #expect(page["Set-Cookie"] == nil)
            #expect(!page.text.contains("⟦"), "\(path): \(page.first(between: "⟦", "⟧"))")
            #expect(page.text.components(separatedBy: "<h1").count == 2, "\(path)")
            let title = page.title.lowercased()
            #expect(!title.isEmpty)
            #expect(!telling.contains { title.contains($0) || path.contains($0) }, "\(path) '\(title)'")
            titles[String(path.prefix(3)), default: []].insert(page.title)
            #expect(!page.text.contains("src=\"http") && !page.text.contains("url(http"))
        }
        #expect(titles.values.allSatisfy { $0.count >= 60 })
    }

    @Test("carry the headers that keep them private, and no header that tells of the server", .tags(.R7))
    func headers() async throws {
        let page = try await SiteHarness(isDemonstration: false).get("/nl")
        #expect(page["Cache-Control"] == "no-store, max-age=0")
        #expect(page["Referrer-Policy"] == "no-referrer")
        #expect(page["Cross-Origin-Opener-Policy"] == "same-origin")
        #expect(page["X-Frame-Options"] == "DENY")
        #expect(page["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains; preload")
        #expect(page["Server"] == nil)
        let policy = try #require(page["Content-Security-Policy"])
        #expect(policy.hasPrefix("default-src 'none'; style-src 'self' 'sha256-"))
        #expect(policy.contains("form-action 'self' https://www.knmi.nl;"))
        #expect(policy.contains("upgrade-insecure-requests"))
        #expect(!policy.contains("unsafe"))
        #expect(try await SiteHarness().get("/nl")["Strict-Transport-Security"] == nil)
    }

    @Test("are compressed only when they hold nobody's answers")
    func compression() async throws {
        let harness = try SiteHarness()
        let gzip: HTTPFields = [.acceptEncoding: "br, gzip;q=0.8"]
        #expect(try await harness.get("/nl", gzip)["Content-Encoding"] == "gzip")
        #expect(try await harness.get("/nl", gzip).bytes.prefix(2) == [0x1F, 0x8B])
        #expect(try await harness.get("/nl", [.acceptEncoding: "gzip;q=0"])["Content-Encoding"] == nil)
        #expect(try await harness.get("/nl")["Vary"] == "Accept-Encoding")
        for path in ["/nl/vragen", "/nl/wat-nu"] { #expect(try await harness.get(path, gzip)["Content-Encoding"] == nil) }
    }

    @Test("the first page offers the lines that are open at this minute", .tags(.R3, .R6))
    func openNow() async throws {
        let harness = try SiteHarness(at: "2026-12-02T20:59")
        #expect(try await harness.get("/nl").text.contains("0800-0188"))
        #expect(try await harness.get("/nl/nu").text.contains("088-0767000"))
        #expect(try await harness.get("/nl/hallo").text.contains("Nu open"))
        harness.pass(seconds: 60)
        #expect(try await harness.get("/nl/hallo").text.contains("Open morgen om 11.00"))
    }

    @Test("leave at once: to the neutral page, with storage cleared and the cache left alone", .tags(.R39, .R41))
    func leave() async throws {
        let harness = try SiteHarness()
        for answer in [try await harness.post("/weg", []), try await harness.get("/weg")] {
            #expect(answer.status == 303)
            #expect(answer["Location"] == "https://www.knmi.nl")
            #expect(answer["Clear-Site-Data"] == "\"cookies\", \"storage\"")
        }
    }

    @Test(
        "the bare address leads to the language of the browser, else to Dutch",
        arguments: [
            ("en-GB,en;q=0.9", "/en"), ("nl", "/nl"), ("fr, de;q=0.5", "/nl"), ("", "/nl"), (";;;,,,", "/nl"), (" EN ;q=1", "/en"),
        ])
    func language(_ header: String, _ path: String) async throws {
        let answer = try await SiteHarness().get("/", header.isEmpty ? [:] : [.acceptLanguage: header])
        #expect(answer.status == 303)
        #expect(answer["Location"] == path)
    }

    @Test("what is not there, too long, or no form gives a calm page in the person's language")
    func calm() async throws {
        let harness = try SiteHarness()
        for path in ["/nl/nope", "/en/card/zzzzz", "/nl/kaart/csg-national", "/fr", "/nl/", "/nl/lezen/../../etc", "/nl/lijst?x=1%00"] {
            let page = try await harness.get(path)
            #expect([200, 404].contains(page.status), "\(path)")
            if page.status == 404 { #expect(page.text.contains("tel:112")) }
        }
        #expect(try await harness.get("/en/nope").text.contains("<html lang=\"en\""))
        let long = try await answer(harness.responder, .post, "/nl/vragen", body: [UInt8](repeating: 65, count: 100_000))
        #expect(long.status == 413)
        for body in ["ticket=%", "ticket=%00", "ticket=%ff%fe", String(repeating: "a=1&", count: 400)] {
            #expect(try await answer(harness.responder, .post, "/nl/vragen", body: Array(body.utf8)).status == 400, "\(body.prefix(20))")
        }
    }

    @Test("every unverified number stands beside 'not called yet'", .tags(.R21))
    func uncalled() async throws {
        let harness = try SiteHarness()
        let mark = try RealContent.get().wording["nl"]?["site.call.not_called"] ?? "?"
        for service in harness.site.landscape.services where !service.contact.phones.isEmpty {
            #expect(try await harness.get("/nl/kaart/\(harness.site.codes.code(service.slug))").text.contains(mark))
        }
        #expect(try await harness.get("/nl").text.contains(mark))
        #expect(try await harness.get("/nl/nu").text.contains(mark))
    }

    @Test("the directory narrows down by need, by who asks, by region and by what is open", .tags(.R12, .R13, .R35, .R74))
    func directory() async throws {
        let harness = try SiteHarness(at: "2026-12-02T03:00")
        let twente = try await harness.post("/nl/lijst", [("p", "Enschede"), ("k", "shelter"), ("w", "victim")])
        #expect(twente.text.contains("Mannenopvang"))
        #expect(!twente.text.contains("Blijf Groep</b>"))
        let night = try await harness.post("/nl/lijst", [("o", "yes"), ("w", "bystander")])
        #expect(night.text.contains("id=\"csg-national\""))
        #expect(!night.text.contains("id=\"mma-line\""))
        #expect(try await harness.post("/nl/lijst", [("p", "Nergenshuizen")]).status == 422)
        #expect(try await harness.post("/nl/lijst", [("k", "nonsense"), ("r", "VR99"), ("y", "'")]).status == 200)
    }
}

@Suite("One product, three houses", .tags(.R9))
struct OperatorTests {
    private func settings(_ role: SiteSettings.Role, brand: String, exit: String, doors: [SiteSettings.PartnerDoor] = []) throws
        -> SiteSettings
    {
        SiteSettings(
            operator: .init(name: "Stichting Voorbeeld", role: role, partnerDoors: doors), brand: ["nl": brand, "en": brand],
            languages: role == .existingFront ? ["nl"] : ["nl", "en"], exitURL: exit, formal: false,
            emergencyNumber: try #require(PhoneNumber("112")))
    }

    @Test("a new entry under its own name")
    func newEntry() async throws {
        let page = try await SiteHarness(settings: settings(.newEntry, brand: "Voordeur", exit: "https://weer.example")).get("/nl")
        #expect(page.text.contains("Voordeur"))
        #expect(!page.text.contains(">Entree<"))
        #expect(page["Content-Security-Policy"]?.contains("form-action 'self' https://weer.example;") == true)
    }

    @Test("the front of an organisation that people know, in one language")
    func existing() async throws {
        let harness = try SiteHarness(settings: settings(.existingFront, brand: "Bekend Merk", exit: "https://weer.example/nl"))
        #expect(try await harness.get("/nl").text.contains("Bekend Merk"))
        #expect(try await harness.get("/en").status == 404)
        #expect(try await harness.post("/weg", [])["Location"] == "https://weer.example/nl")
    }

    @Test("one door of several shows the others")
    func oneDoor() async throws {
        let doors = [SiteSettings.PartnerDoor(name: "Andere Deur", url: "https://deur.example/begin")]
        let page = try await SiteHarness(settings: settings(.oneDoor, brand: "Deur", exit: "https://weer.example", doors: doors)).get("/nl")
        #expect(page.text.contains("Andere Deur"))
        #expect(page.text.contains("https://deur.example/begin"))
    }
}
