extension ContentFixture {
    /// Made-up services, texts and rules, as few as will do.
    static let sound: [String: String] = [
        "settings.yaml": settings, "directory/lines.yaml": directory, "triage/base.yaml": rules, "questions/questions.yaml": questions,
        "casussen.yaml": cases, "wording/forbidden.yaml": forbidden, "wording/nl/site.yaml": siteNL, "wording/en/site.yaml": siteEN,
        "wording/nl/work.yaml": workNL, "wording/en/work.yaml": workEN,
        "wording/nl/reasons.yaml": "day-night: Altijd open.\n", "wording/en/reasons.yaml": "day-night: Always open.\n",
        "wording/nl/notices.yaml": noticesNL, "wording/en/notices.yaml": noticesEN,
        "wording/nl/questions.yaml": "asker:\n  title: Voor wie\n  victim: Voor mij\n  skip: Liever niet\n  alone: Alleen\n",
        "wording/en/questions.yaml": "asker:\n  title: For whom\n  victim: For me\n  skip: Rather not\n  alone: Alone\n",
        "wording/nl/child.yaml": "site:\n  welcome: Hoi {name}\n", "wording/en/child.yaml": "site:\n  welcome: Hi {name}\n",
        "articles/nl/after.md": articleNL, "articles/en/after.md": articleEN,
        "geography/safety-regions.csv": "code,name,police_unit\nVR07,Gelderland-Midden,Oost\n",
        "geography/municipalities.csv": "code,name,safety_region\nGM0202,Arnhem,VR07\nGM0203,\"Stad, Land en Water\",VR07\n",
        "geography/postcodes.csv": "pc4,place,municipality,lat,lon\n6811,Arnhem,GM0202,51.98,5.91\n6812,Écht (L.),GM0203,51.9,5.9\n",
    ]

    static let settings = """
        operator: {name: Nobody yet, role: new_entry}
        brand: {nl: Deur, en: Door}
        exit_url: https://weather.example
        languages: [nl, en]
        formal: false
        emergency_number: 112
        """

    static let directory = """
        schema_version: '1'
        organizations:
        - id: centre
          name: Centre
          kind: csg
          website: https://centre.example
          services:
          - id: centre-line
            name: National line
            description: Talks
            for_whom: [victim, parent, relative, bystander]
            acute: now_24_7
            phones:
            - number: 0900-1234
              type: phone
              free: true
              source: page
            chat: true
            hours: {always: true}
            hours_confidence: page
            eligibility: {minimum_age: null, maximum_age: null}
            service_area: NL
            anonymous: no
            languages: [nl]
            referral: {mode: self}
            can_do: [walk_in]
            text_relay: true
            source:
            - {mark: page, url: 'https://centre.example/us', seed: S1, note: page 2}
            verified: page
            verified_live_on: null
          - id: evening-line
            name: Evening line
            description: Listens
            for_whom: [victim]
            acute: office_hours
            hours:
            - days: [mo, su]
              opens: 18:00
              closes: 24:00
            hours_confidence: knowledge
            eligibility:
              minimum_age: 12
              maximum_age: 18
            bands: [12_15]
            service_area: [VR07]
            anonymous: yes
            languages: [nl, tr]
            referral: {mode: self}
            source: [{mark: knowledge}]
            verified: knowledge
            verified_live_on: 2026-11-02
        """

    static let rules = """
        theme: base
        rules:
        - id: day-night
          when: {asker: [victim, unknown], wishes: unknown}
          advise:
            first: [centre-line]
            also: [{kind: csg, can_do: walk_in}]
          notices: [window_pep]
          because: day-night
          source: seed 002; R57
          verified: 2026-11-21
        - id: not-after-advice
          when:
            advised: [centre-line]
          never: [evening-line]
          because: day-night
          source: R57
          verified: 2026-11-21
          weight: 80
        """

    static let questions = """
        questions:
        - id: asker
          tags: [name]
          when: {age: [16_17, 18_plus]}
          choices:
          - {id: victim, set: {asker: victim, wishes: [talk]}}
          - {id: skip}
          ticks:
          - {id: alone, set: {monitored: no}}
        """

    static let cases = """
        cases:
        - id: C01
          title: A case
          persona: Somebody
          situation: {asker: victim, age: 16_17, monitored: no, wishes: [talk]}
          at: '2026-11-28T22:40'
          expect:
            urgency: U1
            first: [centre-line]
            never: [evening-line]
            not_notices: [window_traces]
            channels_off: false
          because: So it is.
          behaviour: [Says little.]
        """

    static let forbidden = """
        worker_files: [work, desk]
        tab_parts: [sex, sek]
        phrases:
          nl:
          - {phrase: te laat, applies: everywhere}
          - {phrase: dader, applies: visitor}
          - {phrase: waarom, applies: said}
          en:
          - {phrase: too late, applies: everywhere}
        """

    static let siteNL = "welcome: Dag {name}\nempty: ''\ntabs:\n  home: Welkom\n"
    static let siteEN = "welcome: Hello {name}\nempty: ''\ntabs:\n  home: Welcome\n"
    // Only workers read this.
    static let workNL = "tabs:\n  inbox: Werk\nwho: Een dader\n"
    static let workEN = "tabs:\n  inbox: Work\nwho: Somebody\n"
    static let noticesNL = """
        window_pep:
          title: Bel snel
          text: Er is een medicijn.
          more: after
          source: C6
          review: doctor
        """
    static let noticesEN = """
        window_pep:
          title: Call soon
          text: There is a medicine.
          more: after
          source: C6
          review: ''
        """

    static let articleNL = """
        ---
        id: after
        path: a7
        title: Later
        tab: Wat er kan
        summary: Er is hulp.
        level: b1
        sources:
        - {mark: page, ref: centre.example, year: 2024}
        verified: 2026-11-21
        review: [lawyer]
        R: [R31]
        ---

        Bel het [Centrum](service:centre-line).

        ## Dan

        Lees [dit](article:after) of ga [terug](page:home).
        """
    static let articleEN = articleNL.replacing("Wat er kan", with: "What can be done").replacing("review: [lawyer]", with: "review: []")
}
