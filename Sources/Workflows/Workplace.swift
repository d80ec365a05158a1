public import Domain
public import Vault

/// What every workflow works with: stores, keys, the log, the time, chance. Handed in from outside. There is one, to which all point: it is
/// too large to be copied into everything that waits.
public final class Workplace: Sendable {
    public let stores: Stores
    public let instance: InstanceKeys
    public let codes: CodeKeys
    public let passphrases: WorkerKeyrings
    public let fields: FieldSeal
    public let keys: any KeyService<KeyPair, SectionKey>
    public let log: SealedAuditLog
    public let chance: any Chance
    public let now: @Sendable () -> Instant
    /// The words in which a code can be said.
    public let words: CodeWords
    /// Passphrases that many people take; refused.
    public let commonPassphrases: Set<String>
    /// Tells open pages that something changed.
    public let changes: ChangeHub
    /// Who waits and who is there, now.
    public let floor: DeskFloor
    /// How many files come in now.
    let fileGate = FileGate()
    /// What the other nodes must hear.
    let relay: RelayLine
    /// What workers' keys opened lately, closed under those keys.
    let openedBefore = OpenedBefore()
    let watchedEntries = WatchedEntries()

    public init(
        stores: Stores, instance: InstanceKeys, codes: CodeKeys, passphrases: WorkerKeyrings,
        keys: any KeyService<KeyPair, SectionKey>, log: SealedAuditLog,
        chance: any Chance, now: @escaping @Sendable () -> Instant, words: CodeWords, commonPassphrases: Set<String>
    ) {
        self.stores = stores
        self.instance = instance
        self.codes = codes
        self.passphrases = passphrases
        fields = FieldSeal(keys: instance)
        self.keys = keys
        self.log = log
        self.chance = chance
        self.now = now
        self.words = words
        self.commonPassphrases = commonPassphrases
        relay = RelayLine()
        changes = ChangeHub(relay: relay)
        floor = DeskFloor(relay: relay, changes: changes, since: now())
    }

    var week: Week { Week(now()) }
}

/// Why something was not done. One list for all workflows, mapped to words in one place.
public enum WorkRefusal: Error, Sendable, Hashable {
    /// Not there, not allowed, not any more: a stranger learns no difference.
    case notFound
    /// The code, or whatever was entered, opens nothing.
    case unknown
    /// What was typed cannot be a code.
    case unreadableCode(ReturnCodeProblem)
    /// Too many people at the door: try again in a minute.
    case busy
    /// No team can receive messages now.
    case nobodyReceives
    /// Somebody else was first.
    case taken(by: Confidential<String>?)
    /// The other side wrote in the meantime.
    case newerMessage
    /// The person erased everything.
    case erased
    /// The log cannot be written: nothing is shown.
    case logUnavailable
    /// The store cannot be reached, or its disk is full.
    case storeUnavailable
    /// The session ended.
    case sessionEnded
    /// What was chosen as passphrase may not be one.
    case poorPassphrase(PassphraseProblem)
    /// The invitation was used, withdrawn or is too old.
    case invitationGone
    /// The login name is taken.
    case loginTaken
    /// There is nothing to send.
    case empty
    /// Somebody is at that desk then already.
    case overlaps
    /// Somebody may read along with the person: nothing goes out.
    case readAlong
    /// The person asked to be called, and nobody wrote down yet how that went.
    case callWaits
    /// The person has not shown that they have their code: what is given away now they could not take back.
    case unproven
    /// What this team reads can go on without the person: the code is asked for once more.
    case codeNeeded
    /// The person keeps everything away from this team.
    case barred
    /// It does not follow on how things stand, or is somebody else's to do.
    case outOfOrder
    /// A reason, a moment or words are missing.
    case incomplete
    /// A file is not taken in.
    case file(FileRefusal)
    /// Somebody else must do this: it takes two.
    case sameWorker
    /// It waited too long, and is over.
    case lapsed
    /// Nothing can be written here until then.
    case paused(until: Instant)

    public static func == (one: WorkRefusal, other: WorkRefusal) -> Bool { "\(one)" == "\(other)" }
    public func hash(into hasher: inout Hasher) { hasher.combine("\(self)") }
}

extension Workplace {
    /// Runs work on the stores, and says what its failures mean.
    func stored<Value: Sendable>(_ work: () async throws -> Value) async throws(WorkRefusal) -> Value {
        do {
            return try await work()
        } catch let refusal as WorkRefusal {
            throw refusal
        } catch let refusal as FileRefusal {
            throw .file(refusal)
        } catch let refusal as StoreRefusal {
            switch refusal {
            case .gone: throw .erased
            case .conflict, .duplicate: throw .taken(by: nil)
            case .full, .unavailable: throw .storeUnavailable
            }
        } catch let refusal as KeyRefusal {
            throw refusal == .busy ? .busy : .notFound
        } catch {
            throw .storeUnavailable
        }
    }

    /// Does something anew, from what stands there then, when somebody else did something with it at the same instant.
    /// - Parameter work: one try, from the first look to the write.
    /// - Returns: false when it came second every time.
    @discardableResult
    func anew(most tries: Int = 5, _ work: () async throws(WorkRefusal) -> Void) async throws(WorkRefusal) -> Bool {
        for _ in 0..<tries {
            do {
                try await work()
                return true
            } catch {
                guard case .taken = error else { throw error }
            }
        }
        return false
    }

    /// Begins to write to the log, so that something else can be done meanwhile.
    func begun(_ entry: AuditEntry, _ readers: AuditReaders) throws(WorkRefusal) -> AuditEntryUnderWay {
        do { return try log.begin(entry, readableBy: readers) } catch { throw .logUnavailable }
    }

    /// Writes to the log, or refuses everything that depends on it.
    func logged(_ entry: AuditEntry, _ readers: AuditReaders) async throws(WorkRefusal) -> LogReceipt {
        do {
            return try await log.append(entry, readableBy: readers)
        } catch {
            throw .logUnavailable
        }
    }

    /// The receipt of a person's coming in, as long as the log can be read and has the entry: without the log their words stay closed too.
    func receipt(_ session: PersonSession) async throws(WorkRefusal) -> LogReceipt {
        guard let isThere = try? await log.holds(session.receipt), isThere else { throw .logUnavailable }
        return session.receipt
    }
}
