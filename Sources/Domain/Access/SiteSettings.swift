/// Who runs this front door, under which name, and where the way out leads. All of it is a choice that others make.
/// - Source: R3, R4; product, 'operator and brand are configuration'.
public struct SiteSettings: Sendable, Hashable {
    /// What this door is among the doors there are.
    public enum Role: String, CaseIterable, Sendable, Hashable {
        /// A national entry of its own.
        case newEntry = "new_entry"
        /// The door of an organisation that people know already.
        case existingFront = "existing_front"
        /// One of several doors that lead to the same help.
        case oneDoor = "one_door"
    }

    /// Another door that leads to the same help; shown when this is one of several.
    public struct PartnerDoor: Sendable, Hashable {
        public let name: String
        public let url: String

        public init(name: String, url: String) {
            self.name = name
            self.url = url
        }
    }

    /// Who answers for the door.
    public struct Operator: Sendable, Hashable {
        public let name: String
        public let role: Role
        /// Where somebody can say that something here is wrong; nil as long as there is no such place.
        public let mistakesContact: String?
        public let partnerDoors: [PartnerDoor]

        public init(name: String, role: Role, mistakesContact: String? = nil, partnerDoors: [PartnerDoor] = []) {
            self.name = name
            self.role = role
            self.mistakesContact = mistakesContact
            self.partnerDoors = partnerDoors
        }
    }

    public let `operator`: Operator
    /// The name of the site, per language.
    public let brand: [String: String]
    /// The languages of the site; the first is the one when nothing else is known.
    public let languages: [String]
    /// The page that 'leave quickly' opens: it must say nothing about whoever opens it.
    public let exitURL: String
    /// Whether the public pages say 'u' instead of 'je'.
    public let formal: Bool
    public let emergencyNumber: PhoneNumber
    /// How the site is found by somebody who types it, such as `entree.example`; nil as long as nobody decided. Never what a request says.
    public let typedAddress: String?

    public init(
        operator: Operator, brand: [String: String], languages: [String], exitURL: String, formal: Bool, emergencyNumber: PhoneNumber,
        typedAddress: String? = nil
    ) {
        self.operator = `operator`
        self.brand = brand
        self.languages = languages
        self.exitURL = exitURL
        self.formal = formal
        self.emergencyNumber = emergencyNumber
        self.typedAddress = typedAddress
    }
}
