import ArgumentParser
import Catalogue
import Domain
import Foundation
import Triage
import Web
import Wording

/// `entree casus`: fictional cases with the advice they should get.
struct CasusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "casus",
        abstract: "Runs fictional cases and tells which get the advice they should get.",
        discussion:
            "Without a file: the cases in the content folder. With --walk N12: shows one case step by step, for a panel to live through.")

    @Argument(help: "A file with cases; default: casussen.yaml in the content folder.") var file: String?
    @OptionGroup var content: ContentOptions
    @OptionGroup var language: LanguageOptions
    @Option(help: ArgumentHelp("Show one case on screen.", valueName: "id")) var walk: String?
    @Flag(help: "Answer as JSON.") var json = false

    func run() async throws {
        let content = try content.load()
        let cases = try cases(content)
        let bench = CaseBench(engine: content.engine)
        if let walk {
            guard let one = cases.first(where: { $0.id == walk }) else {
                throw Finding.usage("no case '\(walk)'; there are: \(cases.map(\.id).joined(separator: ", "))")
            }
            Terminal.say(
                bench.story(one, AdviceText(engine: content.engine, wording: try language.wording(content))).joined(separator: "\n"))
            return
        }
        let results = cases.map { (one: $0, misses: bench.misses($0)) }
        let failed = results.filter { !$0.misses.isEmpty }.count
        Terminal.say(json ? Self.json(results, failed).serialised : text(results, failed, bench))
        if failed > 0 { throw ExitCode(1) }
    }

    private func cases(_ content: Content) throws -> [Casus] {
        guard let file else { return content.cases }
        let url = URL(fileURLWithPath: file).standardizedFileURL
        do {
            return try ContentFolder(url.deletingLastPathComponent().path)
                .cases(inFile: url.lastPathComponent, landscape: content.landscape)
        } catch {
            throw Finding.broken(error.problems.map(\.description).joined(separator: "\n"))
        }
    }

    private static func json(_ results: [(one: Casus, misses: [String])], _ failed: Int) -> JSON {
        [
            "cases": .array(
                results.map { ["id": .string($0.one.id), "passed": .bool($0.misses.isEmpty), "misses": .texts($0.misses)] }),
            "passed": .number(results.count - failed), "failed": .number(failed),
        ]
    }

    private func text(_ results: [(one: Casus, misses: [String])], _ failed: Int, _ bench: CaseBench) -> String {
        var lines: [String] = []
        for (one, misses) in results {
            lines.append("\(misses.isEmpty ? "passed" : "FAILED")  \(one.id)  \(one.title)")
            lines += misses.map { "          \($0)" }
            lines.append("          \(bench.trail(one))")
        }
        return (lines + ["", "\(results.count - failed) passed, \(failed) failed"]).joined(separator: "\n")
    }
}
