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
        ("Joost (verzonnen)", "joost", .shiftLead), ("Petra (verzonnen)", "petra", .privacyOfficer),
    ]
    static let team = "Team Dag en Nacht"
    /// An organisation to which somebody can be referred.
    struct Partner {
        let name: String
        let kind: OrganisationKind
        /// Its place in the directory.
        let entry: String
        let team: String
        /// Names, which are logins too; who takes on referrals, and who watches over the access log and hears what people find not right.
        let workers: [String]
        let officer: String

        var people: [(name: String, login: String, role: Role)] {
            (workers.map { ($0, .partnerWorker) } + [(officer, .privacyOfficer)]).map { ($0 + " (verzonnen)", $0.lowercased(), $1) }
        }
    }
    static let partners = [
        Partner(
            name: "Centrum Seksueel Geweld Voorbeeld", kind: .csg, entry: "csg", team: "Acute hulp", workers: ["Cato"], officer: "Fleur"),
        Partner(
            name: "Slachtofferhulp Voorbeeld", kind: .victimSupport, entry: "shn", team: "Begeleiding", workers: ["Hilde"], officer: "Bas"),
        Partner(
            name: "Veilig Thuis Voorbeeld", kind: .domesticChildProtection, entry: "veilig-thuis", team: "Advies en melding",
            workers: ["Vera"], officer: "Ayla"),
        Partner(name: "Politie Voorbeeld", kind: .police, entry: "politie", team: "Zedenteam", workers: ["Pim"], officer: "Ruud"),
        Partner(
            name: "Advocaten Voorbeeld", kind: .legal, entry: "slachtofferadvocatuur", team: "Slachtofferadvocaten", workers: ["Lena"],
            officer: "Mira"),
        Partner(
            name: "Traumahulp Voorbeeld", kind: .traumaCare, entry: "psyq", team: "Behandeling", workers: ["Tess", "Tom"], officer: "Wout"),
        Partner(name: "Opvang Voorbeeld", kind: .shelter, entry: "sterk-huis", team: "Plaatsing", workers: ["Olga"], officer: "Jet"),
    ]
    let place: Workplace

    /// Makes the desk when the installation has no organisation yet, and a roster when it has none ahead.
    func make() async throws {
        if try await place.stores.teams.organisations().isEmpty {
            try await people()
            try await partners()
        }
        try await roster()
    }

    private func people() async throws {
        let (organisation, teams) = try await place.found(organisation: "Meldpunt Voorbeeld", desk: Self.team)
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

    private func partners() async throws {
        for partner in Self.partners {
            let (organisation, teams) = try await place.found(
                partner: partner.name, team: partner.team, profile: OrganisationProfile(kind: partner.kind, entry: partner.entry))
            var cookies: [String] = []
            for person in partner.people {
                let code = try await place.invite(
                    name: person.name, login: person.login, role: person.role, organisation: organisation.id,
                    teams: teams.filter { person.role.fits($0.kind) }.map(\.id))
                cookies.append(
                    try await AcceptInvitation(place)(
                        code.text, passphrase: Confidential(Self.passphrase), secondFactor: Self.factor,
                        factor: Self.factor.code(now: place.now())))
            }
            try await admitAll(cookies)
            for cookie in cookies { await place.endSession(cookie) }
        }
    }

    /// By name: what they can do, how many at once, and in a week their days (0 is Monday), beginnings and ends. The nights of the weekend are
    /// bare, so that a demonstration shows what that looks like.
    private static let weeks: [(name: String, skills: Set<Skill>, most: Int, shifts: [(days: [Int], from: Int, to: Int)])] = [
        ("Sam (verzonnen)", [.minors], 3, [([0, 1, 2, 3], 8, 16), ([5], 10, 18)]),
        ("Iris (verzonnen)", [.dissociation, .deaf], 3, [([0, 1, 2, 3, 4], 14, 22), ([6], 12, 20)]),
        ("Joost (verzonnen)", [.organisedAbuse], 2, [([0, 1, 2, 3], 22, 8), ([4], 8, 15)]),
    ]

    /// This week and the three after it.
    private func roster() async throws {
        let stores = place.stores
        let today = AmsterdamTime(place.now()).day
        let monday = today.adding(days: -today.weekday)
        for team in try await stores.teams.teams(of: nil) where team.kind == .desk && place.name(team) == Self.team {
            let ahead = (place.now(), place.now().adding(seconds: PlanRoster.ahead))
            guard try await stores.roster.shifts(of: team.id, from: ahead.0, to: ahead.1).isEmpty else { continue }
            for worker in try await stores.workers.workers(of: team.organisation) {
                guard let week = Self.weeks.first(where: { $0.name == place.name(worker) }) else { continue }
                let shifts = (0..<4).flatMap { number in
                    week.shifts.flatMap { hours in
                        hours.days.compactMap { day in
                            Shift(
                                worker: worker.id, on: monday.adding(days: 7 * number + day), from: hours.from * 60, to: hours.to * 60)
                        }
                    }
                }
                try await stores.roster.add(shifts.compactMap { PlannedShift(id: Identifier(place.chance), team: team.id, shift: $0) })
                let skills = SkillSet(languages: [.dutch, .english], skills: week.skills)
                try await stores.roster.set(DeskProfile(team: team.id, worker: worker.id, skills: skills, most: week.most))
            }
        }
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

    private static func logins(of role: Role) -> String {
        partners.flatMap(\.people).filter { $0.role == role }.map(\.login).joined(separator: ", ")
    }

    /// How to enter.
    var story: String {
        """
        Work side: /nl/werk with login \(Self.people.map(\.login).joined(separator: ", ")) and the passphrase '\(Self.passphrase)'.
        Who takes on referrals: \(Self.logins(of: .partnerWorker)), with the same passphrase.
        Who reads the access log there, and what people find not right: \(Self.logins(of: .privacyOfficer)); at the desk petra and noor.
        The six digits of the second factor: entree staff digits --demo
        """
    }
}
