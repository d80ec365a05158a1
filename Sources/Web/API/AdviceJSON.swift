import Domain
import Triage
import Wording

/// The advice as other systems get it: the same from the command line as from the API.
///
/// - Parameters:
///   - engine: the engine that gave the advice; it knows the rules and services that the advice points at.
///   - wording: the texts in which the reasons are told.
/// - Source: triage vocabulary, 'Advice'; R19, R21, R31.
public func adviceJSON(_ advice: Advice, engine: AdviceEngine, wording: Wording) -> JSON {
    let writer = AdviceWriter(engine: engine, wording: wording)
    return [
        "urgency": .string(advice.urgency.id),
        "first": .array(advice.first.map(writer.recommendation)),
        "also": .array(advice.also.map(writer.recommendation)),
        "notices": .array(advice.notices.map(writer.notice)),
        "channelsOff": .bool(advice.channelsOff),
        "talk": writer.talk(advice),
    ]
}

struct AdviceWriter {
    let engine: AdviceEngine
    let wording: Wording

    func recommendation(_ recommendation: Recommendation) -> JSON {
        let opening = OpeningState(recommendation.opening)
        return [
            "service": .string(engine.landscape.services[recommendation.service].slug),
            "open": .bool(opening.open),
            "opensAt": .optional(opening.opensAt),
            "hoursChecked": .bool(opening.checked),
            "reasons": reasons(recommendation.rules),
        ]
    }

    func notice(_ due: DueNotice) -> JSON {
        ["id": .string(due.notice.id), "reasons": reasons(due.rules)]
    }

    // Until there are conversations here, talking is what the lines offer that answer at this moment.
    func talk(_ advice: Advice) -> JSON {
        let answering = (advice.first + advice.also).filter { $0.opening.isOpen }
            .map { engine.landscape.services[$0.service] }.filter(\.answersPeople)
        return [
            "chat": ["offered": false, "lines": .texts(answering.map(\.slug))],
            "message": ["offered": false],
            "callback": ["offered": false],
        ]
    }

    private func reasons(_ rules: [Int]) -> JSON {
        .array(
            rules.map { index in
                let rule = engine.rules[index]
                return [
                    "rule": .string(rule.id),
                    "text": .string(wording["reasons." + rule.because]),
                    "source": .string(rule.source),
                    "verified": .string(rule.verifiedOn.description),
                ]
            })
    }
}

/// Whether somebody answers at a moment, as other systems are told.
struct OpeningState {
    let open: Bool
    /// In UTC, RFC 3339; nil when open, and when nobody can say.
    let opensAt: String?
    /// Whether the hours are known well enough to say.
    let checked: Bool

    init(_ opening: Opening) {
        open = opening.isOpen
        checked = opening != .unchecked
        if case .closed(let instant) = opening { opensAt = instant?.rfc3339 } else { opensAt = nil }
    }
}
