import Domain
import Foundation
import TestKit
import Testing
import Workflows

@Suite("How a place is named to whoever must find it")
struct NamingTests {
    private func letter(_ typedAddress: String?) async throws -> WebAnswer {
        try await DeskHarness.with(typedAddress: typedAddress) { harness in
            _ = try await harness.desk.write("I would like to talk")
            let sam = try await harness.browser("sam")
            let (_, session) = try await harness.desk.enter("sam")
            let id = try #require(try await Inbox(harness.desk.place)(session).first?.id)
            _ = try await sam.take("/nl/werk/g/" + id.text)
            let path = "/nl/werk/g/\(id.text)/brief"
            let form = try await sam.get(path)
            return try await sam.send(
                form, to: path,
                [("entry", "fier"), ("line", "30-40, Twente"), ("text", "Hebben jullie plaats?"), ("told", "Wat er is gebeurd")])
        }
    }

    @Test("a letter names the address that was decided, and sends nobody to look in their own browser")
    func address() async throws {
        let named = try await letter("entree.example")
        #expect(named.status == 200 && named.shows("entree.example/nl/werk/brief") && !named.shows("bovenin jouw browser"))
        let open = try await letter(nil)
        #expect(open.status == 200 && open.shows("bovenin jouw browser") && !open.shows("entree.example"))
    }

    @Test("an organisation whose team bears its name is named once, where the person reads what it will get")
    func oneName() async throws {
        try await RoomHarness.with { house in
            let one = try await house.desk.partner("Thuishaven", team: "Thuishaven", people: ["wim"])
            try await house.write("Eerst", in: "story")
            let chosen = try await house.press("agreed", "share")
            #expect(chosen.text.components(separatedBy: "Thuishaven").count == 2)
            let preview = try await house.preview(one.team, ["story"])
            #expect(preview.shows("Dit krijgt Thuishaven te lezen") && preview.shows("Voor wie: de mensen van Thuishaven."))
            let other = try await house.preview(house.trauma.team, ["story"])
            #expect(other.shows("Voor wie: de mensen van Team of Traumahulp, bij Traumahulp."))
            let given = try await house.press("yes", on: preview)
            #expect(given.shows("Thuishaven mag nu lezen wat jij koos") && !given.shows("<p>Thuishaven</p>"))
        }
    }
}
