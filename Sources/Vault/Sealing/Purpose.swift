/// What bytes are for. Each purpose stands in front of everything that is authenticated, so that nothing sealed for one opens for another.
///
/// A purpose is never used for a second thing, and never renamed.
/// - Source: security 2.12.
public enum Purpose: String, CaseIterable, Sendable {
    case code = "code/v1"
    case codeLocator = "code/v1/locator"
    case codeKey = "code/v1/kek"
    case returnKey = "vk/v1"
    case staffKey = "staff/kek"
    case staffKeyring = "staff/v1"
    case team = "team/v1"
    case grant = "grant/v1"
    case section = "S"
    case grantShred = "grant/v1/shred"
    case heldKey = "held/v1"
    case consent = "consent/v1"
    case consentText = "consent/v1/text"
    case never = "never/v1"
    case referralCard = "referral-card/v1"
    case referralCardKey = "referral-card/v1/key"
    case tableCard = "table-card/v1"
    case shred = "shred/v1"
    case openedBefore = "opened-before/v1"
    case item = "SVD1"
    case itemKey = "ik"
    case itemName = "item-name/v1"
    case commitment = "commit"
    case session = "sess"
    case sessionScope = "sess/scope"
    case callNotes = "sess/call/v1"
    case card = "card/v1"
    case fingerprint = "fingerprint/v1"
    case feedback = "feedback/v1"
    case name = "name/v1"
    case profile = "profile/v1"
    case exceptionCard = "exception-card/v1"
    case login = "login/v1"
    case invitation = "invitation/v1"
    case log = "svlog/v1"
    case logPayload = "svlog/v1/payload"
    case logKey = "svlog/v1/key"
    case logKeyReaders = "svlog/v1/readers"
    case logReference = "svlog/v1/reference"
    case backup = "backup/v1"
    case formKey = "form-key/v1"
    case relay = "relay/v1"
    case sample = "sample/v1"
    case filePiece = "file/v1"
    case ownPhrase = "own-phrase/v1"

    /// The purpose and the fields as bytes from which each can be told apart again: no two different lists give the same bytes.
    public func encode(_ fields: Field...) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(fields.reduce(2 + rawValue.utf8.count) { $0 + 2 + $1.bytes.count })
        Field.text(rawValue).append(to: &bytes)
        for field in fields { field.append(to: &bytes) }
        return bytes
    }
}
