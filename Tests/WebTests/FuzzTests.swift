import Domain
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Pages
import TestKit
import Testing
import Triage
import Vault
import Workflows

@testable import Web

/// Whatever comes over the line is read within bounds or refused calmly, and never taken for something else.
@Suite("What a stranger sends to the site", .tags(.R41), .timeLimit(.minutes(Fuzz.patience)))
struct FuzzTests {
    private let now = Instant(seconds: 1_800_000_000)

    @Test("as a form is read as a browser meant it, with no more in it than was sent, or not at all")
    func forms() {
        var mutator = Mutator(501)
        let example = Array("ticket=abc-_&go=send&m=Ik+ben+%F0%9F%98%80+bang%0D%0A&n=%2B31&&x=&=y&z".utf8)
        var read = 0
        for _ in 0..<Fuzz.count(4000) {
            let sent = mutator.number(0..<3) == 0 ? mutator.bytes(upTo: 200) : mutator.bytes(near: example, or: Array("&m=%00%ff".utf8))
            guard let form = Web.Form(sent) else { continue }
            read += 1
            let pairs = sent.split(separator: UInt8(ascii: "&"))
            #expect(pairs.count <= 128)
            var size = 0
            for pair in pairs {
                let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
                let name = Self.plain(parts[0])
                let values = form.all(name)
                let value = parts.count > 1 ? Self.plain(parts[1]) : ""
                #expect(values.contains { $0.utf8.elementsEqual(value.utf8) })
                #expect(form[name] == values.first)
                size += name.utf8.count + value.utf8.count
                #expect(value.utf8.allSatisfy { $0 >= 32 && $0 != 127 || [9, 10, 13].contains($0) })
            }
            #expect(size <= sent.count)
        }
        #expect(read > 100)
        #expect(Web.Form(Array(String(repeating: "a&", count: 129).utf8)) == nil)
        #expect(Web.Form(Array(String(repeating: "&", count: 100_000).utf8)) != nil)
    }

    /// The same once more, by somebody else.
    private static func plain(_ part: some Collection<UInt8>) -> String {
        String(decoding: part, as: UTF8.self).replacing("+", with: " ").removingPercentEncoding?.replacing("\r\n", with: "\n") ?? "?"
    }

    @Test("as a cookie is found among others by its whole name, and is short")
    func cookies() {
        var mutator = Mutator(502)
        for _ in 0..<Fuzz.count(4000) {
            let sent = mutator.text(near: "a=b; __Host-s=AAAABBBB; __Host-w=CCCC; s=1; w=2").filter {
                $0 != "\r" && $0 != "\n" && $0 != "\0"
            }
            var headers = HTTPFields()
            headers.append(HTTPField(name: .cookie, value: sent))
            let head = HTTPRequest(method: .get, scheme: "https", authority: "x.example", path: "/", headerFields: headers)
            let request = Request(head: head, body: RequestBody(buffer: ByteBuffer()))
            for (cookie, isDemonstration, name) in [
                (SessionCookie.person, true, "s"), (.worker, true, "w"), (.person, false, "__Host-s"), (.worker, false, "__Host-w"),
            ] {
                guard let value = cookie.value(request, isDemonstration) else { continue }
                #expect(value.utf8.count <= 128 && !value.utf8.contains(UInt8(ascii: ";")))
                let isThere = (request.headers[.cookie] ?? "").utf8.split(separator: UInt8(ascii: ";")).contains { pair in
                    pair.drop { $0 == 32 }.elementsEqual((name + "=" + value).utf8)
                }
                #expect(isThere, "\(sent)")
            }
        }
    }

    @Test(
        "as a cookie without a name, or with another one, is nobody's session",
        arguments: [
            "=__Host-s=AAAA", "__Host -s=AAAA", "__Host-s", "__host-s=AAAA", "x__Host-s=AAAA", "\"__Host-s=AAAA\"", "__Host-s =AAAA",
        ])
    func otherCookies(_ sent: String) {
        var headers = HTTPFields()
        headers[.cookie] = sent
        let head = HTTPRequest(method: .get, scheme: "https", authority: "x.example", path: "/", headerFields: headers)
        #expect(SessionCookie.person.value(Request(head: head, body: RequestBody(buffer: ByteBuffer())), false) == nil)
    }

    @Test("as a wish for a language leads to a language that there is")
    func languages() {
        var mutator = Mutator(503)
        for _ in 0..<Fuzz.count(4000) {
            let sent = mutator.number(0..<2) == 0 ? mutator.text(near: "en-GB,en;q=0.9, ar;q=0.5,*;q=0.1") : mutator.text(upTo: 60)
            #expect(["nl", "en"].contains(AcceptLanguage.best(sent, offered: ["nl", "en"])))
        }
        #expect(AcceptLanguage.best(String(repeating: "en;q=1,", count: 100_000), offered: ["nl", "en"]) == "en")
        #expect(AcceptLanguage.best("en;q=NaN, nl;q=inf, en;q=-1, en;q=1e999", offered: ["nl", "en"]) == "nl")
    }

    @Test("as JSON is read once and written the same, or refused with a place in it")
    func json() {
        var mutator = Mutator(504)
        let example = Array(
            #"{"asker":"victim","forms":["touched"],"age":"18_plus","at":"2026-12-02T13:20:00Z","n":-1.5e3,"é":"😀\n"}"#.utf8)
        for _ in 0..<Fuzz.count(4000) {
            let sent = mutator.bytes(near: example, or: Array("[[[\"\\ud800\",1e9".utf8))
            do {
                let read = try JSON(parsing: sent)
                #expect(try JSON(parsing: read.bytes) == read)
            } catch {
                #expect(error.offset <= sent.count && error.line >= 1 && error.column >= 1)
            }
        }
    }

    @Test("as a slip of a form opens only in the form, the session and the time it was made for")
    func slips() async throws {
        var mutator = Mutator(505)
        let desk = try await testWorkplace()
        let place = desk.place
        let tickets = SealedFormTickets()
        let (_, _, person) = try await desk.write("hallo")
        let (_, _, other) = try await desk.write("ander")
        let worker = try await desk.enter("sam").session
        let colleague = try await desk.enter("iris").session
        let id = Identifier<Conversation>(place.chance)
        let own = OwnSlip(place, seen: 3, text: "half af").sealed(tickets, person, at: now)
        let write = WritingSlip(seed: place.conversationSeed(), answers: Answers(), madeAt: now).sealed(tickets, at: now)
        let work = DeskSlip(place, seen: 2).sealed(tickets, for: .conversation(id), worker, at: now)
        let entry = EntrySlip().failed(at: now).sealed(tickets, at: now)
        #expect(
            OwnSlip(opening: own, tickets, person, at: now)?.text == "half af" && EntrySlip(opening: entry, tickets, at: now)?.tries == 1)
        var opened = 0
        for number in 0..<Fuzz.count(2000) {
            let sent = number < 4 ? [own, write, work, entry][number] : mutator.text(near: mutator.pick([own, write, work, entry]))
            if sent != own, OwnSlip(opening: sent, tickets, person, at: now) != nil { opened += 1 }
            if OwnSlip(opening: sent, tickets, other, at: now) != nil { opened += 1 }
            if sent != write, WritingSlip(opening: sent, tickets, place, at: now) != nil { opened += 1 }
            if sent != entry, EntrySlip(opening: sent, tickets, at: now) != nil { opened += 1 }
            if sent != work, (try? DeskSlip(opening: sent, tickets, for: .conversation(id), worker, at: now)) != nil { opened += 1 }
            for purpose in [DeskSlip.Purpose.inbox, .teams, .people, .leave, .conversation(Identifier(place.chance))] {
                if (try? DeskSlip(opening: sent, tickets, for: purpose, worker, at: now)) != nil { opened += 1 }
            }
            if (try? DeskSlip(opening: sent, tickets, for: .conversation(id), colleague, at: now)) != nil { opened += 1 }
        }
        #expect(opened == 0)
        // What is sealed in a slip is read with care too: nothing of it ends the program.
        for _ in 0..<Fuzz.count(1000) {
            let content = mutator.bytes(upTo: 80)
            _ = OwnSlip(opening: tickets.seal(content, purpose: "own/" + person.formScope, at: now), tickets, person, at: now)
            _ = WritingSlip(opening: tickets.seal(content, purpose: "write", at: now), tickets, place, at: now)
            _ = EntrySlip(opening: tickets.seal(content, purpose: "enter", at: now), tickets, at: now)?.failed(at: now).wait(at: now)
            _ = try? DeskSlip(
                opening: tickets.seal(content, purpose: "work/inbox/" + worker.formScope, at: now), tickets, for: .inbox, worker, at: now)
            _ = ConversationSeed(packed: content, words: place.words)
            _ = try? SealedAnswers(opening: tickets.seal(content, purpose: "answers", at: now), tickets, at: now).answers
        }
        await desk.remove()
    }

    @Test("at any address, with any method, header, cookie and body, gets a calm answer, and nothing of anybody's")
    func requests() async throws {
        try await DeskHarness.with { harness in
            var mutator = Mutator(506)
            let person = PersonBrowser(harness)
            let (_, mine) = try await person.begin("KANARIE hier")
            let sam = try await harness.browser("sam")
            let path = "/nl/werk/g/" + (try await sam.get("/nl/werk")).first(between: "href=\"/nl/werk/g/", "\"")
            let cookies = [person.cookie ?? "", sam.cookie, (person.cookie ?? "") + "; " + sam.cookie]
            let paths = try RouteTable().rows.map(\.path).filter { !$0.hasSuffix("/live") && $0 != "/weg" } + [path, "/nl/m", "/"]
            let tickets = [mine.ticket, try await sam.get(path).slip(for: path), try await harness.get("/nl/terug").ticket]
            let bodies = tickets.map { Array("ticket=\($0)&go=look&m=x&c=1234&text=x".utf8) }
            for _ in 0..<Fuzz.count(3000) {
                var target = mutator.pick(paths)
                if mutator.number(0..<2) == 0 {
                    target = mutator.text(near: target) + mutator.pick(["", "?", "?v=" + mutator.text(upTo: 8)])
                }
                var headers: HTTPFields = [.acceptLanguage: mutator.text(upTo: 20), .accept: mutator.text(upTo: 10)]
                headers[.cookie] = mutator.number(0..<4) == 0 ? mutator.pick(cookies) : mutator.text(near: mutator.pick(cookies))
                let isKnown = cookies.prefix(2).contains {
                    headers[.cookie]?.contains($0.split(separator: "=", maxSplits: 1).last ?? "") == true
                }
                headers[.contentType] = mutator.pick(["application/x-www-form-urlencoded", "application/json", mutator.text(upTo: 20)])
                for name in ["Sec-Fetch-Site", "Origin", "Host", "X-Live", "Last-Event-ID", "Range", "If-None-Match", "X-Forwarded-For"] {
                    guard mutator.number(0..<4) == 0, let field = HTTPField.Name(name) else { continue }
                    headers[field] = mutator.text(upTo: 20)
                }
                let method = mutator.pick([HTTPRequest.Method.get, .post, .post, .head, .put, .delete, .options, .patch, .trace])
                let body = mutator.bytes(near: mutator.pick(bodies), or: mutator.pick(bodies))
                let encoded =
                    target.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "/?&=%-_.").union(.alphanumerics)) ?? "/"
                let answer = try await answer(harness.responder, method, encoded, headers: headers, body: method == .get ? [] : body)
                if answer.status >= 500 { Issue.record("\(method) \(encoded): \(answer.status)") }
                if answer.shows("KANARIE"), !isKnown { Issue.record("\(method) \(encoded) tells a stranger") }
                #expect(answer["X-Content-Type-Options"] == "nosniff" && answer["Server"] == nil, "\(method) \(encoded)")
            }
        }
    }
}
