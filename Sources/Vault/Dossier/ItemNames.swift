import Crypto
import Domain

extension InstanceKeys {
    /// The name of what somebody sends: the same words on the same form have the same name, so that a second click adds nothing.
    public func itemName(of text: Confidential<String>, on slip: Confidential<String>) -> Identifier<SealedItem>? {
        let bytes = Purpose.itemName.encode(.text(slip.revealed), .text(text.revealed))
        return Identifier(bytes: locator(bytes, under: fieldKey.key.derived(for: .itemName)))
    }
}
