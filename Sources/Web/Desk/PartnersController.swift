import Domain
import HTTPTypes
import Hummingbird
import Pages
import Wording
import Workflows

/// Organisations that take part: asking one, hearing the digits of its key over the telephone, seeing which team is alone.
///
/// | method | path | who | policy |
/// | --- | --- | --- | --- |
/// | GET | /nl/werk/organisaties, /en/work/organisations | administrator | manage_people |
/// | POST | /nl/werk/organisaties, /en/work/organisations | administrator | manage_people |
/// - Source: security 2.7; decision 0090.
struct PartnersController: Sendable {
    let door: WorkDoor

    func addRoutes(to router: Router<SiteContext>, _ policy: WorkVisit.Policy) {
        door.get(router, .partners, policy, .managePeople) { desk, request, _ in
            let done =
                request.word("n", of: ["vouched", "withdrawn"]).map { [DeskNotice(.done, title: desk.joining("notice." + $0))] } ?? []
            return try await show(desk, notices: done)
        }
        door.post(router, .partners, policy, .managePeople) { desk, request, _ in
            try await act(desk, try await door.responder.form(request))
        }
    }

    private func show(
        _ desk: WorkVisit, typed: Form? = nil, notices: [DeskNotice] = [], status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let partners = Partners(desk.place)
        let page = PartnersPresenter(desk: desk, typed: typed).page(
            try await partners.list(for: desk.session),
            asking: try await partners.asks(desk.session) ? try await partners.invited(by: desk.session) : nil, notices: notices)
        return door.respond(page, desk.frame(desk.joining("tabs.partners"), at: .partners), status: status)
    }

    private func refused(_ desk: WorkVisit, _ form: Form, _ key: String, _ status: HTTPResponse.Status) async throws -> Response {
        try await show(
            desk, typed: form,
            notices: [DeskNotice(.refused, title: desk.joining("notice." + key), lines: [desk.joining("notice.\(key)_more")])],
            status: status)
    }

    private func act(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        do {
            _ = try desk.slip(form, .partners)
        } catch {
            return try await show(desk, typed: form, notices: [desk.visit.deskNotice(.refused, "stale")], status: error.status)
        }
        let words = (form["go"] ?? "").split(separator: "-").map(String.init)
        do {
            switch words.first {
            case "invite": return try await invite(desk, form)
            case "withdraw":
                guard words.count == 2, let id = Identifier<OrganisationInvitation>(words[1]) else { throw PageRefusal.notFound }
                try await Partners(desk.place).withdraw(id, by: desk.session)
                return door.responder.redirect(to: desk.path(.partners) + "?n=withdrawn")
            case "vouch":
                guard words.count > 2, let team = Identifier<Team>(words[1]) else { throw PageRefusal.notFound }
                let with = form["w" + team.text] ?? ""
                guard with.count <= LineLength.name else { return try await refused(desk, form, "long_with", .unprocessableContent) }
                try await Partners(desk.place).vouch(
                    for: team, comparing: Array(words[2...]), with: Confidential(with), by: desk.session)
                return door.responder.redirect(to: desk.path(.partners) + "?n=vouched")
            default: throw PageRefusal.notFound
            }
        } catch WorkRefusal.empty {
            return try await refused(desk, form, words.first == "invite" ? "missing_name" : "missing_with", .unprocessableContent)
        } catch WorkRefusal.taken {
            return try await refused(desk, form, "changed", .conflict)
        }
    }

    private func invite(_ desk: WorkVisit, _ form: Form) async throws -> Response {
        let name = form["n"] ?? ""
        guard name.count <= LineLength.organisation else { return try await refused(desk, form, "long_name", .unprocessableContent) }
        let code = try await Partners(desk.place).invite(Confidential(name), by: desk.session)
        // The code is nowhere but in this answer: it cannot be shown after a redirect.
        let page = InvitedPage(
            title: desk.joining("asked.h1", ["name": name]), lines: [desk.joining("asked.lead")],
            code: code.handedOver.revealed.split(separator: "-").map { Told(String($0)) },
            after: ["hand", "where", "after"].map { desk.joining("asked." + $0) },
            ways: [Way(desk.joining("asked.back"), to: desk.path(.partners))])
        return door.respond(page, desk.frame(desk.joining("tabs.partners"), at: .partners))
    }
}

extension WorkVisit {
    /// A text about organisations that take part.
    func joining(_ key: String, _ values: [String: String] = [:]) -> String { visit.joining(key, values) }
}

extension Visit {
    /// The sort of an organisation in the words in which it chose it. They are those of the directory, which says what somebody can go there for;
    /// a hospital and a school must find theirs among them.
    func sort(_ kind: OrganisationKind) -> String {
        let key = "joining.join.kinds." + kind.rawValue
        return wording[wording.has(key) ? key : "kinds." + kind.rawValue]
    }

    func joining(_ key: String, _ values: [String: String] = [:]) -> String { wording("joining." + key, values) }
}
