import Domain
import Pages

extension Visit {
    /// The line with the emergency number, as every page that needs it shows it.
    /// - Parameter key: end of the key of the sentence before the number.
    func emergencyLine(_ key: String) -> UrgentLine {
        let number = site.settings.emergencyNumber
        return UrgentLine(text(key), call: CallButton(verb: text("call.verb"), number: number.written, dial: number.dialled))
    }

    /// The field for a postcode or place, with what was typed when it could not be read.
    func placeField(_ place: PlaceAnswer, hint: String) -> TextField {
        var field = TextField(name: "p", label: text("place.label_any"), kind: .words)
        field.hint = hint
        switch place {
        case .none, .found: break
        case .several(let found, let typed):
            field.value = typed
            field.problem = text("place.error_several", ["places": Set(found.map(\.name)).sorted().joined(separator: ", ")])
        case .unknown(let typed):
            field.value = typed
            field.problem = text("place.error_unknown")
        }
        return field
    }
}
