import Domain

extension ContentFixture {
    /// One card and a phrase for every moment, in two languages.
    static let soundKnowledge: [String: String] = [
        "cards/nl/slow-down.md": cardNL, "cards/en/slow-down.md": cardEN,
        "phrases/nl.yaml": phrases("Dit mag.", "Tot {day}."), "phrases/en.yaml": phrases("You may.", "Until {day}."),
        "wording/nl/knowledge.yaml": labels, "wording/en/knowledge.yaml": labels,
        "desk/codes.yaml": codes, "desk/windows.yaml": windows,
        "wording/nl/registration.yaml": codeNames, "wording/en/registration.yaml": codeNames,
        "wording/nl/beside.yaml": "limit:\n  pep: Medicijn\n", "wording/en/beside.yaml": "limit:\n  pep: Medicine\n",
    ]

    static let codes = """
        schema_version: '1'
        verified: 2026-11-21
        lists:
          channel: {source: R4, codes: [chat]}
          asker: {source: R105, codes: [victim, unknown]}
          age: {source: R105, codes: ['12_15', unknown]}
          theme: {source: R44, codes: [organised, other]}
          outcome: {source: R105, codes: [talked]}
        """

    static let codeNames = """
        channel: {name: Way, chat: Chat}
        asker: {name: Who, victim: Me, unknown: Nobody said}
        age: {name: Age, '12_15': Some, unknown: Nobody said}
        theme: {name: What, organised: Many, other: More}
        outcome: {name: End, talked: Talked}
        """

    static let windows = """
        schema_version: '1'
        verified: 2026-11-21
        review: []
        windows:
          - notice: window_pep
            source: domain C6
            limits: [{id: pep, hours: 72}]
        """

    static let cardNL = """
        ---
        id: slow-down
        title: Rustig aan
        summary: Vraag weinig.
        level: a2
        when:
          - {needs: [dissociation], asker: [victim, unknown]}
          - {forms: organised}
        weight: 40
        sources:
          - {mark: page, ref: centre.example, year: 2024}
        verified: 2026-11-21
        review: []
        R: [R38, R40]
        ---

        ## signs

        - Iemand is stil,
          of praat als een dader.

        ## say

        - Ik ben er nog.
        - Neem de tijd.

        ## avoid

        - Vraag niet waarom.

        ## consult

        - Altijd.

        ## route

        - [Centrum](service:centre-line), en lees [dit](article:after).
        """

    static let cardEN =
        cardNL
        .replacing("Rustig aan", with: "Slowly").replacing("Vraag weinig.", with: "Ask little.")
        .replacing("Iemand is stil,\n  of praat als een dader.", with: "Someone is silent.").replacing("Ik ben er nog.", with: "I am here.")
        .replacing("Neem de tijd.", with: "Take your time.").replacing("Vraag niet waarom.", with: "Do not ask why.")
        .replacing("- Altijd.", with: "- Always.").replacing("Centrum", with: "Centre").replacing(
            ", en lees [dit]", with: ", and read [this]")

    private static func phrases(_ always: String, _ sometimes: String) -> String {
        let moments = Phrase.Moment.allCases.map { moment in
            "- {id: \(moment.rawValue.replacing("_", with: "-")), moment: \(moment.rawValue), b1: \(always), a2: \(always)}\n"
        }
        return """
            sources: [{mark: page, ref: centre.example, year: 2024}]
            verified: 2026-11-21
            R: [R45]
            phrases:
            - id: callback-agreed-day
              moment: callback_agreed
              when: {monitored: [no, unknown]}
              b1: "\(sometimes)"
              a2: "\(sometimes)"

            """ + moments.joined()
    }

    private static let labels =
        "part: {signs: a, say: b, avoid: c, consult: d, route: e}\nmoment:\n"
        + Phrase.Moment.allCases.map { "  \($0.rawValue): x\n" }.joined()
}
