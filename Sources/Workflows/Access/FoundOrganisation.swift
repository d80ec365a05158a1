import Domain
public import Vault

/// Makes an organisation with its teams, and invites its first administrator; for whoever runs the machine.
///
/// It stands in the log like everything else, readable by nobody: no team has a key yet. That it happened, and when, cannot be taken away.
public struct FoundOrganisation: Sendable {
    let place: Workplace
    public init(_ place: Workplace) { self.place = place }

    /// - Returns: the invitation code, shown once.
    /// - Throws: `.loginTaken`, with nothing made; `.logUnavailable`; `.storeUnavailable`.
    public func callAsFunction(organisation: String, desk: String, name: String, login: String) async throws(WorkRefusal) -> InvitationCode
    {
        let locator = place.fields.locator(login: Confidential(login))
        guard try await place.stored({ try await place.stores.workers.worker(login: locator) }) == nil else { throw .loginTaken }
        _ = try await place.logged(
            AuditEntry(.workerInvited, .create, at: place.now(), by: .system, detail: Role.administrator.rawValue),
            AuditReaders(subject: nil, review: nil, scope: place.chance.bytes(32)))
        let (founded, teams) = try await place.found(organisation: organisation, desk: desk)
        return try await place.invite(
            name: name, login: login, role: .administrator, organisation: founded.id,
            teams: teams.filter { $0.kind == .review }.map(\.id))
    }
}
