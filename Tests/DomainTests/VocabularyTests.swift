import Domain
import TestKit
import Testing

@Suite("A situation from outside")
struct SituationParsingTests {
    @Test("is unknown in everything that was left out", .tags(.R28))
    func empty() throws {
        let situation = try Situation(facets: [:])
        #expect(situation == Situation())
        #expect(situation.bits.contains(.forms, Form.ids.count))
    }

    @Test("keeps every value of every facet through the patterns of the rules", .tags(.R25, .R26, .R44))
    func everyValue() throws {
        for facet in Facet.allCases where facet != .language {
            for value in facet.valueIDs {
                let situation = try Situation(facets: [facet.id: facet.isSet ? .many([value]) : .one(value)])
                #expect(Situation(bits: situation.bits) == situation)
                #expect(situation.bits.contains(facet, try #require(facet.valueIDs.firstIndex(of: value))))
            }
        }
    }

    @Test("names an unknown facet or value, and lists what is allowed, all together")
    func refuses() {
        let refusal = #expect(throws: SituationProblems.self) {
            try Situation(facets: [
                "colour": .one("red"), "asker": .one("witch"), "forms": .one("images"), "wishes": .many(["talk", "fly"]),
            ])
        }
        let sentences = (refusal?.problems ?? []).map(\.sentence)
        #expect(sentences.count == 4)
        #expect(sentences.contains { $0.contains("'colour'") && $0.contains("asker, age") })
        #expect(sentences.contains { $0.contains("'witch'") && $0.contains("victim, parent") })
        #expect(sentences.contains { $0.contains("'fly'") && $0.contains("restorative") })
    }

    @Test("never repeats a pasted story in an error")
    func keepsStoriesOut() {
        let story = String(repeating: "lang verhaal ", count: 50)
        let refusal = #expect(throws: SituationProblems.self) { try Situation(facets: ["asker": .one(story)]) }
        #expect((refusal?.problems.first?.sentence ?? story).count < 250)
    }

    @Test("takes any language that has the shape of a tag", arguments: ["nl", "EN", "ar", "zh-Hant", "pt-BR"])
    func languages(_ tag: String) throws {
        #expect(try Situation(facets: ["language": .one(tag)]).language?.value == tag.lowercased())
    }

    @Test(
        "refuses what has not the shape of a language tag", arguments: ["", "n", "nederlands", "nl_NL", "nl-", "../x", "nl-toolongsubtag1"])
    func noLanguage(_ tag: String) {
        #expect(throws: SituationProblems.self) { try Situation(facets: ["language": .one(tag)]) }
    }
}

@Suite("Answers to one facet together")
struct AnsweringTests {
    private func choice(_ id: String, _ facet: Facet, _ value: Int) -> Choice {
        Choice(id: id, sets: [.init(facet: facet, values: [value])])
    }

    @Test("the more urgent stands, whatever the order", .tags(.R23))
    func urgent() {
        let now = choice("now", .danger, 0)
        let safe = choice("safe", .danger, 2)
        let plan = choice("plan", .suicidal, 2)
        let thoughts = choice("thoughts", .suicidal, 1)
        for order in [[now, safe, plan, thoughts], [thoughts, plan, safe, now]] {
            let situation = Situation().answering(order)
            #expect(situation.danger == .now)
            #expect(situation.suicidal == .plan)
        }
    }

    @Test("in person and online are both")
    func both() {
        #expect(Situation().answering([choice("a", .mode, 0), choice("b", .mode, 1)]).mode == .both)
        #expect(Situation().answering([choice("b", .mode, 1)]).mode == .online)
    }

    @Test("sets grow, and silence ends with the first answer")
    func sets() {
        let situation = Situation().answering([choice("a", .forms, 1), choice("b", .forms, 4)])
        #expect(situation.forms == [.images, .exploitation])
    }
}

@Suite("Small values that can only be right")
struct SmallValueTests {
    @Test("a postcode is four digits from 1000, with or without letters", .tags(.R74))
    func postcodes() {
        #expect(PostalCode("7511 ab")?.digits == "7511")
        #expect(PostalCode("1000")?.digits == "1000")
        for wrong in ["", "0999", "75111", "75A1", "7511 A", "7511 A1", "١٢٣٤"] { #expect(PostalCode(wrong) == nil) }
    }

    @Test("a telephone number is dialled without its hyphens")
    func phones() {
        #expect(PhoneNumber("0800-0188")?.dialled == "08000188")
        #expect(PhoneNumber("+31-247-247-247")?.dialled == "+31247247247")
        for wrong in ["", "11", "0800 CSG", "-0800", "08+00", "01234567890123456789"] { #expect(PhoneNumber(wrong) == nil) }
    }

    @Test("a place is found without its accents, hyphens and apostrophes", .tags(.R74))
    func folding() {
        #expect(Geography.fold("'s-Hertogenbosch") == Geography.fold("S Hertogenbosch"))
        #expect(Geography.fold("Súdwest-Fryslân") == "sudwestfryslan")
    }
}

@Suite("Who a service fits", .tags(.R47))
struct FittingTests {
    private func service(_ audience: Audience, _ area: ServiceArea = .netherlands(note: nil)) -> Service {
        Service(
            slug: "x", organisation: "o", kind: .helpline, name: "X", description: "", audience: audience,
            contact: Contact(phones: [], chat: nil, url: nil),
            hours: Hours(schedule: Schedule(always: true, spans: []), confidence: .page), area: area,
            access: Access(referral: .selfReferral, how: nil, anonymity: .unknown, acute: .no, cost: nil), problemTypes: [],
            capabilities: [], locations: [], languages: [], languagesNote: nil,
            provenance: Provenance(mark: .page, sources: [], verifiedLiveOn: nil))
    }

    @Test("ages must cover a whole band, and an unknown age fits only what has no limit")
    func ages() {
        let adults = service(Audience(askers: [.victim], minimumAge: 18))
        #expect(AgeBand.allCases.filter { adults.fits(age: $0) } == [.adult])
        let cut = service(Audience(askers: [.victim], minimumAge: 8, maximumAge: 17))
        #expect(AgeBand.allCases.filter { cut.fits(age: $0) } == [.from12To15, .from16To17])
        let shown = service(Audience(askers: [.victim], minimumAge: 8, maximumAge: 18, bands: [.under12]))
        #expect(AgeBand.allCases.filter { shown.fits(age: $0) } == [.under12])
        #expect(service(Audience(askers: [.victim])).fits(age: .unknown))
    }

    @Test("a service for professionals is for professionals, whatever else it lists")
    func professionals() {
        let only = service(Audience(askers: [.professional, .victim], professionalOnly: true))
        #expect(Asker.allCases.filter { only.fits(asker: $0) } == [.professional])
    }

    @Test("an unknown asker gets only what is there for everybody concerned")
    func unknownAsker() {
        #expect(!service(Audience(askers: [.victim, .parent])).fits(asker: .unknown))
        #expect(service(Audience(askers: [.victim, .parent, .relative, .bystander])).fits(asker: .unknown))
    }

    @Test("a regional service is not offered while the region is unknown")
    func regions() throws {
        let twente = try #require(Region(id: "VR05"))
        let regional = service(Audience(askers: [.victim]), .regions([twente], note: nil))
        #expect(regional.fits(asker: .victim, age: .adult, setting: .home, region: twente))
        #expect(!regional.fits(asker: .victim, age: .adult, setting: .home, region: .unknown))
    }
}
