import Domain
import Pages
import Triage
import Workflows

/// Who can be asked next for somebody: what the directory and the rules advise for their situation, put in order, without those who said no.
/// - Source: R21, R28, R32, R35; product E.
struct NextBest: Sendable {
    /// One team of this site that can be asked.
    struct Candidate: Sendable {
        /// How well it fits: the smaller, the better.
        enum Fit: Int, Sendable, Comparable {
            case named, advised, sameSort, other
            static func < (one: Fit, other: Fit) -> Bool { one.rawValue < other.rawValue }
        }
        let receiver: Receiver
        let fit: Fit
        /// Works elsewhere than where the person said to be; false as long as one of both is not known.
        let isOutside: Bool
    }

    /// Places that are named besides, at most.
    private static let most = 6
    private let site: Site
    private let situation: Situation
    private let advised: [Service]
    /// The referral that came to nothing: what it asked for, and whom its receiver named.
    private let before: OpenedReferral?

    /// - Parameter situation: nil when the person told nothing: then only what was asked before says what is sought.
    init(_ visit: Visit, _ situation: Situation?, before: OpenedReferral?) {
        site = visit.site
        self.before = before
        self.situation = situation ?? Situation()
        guard let situation else {
            advised = []
            return
        }
        let advice = visit.site.engine.advise(situation, at: visit.now)
        advised = (advice.first + advice.also).map { visit.site.landscape.services[$0.service] }
    }

    /// Best first: what the advice names, then the same sort of help, then the rest; within each, who works where the person is.
    func candidates(_ receivers: [Receiver]) -> [Candidate] {
        let entries = advised.map(\.organisation)
        let kinds = (before?.receiver.profile.map { [$0.kind] } ?? []) + advised.map(\.kind)
        let found = receivers.map { receiver -> (Candidate, Int) in
            let place = receiver.profile?.entry.flatMap { entries.firstIndex(of: $0) }
            let sort = receiver.profile.flatMap { kinds.firstIndex(of: $0.kind) }
            let fit: Candidate.Fit = isNamed(receiver) ? .named : place != nil ? .advised : sort != nil ? .sameSort : .other
            return (Candidate(receiver: receiver, fit: fit, isOutside: isOutside(receiver)), place ?? sort ?? 0)
        }
        return found.enumerated().sorted { one, other in
            func rank(_ item: (offset: Int, element: (Candidate, Int))) -> (Int, Int, Int, Int) {
                (item.element.0.fit.rawValue, item.element.0.isOutside ? 1 : 0, item.element.1, item.offset)
            }
            return rank(one) < rank(other)
        }.map(\.element.0)
    }

    /// What fits too and takes no part here: the person or the desk calls it.
    func elsewhere(than receivers: [Receiver]) -> [Service] {
        let here = Set(receivers.compactMap { $0.profile?.entry })
        return Array(advised.filter { !here.contains($0.organisation) && $0.kind != .emergency }.prefix(Self.most))
    }

    private func isNamed(_ receiver: Receiver) -> Bool {
        guard let words = before?.last(.declined)?.step.text.revealed.lowercased() else { return false }
        return words.contains(receiver.organisationName.lowercased())
    }

    private func isOutside(_ receiver: Receiver) -> Bool {
        guard let entry = receiver.profile?.entry, situation.region != .unknown,
            let organisation = site.landscape.organisation(entry)
        else { return false }
        let services = organisation.services.compactMap { site.landscape.service($0) }
        return !services.isEmpty && !services.contains { $0.area.covers(situation.region) }
    }
}
