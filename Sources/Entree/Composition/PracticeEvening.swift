import Domain
import Synchronization
import Triage
import Vault
import Workflows

/// Fills an invented desk with an evening to practise at: every conversation begins and goes on by the same workflows as on the site, at the
/// moments at which the content says that it did.
struct PracticeEvening {
    /// A clock that is put at each moment of the evening in turn.
    private final class PastClock: Sendable {
        private let held: Mutex<Instant>
        init(_ instant: Instant) { held = Mutex(instant) }
        var now: Instant { held.withLock { $0 } }
        func set(_ instant: Instant) { held.withLock { $0 = instant } }
    }

    /// One step of one conversation.
    private struct Step {
        let minutes: Int
        let index: Int
        let act: Act
    }
    private enum Act {
        case begin, claim, wrapUp
        case say(PracticeConversation.Line)
    }

    /// A conversation that has begun.
    private struct Begun {
        let id: Identifier<Conversation>
        /// The person's side; nil for what was said on the telephone.
        let person: PersonSession?
        /// Messages that stand in it.
        var count: Int
    }

    private let all: [PracticeConversation]
    private let site: Workplace
    private let past: Workplace
    private let clock: PastClock
    private let questions: [Question]
    private let engine: AdviceEngine
    /// What the desk says when it ends what was no request for help.
    private let farewell: (LanguageTag) -> String?
    private let start: Instant

    init(
        _ all: [PracticeConversation], at place: Workplace, questions: [Question], engine: AdviceEngine,
        farewell: @escaping (LanguageTag) -> String?
    ) {
        self.all = all
        self.questions = questions
        self.engine = engine
        self.farewell = farewell
        site = place
        start = place.now()
        let clock = PastClock(start)
        self.clock = clock
        past = Workplace(
            stores: place.stores, instance: place.instance, codes: place.codes, passphrases: place.passphrases, keys: place.keys,
            log: place.log, chance: place.chance, now: { clock.now }, words: place.words, commonPassphrases: place.commonPassphrases)
    }

    /// Whether nothing stands on the desk yet.
    func isNeeded() async throws -> Bool {
        let desks = try await site.stores.teams.teams(of: nil).filter { $0.kind == .desk }.map(\.id)
        let waiting = try await site.stores.conversations.queue(of: desks, limit: 1)
        let closed = try await site.stores.conversations.closed(of: desks, limit: 1)
        return waiting.isEmpty && closed.isEmpty
    }

    /// - Returns: the invented people whose chats go on.
    /// - Throws: `WorkRefusal.unknown` when people entered at this desk before: its second factors are ahead of the evening.
    func fill() async throws -> [PracticePerson] {
        let steps = all.indices.flatMap(steps).sorted { ($0.minutes, -$0.index) > ($1.minutes, -$1.index) }
        let helpers = try await helpers(before: steps.first?.minutes ?? 0)
        var begun: [Int: Begun] = [:]
        for step in steps {
            clock.set(start.adding(seconds: Int64(-step.minutes) * 60))
            let one = all[step.index]
            switch step.act {
            case .begin: begun[step.index] = try await begin(one, helpers)
            case .claim: if let now = begun[step.index] { try await claim(one, now, helpers) }
            case .say(let line): if let now = begun[step.index] { begun[step.index] = try await say(line, one, now, helpers) }
            case .wrapUp: if let now = begun[step.index] { try await wrapUp(one, now, helpers) }
            }
        }
        return all.indices.compactMap { index in
            let one = all[index]
            guard one.kind == .chat, one.work.closed == nil, let session = begun[index]?.person else { return nil }
            return PracticePerson(session: session, next: one.next, leaves: one.leaves)
        }
    }

    // In the order in which they happen within the same minute.
    private func steps(_ index: Int) -> [Step] {
        let one = all[index]
        var steps = [Step(minutes: one.start, index: index, act: .begin)]
        let lines = one.kind == .message || one.kind == .call ? one.said.drop { $0.isPerson && $0.minutes == one.start } : one.said[...]
        var isClaimed = one.work.helper == nil || one.kind == .phone
        func claimed(_ minutes: Int) {
            if !isClaimed { steps.append(Step(minutes: minutes, index: index, act: .claim)) }
            isClaimed = true
        }
        for line in one.kind == .phone ? [] : lines {
            if !line.isPerson { claimed(line.minutes) }
            steps.append(Step(minutes: line.minutes, index: index, act: .say(line)))
        }
        let last = max(0, (steps.last?.minutes ?? one.start) - 1)
        claimed(last)
        if one.work != PracticeConversation.Work() { steps.append(Step(minutes: last, index: index, act: .wrapUp)) }
        return steps
    }

    private typealias Helpers = [String: WorkerSession]

    private func helpers(before minutes: Int) async throws -> Helpers {
        clock.set(start.adding(seconds: Int64(-minutes - 60) * 60))
        var helpers: Helpers = [:]
        for login in Set(all.flatMap { [$0.work.helper, $0.work.asked].compactMap(\.self) }) {
            let cookie = try await EnterWork(past)(
                login: Confidential(login), passphrase: Confidential(DemonstrationDesk.passphrase),
                factor: DemonstrationDesk.factor.code(now: clock.now))
            helpers[login] = try await past.workerSession(cookie)
            await past.endSession(cookie)
        }
        return helpers
    }

    private func begin(_ one: PracticeConversation, _ helpers: Helpers) async throws -> Begun? {
        let answers = Answers(steps: one.answers.map { .init(question: $0.question, choices: $0.choices) })
        let situation = answers.situation(questions)
        let urgency = one.answers.isEmpty ? .u2 : engine.advise(situation, at: clock.now).urgency
        let told = one.answers.isEmpty ? nil : Confidential(answers.text)
        let seed = past.conversationSeed()
        if one.kind == .phone {
            guard let helper = one.work.helper.flatMap({ helpers[$0] }) else { return nil }
            let call = PhoneCall(
                told: Confidential(one.said.first?.text ?? ""), note: Confidential(one.work.note ?? ""), answers: told,
                isMonitored: situation.monitored == .yes, language: one.language)
            return Begun(id: try await KeepPhoneCall(past)(call, seed, urgency: urgency, by: helper), person: nil, count: 1)
        }
        let isChat = one.kind == .chat
        let first = isChat ? nil : one.said.first { $0.isPerson && $0.minutes == one.start }?.text
        let message = FirstMessage(
            text: Confidential(first ?? ""), language: one.language, answers: isChat ? nil : told,
            isMonitored: situation.monitored == .yes, contact: one.call.map(contact), isChat: isChat,
            needs: isChat ? situation.skills : [])
        let cookie = try await OpenConversation(past)(message, seed, urgency: urgency)
        guard let session = try await past.personSession(cookie) else { return nil }
        if !isChat { _ = try await ProveCode(past)(seed.code.digits, session) }
        // The browser of an invented person is this program, for as long as it runs.
        if !isChat { await past.endSession(cookie) }
        return Begun(id: session.conversation, person: session, count: first == nil ? 0 : 1)
    }

    // No telephone rings anywhere: this number is given to nobody.
    private func contact(_ call: PracticeConversation.Call) -> SafeContact {
        SafeContact(
            number: Confidential("0600000000"), times: Confidential(call.times), manner: Confidential(call.manner), voicemail: false,
            codeWord: Confidential(call.word), until: start.adding(seconds: 3 * 86_400))
    }

    private func claim(_ one: PracticeConversation, _ begun: Begun, _ helpers: Helpers) async throws {
        guard let helper = one.work.helper.flatMap({ helpers[$0] }) else { return }
        try await HelpPerson(past).claim(begun.id, by: helper)
        // The site itself must know who talks with how many.
        if one.kind == .chat, one.work.closed == nil, let conversation = try await past.stores.conversations.conversation(begun.id) {
            site.floor.began(conversation, with: helper.worker.id, at: clock.now)
        }
    }

    private func say(
        _ line: PracticeConversation.Line, _ one: PracticeConversation, _ begun: Begun, _ helpers: Helpers
    ) async throws -> Begun {
        var begun = begun
        let slip = Confidential("\(one.id) \(begun.count)")
        if line.isPerson {
            guard let person = begun.person else { return begun }
            try await WriteMessage(past)(Confidential(line.text), in: person, slip: slip)
        } else {
            guard let helper = one.work.helper.flatMap({ helpers[$0] }) else { return begun }
            try await HelpPerson(past).answer(begun.id, Confidential(line.text), seen: begun.count, slip: slip, by: helper)
        }
        begun.count += 1
        return begun
    }

    /// What helpers did besides talking.
    private func wrapUp(_ one: PracticeConversation, _ begun: Begun, _ helpers: Helpers) async throws {
        guard let helper = one.work.helper.flatMap({ helpers[$0] }) else { return }
        let help = HelpPerson(past)
        if let note = one.work.note, one.kind != .phone { try await help.note(begun.id, Confidential(note), by: helper) }
        if one.work.isMarked { try await help.markMonitored(begun.id, by: helper) }
        if let colleague = one.work.asked.flatMap({ helpers[$0] }) {
            try await help.ask(colleague.worker.id, toLookAlong: begun.id, by: helper)
        }
        if let draft = one.work.draft { try await help.keepDraft(begun.id, Confidential(draft), by: helper) }
        if one.work.isUnreached {
            try await help.called(
                begun.id, .notReached, note: Confidential(""), seen: begun.count, slip: Confidential(one.id), by: helper)
        }
        if let note = one.work.handed { try await help.handOver(begun.id, note: Confidential(note), by: helper) }
        if let reason = one.work.closed {
            try await help.close(begun.id, because: reason, seen: begun.count, by: helper) { farewell($0).map { Confidential($0) } }
        }
    }
}

/// An invented person who chats: their page is open, and they answer when somebody answers them.
struct PracticePerson: Sendable {
    let session: PersonSession
    var next: [String]
    let leaves: Bool
}

/// Lets invented people go on talking for as long as the demonstration runs.
struct PracticePeople {
    /// Seconds between two looks; a person answers after one to four of them, as long words take longer.
    private static let glance: Int64 = 6
    let place: Workplace

    func live(_ people: [PracticePerson]) async {
        var people = people
        while !Task.isCancelled {
            var there: [PracticePerson] = []
            for person in people { if let still = await goOn(person) { there.append(still) } }
            people = there
            try? await Task.sleep(for: .seconds(Self.glance))
        }
    }

    /// - Returns: nil when they have gone.
    private func goOn(_ person: PracticePerson) async -> PracticePerson? {
        var person = person
        do {
            guard try await TalkNow(place).stage(person.session) != .ended else { return nil }
            let own = try await ReadOwnConversation(place)(person.session)
            guard let last = own.messages.last, last.author != .person, let words = person.next.first else { return person }
            let pause = min(4 * Self.glance, Self.glance + Int64(words.count) / 3)
            guard place.now().seconds - last.at.seconds >= pause else { return person }
            try await WriteMessage(place)(Confidential(words), in: person.session, slip: Confidential("\(own.count)"))
            person.next.removeFirst()
            return person.next.isEmpty && person.leaves ? nil : person
        } catch WorkRefusal.erased {
            return nil
        } catch {
            return person
        }
    }
}
