import Domain
import HTTPTypes
import Hummingbird
import Pages
import Wording
import Workflows

/// A visit by a worker who entered, with the keys of their teams.
///
/// Only the policy of the workbench can make one, and only from a session that still lasts and a role that may.
/// - Source: security 2.7, 2.8.
struct WorkVisit: Sendable {
    let visit: Visit
    let place: Workplace
    let session: WorkerSession
    private let tickets: any FormTickets

    private init(visit: Visit, place: Workplace, session: WorkerSession, tickets: any FormTickets) {
        self.visit = visit
        self.place = place
        self.session = session
        self.tickets = tickets
    }

    /// Who stands at the door of the workbench.
    enum Admission: Sendable {
        case entered(WorkVisit)
        /// Somebody who entered, whose role may not.
        case unfit(WorkVisit)
        /// No session, or one that ended.
        case away(Visit, Workplace)
    }

    /// What a page of the workbench asks of whoever comes: a session that still lasts, and what the role must allow.
    struct Policy: Sendable {
        let environment: WebEnvironment
        let language: String

        /// - Parameter permission: what the page is for; nil for every worker.
        /// - Throws: `PageRefusal.notFound` when there is no workbench.
        func admit(_ request: Request, needing permission: Permission?) async throws -> Admission {
            try await admit(
                cookie: SessionCookie.worker.value(request, environment.isDemonstration), needing: permission, isAct: request.isAct)
        }

        /// - Parameters:
        ///   - cookie: what the browser holds, or is about to hold.
        ///   - isAct: whether the worker did something, rather than their page by itself.
        func admit(cookie: String?, needing permission: Permission?, isAct: Bool = true) async throws -> Admission {
            guard let visit = Visit.PublicPolicy(environment: environment, language: language).admit(),
                let place = environment.place
            else { throw PageRefusal.notFound }
            guard let cookie, var session = try await place.workerSession(cookie, isAct: isAct) else { return .away(visit, place) }
            if let permission, !session.may(permission) {
                return .unfit(WorkVisit(visit: visit, place: place, session: session, tickets: environment.tickets))
            }
            if isAct, !session.isWall, session.mustRenewKeys {
                try await RenewTeamKey(place).renewWhereSomebodyLeft(session)
                guard let renewed = try await place.again(session) else { return .away(visit, place) }
                session = renewed
            }
            return .entered(WorkVisit(visit: visit, place: place, session: session, tickets: environment.tickets))
        }
    }

    /// A text of the workbench by the end of its key.
    func text(_ key: String, _ values: [String: String] = [:]) -> String { visit.work(key, values) }

    func path(_ address: WorkAddress) -> String { address.path(visit.language) }

    /// Asking another team for somebody, with the lines of a referral that came to nothing or stays silent.
    func further(_ conversation: Identifier<Conversation>, than referral: Identifier<Referral>) -> String {
        path(.refer(conversation.text)) + "?v=" + referral.text
    }

    /// A form of the workbench with a new slip, that only this session can send.
    func target(_ address: WorkAddress, _ purpose: DeskSlip.Purpose, seen: Int = 0) -> FormTarget {
        let slip = DeskSlip(place, seen: seen)
        return FormTarget(action: path(address), ticket: slip.sealed(tickets, for: purpose, session, at: visit.now))
    }

    /// The same form once more, so that it does not grow too old while somebody writes on it.
    func target(_ address: WorkAddress, _ purpose: DeskSlip.Purpose, again slip: DeskSlip) -> FormTarget {
        FormTarget(action: path(address), ticket: slip.sealed(tickets, for: purpose, session, at: place.now()))
    }

    /// The slip in a form that was sent.
    func slip(_ form: Form, _ purpose: DeskSlip.Purpose) throws(FormTicketRefusal) -> DeskSlip {
        try DeskSlip(opening: form["ticket"], tickets, for: purpose, session, at: visit.now)
    }

    /// The places in which work begins, and what opens each, the first that a role opens before the others.
    private static let places: [(need: Permission, place: WorkAddress)] = [
        (.helpPeople, .inbox), (.receiveReferrals, .received), (.managePeople, .people), (.readAccessLog, .accessLog),
        (.readFeedback, .feedback), (.holdTeamKeys, .teams),
    ]

    private var firstPlace: WorkAddress? {
        session.isWall ? .wall : Self.places.first { session.may($0.need) }?.place
    }

    /// Whether the role opens any place at all.
    var hasPlace: Bool { firstPlace != nil }

    /// Where this worker begins: the first place that their role opens.
    var start: WorkAddress { firstPlace ?? .teams }
}

extension Request {
    /// Whether the workbench's own script asks, and not the person by a page.
    var isByScript: Bool { headers[Self.live] != nil }

    /// Whether somebody did something. Listening, looking again by itself and keeping a draft are no acts, and no reason to stay in.
    fileprivate var isAct: Bool {
        !isByScript && !isForEvents && word("r", of: ["1"]) == nil
    }

    /// Whether a page asks to hear of changes.
    var isForEvents: Bool { headers[.accept]?.contains("text/event-stream") == true }

    /// Whether an open page asks for what was said alone, to put it where it stands.
    var isForPart: Bool { headers[Self.part] != nil }

    private static let live = HTTPField.Name("X-Live")!
    private static let part = HTTPField.Name("X-Part")!
}

extension Visit {
    /// A text of the workbench by the end of its key.
    func work(_ key: String, _ values: [String: String] = [:]) -> String { wording("work." + key, values) }
}
