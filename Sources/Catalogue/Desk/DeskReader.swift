import Domain
import Wording

/// Reads the fixed lists of the short registration, and until when what can be done.
/// - Source: R105; domain C6.
struct DeskReader {
    let wording: WordingDrafts
    let log: ProblemLog

    /// The word for what people of the field know.
    static let unchecked = "knowledge"

    func codes(_ file: SourceFile) -> [CodeList] {
        guard let map = file.yaml(log)?.map(["schema_version", "verified", "lists"]) else { return [] }
        _ = map.day("verified")
        guard let lists = map.required("lists")?.map(Registration.Part.allCases.map(\.rawValue)) else { return [] }
        return Registration.Part.allCases.compactMap { part in lists.required(part.rawValue).flatMap { list($0, of: part) } }
    }

    private func list(_ value: YAMLValue, of part: Registration.Part) -> CodeList? {
        guard let map = value.map(["source", "codes"]), let source = map.text("source") else { return nil }
        let key = "registration.\(part.rawValue)."
        wording.require(key + "name", value.place, log)
        var codes: [String] = []
        for item in map.requiredItems("codes") {
            guard let code = item.text() else { continue }
            if !Self.isCode(code) { item.refuse("a code has small letters, digits and low lines, not '\(code)'") }
            if codes.contains(code) { item.refuse("code '\(code)' stands here twice") }
            wording.require(key + code, item.place, log)
            codes.append(code)
        }
        checkVocabulary(codes, of: part, at: value.place)
        return codes.isEmpty ? nil : CodeList(part: part, codes: codes, source: source)
    }

    private static func isCode(_ text: String) -> Bool {
        text.utf8.allSatisfy { ($0 >= 97 && $0 <= 122) || ($0 >= 48 && $0 <= 57) || $0 == 95 } && text != "name"
    }

    // What the advice is asked with must be a word that it knows.
    private func checkVocabulary(_ codes: [String], of part: Registration.Part, at place: Place) {
        let known: [String]
        switch part {
        case .asker: known = Asker.ids
        case .age: known = AgeBand.ids
        case .theme: known = Form.ids + ["own_behaviour", "other", "unknown"]
        case .channel, .outcome: return
        }
        for code in codes where !known.contains(code) { log.refuse(place, "the questions have no answer '\(code)' to '\(part.rawValue)'") }
    }

    func windows(_ file: SourceFile) -> [TimeWindow] {
        guard let map = file.yaml(log)?.map(["schema_version", "verified", "review", "windows"]) else { return [] }
        _ = map.day("verified")
        log.find(map.place(of: "review"), review: map.review(), of: "the hours of \(file.path)")
        return map.requiredItems("windows").compactMap { window($0) }
    }

    private func window(_ value: YAMLValue) -> TimeWindow? {
        guard let map = value.map(["notice", "source", "limits"]), let source = map.text("source"),
            let index = map.required("notice")?.position(in: Notice.ids), let notice = Notice(rawValue: UInt8(index))
        else { return nil }
        let limits = map.items("limits").compactMap { item -> TimeWindow.Limit? in
            guard let map = item.map(["id", "hours"]), let id = map.text("id"), let hours = map.required("hours")?.int(1...1000) else {
                return nil
            }
            wording.require("beside.limit.\(id)", item.place, log)
            return .init(id: id, hours: hours)
        }
        if limits.map(\.hours) != limits.map(\.hours).sorted() { log.refuse(map.place(of: "limits"), "the shortest time comes first") }
        if source == Self.unchecked { log.find(map.place(of: "source"), "nobody has checked yet: the hours of '\(notice.id)'") }
        return TimeWindow(notice: notice, limits: limits, source: source == Self.unchecked ? nil : source)
    }
}
