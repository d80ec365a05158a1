import Domain
import Vault
import Workflows

/// An invented desk, so that a demonstration has somebody who answers. Everybody in it is made up.
struct DemonstrationDesk {
    /// The same for all; only a demonstration makes people who have it.
    static let passphrase = "een deur met licht erachter"
    static let factor = SecondFactor(secret: Secret(Array("entree demonstration".utf8)))
    static let people: [(name: String, login: String, role: Role)] = [
        ("Noor (verzonnen)", "noor", .administrator), ("Sam (verzonnen)", "sam", .helper), ("Iris (verzonnen)", "iris", .helper),
        ("Joost (verzonnen)", "joost", .shiftLead),
    ]
    let place: Workplace

    /// Makes the desk when the installation has no organisation yet.
    func make() async throws {
        guard try await place.stores.teams.organisations().isEmpty else { return }
        let (organisation, teams) = try await place.found(organisation: "Meldpunt Voorbeeld", desk: "Team Dag en Nacht")
        var cookies: [(role: Role, cookie: String)] = []
        for person in Self.people {
            let own = teams.filter { person.role.fits($0.kind) }
            let code = try await place.invite(
                name: person.name, login: person.login, role: person.role, organisation: organisation.id, teams: own.map(\.id))
            let cookie = try await AcceptInvitation(place)(
                code.text, passphrase: Confidential(Self.passphrase), secondFactor: Self.factor, factor: Self.factor.code(now: place.now()))
            cookies.append((person.role, cookie))
        }
        try await admitAll(cookies.map(\.cookie))
        for (_, cookie) in cookies { await place.endSession(cookie) }
    }

    // Whoever came first to a team lets the others in.
    private func admitAll(_ cookies: [String]) async throws {
        for cookie in cookies {
            guard let session = try await place.workerSession(cookie) else { continue }
            for team in try await People(place).teams(for: session) where team.isHeld {
                for waiting in team.waiting { try await RenewTeamKey(place).admit(waiting.id, to: team.id, by: session) }
            }
        }
    }

    /// How to enter.
    var story: String {
        """
        Work side: /nl/werk with login \(Self.people.map(\.login).joined(separator: ", ")) and the passphrase '\(Self.passphrase)'.
        The six digits of the second factor: entree staff digits --demo
        """
    }
}
