import Domain
import HTTPTypes
import Hummingbird
import Pages
import Wording
import Workflows

/// What people let a worker's teams read, whether or not somebody was referred.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/delen, /en/work/shared | worker of a team that got something | follow_referrals |
/// | GET | /nl/werk/d/{id}, /en/work/s/{id} | worker of the team that got it | follow_referrals |
/// | POST | /nl/werk/d/{id}, /en/work/s/{id} | worker of the team that got it | follow_referrals |
/// | GET | /nl/werk/d/{id}/{part}, /en/work/s/{id}/{part} | worker of the team that got it | follow_referrals |
/// | GET | /nl/werk/d/{id}/{part}/{file}, /en/work/s/{id}/{part}/{file} | worker of the team that got it | follow_referrals |
/// - Source: R22, R62; security 2.5, 3.5; decision 0089.
struct SharesController: Sendable {
    static let reason = "reason"
    static let backReason = "back"
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .shares, policy, .followReferrals) { desk, request, _ in
            let shares = try await TeamShares(desk.place)(desk.session)
            let done = request.word("n", of: ["back"]).map { DeskNotice(.done, title: desk.shares("\($0).done_all"), lines: []) }
            return door.respond(
                SharesPresenter(desk: desk).list(shares, notices: done.map { [$0] } ?? []),
                desk.frame(desk.shares("tabs.list"), at: .shares))
        }
        door.get(router, .share("{id}"), policy, .followReferrals) { desk, request, context in
            let done = request.word("n", of: ["back"]).map { DeskNotice(.done, title: desk.shares("\($0).done"), lines: []) }
            return try await show(
                desk, try Self.id(context), givesBack: request.word("t", of: ["back"]) != nil, notices: done.map { [$0] } ?? [])
        }
        door.post(router, .share("{id}"), policy, .followReferrals) { desk, request, context in
            try await open(desk, try Self.id(context), try await door.responder.form(request))
        }
        door.get(router, .sharePart("{id}", "{part}"), policy, .followReferrals) { desk, request, context in
            let reason = request.uri.queryParameters["w"].flatMap { Int($0) }.flatMap { OpeningReason(number: $0) }
            return try await part(desk, try Self.id(context), context.parameters.get("part") ?? "", reason)
        }
        door.get(router, .shareFile("{id}", "{part}", "{file}"), policy, .followReferrals) { desk, _, context in
            guard let file = context.parameters.get("file").flatMap({ Identifier<SealedItem>($0) }),
                Int(context.parameters.get("part") ?? "") == DossierSection.Kind.files.partNumber
            else { throw PageRefusal.notFound }
            let outgoing = try await ReadSharedParts(desk.place).file(file, on: try Self.id(context), by: desk.session)
            return try await door.responder.send(outgoing, plain: "document", withName: true)
        }
    }

    private static func id(_ context: SiteContext) throws -> Identifier<Consent> {
        guard let id = context.parameters.get("id").flatMap({ Identifier<Consent>($0) }) else { throw PageRefusal.notFound }
        return id
    }

    private func show(
        _ desk: WorkVisit, _ id: Identifier<Consent>, givesBack: Bool = false, notices: [DeskNotice] = [],
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let shared: SharedDossier
        do {
            shared = try await ReadSharedParts(desk.place)(id, by: desk.session)
        } catch {
            return try await gone(desk, error)
        }
        let page = SharesPresenter(desk: desk).page(shared, givesBack: givesBack, notices: notices)
        return door.respond(page, desk.frame(desk.shares("tabs.one"), at: .shares), status: status)
    }

    /// What is taken back, over, or another's looks the same: whoever had it before is told so above their own list.
    private func gone(_ desk: WorkVisit, _ refusal: WorkRefusal) async throws -> Response {
        guard refusal == .notFound else { throw refusal }
        let notice = DeskNotice(.refused, title: desk.shares("one.gone"), lines: [desk.shares("one.gone_more")])
        let page = SharesPresenter(desk: desk).list(try await TeamShares(desk.place)(desk.session), notices: [notice])
        return door.respond(page, desk.frame(desk.shares("tabs.list"), at: .shares), status: .notFound)
    }

    private func open(_ desk: WorkVisit, _ id: Identifier<Consent>, _ form: Form) async throws -> Response {
        do {
            _ = try desk.slip(form, .share(id))
        } catch {
            return try await show(desk, id, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        if let given = form["go"].flatMap({ Self.given(back: $0, form[Self.backReason]) }) { return try await giveBack(desk, id, given) }
        guard let kind = form["go"].flatMap({ Int($0) }).flatMap({ DossierSection.Kind.part(number: $0) }) else {
            throw PageRefusal.notFound
        }
        guard let reason = form[Self.reason].flatMap(OpeningReason.init(rawValue:)) else {
            let notice = DeskNotice(.refused, title: desk.shares("missing_reason"), lines: [desk.shares("missing_reason_more")])
            return try await show(desk, id, notices: [notice], status: .unprocessableContent)
        }
        return door.responder.redirect(to: desk.path(.sharePart(id.text, String(kind.partNumber))) + "?w=\(reason.number)")
    }

    /// What a press of a button gives back; nil for every other.
    private static func given(back go: String, _ reason: String?) -> SharingReturn? {
        guard go.hasPrefix("back-") else { return nil }
        let reason = reason.flatMap(SharingReturn.Reason.init(rawValue:))
        let what = go.dropFirst("back-".count)
        if what == "all" { return SharingReturn(nil, reason: reason) }
        return Int(what).flatMap { DossierSection.Kind.part(number: $0) }.map { SharingReturn($0, reason: reason) }
    }

    private func giveBack(_ desk: WorkVisit, _ id: Identifier<Consent>, _ given: SharingReturn) async throws -> Response {
        do {
            try await GiveBack(desk.place)(given, on: id, by: desk.session)
        } catch {
            // A colleague did it just before, or the person took it back: what is there now says which.
            guard [.notFound, .taken(by: nil)].contains(error) else { throw error }
            let notice = DeskNotice(.refused, title: desk.shares("back.meanwhile"), lines: [desk.shares("back.meanwhile_more")])
            return try await show(desk, id, notices: [notice], status: .conflict)
        }
        let isThere = try await TeamShares(desk.place)(desk.session).contains { $0.consent.id == id }
        return door.responder.redirect(to: desk.path(isThere ? .share(id.text) : .shares) + "?n=back")
    }

    private func part(
        _ desk: WorkVisit, _ id: Identifier<Consent>, _ number: String, _ reason: OpeningReason?
    ) async throws -> Response {
        guard let kind = Int(number).flatMap({ DossierSection.Kind.part(number: $0) }) else { throw PageRefusal.notFound }
        // Whoever comes by an address alone says first what it is for.
        guard let reason else { return try await show(desk, id) }
        let part: OpenedPart
        do {
            part = try await ReadSharedParts(desk.place).read(kind, on: id, for: reason, by: desk.session)
        } catch {
            return try await gone(desk, error)
        }
        let page = SharesPresenter(desk: desk).part(part, on: id)
        return door.respond(page, desk.frame(desk.shares("tabs.part"), at: .shares))
    }
}

extension OpeningReason {
    /// From 1: what stands in an address tells nothing.
    init?(number: Int) {
        guard Self.allCases.indices.contains(number - 1) else { return nil }
        self = Self.allCases[number - 1]
    }
    var number: Int { (Self.allCases.firstIndex(of: self) ?? -1) + 1 }
}

extension WorkVisit {
    /// A text of the pages about what people let a team read.
    func shares(_ key: String, _ values: [String: String] = [:]) -> String { visit.wording("shares." + key, values) }
}
