public import Domain
import Vault

/// A referral as somebody who has to do with it sees it.
public struct OpenedReferral: Sendable {
    public let referral: Referral
    public let sender: Receiver
    public let receiver: Receiver
    /// What stands in the lists.
    public let line: Confidential<String>
    /// What is asked, without identity.
    public internal(set) var question: Confidential<String>
    /// What the person need not be asked again, one a line.
    public let told: [String]
    /// Oldest first.
    public internal(set) var steps: [Step]
    /// Steps that whoever looks may do now.
    public let next: [ReferralStep.Kind]
    /// Until when its owner has time; nil for the person, who is never hurried.
    public let due: Instant?
    /// Which side whoever looks is on.
    public let side: ReferralStep.Side
    /// On whose word somebody was sent to the desk; nil for every other referral.
    public var ground: InwardGround?
    /// Whether it was taken back from whoever looks: that is all that is left of it for them.
    public internal(set) var isTakenBack = false
    /// Whether the time is over for which the person let whoever looks read something. What is left is what they did and still have to say.
    public internal(set) var isTimeOver = false

    public struct Step: Sendable {
        public let at: Instant
        public internal(set) var step: ReferralStep
        /// Name of the worker, or nil when it was the person.
        public let by: String?
        /// Name of the organisation; empty for the person.
        public let organisation: String
        /// Who is proposed to go on.
        public var toward: Receiver?
    }

    /// Since when the person stands on a waiting list; nil when they do not.
    public let waitingSince: Instant?

    /// A proposal to pass on that the person has not answered.
    public var openForward: Step? {
        let last = steps.last { [.forward, .forwardAgreed, .forwardRefused].contains($0.step.kind) }
        return last?.step.kind == .forward && !referral.state.isOver ? last : nil
    }

    /// Whether it ended without anybody's word, because the time was over for which the person let that team read.
    public var isLapsed: Bool { referral.state == .failed && referral.intent == .proposal && last(.failed) == nil }

    /// Takes away the question and what the person wrote: to say how it ended, a team needs its own steps and nothing else. What need not be
    /// asked again stays, because it spares the person.
    mutating func leaveSteps() {
        isTimeOver = true
        question = Confidential("")
        for index in steps.indices where steps[index].by == nil || [.asked, .answered].contains(steps[index].step.kind) {
            steps[index].step = ReferralStep(steps[index].step.kind)
        }
    }

    /// The newest step of a kind.
    public func last(_ kind: ReferralStep.Kind) -> Step? { steps.last { $0.step.kind == kind } }
}

extension ReferralStep {
    var packed: [UInt8] {
        Packed.write([
            [2], Array(kind.rawValue.utf8), Array(text.revealed.utf8), Array((decline?.rawValue ?? "").utf8),
            Array((outcome?.rawValue ?? "").utf8), planned.map { Packed.number($0.seconds) } ?? [], [isForPerson ? 1 : 0],
            team?.bytes ?? [],
        ])
    }

    init?(packed bytes: [UInt8]) {
        // What was written before words could be meant for the person, is not.
        guard let fields = Packed.read(bytes), fields.count == 6 && fields[0] == [1] || fields.count == 8 && fields[0] == [2],
            let kind = Kind(rawValue: Packed.text(fields[1]))
        else { return nil }
        self.init(
            kind, text: Confidential(Packed.text(fields[2])), decline: Decline(rawValue: Packed.text(fields[3])),
            outcome: Outcome(rawValue: Packed.text(fields[4])),
            planned: fields[5].isEmpty ? nil : Instant(seconds: Packed.number(fields[5])),

            isForPerson: fields.count == 8 && fields[6] == [1], team: fields.count == 8 ? Identifier(bytes: fields[7]) : nil)
    }
}

/// What stands in the section of a referral.
struct ReferralContent {
    var line = Confidential("")
    var question = Confidential("")
    var told: [String] = []
    var ground: InwardGround?
    var steps: [(at: Instant, author: ItemAuthor, step: ReferralStep)] = []

    /// Whether a step is for who sent somebody to the desk as well. They always hear that it was received, taken back, or that nothing more
    /// follows; the rest as long as the person lets it be known. Of any other referral both sides hear everything.
    func senderHears(_ kind: ReferralStep.Kind) -> Bool {
        guard let ground else { return true }
        guard !steps.contains(where: { $0.step.kind == .silenced }) else { return false }
        return switch kind {
        case .discarded: false
        case .seen, .silenced, .cancelled: true
        default: ground.tells
        }
    }

    /// Since when the person stands on a waiting list.
    var waitingSince: Instant? {
        // A list that was given a longer time is still the same list.
        steps.reversed().prefix { ![.planned, .missed, .begun].contains($0.step.kind) }.last { $0.step.kind == .waitlisted }?.at
    }
}

extension Workplace {
    func referralContent(_ section: DossierSection, _ key: SectionKey) async throws(WorkRefusal) -> ReferralContent {
        try await stored {
            var content = ReferralContent()
            for sealed in try await stores.sections.items(section.id, after: 0, limit: 10_000) {
                let item = try ItemSealer.open(sealed, dossier: section.dossier, under: key)
                guard let fields = Packed.read(item.content.revealed), fields.count == 2 else { throw WorkRefusal.notFound }
                switch item.kind {
                case .referral:
                    guard let words = Packed.read(fields[1]), words.count >= 2 else { throw WorkRefusal.notFound }
                    content.line = Confidential(Packed.text(words[0]))
                    content.question = Confidential(Packed.text(words[1]))
                    content.told = words.dropFirst(2).map { Packed.text($0) }
                case .referralGround: content.ground = InwardGround(packed: fields[1])
                case .referralStep:
                    guard let step = ReferralStep(packed: fields[1]) else { throw WorkRefusal.notFound }
                    content.steps.append((Instant(seconds: Packed.number(fields[0])), item.author, step))
                default: break
                }
            }
            return content
        }
    }

    func opened(
        _ referral: Referral, _ content: ReferralContent, for side: ReferralStep.Side, due: Instant?
    ) async throws(WorkRefusal) -> OpenedReferral {
        guard let from = try await stored({ try await stores.teams.team(referral.from) }), let sender = try await receiver(from),
            let to = try await stored({ try await stores.teams.team(referral.to) }), let receiver = try await receiver(to)
        else { throw .notFound }
        var steps: [OpenedReferral.Step] = []
        for (at, author, step) in content.steps {
            guard case .worker(let id) = author, let worker = try await stored({ try await stores.workers.worker(id) }) else {
                steps.append(.init(at: at, step: step, by: nil, organisation: "", toward: try await toward(step)))
                continue
            }
            let organisation = worker.organisation == receiver.organisation ? receiver.organisationName : sender.organisationName
            steps.append(.init(at: at, step: step, by: name(worker), organisation: organisation, toward: try await toward(step)))
        }
        var opened = OpenedReferral(
            referral: referral, sender: sender, receiver: receiver, line: content.line, question: content.question, told: content.told,
            steps: steps, next: referral.steps(for: side), due: due, side: side,
            waitingSince: referral.state == .accepted ? content.waitingSince : nil)
        opened.ground = content.ground
        return opened
    }

    private func toward(_ step: ReferralStep) async throws(WorkRefusal) -> Receiver? {
        guard let id = step.team, let team = try await stored({ try await stores.teams.team(id) }) else { return nil }
        return try await receiver(team)
    }

    /// The referral after a step, with what is written for it. Cards are sealed so that both sides see the new state in their lists.
    func stepped(
        _ referral: Referral, _ step: ReferralStep, by side: ReferralStep.Side, consent: Identifier<Consent>? = nil,
        line: Confidential<String>, waitingSince: Instant? = nil, hears: Bool = true
    ) async throws(WorkRefusal) -> Referral {
        var next: Referral
        do {
            next = try referral.after(step, by: side)
        } catch {
            throw error == .incomplete ? .incomplete : .outOfOrder
        }
        if let consent { next.consent = consent }
        let card = ReferralCard(
            since: now(), due: ReferralClock.due(after: step, at: now(), referral.urgency, waitingSince: waitingSince), step: step.kind,
            line: line)
        var received = card
        // What is taken back leaves the receiver's list with its words.
        if [.withdrawn, .cancelled].contains(step.kind), !referral.isInward { received.line = Confidential("") }
        next.received = try await sealed(received, of: referral.id, to: referral.to)
        // Whoever sent somebody here hears what the person lets be known, and nothing else: their card stays as it was.
        if hears { next.sent = try await sealed(referral.isInward ? card.forSender : card, of: referral.id, to: referral.from) }
        return next
    }

    func sealed(
        _ card: ReferralCard, of id: Identifier<Referral>, to team: Identifier<Team>
    ) async throws(WorkRefusal) -> Referral.SealedCard {
        guard let team = try await stored({ try await stores.teams.team(team) }), let key = team.publicKey else { throw .nobodyReceives }
        return try await stored { try ReferralCardSeal.seal(card, of: id, to: team.id, generation: team.generation, key) }
    }
}
