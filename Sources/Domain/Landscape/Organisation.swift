/// What sort of help an organisation gives.
/// - Source: directory vocabulary; R27, R57-R78.
public enum OrganisationKind: String, CaseIterable, Sendable, Hashable {
    case emergency, csg
    case victimSupport = "victim_support"
    case police
    case anonymousTipline = "anonymous_tipline"
    case domesticChildProtection = "domestic_child_protection"
    case helpline
    case onlineAbuse = "online_abuse"
    case trafficking, shelter, legal, compensation, restorative
    case traumaCare = "trauma_care"
    case patientOrganisation = "patient_org"
    case forensic
    case primaryCare = "primary_care"
    case publicHealth = "public_health"
    case sectorHotline = "sector_hotline"
    case offenderPrevention = "offender_prevention"
    case youthProtection = "youth_protection"
    case community, expertise, directory

    /// Whether somebody can be referred there: a line that people call by themselves, whoever answers when life is in danger, and a list of others
    /// take nobody on.
    public var takesReferrals: Bool { ![.emergency, .anonymousTipline, .helpline, .directory].contains(self) }
    /// Whether who stands in the directory as this can take part: the number for life in danger is of nobody who could, and of whoever answers an
    /// anonymous line nobody may know what they heard.
    public var canTakePart: Bool { ![.emergency, .anonymousTipline].contains(self) }
}

/// An organisation that helps, with the services it offers.
/// - Source: HSDS 3.1 `organization`.
public struct Organisation: Sendable, Hashable {
    public let id: String
    /// The name as the organisation writes it.
    public let name: String
    public let kind: OrganisationKind
    public let website: String?
    public let note: String?
    /// Slugs of its services, in the order of the file.
    public let services: [String]

    public init(id: String, name: String, kind: OrganisationKind, website: String?, note: String?, services: [String]) {
        self.id = id
        self.name = name
        self.kind = kind
        self.website = website
        self.note = note
        self.services = services
    }
}

/// Where a fact comes from. Nothing is `live` until somebody called.
public struct SourceMark: Sendable, Hashable {
    public enum Mark: String, CaseIterable, Sendable { case page, seed, knowledge, live }
    public let mark: Mark
    public let url: String?
    public let year: Int?
    public let note: String?

    public init(mark: Mark, url: String?, year: Int?, note: String?) {
        self.mark = mark
        self.url = url
        self.year = year
        self.note = note
    }
}
