import Domain

/// Turns a situation into advice by the rules, for a landscape, at a moment. Pure: the same question gets the same answer.
///
/// Which services lead is decided by the rules' weights, never by the hour; the hour decides only the order among them, and brings
/// an open service forward when none of them is open. That keeps the promises provable over every moment of a year.
/// - Source: triage vocabulary; R19, R21.
public struct AdviceEngine: Sendable {
    /// At most this many services lead.
    static let leading = 4

    let book: RuleBook

    public init(rules: [Rule], landscape: Landscape) {
        book = RuleBook(rules: rules, landscape: landscape)
    }

    public var rules: [Rule] { book.rules }
    public var landscape: Landscape { book.landscape }

    /// The advice for a situation at a moment.
    public func advise(_ situation: Situation, at instant: Instant) -> Advice {
        let bits = situation.bits
        let local = AmsterdamTime(instant)
        return advise(
            bits, opening: { book.landscape.services[book.advisable[$0]].opening(local) },
            answers: { book.landscape.services[book.advisable[$0]].surelyAnswers(local) })
    }

    /// Positions of the rules that apply to a situation, whatever the hour.
    public func match(_ situation: Situation) -> [Int] { match(situation.bits).rules }

    /// How urgent a situation is.
    public func urgency(_ situation: Situation) -> Urgency { UrgencyRules.urgency(situation.bits) }

    func advise(_ bits: FacetBits, opening: (Int) -> Opening, answers: (Int) -> Bool) -> Advice {
        let matched = match(bits)
        let (first, also) = lead(matched, answers: answers)
        return Advice(
            urgency: UrgencyRules.urgency(bits),
            first: ordered(first.map { recommend($0, matched.rules, opening($0)) }),
            also: also.map { recommend($0, matched.rules, opening($0)) },
            notices: notices(matched),
            channelsOff: bits.contains(.monitored, Int(Ternary.yes.rawValue)))
    }

    struct Match {
        var rules: [Int] = []
        var ranks: [Int32]
        var first = ServiceSet.empty
        var also = ServiceSet.empty
        var notices: UInt64 = 0
    }

    func match(_ bits: FacetBits) -> Match {
        var match = Match(ranks: [Int32](repeating: .max, count: book.advisable.count))
        match.rules.reserveCapacity(24)
        var never = ServiceSet.empty
        var attached: [Int] = []
        for (index, rule) in book.compiled.enumerated() where rule.condition.holds(bits) {
            guard rule.advised.isEmpty else {
                attached.append(index)
                continue
            }
            match.rules.append(index)
            match.notices |= rule.notices
            never.formUnion(rule.never)
            for entry in rule.first { match.add(entry, leads: true) }
            for entry in rule.also { match.add(entry, leads: false) }
        }
        let fitting = book.fitting(bits).subtracting(never)
        match.first = match.first.intersection(fitting)
        match.also = match.also.intersection(fitting).subtracting(match.first)
        for index in attached {
            let rule = book.compiled[index]
            var advised = match.first
            advised.formUnion(match.also)
            guard !rule.advised.intersection(advised).isEmpty else { continue }
            match.rules.append(index)
            match.notices |= rule.notices
        }
        return match
    }

    private func lead(_ match: Match, answers: (Int) -> Bool) -> (first: [Int], also: [Int]) {
        var first = match.first.sorted(by: match.ranks)
        var also = match.also.sorted(by: match.ranks)
        if first.count > Self.leading {
            also.insert(contentsOf: first[Self.leading...], at: 0)
            first.removeSubrange(Self.leading...)
        }
        guard !first.contains(where: answers) else { return (first, also) }
        // The police are brought forward by a person's own wish only, so never by the hour.
        let open = also.filter { answers($0) && !book.police.contains($0) }
        guard let rescue = open.first(where: { !book.emergency.contains($0) }) ?? open.first else { return (first, also) }
        also.removeAll { $0 == rescue }
        if first.count == Self.leading { also.insert(first.removeLast(), at: 0) }
        first.append(rescue)
        return (first, also)
    }

    private func ordered(_ first: [Recommendation]) -> [Recommendation] {
        first.filter { $0.opening.isOpen } + first.filter { $0.opening == .unchecked }
            + first.filter { !$0.opening.isOpen && $0.opening != .unchecked }
    }

    private func recommend(_ place: Int, _ rules: [Int], _ opening: Opening) -> Recommendation {
        let because = rules.filter { index in
            let rule = book.compiled[index]
            return rule.first.contains { $0.service == place } || rule.also.contains { $0.service == place }
        }
        return Recommendation(service: book.advisable[place], opening: opening, rules: because)
    }

    private func notices(_ match: Match) -> [DueNotice] {
        var due: [DueNotice] = []
        var rest = match.notices
        while rest != 0 {
            let bit: UInt64 = rest & (~rest + 1)
            rest &= rest - 1
            guard let notice = Notice(rawValue: UInt8(bit.trailingZeroBitCount)) else { continue }
            due.append(DueNotice(notice: notice, rules: match.rules.filter { book.compiled[$0].notices & bit != 0 }))
        }
        return due
    }
}

extension AdviceEngine.Match {
    @inline(__always)
    fileprivate mutating func add(_ entry: RuleBook.Entry, leads: Bool) {
        if leads {
            // A service that leads by one rule is ranked by that rule, however heavy another that mentions it.
            if !first.contains(entry.service) || entry.rank < ranks[entry.service] { ranks[entry.service] = entry.rank }
            first.insert(entry.service)
        } else {
            if !first.contains(entry.service) && entry.rank < ranks[entry.service] { ranks[entry.service] = entry.rank }
            also.insert(entry.service)
        }
    }
}

extension ServiceSet {
    fileprivate func sorted(by ranks: [Int32]) -> [Int] {
        places.sorted { ranks[$0] < ranks[$1] }
    }
}
