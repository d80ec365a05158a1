import Domain
import Pages
import Synchronization

/// Cards and notices that were written before. They say what we say, never who read it: a key names a service or notice, the rules
/// behind it and the hour's state, and the same key serves everybody.
final class KeptFragments: Sendable {
    /// When there are more, all are written anew: the number of ways in which rules combine is large, memory is not.
    private static let most = 4096

    enum Key: Hashable {
        case notice(Domain.Notice, rules: [Int], isAboutOther: Bool, tone: Pages.Notice.Tone)
        /// The choices that make advice fit better, with nothing chosen yet.
        case choices(Asker, withGender: Bool)
        case card(Recommendation, CardManner, isFolded: Bool, day: Int)
    }
    private let fragments = Mutex<[Key: Fragment]>([:])

    func fragment(_ key: Key, _ write: () -> Fragment) -> Fragment {
        if let kept = fragments.withLock({ $0[key] }) { return kept }
        let fragment = write()
        fragments.withLock { kept in
            if kept.count >= Self.most { kept.removeAll() }
            kept[key] = fragment
        }
        return fragment
    }
}
