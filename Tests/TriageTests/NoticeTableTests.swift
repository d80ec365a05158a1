import Domain
import TestKit
import Testing
import Triage

/// The table of notices, written a second time from the vocabulary, to hold the rules against.
private struct NoticeTable {
    let situation: Situation
    let kinds: Set<OrganisationKind>
    let services: Set<String>

    private var about: Bool { situation.asker != .worriedSelf }
    private var recent: Bool { situation.when == .within72Hours || situation.when == .within7Days }
    private var acute: Bool { recent && situation.mode != .online && about }
    private var care: Bool { acute || situation.wishes.contains(.medical) || situation.wishes.contains(.therapy) }
    private var minor: Bool { situation.age.isMinor }
    private var police: Bool { [.yes, .unsure, .afraid].contains(situation.police) || situation.wishes.contains(.police) }
    private var online: Bool { situation.mode == .online || situation.mode == .both }
    private func form(_ forms: Form...) -> Bool { forms.contains(where: situation.forms.contains) }

    func isDue(_ notice: Notice) -> Bool {
        switch notice {
        case .call112: situation.danger == .now || situation.suicidal == .plan
        case .call112Silent:
            situation.danger != .safe && situation.monitored == .yes
                || (situation.danger == .now || situation.danger == .unsafe) && situation.needs.contains(.cannotSpeakAloud)
        case .stayInContact: situation.suicidal == .thoughts || situation.suicidal == .plan
        case .notYourFault: situation.asker == .victim
        case .notTooLate, .limitationAsk: about && situation.when == .longerAgo
        case .windowPEP: acute && situation.when == .within72Hours
        case .windowContraception: acute && situation.age != .under12 && situation.gender != .man
        case .windowTraces, .tracesAdvice: acute
        case .windowToxicology:
            acute && situation.when == .within72Hours
                && (situation.drugged == .yes || situation.drugged == .unknown && situation.setting == .nightlife)
        case .keepEvidence: about && (acute || online || form(.images, .stalking, .harassment))
        case .keepMessages: about && (online || form(.images, .stalking, .harassment))
        case .onlineDoNotPay: about && form(.images)
        case .imagesDoNotShare: form(.images) && minor
        case .doNotQuestionChild, .writeDownLiterally:
            situation.age.isUnder16 && [.parent, .relative, .professional, .bystander].contains(situation.asker)
        case .noParentalGate: situation.asker == .victim && minor
        case .treatmentConsentAge: about && minor
        case .limitsOfSecrecy: situation.asker == .victim && minor || form(.organised) || !about
        case .monitoredDevice: situation.monitored == .yes
        case .policeYourChoice, .policeFacts: about && (police || kinds.contains(.police))
        case .anonymousReportFacts: services.contains("mma-line")
        case .freeLawyer: about && (police || situation.wishes.contains(.legal))
        case .costsCare: about && situation.age == .adult && (care || services.contains("csg-national"))
        case .invoiceVisible: about && care
        case .compensationPossible: situation.wishes.contains(.compensation)
        case .veiligThuisAdviceOrReport: services.contains("vt-line")
        case .meldcode:
            situation.asker == .professional
                && (minor || situation.setting == .home || [.partner, .parent, .family].contains(situation.relation)
                    || form(.domesticViolence, .childAbuse, .honour, .forcedMarriage, .genitalMutilation))
        case .schoolDutyToReport: situation.asker == .professional && minor && situation.relation == .schoolStaff
        case .careDutyToReport:
            about && (situation.relation == .careWorker || situation.setting == .care || situation.setting == .youthCare)
        case .reflectionPeriod: form(.exploitation) && situation.needs.contains(.noResidenceStatus)
        case .identificationRegisters: form(.exploitation) && !minor
        case .restorativeConditions: situation.wishes.contains(.restorative)
        case .waitingBridge: situation.wishes.contains(.therapy)
        case .interpreter:
            situation.needs.contains(.interpreter) || situation.languageClass == .other
        case .textRelay: situation.needs.contains(.deaf)
        case .bystanderSupport: [.bystander, .relative, .parent, .worriedOther].contains(situation.asker)
        case .ownBehaviourHelp: !about
        case .repeatNotNeeded: false
        }
    }
}

@Suite("The notices")
struct NoticeTableTests {
    @Test("are due exactly where the table says so, in any of 20,000 situations", .tags(.R21, .R37, .R16, .R93, .R92))
    func table() throws {
        let engine = try RealContent.engine()
        var chance = SeededChance(2026)
        // These may also be shown where the row does not ask for them, because they are true there and help.
        let generous: Set<Notice> = [.repeatNotNeeded, .notTooLate]
        for _ in 0..<20_000 {
            let situation = Situation.random(&chance)
            let advice = engine.advise(situation, at: Instant(seconds: 1_800_000_000))
            let services = (advice.first + advice.also).map { engine.landscape.services[$0.service] }
            let table = NoticeTable(situation: situation, kinds: Set(services.map(\.kind)), services: Set(services.map(\.slug)))
            let shown = Set(advice.notices.map(\.notice))
            let wrong = Notice.allCases.filter { notice in
                table.isDue(notice) ? !shown.contains(notice) : shown.contains(notice) && !generous.contains(notice)
            }
            #expect(wrong.isEmpty, "\(wrong.map(\.id)) in \(situation)")
            if !wrong.isEmpty { break }
        }
    }

    @Test("stand in the order of the vocabulary, each once, each with a rule that says so")
    func order() throws {
        let engine = try RealContent.engine()
        var chance = SeededChance(7)
        for _ in 0..<5_000 {
            let notices = engine.advise(.random(&chance), at: Instant(seconds: 1_800_000_000)).notices
            #expect(notices.map(\.notice.rawValue) == notices.map(\.notice.rawValue).sorted())
            #expect(Set(notices.map(\.notice)).count == notices.count)
            #expect(notices.allSatisfy { !$0.rules.isEmpty })
        }
    }
}
