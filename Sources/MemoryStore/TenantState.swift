import VoiceCore

/// Everything that one tenant has. A value: copying it is a snapshot, and costs nothing until one of the copies
/// changes.
struct TenantState: Sendable {
  var tenant: Versioned<Tenant>?
  var users: [User.ID: Versioned<User>] = [:]
  var usersByEmail: [EmailAddress: User.ID] = [:]
  var grants: [TokenDigest: Versioned<StreamGrant>] = [:]
  var lines: [PhoneNumber: PhoneLine] = [:]
  var departments: [Department.ID: Versioned<Department>] = [:]
  var rules: [SpamRule.ID: SpamRule] = [:]
  var allowed: Set<PhoneNumber> = []
  var knowledge: [KnowledgeEntry.ID: KnowledgeEntry] = [:]
  var queues: [Department.ID: Versioned<CallQueue>] = [:]
  var calls: [Call.ID: CallHistory] = [:]
  var callsByCarrier: [CarrierCallID: Call.ID] = [:]
  /// The calls by age, oldest first, so that a page of the list is a binary search away.
  var callsByAge: [CallPlace] = []
}

/// A call and all that is kept of it.
struct CallHistory: Sendable {
  /// Its version changes when the call is saved, and only then.
  var call: Versioned<Call>
  var facts: [RecordedFact] = []
  /// How many intentions the call ever had: ordinals are never given twice.
  var intentionCount = 0
  var pending: [PendingIntention] = []
  var transcript: [Utterance] = []
  var record: Versioned<CallDetailRecord>?
}

/// Where a call stands in the list by age; ties by id.
struct CallPlace: Comparable, Sendable {
  let startedAt: Timestamp
  let call: Call.ID

  static func < (left: Self, right: Self) -> Bool { (left.startedAt, left.call) < (right.startedAt, right.call) }
}

extension [CallPlace] {
  /// The first index whose place isn't before this one.
  func index(of place: CallPlace) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
