/// How long each step may take before the desk hears of it. The person is never reminded.
///
/// The hours are a proposal that the organisations must agree on; nobody has yet.
/// - Source: product E; R101, R96 for the weeks of a waiting list.
public enum ReferralClock {
    private static let hour: Int64 = 3600
    private static let day: Int64 = 86_400
    /// Weeks on a waiting list after which the desk looks what else there is.
    /// - Source: R96.
    public static let waitingWeeks: [Int64] = [4, 14, 26]

    /// Seconds that the owner has after a step; nil when nobody must do anything.
    public static func seconds(after step: ReferralStep.Kind, _ urgency: Urgency) -> Int64? {
        let answer: Int64 =
            switch urgency {
            case .u0: hour
            case .u1: 4 * hour
            case .u2: day
            case .u3: 3 * day
            case .u4: 7 * day
            }
        switch step {
        case .asked, .question, .answered, .seen, .accepted, .shared, .met, .missed, .declined, .failed, .looked: return answer
        case .waitlisted: return waitingWeeks[0] * 7 * day
        // A day after the meeting somebody says how it went.
        case .planned: return day
        // The person chooses in their own time; who helps them now looks after them meanwhile.
        case .forward, .forwardAgreed, .forwardRefused: return 7 * day
        // Help that goes on is asked after now and then.
        case .begun, .arrived, .discarded, .silenced: return 13 * 7 * day
        // Whoever was given a code comes when they can; the desk looks again.
        case .reaching: return max(4 * hour, min(3 * answer, 7 * day))
        case .ended, .cancelled, .withdrawn, .returned, .unreached, .finished: return nil
        }
    }

    /// Until when the owner has time.
    /// - Parameter waitingSince: since when the person stands on a waiting list; nil when they do not.
    public static func due(
        after step: ReferralStep, at now: Instant, _ urgency: Urgency, waitingSince: Instant? = nil
    ) -> Instant? {
        if step.kind == .looked, let waitingSince { return nextLook(waitingSince: waitingSince, at: now) }
        guard let seconds = seconds(after: step.kind, urgency) else { return nil }
        switch step.kind {
        case .planned: return (step.planned ?? now).adding(seconds: seconds)
        default: return now.adding(seconds: seconds)
        }
    }

    /// Until when nobody looks at a waiting list again: the next of the weeks after which it is looked at.
    public static func nextLook(waitingSince start: Instant, at now: Instant) -> Instant {
        let looks = waitingWeeks.map { start.adding(seconds: $0 * 7 * day) }
        return looks.first { $0 > now } ?? now.adding(seconds: 13 * 7 * day)
    }
}
