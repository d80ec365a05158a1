import ArgumentParser
import NIOCore
import NIOPosix

/// The one program: the site, the rules, the directory and their checks.
@main
struct Entree: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "entree",
        abstract: "The front door after sexual violence: from a few questions to the right help.",
        discussion: """
            Everything it says comes from a folder of content (--content): services, rules, questions, texts, cases.
            Exit codes: 0 good, 1 a finding, 2 wrong usage, 3 broken content.
            """,
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, TriageCommand.self, CasusCommand.self, RulesCommand.self, ContentCommand.self, LandscapeCommand.self,
            StaffCommand.self, AuditCommand.self, MigrateCommand.self, BackupCommand.self, DoctorCommand.self, MeasureCommand.self,
        ])

    static func main() async {
        SilentCrash.arrange()
        // One set of threads for the network and for everything else: an answer need not change threads on its way.
        NIOSingletons.unsafeTryInstallSingletonPosixEventLoopGroupAsConcurrencyGlobalExecutor()
        do {
            var command = try parseAsRoot(nil)
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            if let finding = error as? Finding ?? Finding(database: error) {
                Terminal.complain(finding.message)
                exit(withError: ExitCode(finding.code))
            }
            // The parser's own code for wrong usage is 64; here it is 2, as for every other tool of this kind.
            let code = exitCode(for: error)
            let message = fullMessage(for: error)
            if code == .success {
                if !message.isEmpty { Terminal.say(message) }
                exit(withError: ExitCode.success)
            }
            if !message.isEmpty { Terminal.complain(message) }
            exit(withError: error is ExitCode ? code : ExitCode(code == .validationFailure ? 2 : code.rawValue))
        }
    }
}

/// Why a command ends otherwise than well.
struct Finding: Error {
    let code: Int32
    let message: String

    /// Something is not as it should be.
    static func found(_ message: String) -> Finding { Finding(code: 1, message: message) }
    /// The command was asked wrongly.
    static func usage(_ message: String) -> Finding { Finding(code: 2, message: message) }
    /// The content cannot be used.
    static func broken(_ message: String) -> Finding { Finding(code: 3, message: message) }
}
