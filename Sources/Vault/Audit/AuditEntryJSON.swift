import Domain
import Foundation

/// An entry in the fields of NEN 7513, as it is sealed into the log.
///
/// The person is 'betrokkene', and where they came from is not recorded. A worker's place is the organisation, not a network address.
/// - Source: security 3.2; NEN 7513 chapter 6 as listed by Logius; RFC 8785; HL7 v3 PurposeOfUse; DICOM PS3.16 CID 400.
extension AuditEntry {
    private static let subjectName = "betrokkene"
    private static let systemName = "systeem"
    private static let notRecorded = "niet vastgelegd"

    /// The entry as canonical JSON. The fields stand in its order, so that nothing has to be sorted for every entry.
    public var json: [UInt8] {
        var text = CanonicalText(reserving: 2048)
        text.put("{\"autorisatieProtocol\":")
        text.quote(role.map { "role:\($0.rawValue)" } ?? "code")
        text.put(",\"behandelrelatieProtocol\":")
        text.quote(conversation.map { "conversation:\($0.text)" } ?? "")
        text.put(",\"controles\":\"\",\"event\":")
        putEvent(&text)
        text.put(",\"object\":[")
        putObjects(&text)
        text.put("],\"source\":")
        putSource(&text)
        text.put(",\"toestemmingsProfiel\":")
        text.quote(team.map { "team:\($0.text)" } ?? "")
        text.put(",\"user\":[")
        putUser(&text)
        text.put("]}")
        return text.bytes
    }

    private var role: Role? { if case .worker(_, let role, _) = actor { role } else { nil } }

    private func putEvent(_ text: inout CanonicalText) {
        text.put("{\"EventActionCode\":")
        text.quote(action.rawValue)
        text.put(",\"EventDateTime\":")
        text.quote(Timestamp.text(at))
        text.put(",\"EventID\":")
        text.quote(kind.event)
        text.put(",\"EventOutcomeIndicator\":")
        text.put(isSuccess ? "\"0\"" : "\"4\"")
        text.put(",\"eventTypeCode\":")
        text.quote(kind.rawValue)
        text.put("}")
    }

    private func putUser(_ text: inout CanonicalText) {
        let (user, role, purpose, place): (String, String, String, String) =
            switch actor {
            case .subject: (Self.subjectName, Self.subjectName, "PATRQT", Self.notRecorded)
            case .system: (Self.systemName, Self.systemName, "SYSADMIN", Self.notRecorded)
            case .worker(let id, let role, let organisation):
                (id.text, role.rawValue, dossier == nil ? "HOPERAT" : "TREAT", organisation.text)
            }
        text.put("{\"alternateUserID\":\"\",\"networkAccessPointID\":")
        text.quote(place)
        text.put(",\"networkAccessPointTypeCode\":")
        text.quote(place == Self.notRecorded ? place : "organisation")
        text.put(",\"purposeOfUse\":")
        text.quote(purpose)
        text.put(",\"roleIDCode\":")
        text.quote(role)
        text.put(",\"userID\":")
        text.quote(user)
        text.put(",\"userIsRequestor\":true,\"userName\":\"\"}")
    }

    private func putObjects(_ text: inout CanonicalText) {
        if let dossier { put(&text, "dossier", dossier.text, type: 1, role: 1, detail: section == nil ? detail : "") }
        if dossier != nil, section != nil { text.put(",") }
        if let section { put(&text, "section", section.text, type: 2, role: 3, detail: detail) }
        if dossier == nil, section == nil { put(&text, "site", "", type: 2, role: 20, detail: detail) }
    }

    private func put(_ text: inout CanonicalText, _ idType: String, _ id: String, type: Int64, role: Int64, detail: String) {
        text.put("{\"participantObjectDataLifeCycle\":")
        text.put(action.lifeCycle)
        text.put(",\"participantObjectDescription\":\"\",\"participantObjectDetail\":")
        text.quote(detail)
        text.put(",\"participantObjectID\":")
        text.quote(id)
        text.put(",\"participantObjectIDTypeCode\":")
        text.quote(idType)
        text.put(",\"participantObjectName\":\"\",\"participantObjectPermissionPolicySet\":\"\"")
        text.put(",\"participantObjectSensitivity\":\"V\",\"participantObjectTypeCode\":")
        text.put(type)
        text.put(",\"participantObjectTypeCodeRole\":")
        text.put(role)
        text.put("}")
    }

    private func putSource(_ text: inout CanonicalText) {
        let site = if case .worker(_, _, let organisation) = actor { organisation.text } else { "" }
        text.put("{\"AuditEnterpriseSiteID\":")
        text.quote(site)
        // 4: an application server.
        text.put(",\"AuditSourceID\":\"entree\",\"AuditSourceTypeCode\":4}")
    }

    /// Reads an entry back.
    /// - Returns: nil for anything that is no entry.
    public init?(json: [UInt8]) {
        guard let read = try? JSONDecoder().decode(ReadEntry.self, from: Data(json)), let user = read.user.first,
            let kind = Kind(rawValue: read.event.type), let action = Action(rawValue: read.event.action),
            let at = Timestamp.instant(read.event.time), let actor = Self.actor(user, read.source),
            let last = read.object.last
        else { return nil }
        func id<Of>(_ type: String) -> Identifier<Of>? {
            read.object.first { $0.idType == type }.flatMap { Identifier($0.id) }
        }
        self.init(
            kind, action, at: at, by: actor, dossier: id("dossier"), section: id("section"), detail: last.detail,
            team: Self.named("team:", read.consent), conversation: Self.named("conversation:", read.relation),
            isSuccess: read.event.outcome == "0")
    }

    private static func actor(_ user: ReadEntry.User, _ source: ReadEntry.Source) -> Actor? {
        switch user.id {
        case subjectName: return .subject
        case systemName: return .system
        default:
            guard let worker = Identifier<SupportWorker>(user.id), let role = Role(rawValue: user.role),
                let organisation = Identifier<WorkOrganisation>(source.site)
            else { return nil }
            return .worker(worker, role, organisation)
        }
    }

    private static func named<Of>(_ start: String, _ text: String) -> Identifier<Of>? {
        text.hasPrefix(start) ? Identifier(String(text.dropFirst(start.count))) : nil
    }
}

/// The fields that are read back, under the names of the standard.
private struct ReadEntry: Decodable {
    struct Event: Decodable {
        let action: String
        let time: String
        let outcome: String
        let type: String

        enum CodingKeys: String, CodingKey {
            case action = "EventActionCode"
            case time = "EventDateTime"
            case outcome = "EventOutcomeIndicator"
            case type = "eventTypeCode"
        }
    }
    struct User: Decodable {
        let id: String
        let role: String

        enum CodingKeys: String, CodingKey {
            case id = "userID"
            case role = "roleIDCode"
        }
    }
    struct Object: Decodable {
        let idType: String
        let id: String
        let detail: String

        enum CodingKeys: String, CodingKey {
            case idType = "participantObjectIDTypeCode"
            case id = "participantObjectID"
            case detail = "participantObjectDetail"
        }
    }
    struct Source: Decodable {
        let site: String

        enum CodingKeys: String, CodingKey { case site = "AuditEnterpriseSiteID" }
    }
    let event: Event
    let user: [User]
    let object: [Object]
    let source: Source
    let consent: String
    let relation: String

    enum CodingKeys: String, CodingKey {
        case event, user, object, source
        case consent = "toestemmingsProfiel"
        case relation = "behandelrelatieProtocol"
    }
}

extension AuditEntry.Action {
    /// Origination, access, amendment, permanent erasure; 'access' for what is done rather than kept.
    fileprivate var lifeCycle: Int64 {
        switch self {
        case .create: 1
        case .update: 3
        case .read, .execute: 6
        case .delete: 14
        }
    }
}

extension AuditEntry.Kind {
    /// The group of events, as DICOM numbers it.
    fileprivate var event: String {
        switch self {
        case .dossierOpened, .messageAdded, .sectionRead, .notesRead, .draftKept, .noteAdded, .contactRevealed, .contactChanged, .erased,
            .expired, .callNoted, .monitoringMarked, .monitoringLifted, .feedbackRead, .qualityRead, .partRead, .partWritten, .referralRead,
            .partSpoken, .proposalMade, .proposalAnswered, .handoverRead, .handoverSaid, .exceptionRead, .fileAdded, .fileOpened,
            .fileRemoved, .tableRead, .agreementRead, .remarkSent, .remarkRead, .remarkAnswered:
            "110110"
        case .conversationClaimed, .conversationReleased, .conversationHandedOver, .conversationTakenOver, .conversationClosed,
            .colleagueAsked, .qualityDeclined, .referralSent, .referralStep, .tableProposed, .tableStep, .handoverInvited, .handoverCame,
            .handoverEnded, .handoverLeft:
            "110111"
        case .codeEntered, .codeProven, .workerEntered, .workerRefused: "110114"
        case .codeChanged, .codeSpoken, .keysRotated, .grantGiven, .workerInvited, .workerLeft, .profileSet, .shiftsPlanned, .shiftRemoved,
            .teamKeyMade, .memberAdmitted, .consentGiven, .consentWithdrawn, .consentExpired, .consentReplaced, .consentReturned,
            .neverChanged, .tableAgreed, .tableRefused, .tableLeft, .tableEnded, .partnerInvited, .partnerJoined, .partnerVouched,
            .handoverAgreed,
            .exceptionProposed, .exceptionAgreed, .exceptionRefused, .exceptionTold, .exceptionPostponed:
            "110113"
        case .logRead: "110101"
        case .logStarted: "110100"
        case .backupMade: "110106"
        case .backupRestored: "110107"
        }
    }
}

/// A moment as the standard writes it.
private enum Timestamp {
    static func text(_ instant: Instant) -> String {
        let day = Int((Double(instant.seconds) / 86_400).rounded(.down))
        let rest = Int(instant.seconds) - day * 86_400
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(CalendarDay(number: day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60)).000Z"
    }

    static func instant(_ text: String) -> Instant? {
        guard text.utf8.count == 24, text.hasSuffix(".000Z"), let day = CalendarDay(String(text.prefix(10))) else { return nil }
        let time = text.dropFirst(11).prefix(8).split(separator: ":").compactMap { Int64($0) }
        guard time.count == 3 else { return nil }
        return Instant(seconds: Int64(day.number) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2])
    }
}
