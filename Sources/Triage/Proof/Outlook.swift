import Domain

/// What the rules can say for a set of situations: which service may, must or cannot appear, and which notice.
///
/// It mirrors the engine step by step; wherever both are asked about one situation they must agree, which is tested at random.
struct Outlook {
    let book: RuleBook
    /// Per advisable service the rules that bring it, let it lead, and remove it.
    private let bringing: [[Int]]
    private let leading: [[(rule: Int, rank: Int32)]]
    private let removing: [[Int]]
    private let noticing: [[Int]]

    init(_ book: RuleBook) {
        self.book = book
        let services = book.advisable.indices
        let plain = book.compiled.indices.filter { book.compiled[$0].advised.isEmpty }
        bringing = services.map { service in
            plain.filter { index in
                let rule = book.compiled[index]
                return rule.first.contains { $0.service == service } || rule.also.contains { $0.service == service }
            }
        }
        leading = services.map { service in
            plain.flatMap { index in
                book.compiled[index].first.filter { $0.service == service }.map { (index, $0.rank) }
            }
        }
        removing = services.map { service in plain.filter { book.compiled[$0].never.contains(service) } }
        noticing = Notice.allCases.map { notice in
            book.compiled.indices.filter { book.compiled[$0].notices & 1 << UInt64(notice.rawValue) != 0 }
        }
    }

    /// Whether a rule's condition on the situation holds.
    func applies(_ rule: Int, _ box: Box) -> Truth { book.compiled[rule].condition.truth(box) }

    /// Whether the service fits and no rule removes it.
    private func allowed(_ service: Int, _ box: Box) -> Truth {
        book.fits[service].truth(box) && !Truth.any(removing[service].lazy.map { applies($0, box) })
    }

    /// Whether the service is advised, in front or further down.
    func advised(_ service: Int, _ box: Box) -> Truth {
        Truth.any(bringing[service].lazy.map { applies($0, box) }) && allowed(service, box)
    }

    /// Whether the service is advised by one of these rules.
    func advised(_ service: Int, by rules: [Int], _ box: Box) -> Truth {
        Truth.any(bringing[service].lazy.filter(rules.contains).map { applies($0, box) }) && allowed(service, box)
    }

    /// Whether the service leads by the rules. The engine may still bring one open service forward when none of the leading ones is
    /// open; that never concerns the police, and never displaces a service that always answers.
    func leads(_ service: Int, _ box: Box) -> Truth {
        Truth.any(leading[service].lazy.map { applies($0.rule, box) && !crowdedOut(service, rank: $0.rank, box) }) && allowed(service, box)
    }

    /// Whether as many others as may lead stand before a service of this rank.
    private func crowdedOut(_ service: Int, rank: Int32, _ box: Box) -> Truth {
        var certain = 0
        var possible: [Truth] = []
        for other in leading.indices where other != service && leading[other].contains(where: { $0.rank < rank }) {
            let ahead = Truth.any(leading[other].lazy.filter { $0.rank < rank }.map { applies($0.rule, box) }) && allowed(other, box)
            switch ahead {
            case .yes: certain += 1
            case .no: continue
            case .depends: possible.append(ahead)
            }
        }
        if certain >= AdviceEngine.leading { return .yes }
        if certain + possible.count < AdviceEngine.leading { return .no }
        return possible.first ?? .no
    }

    /// Whether the notice is due.
    func due(_ notice: Notice, _ box: Box) -> Truth {
        Truth.any(
            noticing[Int(notice.rawValue)].lazy.map { index in
                let rule = book.compiled[index]
                guard !rule.advised.isEmpty else { return applies(index, box) }
                return applies(index, box) && anyAdvised(rule.advised, box)
            })
    }

    /// Whether one of the services is advised.
    func anyAdvised(_ services: ServiceSet, _ box: Box) -> Truth {
        Truth.any(services.places.lazy.map { advised($0, box) })
    }

    /// Whether the situation is at least this urgent.
    func urgency(_ level: Urgency, _ box: Box) -> Truth {
        Truth.any(UrgencyRules.levels.lazy.filter { $0.level >= level }.flatMap(\.anyOf).map { $0.truth(box) })
    }
}
