import Domain
import Hummingbird
import Workflows

/// A visit by somebody who wrote here or entered their code, with the session that opens what is theirs.
///
/// Only the policy of the own area can make one, and only from a session that still lasts.
/// - Source: security 2.8; invariant I6.
struct OwnVisit: Sendable {
    let visit: Visit
    let place: Workplace
    let session: PersonSession

    /// The same visit once the code was shown to be kept.
    var proven: OwnVisit { OwnVisit(visit: visit, place: place, session: session.proven) }

    private init(visit: Visit, place: Workplace, session: PersonSession) {
        self.visit = visit
        self.place = place
        self.session = session
    }

    /// Who stands at the door of the own area.
    enum Admission: Sendable {
        case own(OwnVisit)
        /// No session, or one that ended.
        case away(Visit, Workplace)
        /// Nothing can be written on this site.
        case closed(Visit)
        /// The sessions cannot be read now.
        case failed(Visit)
    }

    /// What the own area asks of whoever comes: a session that still lasts.
    struct Policy: Sendable {
        let environment: WebEnvironment
        let language: String

        /// - Throws: `.notFound` when the site does not speak the language any more.
        func admit(_ request: Request) async throws(PageRefusal) -> Admission {
            // What the page does by itself is no reason to stay in.
            try await admit(
                cookie: SessionCookie.person.value(request, environment.isDemonstration),
                renews: !request.isByScript && !request.isForEvents && !request.looksByItself)
        }

        /// - Parameter cookie: what the browser holds, or is about to hold.
        func admit(cookie: String?, renews: Bool = true) async throws(PageRefusal) -> Admission {
            guard let visit = Visit.PublicPolicy(environment: environment, language: language).admit() else { throw .notFound }
            guard let place = environment.place else { return .closed(visit) }
            guard let cookie else { return .away(visit, place) }
            do {
                guard let session = try await place.personSession(cookie, renews: renews) else { return .away(visit, place) }
                return .own(OwnVisit(visit: session.isYoung ? visit.forChild : visit, place: place, session: session))
            } catch {
                return .failed(visit)
            }
        }
    }
}
