import CryptoExtras
import Domain
import Foundation
import Workflows

/// How long entering a code takes, beside one bare derivation of the same cost.
struct EntryTime: Sendable {
    let rounds: Int
    let cost: Int

    func measure(_ start: DeskStart) async throws -> [String: Double] {
        let desk = try await InventedDesk.make(start, cost: cost)
        let code = try await desk.person().code
        let clock = ContinuousClock()
        func entering() async throws -> Double {
            let began = clock.now
            _ = try await EnterCode(desk.place)(code.digits)
            return (clock.now - began).inSeconds * 1000
        }
        func deriving() throws -> Double {
            let began = clock.now
            _ = try KDF.Scrypt.deriveKey(
                from: [UInt8](repeating: 1, count: 48), salt: [UInt8](repeating: 2, count: 32), outputByteCount: 64, rounds: cost,
                blockSize: 8, parallelism: 1)
            return (clock.now - began).inSeconds * 1000
        }
        _ = (try await entering(), try deriving())
        var ours: [Double] = []
        var bare: [Double] = []
        for _ in 0..<rounds {
            ours.append(try await entering())
            bare.append(try deriving())
        }
        await desk.remove(start)
        return ["ratio": zip(ours, bare).map { $0 / $1 }.median, "ours": ours.median, "bare": bare.median]
    }
}
