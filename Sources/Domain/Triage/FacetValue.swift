/// One possible answer to a facet of a situation, under an id that never changes: rules, cases, statistics and the API use it.
/// - Source: triage vocabulary; R25, R26.
public protocol FacetValue: RawRepresentable<UInt8>, CaseIterable, Sendable, Hashable {
    /// The stable ids, in the order of the cases.
    static var ids: [String] { get }
}

extension FacetValue {
    /// The stable id of this answer.
    public var id: String { Self.ids[Int(rawValue)] }

    /// The answer with this id, or nil when the vocabulary has no such answer.
    public init?(id: String) {
        guard let index = Self.ids.firstIndex(of: id) else { return nil }
        self.init(rawValue: UInt8(index))
    }
}

/// Who asks. `unknown` is a good answer.
/// - Source: R123, R124, R36.
public enum Asker: UInt8, FacetValue {
    case victim, parent, relative, bystander, professional, worriedSelf, worriedOther, unknown
    public static let ids = [
        "victim", "parent", "relative", "bystander", "professional", "worried_self", "worried_other", "unknown",
    ]
}

/// Age band, in whole years, of the person it is about; of the asker when they worry about themself.
/// - Source: R47; domain C1.1.
public enum AgeBand: UInt8, FacetValue {
    case under12, from12To15, from16To17, adult, unknown
    public static let ids = ["under_12", "12_15", "16_17", "18_plus", "unknown"]

    /// Whether the person is surely under 18.
    public var isMinor: Bool { rawValue <= Self.from16To17.rawValue }
    /// Whether the person is surely under 16.
    public var isUnder16: Bool { rawValue <= Self.from12To15.rawValue }
    /// First and last age of the band in whole years; nil when the age is unknown.
    public var years: ClosedRange<Int>? {
        switch self {
        case .under12: 0...11
        case .from12To15: 12...15
        case .from16To17: 16...17
        case .adult: 18...130
        case .unknown: nil
        }
    }
}

/// Gender of the person it is about; asked only where it changes the advice.
public enum Gender: UInt8, FacetValue {
    case woman, man, other, unknown
    public static let ids = ["woman", "man", "other", "unknown"]
}

/// How long ago the latest event was. Medical and forensic windows follow from it.
/// - Source: R37, R56, R57; domain C6.
public enum When: UInt8, FacetValue {
    case within72Hours, within7Days, longerAgo, unknown
    public static let ids = ["within_72h", "within_7_days", "longer_ago", "unknown"]
}

/// A plain yes, no or unknown.
public enum Ternary: UInt8, FacetValue {
    case yes, no, unknown
    public static let ids = ["yes", "no", "unknown"]
}

/// How safe the person is at this moment. `now` means that life or health is at risk this minute.
/// - Source: R23.
public enum Danger: UInt8, FacetValue {
    case now, unsafe, safe, unknown
    public static let ids = ["now", "unsafe", "safe", "unknown"]
}

/// Thoughts of ending one's life.
public enum Suicidal: UInt8, FacetValue {
    case no, thoughts, plan, unknown
    public static let ids = ["no", "thoughts", "plan", "unknown"]
}

/// Whether it happened in person, online, or both. Unknown counts as in person.
/// - Source: R44, R122.
public enum Mode: UInt8, FacetValue {
    case offline, online, both, unknown
    public static let ids = ["offline", "online", "both", "unknown"]
}

/// How the one who did it stands to the person.
/// - Source: R25.
public enum Relation: UInt8, FacetValue {
    case partner, parent, family, peer, acquaintance, stranger, onlineContact, careWorker
    case schoolStaff, coach, clergy, employer, exploiter, network, other, unknown
    public static let ids = [
        "partner", "parent", "family", "peer", "acquaintance", "stranger", "online_contact", "care_worker",
        "school_staff", "coach", "clergy", "employer", "exploiter", "network", "other", "unknown",
    ]
}

/// Where it happened.
/// - Source: R25, R48, R50, R52, R121.
public enum Setting: UInt8, FacetValue {
    case home, school, higherEducation, sport, work, care, youthCare, church
    case defence, detention, nightlife, media, abroad, publicSpace, other, unknown
    public static let ids = [
        "home", "school", "higher_education", "sport", "work", "care", "youth_care", "church",
        "defence", "detention", "nightlife", "media", "abroad", "public_space", "other", "unknown",
    ]
}

/// How the person feels about the police. Never a condition for help.
/// - Source: R16.
public enum PoliceView: UInt8, FacetValue {
    case yes, no, unsure, afraid, unknown
    public static let ids = ["yes", "no", "unsure", "afraid", "unknown"]
}

/// What kinds of violence play together; any number, for it rarely comes alone.
/// - Source: R26, R38, R44, R53.
public enum Form: UInt8, FacetValue {
    case unwantedAct, images, harassment, stalking, exploitation, organised
    case domesticViolence, childAbuse, honour, forcedMarriage, genitalMutilation
    public static let ids = [
        "unwanted_act", "images", "harassment", "stalking", "exploitation", "organised",
        "domestic_violence", "child_abuse", "honour", "forced_marriage", "genital_mutilation",
    ]
}

/// What the person wants; any number.
/// - Source: R17, R24, R28.
public enum Wish: UInt8, FacetValue {
    case talk, medical, safety, stopIt, police, legal, therapy, imagesRemoved
    case compensation, restorative, peers, advice, information
    public static let ids = [
        "talk", "medical", "safety", "stop_it", "police", "legal", "therapy", "images_removed",
        "compensation", "restorative", "peers", "advice", "information",
    ]
}

/// What help must take into account; any number.
/// - Source: R45; domain C13, C14.
public enum Need: UInt8, FacetValue {
    case simpleLanguage, deaf, cannotSpeakAloud, noResidenceStatus, lgbti
    case dissociation, intellectualDisability, interpreter, reducedMobility
    public static let ids = [
        "simple_language", "deaf", "cannot_speak_aloud", "no_residence_status", "lgbti",
        "dissociation", "intellectual_disability", "interpreter", "reduced_mobility",
    ]
}

/// How a rule can see a language: Dutch, English, any other, or not known.
public enum LanguageClass: UInt8, FacetValue {
    case dutch, english, other, unknown
    public static let ids = ["nl", "en", "other", "unknown"]
}

/// One of the 25 safety regions; the last value is unknown.
/// - Source: R60, R74.
public struct Region: FacetValue {
    public let rawValue: UInt8
    public static let count = 25
    public static let unknown = Region(rawValue: UInt8(count))!
    public static let ids = (1...count).map { $0 < 10 ? "VR0\($0)" : "VR\($0)" } + ["unknown"]
    public static let allCases: [Region] = (0...UInt8(count)).compactMap(Region.init(rawValue:))

    public init?(rawValue: UInt8) {
        guard rawValue <= Self.count else { return nil }
        self.rawValue = rawValue
    }
}
