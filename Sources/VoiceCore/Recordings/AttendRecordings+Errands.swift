extension AttendRecordings {
  /// A try that is noted, and what is known of the call then.
  struct Claim: Sendable {
    let tenant: Tenant.ID
    let recording: Recording
    let call: Call?
    let retention: Duration
  }

  /// What a try came to.
  enum Outcome: Equatable, Sendable {
    case facts([Recording.Fact])
    /// Nothing is to be done for now.
    case rest
    case postponed
  }

  /// Makes one try.
  func carryOut(_ errand: Recording.Errand, _ claim: Claim) async -> Outcome {
    do throws(TelephonyFailure) {
      switch errand {
      case .begin: return try await begin(claim)
      case .pause: return try await set(.pause, then: .paused, claim)
      case .resume: return try await set(.run, then: .resumed, claim)
      case .ask: return try await ask(claim)
      case .store: return await store(claim)
      case .deleteAtCarrier: return try await deleteAtCarrier(claim)
      case .expire: return await expire(claim)
      }
    } catch {
      // A refusal too: it may be about our credentials, or the leg isn't up yet.
      return late(errand, claim).map { .facts([$0]) } ?? .postponed
    }
  }

  /// What becomes of an errand that was tried for long enough; `nil` while it is to be tried again.
  private func late(_ errand: Recording.Errand, _ claim: Claim) -> Recording.Fact? {
    guard let since = claim.recording.errands.since else { return nil }
    let age = time.now() - since
    switch errand {
    case .begin: return age >= Recording.patience ? .absent(.neverBegan) : nil
    case .pause, .resume, .ask: return age >= Recording.patience ? .absent(.neverCame) : nil
    case .store: return age >= Recording.patience ? .absent(.notFetched) : nil
    case .deleteAtCarrier: return age >= Recording.deletionPatience ? .leftAtCarrier : nil
    case .expire: return nil
    }
  }

  private func begin(_ claim: Claim) async throws(TelephonyFailure) -> Outcome {
    let recording = claim.recording
    guard let call = claim.call else { return .facts([.absent(.neverBegan)]) }
    // An earlier try whose answer was lost may have done it: asked before it is repeated (property 16).
    if recording.errands.tries > 1, let found = try await recorder.recording(of: call.carrierID) {
      return .facts(recording.decide(found.report, of: found.name))
    }
    guard !call.hasEnded else { return .facts([.absent(.neverBegan)]) }
    return .facts([
      .started(try await recorder.record(call.carrierID, in: CallPlace(tenant: claim.tenant, call: call.id)))
    ])
  }

  private func set(
    _ wish: Recording.Wish, then fact: Recording.Fact, _ claim: Claim
  ) async throws(TelephonyFailure) -> Outcome {
    guard let call = claim.call, let name = claim.recording.carrier, !call.hasEnded else { return try await ask(claim) }
    try await recorder.set(wish, name, of: call.carrierID)
    return .facts([fact])
  }

  /// After the call's end the carrier should have told of the recording before long.
  private func ask(_ claim: Claim) async throws(TelephonyFailure) -> Outcome {
    guard let call = claim.call else { return .facts([.absent(.neverCame)]) }
    guard let end = call.ending?.at else { return .rest }
    guard let name = claim.recording.carrier else { return .facts([.absent(.neverBegan)]) }
    let isLate = time.now() >= end + Recording.patience
    let found: (name: CarrierRecording, report: Recording.Report)?
    do throws(TelephonyFailure) { found = try await recorder.recording(of: call.carrierID) } catch {
      guard isLate else { throw error }
      found = nil
    }
    if let found, found.name == name {
      switch found.report {
      case .complete, .none: return .facts(claim.recording.decide(found.report, of: name))
      case .running, .paused: break
      }
    }
    return isLate ? .facts([.absent(.neverCame)]) : .postponed
  }

  private func store(_ claim: Claim) async -> Outcome {
    let (recording, attempt) = (claim.recording, claim.recording.errands.stores)
    guard let name = recording.carrier, let secret = recording.secret,
      let key = recording.object(of: claim.tenant, attempt: attempt)
    else { return .facts([.absent(.neverCame)]) }
    let again = late(.store, claim).map { Outcome.facts([$0]) } ?? .postponed
    let size: Int
    do throws(RecordingFailure) {
      guard let sound = try await recorder.sound(of: name, limit: Recording.maximumBytes) else { return again }
      guard !sound.isEmpty else { return .facts([.absent(.empty)]) }
      size = sound.count
      let sealed: [UInt8]
      do throws(SealFailure) { sealed = try sealing.seal(sound, under: secret, as: key) } catch { return again }
      do throws(ObjectFailure) { try await objects.put(sealed, at: key) } catch {
        return error == .tooLarge ? .facts([.absent(.tooLarge)]) : again
      }
    } catch {
      return error == .tooLarge ? .facts([.absent(.tooLarge)]) : again
    }
    return .facts([
      .stored(Recording.Kept(attempt: attempt, size: size, expiresAt: time.now() + claim.retention))
    ])
  }

  private func deleteAtCarrier(_ claim: Claim) async throws(TelephonyFailure) -> Outcome {
    if let name = claim.recording.carrier { try await recorder.delete(name) }
    return .facts([.deletedAtCarrier])
  }

  private func expire(_ claim: Claim) async -> Outcome {
    for attempt in 1...max(claim.recording.errands.stores, 1) {
      guard let key = claim.recording.object(of: claim.tenant, attempt: attempt) else { continue }
      do throws(ObjectFailure) { try await objects.delete(key) } catch { return .postponed }
    }
    return .facts([.expired])
  }
}
