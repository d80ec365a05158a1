import Domain
import Vault

/// Unpredictable bytes from the operating system.
struct OperatingChance: Chance {
    func bytes(_ count: Int) -> [UInt8] { Draw.bytes(count) }
}
