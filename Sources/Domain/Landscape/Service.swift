/// Something one organisation does for people: a line, a chat, a place, a treatment.
/// - Source: HSDS 3.1 `service`; R27, R35, R97.
public struct Service: Sendable, Hashable {
    /// Stable name in files, rules and the API.
    public let slug: String
    public let organisation: String
    public let kind: OrganisationKind
    /// The name as the source writes it; screens show the wording's name.
    public let name: String
    public let description: String
    public let audience: Audience
    public let contact: Contact
    public let hours: Hours
    public let area: ServiceArea
    public let access: Access
    public let problemTypes: [String]
    /// What it can do, as stable ids (`walk_in`, `forensic_exam`, …).
    public let capabilities: [String]
    public let locations: [ServiceLocation]
    public let languages: [LanguageTag]
    public let languagesNote: String?
    public let provenance: Provenance

    public init(
        slug: String, organisation: String, kind: OrganisationKind, name: String, description: String, audience: Audience,
        contact: Contact, hours: Hours, area: ServiceArea, access: Access, problemTypes: [String], capabilities: [String],
        locations: [ServiceLocation], languages: [LanguageTag], languagesNote: String?, provenance: Provenance
    ) {
        self.slug = slug
        self.organisation = organisation
        self.kind = kind
        self.name = name
        self.description = description
        self.audience = audience
        self.contact = contact
        self.hours = hours
        self.area = area
        self.access = access
        self.problemTypes = problemTypes
        self.capabilities = capabilities
        self.locations = locations
        self.languages = languages
        self.languagesNote = languagesNote
        self.provenance = provenance
    }

    /// Whether somebody surely answers, by telephone or chat, at the moment.
    public func surelyAnswers(_ local: AmsterdamTime) -> Bool {
        answersPeople && hours.confidence != .unknown && hours.schedule.isSurelyOpen(local)
    }

    /// Whether somebody surely answers at any moment of the year.
    public var alwaysAnswers: Bool { answersPeople && hours.confidence != .unknown && hours.schedule.always }

    /// Whether a person can reach somebody there by telephone or chat.
    public var answersPeople: Bool { contact.hasChat || contact.phones.contains { $0.channel == .voice } }

    /// Whether it answers at the moment, as far as its hours are known.
    public func opening(_ local: AmsterdamTime) -> Opening {
        hours.confidence == .unknown ? .unchecked : hours.schedule.opening(local)
    }
}

/// For whom a service is. A limited service is advised only where it is known to fit.
public struct Audience: Sendable, Hashable {
    public let askers: Set<Asker>
    public let professionalOnly: Bool
    /// Ages in whole years; nil is no limit.
    public let minimumAge: Int?
    public let maximumAge: Int?
    /// Bands it is shown to where its own ages cut through a band; nil when the ages decide.
    public let bands: Set<AgeBand>?
    /// Settings it is limited to; empty is any.
    public let settings: Set<Setting>
    /// Who it is not for, in words.
    public let notFor: String?
    public let note: String?

    public init(
        askers: Set<Asker>, professionalOnly: Bool = false, minimumAge: Int? = nil, maximumAge: Int? = nil, bands: Set<AgeBand>? = nil,
        settings: Set<Setting> = [], notFor: String? = nil, note: String? = nil
    ) {
        self.askers = askers
        self.professionalOnly = professionalOnly
        self.minimumAge = minimumAge
        self.maximumAge = maximumAge
        self.bands = bands
        self.settings = settings
        self.notFor = notFor
        self.note = note
    }
}

/// How a service is reached.
public struct Contact: Sendable, Hashable {
    public let phones: [Phone]
    /// nil: not known.
    public let chat: Bool?
    /// Where the service itself is found on the web, if that differs from its organisation.
    public let url: String?
    public var hasChat: Bool { chat == true }

    public init(phones: [Phone], chat: Bool?, url: String?) {
        self.phones = phones
        self.chat = chat
        self.url = url
    }
}

/// Hours of a service, and how well they are known.
public struct Hours: Sendable, Hashable {
    public let schedule: Schedule
    public let confidence: HoursConfidence
    public let chat: Schedule?
    public let chatConfidence: HoursConfidence?
    /// Hours for what cannot wait, where these differ.
    public let urgent: Schedule?
    /// The source's own words.
    public let text: String?
    public let note: String?

    public init(
        schedule: Schedule, confidence: HoursConfidence, chat: Schedule? = nil, chatConfidence: HoursConfidence? = nil,
        urgent: Schedule? = nil, text: String? = nil, note: String? = nil
    ) {
        self.schedule = schedule
        self.confidence = confidence
        self.chat = chat
        self.chatConfidence = chatConfidence
        self.urgent = urgent
        self.text = text
        self.note = note
    }
}

/// Where a service helps: the whole country, or some safety regions.
public enum ServiceArea: Sendable, Hashable {
    case netherlands(note: String?)
    case regions(Set<Region>, note: String?)

    /// Whether it surely helps somebody in the region.
    public func covers(_ region: Region) -> Bool {
        switch self {
        case .netherlands: true
        case .regions(let regions, _): regions.contains(region)
        }
    }
    public var note: String? {
        switch self {
        case .netherlands(let note), .regions(_, let note): note
        }
    }
}

/// How somebody gets in, what it costs, and whether anybody hears of it.
public struct Access: Sendable, Hashable {
    public enum Referral: String, CaseIterable, Sendable {
        case selfReferral = "self"
        case selfOrProfessional = "self_or_professional"
        case generalPractitioner = "gp_referral"
        case professionalOnly = "professional_only"
        case viaPartner = "via_partner"
    }
    public enum Anonymity: String, CaseIterable, Sendable { case yes, partly, no, unknown }
    public enum Acute: String, CaseIterable, Sendable {
        case always = "now_24_7"
        case sameDay = "same_day"
        case officeHours = "office_hours"
        case no
    }
    public let referral: Referral
    public let how: String?
    public let anonymity: Anonymity
    public let acute: Acute
    /// Costs in the source's words; nil when not known.
    public let cost: String?

    public init(referral: Referral, how: String?, anonymity: Anonymity, acute: Acute, cost: String?) {
        self.referral = referral
        self.how = how
        self.anonymity = anonymity
        self.acute = acute
        self.cost = cost
    }
}

/// A place of a service, for information and walk-in only: acute help goes by the national number.
public struct ServiceLocation: Sendable, Hashable {
    public let id: String?
    public let name: String
    public let phone: PhoneNumber?
    public let regions: Set<Region>
    public let walkIn: Bool?
    public let note: String?
    public let sources: [SourceMark]

    public init(
        id: String?, name: String, phone: PhoneNumber?, regions: Set<Region>, walkIn: Bool?, note: String?, sources: [SourceMark]
    ) {
        self.id = id
        self.name = name
        self.phone = phone
        self.regions = regions
        self.walkIn = walkIn
        self.note = note
        self.sources = sources
    }
}

/// Where a record comes from, and when somebody last called.
public struct Provenance: Sendable, Hashable {
    public let mark: SourceMark.Mark
    public let sources: [SourceMark]
    /// The day somebody called and checked; nil when nobody has.
    public let verifiedLiveOn: CalendarDay?

    public init(mark: SourceMark.Mark, sources: [SourceMark], verifiedLiveOn: CalendarDay?) {
        self.mark = mark
        self.sources = sources
        self.verifiedLiveOn = verifiedLiveOn
    }
}
