import ArgumentParser
import Domain
import Storage
import Vault
import Workflows

/// `entree staff`: the first people of an organisation. Whoever comes after them is invited on the site.
struct StaffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: "Makes the first administrator of an organisation.",
        subcommands: [Found.self, Digits.self])

    /// `entree staff found`.
    struct Found: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "found", abstract: "Makes an organisation with its desk, and invites its administrator.",
            discussion: """
                The invitation code is shown once. Hand it over in another way than by mail; it opens for three days.
                The administrator chooses a passphrase on the site; nobody else ever knows it, and nobody can reset it.
                """)

        @OptionGroup var content: ContentOptions
        @OptionGroup var installation: InstallationOptions
        @Option(help: "Name of the organisation.") var organisation: String
        @Option(help: "Name of the team that answers people, as they will read it.") var desk: String
        @Option(help: "Name of the administrator.") var name: String
        @Option(help: "Login name of the administrator.") var login: String

        func run() async throws {
            let databases = try await installation.databases()
            let place = try await installation.workplace(databases, content: content.content, makesKeys: true)
            let code = try await invitation(place)
            Terminal.say("Invitation code, shown once: \(code.text.revealed)")
            Terminal.say("It is used on the site at /nl/werk/nieuw within three days.")
            await databases.close()
        }

        private func invitation(_ place: Workplace) async throws -> InvitationCode {
            do {
                return try await FoundOrganisation(place)(organisation: organisation, desk: desk, name: name, login: login)
            } catch {
                throw Finding.found(error == .loginTaken ? "the login name is taken" : "the invitation could not be kept")
            }
        }
    }

    /// `entree staff digits`.
    struct Digits: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "digits", abstract: "Shows the six digits of the invented people of a demonstration.")

        @Flag(help: "Only for a demonstration: real people have their own app.") var demo = false

        func run() throws {
            guard demo else { throw Finding.usage("only with --demo: real people have their own app for this") }
            Terminal.say(DemonstrationDesk.factor.code(now: Clock.now()).revealed)
        }
    }
}
