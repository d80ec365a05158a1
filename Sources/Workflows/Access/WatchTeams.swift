import Domain
import Vault

/// Notes since when a team has fewer than two holders. After seven days it receives nothing new: one illness, and nobody opens what people gave it.
/// - Source: security 2.7, 'Decided for version 1'.
struct WatchTeams: Sendable {
    let place: Workplace
    init(_ place: Workplace) { self.place = place }

    func callAsFunction() async throws(WorkRefusal) {
        let since = Dictionary(
            uniqueKeysWithValues: try await place.stored { try await place.stores.teams.vouchings() }.map { ($0.team, $0) })
        for team in try await place.stored({ try await place.stores.teams.teams(of: nil) })
        where team.kind == .partner && team.generation > 0 {
            // Those that were made at the machine are for whoever runs it to look after.
            guard since[team.id] != nil else { continue }
            let isAlone = try await place.holders(team) < 2
            guard isAlone != (since[team.id]?.aloneSince != nil) else { continue }
            let now = place.now()
            try await place.stored { try await place.stores.teams.setAlone(team.id, since: isAlone ? now : nil, else: team.organisation) }
        }
    }
}

extension Workplace {
    /// How many hold the present key of a team.
    func holders(_ team: Team) async throws(WorkRefusal) -> Int {
        try await stored { try await stores.teams.members(of: team.id) }.count { $0.wrap != nil && $0.generation == team.generation }
    }

    /// Of these teams, those to which something new may go: whoever asked them heard their key, and they are not alone too long.
    func open(_ teams: [Team]) async throws(WorkRefusal) -> [Team] {
        let vouchings = Dictionary(uniqueKeysWithValues: try await stored { try await stores.teams.vouchings() }.map { ($0.team, $0) })
        let now = now()
        return teams.filter { team in
            // A letter that is over: what is given now nobody could open.
            if team.kind == .outside { return !team.needsNewKey }
            guard team.kind == .partner, let vouching = vouchings[team.id] else { return true }
            let isKnown = vouching.organisation == team.organisation || vouching.keyHash == team.publicKey.map { KeyFingerprint($0).hash }
            return isKnown && !vouching.isAloneTooLong(at: now)
        }
    }

    func isOpen(_ team: Team) async throws(WorkRefusal) -> Bool { try await !open([team]).isEmpty }
}
