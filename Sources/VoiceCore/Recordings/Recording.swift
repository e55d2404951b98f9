/// What the carrier recorded for us, from the wish for it to its deletion: a call with both parties on it, or the message that its
/// caller left. A call has one of each at most. It outlives the call; its facts stand in the call's log.
public struct Recording: Equatable, Sendable, Codable {
  /// Names one recording.
  public typealias ID = Identifier<Recording>

  /// What was recorded.
  public enum Kind: Sendable {
    case call
    /// It is complete when we first hear of it, and fetched at once.
    case message
  }

  /// How it stands. The last three have no sound that is ours to hear.
  public enum Stage: String, Sendable, Codable, CaseIterable {
    /// It hasn't begun.
    case wanted
    case running, paused
    /// Complete, and with the carrier only.
    case finished
    /// Stored by us.
    case kept
    /// There is none and none will come.
    case absent
    /// Deleted when its time was over.
    case expired
  }

  /// What somebody or a rule wants of one that runs.
  public enum Wish: String, Sendable, Codable, CaseIterable {
    case run, pause
  }

  /// Why there is none.
  public enum Absence: String, Sendable, Codable, CaseIterable {
    /// Nothing was said.
    case empty
    /// The carrier says that there is none.
    case failed
    /// The call was over before.
    case neverBegan
    /// The carrier didn't tell of it within `Recording.patience` of the call's end.
    case neverCame
    /// Larger than what is fetched.
    case tooLarge
    /// Somebody took the message out.
    case removed
    /// It couldn't be fetched or stored within `Recording.patience`. The carrier still has it, for as long as we would have.
    case notFetched
  }

  /// How it is stored by us.
  public struct Kept: Equatable, Sendable, Codable {
    /// Names the object, with the call: the attempt that stored it.
    public let attempt: Int
    /// Bytes of sound.
    public let size: Int
    public let expiresAt: Timestamp

    /// A stored recording.
    public init(attempt: Int, size: Int, expiresAt: Timestamp) {
      self.attempt = attempt
      self.size = size
      self.expiresAt = expiresAt
    }
  }

  public let id: ID
  public let call: Call.ID
  /// The department that the call was in at last: whose people may hear it (property 19).
  public internal(set) var department: Department.ID?
  public let wantedAt: Timestamp
  public internal(set) var stage = Stage.wanted
  /// What somebody wants; a department's rule may bar it.
  public internal(set) var wish = Wish.run
  /// Since when the call is in a department that isn't recorded: nothing is, until it leaves.
  public internal(set) var barredAt: Timestamp?
  /// When the caller was told.
  public internal(set) var announcedAt: Timestamp?
  /// The carrier's name for it, once it has begun.
  public internal(set) var carrier: CarrierRecording?
  public internal(set) var startedAt: Timestamp?
  /// Its length, once it is complete.
  public internal(set) var duration: Duration = .zero
  public internal(set) var absence: Absence?
  public internal(set) var kept: Kept?
  /// Whether the carrier has a copy.
  public internal(set) var isWithCarrier = false
  /// What its object is sealed under: drawn anew by each attempt to store it, gone with the row and the tenant's keys.
  public internal(set) var secret: ObjectSecret?
  /// Since when its next errand is due, and what was tried for it.
  public internal(set) var errands = Errands()

  /// A wish for a recording of this call.
  public init(of call: Call, at moment: Timestamp) {
    id = ID(of: call.id)
    self.call = call.id
    department = call.department
    wantedAt = moment
  }

  /// The sound of this message, which the carrier has or is about to have.
  public init(of message: Voicemail, at moment: Timestamp) {
    id = ID(of: message.id)
    call = message.call
    department = message.department
    wantedAt = moment
    stage = .finished
    carrier = message.recording
    duration = message.duration
    isWithCarrier = true
    // Unless the carrier says before that it is ready.
    errands.begin(at: moment + Self.firstPause, since: moment)
  }

  /// What was recorded.
  public var kind: Kind { id == ID(of: call) ? .call : .message }

  /// The name of its object as an attempt stores it: none is ever written by two.
  public func object(of tenant: Tenant.ID, attempt: Int) -> ObjectKey? {
    let place =
      switch kind {
      case .call: "recordings"
      case .message: "voicemails"
      }
    return ObjectKey(tenant: tenant, place, "\(call).\(attempt).mp3")
  }

  /// Where its sound is; `nil` where there is none of ours.
  public func object(of tenant: Tenant.ID) -> ObjectKey? {
    guard stage == .kept, let kept else { return nil }
    return object(of: tenant, attempt: kept.attempt)
  }

  /// Whether there is no sound of it any more, here or at the carrier, and none will come.
  var isGone: Bool {
    switch stage {
    case .absent, .expired: !isWithCarrier
    case .wanted, .running, .paused, .finished, .kept: false
    }
  }

  /// Whether there is sound to hear: stored, and its time not over.
  public func isHeard(at moment: Timestamp) -> Bool {
    guard stage == .kept, let kept else { return false }
    return moment < kept.expiresAt
  }
}

extension Identifier<Recording> {
  /// The recording of a call: it comes to the same name whoever tells of it first, and however often.
  public init(of call: Call.ID) { self.init(call.bits) }

  /// The sound of a message: its name with another version (RFC 9562, section 4.2), so that it is no call's.
  public init(of message: Voicemail.ID) { self.init(message.bits ^ 0xF << 76) }
}

extension Recording {
  /// The media type of what is stored.
  public static let mediaType = "audio/mpeg"
  /// The largest that is fetched, in bytes: four hours, the longest that a carrier keeps a leg up, of MP3 at 64 kbit/s with room
  /// to spare. One is fetched at a time, and is in memory as it is and sealed.
  public static let maximumBytes = 128 << 20
  /// How long after the announcement it begins at the earliest, where nothing shows that the caller has heard it.
  public static let announcementTime: Duration = .seconds(5)
  /// How long the carrier has to bring a recording after the call's end, and we to store it.
  public static let patience: Duration = .seconds(24 * 3600)
  /// How often the carrier is asked after a recording that it should have told of.
  public static let checkPause: Duration = .seconds(300)
  /// For how long what couldn't be fetched is left with the carrier.
  public static let carrierRetention: Duration = .seconds(30 * 86_400)
  /// For how long it is tried to delete the carrier's copy.
  public static let deletionPatience: Duration = .seconds(7 * 86_400)
}
