import Domain
import Triage
import Web

extension CaseBench {
    /// A case as a panel lives through it: who asks, what they said, what we answer, what to watch for.
    func story(_ one: Casus, _ text: AdviceText) -> [String] {
        let known = one.situation.json.members ?? []
        var lines = ["\(one.id)  \(one.title)", one.persona, ""]
        lines += known.map { "  \($0.0): \($0.1.text ?? ($0.1.elements ?? []).compactMap(\.text).joined(separator: ", "))" }
        lines += ["  at: \(one.at.rfc3339)", ""]
        lines += text.lines(text.engine.advise(one.situation, at: one.at))
        lines += ["", one.because, ""]
        lines += one.behaviour.map { "[ ] \($0)" }
        let misses = misses(one)
        return lines + [""] + (misses.isEmpty ? ["passed"] : misses.map { "FAILED: \($0)" })
    }
}
