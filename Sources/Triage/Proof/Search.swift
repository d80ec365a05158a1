import Domain

/// What a proof over a set of situations found.
struct SearchResult: Sendable {
    var evaluated = 0
    var counterexample: FacetBits?
    /// Set when the search was given up: then nothing is proven.
    var gaveUp = false
}

/// Proves a claim for every situation in a box by cutting it wherever the claim depends on an answer, until it holds or fails.
struct Search {
    /// A proof that needs more cuts than this is refused rather than believed.
    static let limit = 4_000_000

    /// - Parameters:
    ///   - claim: what must hold.
    ///   - confirm: asks the engine itself about one situation in which the claim seems to fail; true when it fails there too.
    static func prove(
        in start: Box = .everything, claim: (Box) -> Truth, confirm: (FacetBits) -> Bool
    ) -> SearchResult {
        var result = SearchResult()
        var open = [start]
        while let box = open.popLast() {
            result.evaluated += 1
            guard result.evaluated <= limit else {
                result.gaveUp = true
                return result
            }
            switch claim(box) {
            case .yes: continue
            case .no:
                // The outlook and the engine disagree: then neither is believed.
                result.gaveUp = !confirm(box.sample)
                result.counterexample = result.gaveUp ? nil : box.sample
                return result
            case .depends(let condition):
                guard let (one, other) = box.split(by: condition) else {
                    result.gaveUp = true
                    return result
                }
                open.append(other)
                open.append(one)
            }
        }
        return result
    }
}
