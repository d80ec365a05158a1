import ArgumentParser
import Catalogue
import Domain
import Triage
import Web

/// `entree content`: is everything that the product says whole and ready?
struct ContentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "content", abstract: "Checks services, rules, questions, texts and cases.", subcommands: [Check.self])

    /// `entree content check`
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Checks every file of the content folder, and tells what is wrong by file and line.",
            discussion: "With --release also what must be done before people see it: numbers that nobody called, hours that nobody checked."
        )

        @OptionGroup var content: ContentOptions
        @Flag(help: "Refuse what is not ready for the public.") var release = false
        @Flag(help: "Allow what nobody called or checked yet (the default).") var demo = false
        @Flag(help: "Answer as JSON.") var json = false

        func run() async throws {
            let content = try content.load()
            let findings = release && !demo ? content.releaseFindings : []
            let shelf = content.settings.languages.first.flatMap { content.knowledge[$0] }
            if json {
                let report: JSON = [
                    "services": .number(content.landscape.services.count), "rules": .number(content.rules.count),
                    "cases": .number(content.cases.count), "cards": .number(shelf?.cards.count ?? 0),
                    "phrases": .number(shelf?.phrases.count ?? 0), "practice": .number(content.practice.count),
                    "languages": .texts(content.wording.keys.sorted()),
                    "findings": .array(
                        findings.map { ["file": .string($0.file), "line": .number($0.line), "reason": .string($0.reason)] }),
                ]
                Terminal.say(report.serialised)
            } else {
                Terminal.say(findings.map(\.description).joined(separator: "\n"))
                let counts =
                    "\(content.landscape.services.count) services, \(content.rules.count) rules, \(content.cases.count) cases, "
                    + "\(shelf?.cards.count ?? 0) cards and \(shelf?.phrases.count ?? 0) phrases for workers, \(content.practice.count) conversations to practise with"
                Terminal.say("\(counts): " + (findings.isEmpty ? "good" : "\(findings.count) findings"))
            }
            if !findings.isEmpty { throw ExitCode(1) }
        }
    }
}
