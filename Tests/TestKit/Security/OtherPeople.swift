import Domain
import Foundation
import Vault
import Workflows

/// People beside those of the desk.
extension TestWorkplace {
    /// How colleagues call somebody.
    public func name(_ worker: SupportWorker) -> String { (try? place.fields.open(worker.name, of: worker.id))?.revealed ?? "?" }

    /// Somebody of another organisation, in all its teams, who accepted and is in.
    /// - Returns: their cookie, as it is sent.
    public func joined(_ login: String, _ role: Role, _ organisation: WorkOrganisation, _ teams: [Team]) async throws -> String {
        let code = try await place.invite(
            name: login.capitalized, login: login, role: role, organisation: organisation.id, teams: teams.map(\.id))
        let cookie = try await AcceptInvitation(place)(
            code.text, passphrase: Confidential(Self.passphrase), secondFactor: Self.factor, factor: Self.factor.code(now: clock.now))
        return "__Host-w=" + cookie
    }
}
