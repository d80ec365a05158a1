import Domain
import TestKit
import Testing
import Workflows

@Suite("Helpers who press 'take' at the same instant", .tags(.R5), .serialized)
struct ClaimRaceTests {
    @Test("one of sixty-four has the conversation, and all others hear who", arguments: StorageEngine.databases)
    func race(_ engine: StorageEngine) async throws {
        try await engine.withDatabases { databases in
            let people = (1...64).map { (login: "helper\($0)", role: Role.helper) }
            let desk = try await TestWorkplace.make(people: [("noor", .administrator)] + people, on: databases)
            let help = HelpPerson(desk.place)
            var helpers: [WorkerSession] = []
            for person in people { helpers.append(try await desk.enter(person.login).session) }
            for _ in 0..<3 {
                let (_, _, person) = try await desk.write("hoi")
                let outcomes = await withTaskGroup(of: (name: String, first: String?).self) { group in
                    for helper in helpers {
                        group.addTask {
                            do throws(WorkRefusal) {
                                try await help.claim(person.conversation, by: helper)
                                return (helper.name, nil)
                            } catch .taken(let by) {
                                return (helper.name, by?.revealed ?? "nobody")
                            } catch {
                                return (helper.name, "\(error)")
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                let winners = outcomes.filter { $0.first == nil }.map(\.name)
                #expect(winners.count == 1)
                #expect(outcomes.filter { $0.first != nil }.allSatisfy { $0.first == winners.first })
                let held = try #require(try await desk.place.stores.conversations.conversation(person.conversation)).claimedBy
                #expect(helpers.first { $0.worker.id == held }?.name == winners.first)
                // Pressed once more by who has it, it is theirs still; the others are told the same.
                for helper in helpers.prefix(2) { try? await help.claim(person.conversation, by: helper) }
                #expect(try await desk.place.stores.conversations.conversation(person.conversation)?.claimedBy == held)
            }
        }
    }
}
