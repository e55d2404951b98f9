extension Recording {
  /// What happened to a recording.
  public enum Fact: Equatable, Sendable, Codable {
    case wanted
    /// The carrier was given the words that tell the caller.
    case announced
    /// The caller has heard them.
    case heard
    case started(CarrierRecording)
    /// Somebody, or a rule, wants it so.
    case asked(Wish)
    /// The call is in a department that isn't recorded.
    case barred
    /// It is in one that is, again.
    case allowed
    case paused
    case resumed
    /// The carrier has it complete.
    case finished(length: Duration)
    case absent(Absence)
    /// It is stored, sealed under the secret of that attempt.
    case stored(Kept)
    case deletedAtCarrier
    /// The carrier didn't delete its copy however often it was asked: a person must.
    case leftAtCarrier
    case expired
    /// Somebody took it out before its time was over.
    case removed
  }

  /// The only way in which it changes, but for the notes on tries. Total: a fact that doesn't fit the stage leaves it alone.
  public mutating func evolve(_ fact: Fact, at moment: Timestamp) {
    switch fact {
    case .wanted: break
    case .announced:
      guard stage == .wanted, announcedAt == nil else { return }
      announcedAt = moment
      errands.begin(at: moment + Self.announcementTime, since: moment)
    case .heard:
      guard stage == .wanted, announcedAt != nil else { return }
      errands.begin(at: moment, since: moment)
    case .started(let name):
      guard stage == .wanted else { return }
      (stage, carrier, startedAt, isWithCarrier) = (.running, name, moment, true)
      errands.begin(at: goal == .run ? moment + Self.checkPause : moment, since: moment)
    case .asked(let wanted):
      guard !isOver else { return }
      wish = wanted
      errands.begin(at: errand(at: moment) == nil ? nil : moment, since: moment)
    case .barred:
      guard !isOver else { return }
      barredAt = moment
      errands.begin(at: errand(at: moment) == nil ? nil : moment, since: moment)
    case .allowed:
      guard !isOver else { return }
      barredAt = nil
      // The caller is told first.
      errands.begin(at: errand(at: moment) == nil ? nil : moment + Self.announcementTime, since: moment)
    case .paused: settle(.paused, from: .running, at: moment)
    case .resumed: settle(.running, from: .paused, at: moment)
    case .finished(let length):
      guard !isOver || stage == .finished, carrier != nil else { return }
      (stage, duration) = (.finished, length)
      errands.begin(at: moment, since: moment)
    case .absent(let why):
      guard stage != .kept, stage != .expired, stage != .absent else { return }
      (stage, absence, secret) = (.absent, why, nil)
      let isLeft = why == .notFetched || why == .tooLarge
      errands.begin(
        at: isWithCarrier ? (isLeft ? moment + Self.carrierRetention : moment) : nil, since: moment)
    case .stored(let how):
      guard stage == .finished else { return }
      (stage, kept) = (.kept, how)
      errands.begin(at: moment, since: moment)
    case .deletedAtCarrier, .leftAtCarrier:
      guard isWithCarrier else { return }
      isWithCarrier = false
      errands.begin(at: stage == .kept ? kept?.expiresAt : nil, since: moment)
    case .expired:
      guard stage == .kept else { return }
      (stage, secret) = (.expired, nil)
      errands.begin(at: isWithCarrier ? moment : nil, since: moment)
    case .removed:
      if stage == .kept, let stored = kept {
        // Its time is over now.
        kept = Kept(attempt: stored.attempt, size: stored.size, expiresAt: moment)
        errands.begin(at: moment, since: moment)
      } else {
        evolve(.absent(.removed), at: moment)
      }
    }
  }

  /// Complete, or never to come: nothing of the call changes it any more.
  public var isOver: Bool {
    switch stage {
    case .wanted, .running, .paused: false
    case .finished, .kept, .absent, .expired: true
    }
  }

  private mutating func settle(_ next: Stage, from: Stage, at moment: Timestamp) {
    guard stage == from else { return }
    stage = next
    let isDone = goal == (next == .paused ? .pause : .run)
    errands.begin(at: isDone ? moment + Self.checkPause : moment, since: moment)
  }
}

extension Recording.Fact {
  /// The event's public name; `nil` for facts that stay inside.
  public var eventName: String? { if case .stored = self { "recording.ready" } else { nil } }
}
