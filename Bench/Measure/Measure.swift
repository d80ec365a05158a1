import Foundation

/// Times what people entrust: messages, coming back, opening. For the bench; no part of the program that is shipped.
///
/// Every measurement stands beside its reference, by turns in one run, so that a busy or slow machine changes both.
@main
enum Measure {
    static func main() async {
        do { try await measure() } catch {
            FileHandle.standardError.write(Data("measure: \(error)\n".utf8))
            exit(2)
        }
    }

    private static func measure() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        let settings = Dictionary(
            words.dropFirst().compactMap { word in
                let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
                return parts.count == 2 ? (parts[0], parts[1]) : nil
            }, uniquingKeysWith: { $1 })
        func number(_ name: String, _ usual: Int) -> Int { settings[name].flatMap(Int.init) ?? usual }
        guard let folder = settings["data"], let what = words.first else { throw MeasureRefusal.usage }
        let start = DeskStart(folder: folder, content: settings["content"] ?? "Content")
        let found: [String: Double]
        switch what {
        case "messages":
            found = try await MessageRate(writers: number("writers", 64), rounds: number("rounds", 40)).measure(start)
        case "opening": found = try await OpeningTime(dossiers: number("dossiers", 50), messages: 100).measure(start)
        case "sharing":
            found = try await SharingTime(
                dossiers: number("dossiers", 50), items: number("items", 1000), listed: number("listed", 500),
                others: number("others", 1_000_000)
            ).measure(start)
        case "entry": found = try await EntryTime(rounds: number("rounds", 9), cost: number("cost", 1 << 17)).measure(start)
        default: throw MeasureRefusal.usage
        }
        let json = try JSONSerialization.data(withJSONObject: found, options: [.sortedKeys])
        FileHandle.standardOutput.write(json + Data("\n".utf8))
    }
}

enum MeasureRefusal: Error {
    /// `Measure messages|opening|sharing|entry data=DIR [content=DIR] …`
    case usage
    /// Something that should have been there was not.
    case missing(String)
}

extension Duration {
    var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

extension [Double] {
    /// The smallest value that at least this share of the values do not pass.
    func percentile(_ share: Double) -> Double {
        let ordered = sorted()
        return ordered.isEmpty ? .nan : ordered[Swift.max(0, Int((Double(count) * share).rounded(.up)) - 1)]
    }
    var median: Double { percentile(0.5) }
}
