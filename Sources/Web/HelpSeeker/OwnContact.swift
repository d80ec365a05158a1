import Domain
import HTTPTypes
import Hummingbird
import Pages
import Triage
import Workflows

/// How somebody wants to be answered, looked at again and changed.
/// - Source: security 6.6; R41.
extension OwnController {
    func contact(_ own: OwnVisit, _ slip: OwnSlip) async -> Response {
        do {
            let conversation = try await ReadOwnConversation(own.place)(own.session)
            return contact(own, MessageDraft(conversation.contact), isMonitored: isMonitored(own, conversation), slip)
        } catch {
            return error == .erased ? gone(own.visit, slip.text) : unready(own.visit, slip.text)
        }
    }

    func save(_ own: OwnVisit, _ form: Form, _ slip: OwnSlip) async -> Response {
        let draft = MessageDraft(form)
        do {
            let isMonitored = isMonitored(own, try await ReadOwnConversation(own.place)(own.session))
            let problems = draft.contactProblems(isMonitored: isMonitored)
            guard problems.isEmpty else {
                return contact(own, draft, isMonitored: isMonitored, slip, problems, status: .unprocessableContent)
            }
            let chosen = isMonitored ? nil : draft.contact
            try await ChangeContact(own.place)(chosen, in: own.session)
            return await mine(own, text: slip.text, done: chosen == nil ? "contact.saved_here" : "contact.saved_call")
        } catch {
            guard error != .erased else { return gone(own.visit, slip.text) }
            return contact(own, draft, isMonitored: false, slip, [("enter.failed", OwnField.contact)], status: .serviceUnavailable)
        }
    }

    // Whoever said that somebody may read along is not called, also not by a choice that was made for them.
    private func isMonitored(_ own: OwnVisit, _ conversation: OwnConversation) -> Bool {
        guard let answers = conversation.answers else { return false }
        return Answers(text: answers.revealed).situation(own.visit.site.questions).monitored == .yes
    }

    private func contact(
        _ own: OwnVisit, _ draft: MessageDraft, isMonitored: Bool, _ slip: OwnSlip, _ problems: [(key: String, field: String)] = [],
        status: HTTPResponse.Status = .ok
    ) -> Response {
        let page = WritingPresenter(visit: own.visit).contactAgain(
            draft, isMonitored: isMonitored, ticket: sealed(own, slip), problems: problems.map { (own.visit.own($0.key), $0.field) })
        return responder.personal(page, own.visit.ownFrame("contact", at: .own), status: status)
    }
}
