import ArgumentParser
import Catalogue
import Domain
import Triage

/// `entree measure`: how long the parts take, for the bench.
struct MeasureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "measure", abstract: "Times one advice or the proof.", shouldDisplay: false,
        subcommands: [OneAdvice.self, OneProof.self])

    struct OneAdvice: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "advice", abstract: "Nanoseconds for one advice, over the cases of the content.")
        @OptionGroup var content: ContentOptions

        func run() async throws {
            let content = try content.load()
            let engine = content.engine
            let rounds = 300
            var noticed = 0
            func round() { for one in content.cases { noticed &+= engine.advise(one.situation, at: one.at).notices.count } }
            for _ in 0..<20 { round() }
            let (_, seconds) = await Clock.seconds { for _ in 0..<rounds { round() } }
            Terminal.say("\(Int(seconds * 1e9 / Double(rounds * content.cases.count)))")
            if noticed == 0 { throw Finding.found("no advice had a notice") }
        }
    }

    struct OneProof: AsyncParsableCommand {
        static let configuration = CommandConfiguration(commandName: "proof", abstract: "Seconds for the proof of the rules.")
        @OptionGroup var content: ContentOptions

        func run() async throws {
            let content = try content.load()
            let (report, seconds) = await Clock.seconds { await content.prove() }
            Terminal.say("\(seconds)")
            if !report.holds { throw Finding.found("a promise is broken") }
        }
    }
}
