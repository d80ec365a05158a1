import ArgumentParser
import Domain
import Triage
import Web
import Wording

/// `entree triage`: advice for a situation on standard input.
struct TriageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "triage",
        abstract: "Advice for a situation, read as JSON from standard input.",
        discussion: """
            Example: echo '{"asker": "victim", "when": "within_72h", "age": "18_plus"}' | entree triage --at 2026-12-24T23:30
            The same as POST /api/v1/advice. What is left out is unknown; an empty object is a good question.
            """)

    @OptionGroup var content: ContentOptions
    @OptionGroup var moment: MomentOptions
    @OptionGroup var language: LanguageOptions
    @Flag(help: "Answer as JSON (the default is JSON too; --text reads easier).") var json = false
    @Flag(help: "Answer as text for a person.") var text = false

    func run() async throws {
        guard let bytes = Terminal.read(upTo: 65_536) else { throw Finding.usage("the situation is larger than 65536 bytes") }
        let situation = try Self.situation(bytes)
        let content = try content.load()
        let wording = try language.wording(content)
        let engine = content.engine
        let advice = engine.advise(situation, at: try moment.instant())
        if text && !json {
            Terminal.say(AdviceText(engine: engine, wording: wording).lines(advice).joined(separator: "\n"))
        } else {
            Terminal.say(adviceJSON(advice, engine: engine, wording: wording).serialised)
        }
    }

    static func situation(_ bytes: [UInt8]) throws -> Situation {
        let json: JSON
        do {
            json = try JSON(parsing: bytes)
        } catch {
            throw Finding.usage("the situation is no JSON: \(error.sentence)")
        }
        do {
            return try Situation(json: json)
        } catch {
            throw Finding.usage(error.sentences.joined(separator: "\n"))
        }
    }
}

/// An advice as a person reads it in a terminal.
struct AdviceText {
    let engine: AdviceEngine
    let wording: Wording

    func lines(_ advice: Advice) -> [String] {
        var lines = ["\(advice.urgency.id)  \(wording["site.urgency.\(advice.urgency.id)"])"]
        if advice.channelsOff { lines.append(wording["site.advice.channels_off"]) }
        lines.append("\n" + wording["site.advice.first_title"])
        lines += advice.first.map(line)
        lines.append("\n" + wording["site.advice.also_title"])
        lines += advice.also.map(line)
        lines.append("\n" + wording["site.advice.know_title"])
        lines += advice.notices.map { "- \(wording["notices.\($0.notice.id).title"])  [\($0.notice.id)]" }
        return lines
    }

    private func line(_ recommendation: Recommendation) -> String {
        let service = engine.landscape.services[recommendation.service]
        let number = service.contact.phones.first { $0.channel == .voice }?.number.written ?? ""
        let rules = recommendation.rules.map { engine.rules[$0].id }.joined(separator: ", ")
        return "- \(wording["services.\(service.slug).name"])  \(number)  \(state(recommendation.opening))  [\(service.slug): \(rules)]"
    }

    private func state(_ opening: Opening) -> String {
        switch opening {
        case .open: wording["site.call.open_now"]
        case .closed: wording["site.call.closed"]
        case .unchecked: wording["site.call.hours_unchecked"]
        }
    }
}
