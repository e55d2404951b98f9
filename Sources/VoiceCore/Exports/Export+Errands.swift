extension Export {
  /// What is to be done for an export.
  enum Errand: Equatable, Sendable {
    case write
    /// Its file's time is over.
    case expire
    /// Parts are left of attempts that came to nothing.
    case tidy
  }

  /// What is to be done now; `nil` for nothing.
  func errand(at moment: Timestamp) -> Errand? {
    switch stage {
    case .waiting(let due), .running(let due): due <= moment ? .write : nil
    case .ready(_, let until) where until <= moment: .expire
    case .ready, .failed, .expired: isLittered ? .tidy : nil
    }
  }

  /// With one more attempt begun, which lasts as long as it shows progress; `nil` when there were enough.
  func begun(at moment: Timestamp) -> Export? {
    guard tries < Self.maximumAttempts else { return nil }
    var export = self
    export.tries += 1
    export.isLittered = export.isLittered || !attempts.isEmpty
    export.attempts.append(0)
    export.stage = .running(moment + Self.lease)
    return export
  }

  /// With a part more that may be kept of the attempt; `nil` when that isn't the latest any more, or isn't being made.
  func noted(part: Int, of attempt: Int, at moment: Timestamp) -> Export? {
    guard case .running = stage, attempts.count == attempt else { return nil }
    var export = self
    export.attempts[attempt - 1] = max(attempts[attempt - 1], part + 1)
    export.stage = .running(moment + Self.lease)
    return export
  }

  /// What came of the attempt; `nil` when somebody else has taken it up meanwhile.
  func ended(_ attempt: Int, by end: AttemptEnd, at moment: Timestamp) -> Export? {
    guard case .running = stage, attempts.count == attempt else { return nil }
    var export = self
    switch end {
    case .written(let manifest): export.stage = .ready(manifest, until: moment + Self.retention)
    case .given(let failure): export.give(up: failure, at: moment)
    case .postponed where tries < Self.maximumAttempts:
      export.stage = .waiting(moment + Self.retryPause * tries)
      export.isLittered = true
    case .postponed: export.give(up: .notWritten, at: moment)
    case .interrupted:
      // No fault of its own.
      export.tries -= 1
      export.stage = .waiting(moment)
      export.isLittered = true
    }
    return export
  }

  /// Too many attempts, the last of which ended without a word.
  func abandoned(at moment: Timestamp) -> Export {
    var export = self
    export.give(up: .notWritten, at: moment)
    return export
  }

  /// Its file's time is over.
  func expired() -> Export {
    guard case .ready(_, let until) = stage else { return self }
    var export = self
    export.stage = .expired(until)
    export.isLittered = true
    return export
  }

  /// What was written of it so far is to go: its file can't be downloaded any more, and one that is being written is begun anew. `nil`
  /// where nothing was written.
  func withdrawn(at moment: Timestamp) -> Export? {
    switch stage {
    case .ready:
      var export = self
      export.stage = .expired(moment)
      export.isLittered = true
      return export
    case .running: return ended(attempts.count, by: .interrupted, at: moment)
    case .waiting, .failed, .expired: return isLittered ? self : nil
    }
  }

  private mutating func give(up failure: Failure, at moment: Timestamp) {
    stage = .failed(failure, at: moment)
    isLittered = true
  }

  /// How an attempt ended.
  enum AttemptEnd: Equatable, Sendable {
    case written(Manifest)
    case given(Failure)
    /// Trying again may help.
    case postponed
    /// The node ends.
    case interrupted
  }

  /// The parts that nobody needs were deleted. They are still known: somebody who was taken to be gone may keep one more, which
  /// goes with the file at the latest.
  func tidied() -> Export {
    var export = self
    export.isLittered = false
    return export
  }

  /// The parts that nobody needs, by attempt and number.
  var litter: [(attempt: Int, part: Int)] {
    var kept: Int?
    switch stage {
    case .ready(let manifest, _): kept = manifest.attempt
    case .running: kept = attempts.count
    case .waiting, .failed, .expired: break
    }
    return attempts.enumerated().flatMap { index, parts in
      index + 1 == kept ? [] : (0..<parts).map { (index + 1, $0) }
    }
  }
}
