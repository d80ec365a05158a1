import ArgumentParser
import Catalogue
import Domain
import Triage
import Web

/// `entree rules`: proves and shows the rules.
struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Proves and shows the rules.", subcommands: [Check.self, Show.self])

    /// `entree rules check`: every promise, for every situation.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Proves sixteen promises over every situation, and for opening hours over every moment of a year.",
            discussion:
                "A promise that is broken is shown with a situation in which it breaks. Exit 1 when one is. A proof that holds is remembered in --data."
        )

        @OptionGroup var content: ContentOptions
        @Flag(help: "Answer as JSON.") var json = false
        @Option(help: ArgumentHelp("Folder for the receipt of a proof that holds.", valueName: "dir")) var data: String?

        func run() async throws {
            let content = try content.load(toProve: true)
            let (report, seconds) = await Clock.seconds { await content.prove() }
            Terminal.say(json ? report.json(seconds).serialised : report.text(seconds, content.forbiddenPassages.map(\.description)))
            guard report.holds else { throw ExitCode(1) }
            if let data { try Receipts(folder: data).write(content) }
        }
    }

    /// `entree rules show`: all rules as a page to read.
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Prints all rules as a page that a domain expert can read.")

        @OptionGroup var content: ContentOptions
        @OptionGroup var language: LanguageOptions

        func run() async throws {
            let content = try content.load()
            Terminal.say(RulePage(content: content, wording: try language.wording(content)).text)
        }
    }
}

extension ProofReport {
    func json(_ seconds: Double) -> JSON {
        [
            "situations": .double(situations), "evaluated": .number(evaluated), "seconds": .double((seconds * 1000).rounded() / 1000),
            "invariants": .array(
                findings.map { finding in
                    [
                        "id": .string(finding.id), "holds": .bool(finding.holds),
                        "counterexample": finding.counterexample.map(\.json) ?? .null,
                        "statement": .string(finding.statement), "undecided": .bool(finding.undecided),
                        "evaluated": .number(finding.evaluated),
                    ]
                }),
        ]
    }

    func text(_ seconds: Double, _ passages: [String]) -> String {
        var lines: [String] = []
        for finding in findings {
            lines.append("\(finding.holds ? "holds " : "BROKEN") \(finding.id.count < 2 ? " " : "")\(finding.id)  \(finding.statement)")
            if let situation = finding.counterexample {
                let known = situation.json.members ?? []
                let words = known.map { "\($0.0) = \($0.1.text ?? ($0.1.elements ?? []).compactMap(\.text).joined(separator: "+"))" }
                lines.append("          for example when " + (words.isEmpty ? "nothing is known" : words.joined(separator: ", ")))
            }
            if finding.undecided { lines.append("          not proven: the search was given up") }
        }
        lines += passages
        let rounded = (seconds * 100).rounded() / 100
        return (lines + ["", "\(situations) situations, \(evaluated) looked at, \(rounded) s"]).joined(separator: "\n")
    }
}
