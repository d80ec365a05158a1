/// Something that is good to know now. The order of the cases is the order in which notices are shown, most urgent first.
/// - Source: triage vocabulary; domain C1-C14.
public enum Notice: UInt8, CaseIterable, Sendable, Hashable {
    case call112, call112Silent, stayInContact, notYourFault, notTooLate
    case windowPEP, windowContraception, windowTraces, windowToxicology
    case keepEvidence, tracesAdvice, onlineDoNotPay, keepMessages
    case doNotQuestionChild, writeDownLiterally, noParentalGate, treatmentConsentAge, limitsOfSecrecy
    case monitoredDevice, policeYourChoice, policeFacts, anonymousReportFacts, freeLawyer
    case costsCare, invoiceVisible, compensationPossible, veiligThuisAdviceOrReport
    case meldcode, schoolDutyToReport, careDutyToReport, reflectionPeriod, identificationRegisters
    case restorativeConditions, waitingBridge, interpreter, textRelay, bystanderSupport, ownBehaviourHelp
    case limitationAsk, imagesDoNotShare, repeatNotNeeded

    public static let ids = [
        "call_112", "call_112_silent", "stay_in_contact", "not_your_fault", "not_too_late",
        "window_pep", "window_contraception", "window_traces", "window_toxicology",
        "keep_evidence", "traces_advice", "online_do_not_pay", "keep_messages",
        "do_not_question_child", "write_down_literally", "no_parental_gate", "treatment_consent_age", "limits_of_secrecy",
        "monitored_device", "police_your_choice", "police_facts", "anonymous_report_facts", "free_lawyer",
        "costs_care", "invoice_visible", "compensation_possible", "veilig_thuis_advice_or_report",
        "meldcode", "school_duty_to_report", "care_duty_to_report", "reflection_period", "identification_registers",
        "restorative_conditions", "waiting_bridge", "interpreter", "text_relay", "bystander_support", "own_behaviour_help",
        "limitation_ask", "images_do_not_share", "repeat_not_needed",
    ]

    /// The stable id.
    public var id: String { Self.ids[Int(rawValue)] }

    /// The notice with this id, or nil.
    public init?(id: String) {
        guard let index = Self.ids.firstIndex(of: id) else { return nil }
        self.init(rawValue: UInt8(index))
    }
}

/// How soon help is needed; U0 is this minute.
/// - Source: triage vocabulary; R101.
public enum Urgency: UInt8, CaseIterable, Sendable, Comparable {
    case u0, u1, u2, u3, u4

    /// The stable id, `U0` to `U4`.
    public var id: String { "U\(rawValue)" }
    /// Orders by urgency: U0 is the greatest.
    public static func < (one: Urgency, other: Urgency) -> Bool { one.rawValue > other.rawValue }
}
