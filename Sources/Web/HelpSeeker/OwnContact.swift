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
            let draft = MessageDraft(conversation.contact, codeWord: own.place.suggestedCodeWord(), at: own.visit.now)
            return contact(own, draft, isMonitored: isMonitored(own, conversation), slip, isMarked: conversation.isMonitored)
        } catch {
            return error == .erased ? gone(own.visit, slip.text) : unready(own.visit, slip.text)
        }
    }

    func save(_ own: OwnVisit, _ form: Form, _ slip: OwnSlip) async -> Response {
        let draft = MessageDraft(form)
        do {
            let conversation = try await ReadOwnConversation(own.place)(own.session)
            let isMonitored = isMonitored(own, conversation)
            // What came along on a page from before is not kept; whoever looks on sees the page as it is now.
            guard !isMonitored else {
                try await ChangeContact(own.place)(nil, in: own.session)
                return contact(own, MessageDraft(), isMonitored: true, slip, isMarked: conversation.isMonitored)
            }
            let problems = draft.contactProblems(isMonitored: false)
            guard problems.isEmpty else {
                return contact(own, draft, isMonitored: false, slip, problems, status: .unprocessableContent)
            }
            let chosen = draft.contact(at: own.visit.now)
            try await ChangeContact(own.place)(chosen, in: own.session)
            let done = chosen == nil ? "contact.saved_here" : own.session.isChat ? "contact.saved_chat" : "contact.saved_call"
            return await mine(own, text: slip.text, done: done)
        } catch {
            guard error != .erased else { return gone(own.visit, slip.text) }
            if case .paused = error {
                return await mine(own, text: slip.text, problem: "mine.problem_paused_call", status: .conflict)
            }
            if error == .readAlong { return contact(own, MessageDraft(), isMonitored: true, slip, isMarked: true) }
            return contact(own, draft, isMonitored: false, slip, [("enter.failed", OwnField.contact)], status: .serviceUnavailable)
        }
    }

    // Whoever said that somebody may read along is not called, also not by a choice that was made for them.
    private func isMonitored(_ own: OwnVisit, _ conversation: OwnConversation) -> Bool {
        if conversation.isMonitored { return true }
        guard let answers = conversation.answers else { return false }
        return Answers(text: answers.revealed).situation(own.visit.site.questions).monitored == .yes
    }

    private func contact(
        _ own: OwnVisit, _ draft: MessageDraft, isMonitored: Bool, _ slip: OwnSlip, _ problems: [(key: String, field: String)] = [],
        status: HTTPResponse.Status = .ok, isMarked: Bool = false
    ) -> Response {
        let page = WritingPresenter(visit: own.visit).contactAgain(
            draft, isMonitored: isMonitored, ticket: sealed(own, slip), problems: problems.map { (own.visit.own($0.key), $0.field) },
            isMarked: isMarked)
        return responder.personal(page, own.visit.ownFrame("contact", at: .own), status: status)
    }
}
