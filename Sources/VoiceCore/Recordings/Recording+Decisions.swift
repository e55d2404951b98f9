extension Recording {
  /// What the carrier tells of a recording.
  public enum Report: Equatable, Sendable {
    case running
    case paused
    /// Complete, of that length.
    case complete(Duration)
    /// There is none.
    case none
  }

  /// The caller is told that it will be recorded; nothing once it has begun.
  func decideAnnounced() -> [Fact] { stage == .wanted && announcedAt == nil ? [.announced] : [] }

  /// The carrier tells how the recording of this name stands. What is told of another, twice or late changes nothing: one that is
  /// complete stays so.
  func decide(_ report: Report, of name: CarrierRecording) -> [Fact] {
    guard carrier == nil || carrier == name, !isOver else { return [] }
    let begun: [Fact] = carrier == nil ? [.started(name)] : []
    switch report {
    case .running: return stage == .paused ? begun + [.resumed] : begun
    case .paused: return stage == .paused ? [] : begun + [.paused]
    case .complete(let length): return begun + [length > .zero ? .finished(length: length) : .absent(.empty)]
    case .none: return begun + [.absent(.failed)]
    }
  }

  /// The carrier says that the message's sound is ready, or that there is none. Nothing once it is stored, or given up.
  func decide(message audio: CarrierAudio, length: Duration) -> [Fact] {
    guard kind == .message, stage == .finished else { return [] }
    switch audio {
    case .awaited: return []
    case .ready: return [.finished(length: length > .zero ? length : duration)]
    case .absent: return [.absent(.failed)]
    }
  }

  /// Whose message it is took it out: its sound goes, wherever it is.
  func decideRemoved() -> [Fact] {
    switch stage {
    case .finished, .kept: [.removed]
    case .wanted, .running, .paused, .absent, .expired: []
    }
  }

  /// Its caller is erased, and the call is over: its sound goes, wherever it is.
  func decideErased() -> [Fact] {
    switch stage {
    case .wanted, .running, .paused, .finished, .kept: [.removed]
    case .absent, .expired: []
    }
  }

  /// The call has come to a department that isn't recorded. Nothing for one that is over, or barred already.
  func decideBarred() -> [Fact] { isOver || barredAt != nil ? [] : [.barred] }

  /// The call has come to a department that is recorded. Nothing for one that is over, or wasn't barred.
  func decideAllowed() -> [Fact] { isOver || barredAt == nil ? [] : [.allowed] }

  /// Somebody wants it paused, or to go on. Nothing for one that is over, or is so already.
  func decide(asked wanted: Wish) -> [Fact] {
    guard !isOver, wish != wanted else { return [] }
    return [.asked(wanted)]
  }
}
