/// The carrier tells of a message that a caller left, or that there is none: keeps it for its department, once, whichever of
/// the carrier's two reports comes first and however often (the call may be over by then). Its sound is fetched like a call's
/// recording (`AttendRecordings`).
public struct ReceiveVoicemail: Sendable {
  /// What the carrier tells.
  public struct Report: Equatable, Sendable {
    public let recording: CarrierRecording
    public let duration: Duration
    public let audio: CarrierAudio

    /// A recording of this length.
    public init(recording: CarrierRecording, duration: Duration, audio: CarrierAudio) {
      self.recording = recording
      self.duration = duration
      self.audio = audio
    }
  }

  private let store: any Store
  private let time: any TimeSource
  private let telemetry: CallTelemetry
  private let zones: any TimeZones

  /// A use case on these ports.
  public init(
    store: any Store, time: any TimeSource, telemetry: CallTelemetry = .none, zones: any TimeZones = NoTimeZones()
  ) {
    self.store = store
    self.time = time
    self.telemetry = telemetry
    self.zones = zones
  }

  /// The caller has spoken, or said nothing (`nil`): the call is over after some last words. `nil` for a call that nobody
  /// knows.
  public func callAsFunction(
    _ report: Report?, of carrierID: CarrierCallID, dialled: PhoneNumber, turn: Int
  ) async throws(StoreFailure) -> Onward? {
    guard let tenant = try await store.platform.tenant(answering: dialled) else { return nil }
    let (now, zones) = (time.now(), zones)
    let kept = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Kept? in
      guard let call = try await scope.call(carrierID) else { return nil }
      let flow = CallFlow(scope: scope, zones: zones, now: now)
      guard call.hasLeft(turn: turn) else { return .unchanged(try await flow.onward(for: call)) }
      let left = try await scope.keep(report, of: call, at: now)
      let ended = try await scope.commit(left.decide(ended: .closed, at: now), to: left, at: now)
      let isKept = try await scope.voicemail(Voicemail.ID(of: call.id)) != nil
      return .ended(
        ended, Onward.lastWords(isKept ? .messageTaken : .goodbye, to: call, of: tenant), isFirst: !call.hasEnded)
    }
    switch kept {
    case nil: return nil
    case .unchanged(let onward): return onward
    case .ended(let call, let onward, let isFirst):
      if isFirst { telemetry.ended(call) }
      return onward
    }
  }

  /// The recording is ready, or won't come. Ends nothing: the caller may still be speaking with us.
  public func callAsFunction(_ report: Report, in place: CallPlace) async throws(StoreFailure) {
    let now = time.now()
    try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call) else { return }
      _ = try await scope.keep(report, of: call, at: now)
    }
  }

  private enum Kept: Sendable {
    case unchanged(Onward)
    case ended(Call, Onward, isFirst: Bool)
  }
}

extension TenantScope {
  /// Keeps a message, unless it is empty or known; what is known learns how its recording stands.
  fileprivate func keep(
    _ report: ReceiveVoicemail.Report?, of call: Call, at now: Timestamp
  ) async throws(StoreFailure) -> Call {
    guard let report else { return call }
    let id = Voicemail.ID(of: call.id)
    if try await voicemail(id) != nil {
      guard let sound = try await recording(Recording.ID(of: id)), sound.carrier == report.recording else {
        return call
      }
      try await commit(sound.decide(message: report.audio, length: report.duration), to: sound, at: now)
      return call
    }
    guard report.duration > .zero, report.audio != .absent, call.takesMessage else { return call }
    let voicemail = Voicemail(of: call, recording: report.recording, duration: report.duration, receivedAt: now)
    try await save(voicemail)
    let left = try await commit(call.decide(left: voicemail), to: call, at: now)
    let sound = try await commit([.wanted], to: Recording(of: voicemail, at: now), at: now)
    try await commit(sound.decide(message: report.audio, length: report.duration), to: sound, at: now)
    return left
  }
}

extension Call {
  /// It is, or was at its end, where callers leave messages.
  fileprivate var takesMessage: Bool { if case .voicemail = course?.stop { true } else { false } }

  /// Whether a report from the stop of this number says that the caller is done with their message.
  fileprivate func hasLeft(turn: Int) -> Bool {
    guard let course, course.turn == turn else { return false }
    return takesMessage || course.stop == .done
  }
}

extension Onward {
  fileprivate static func lastWords(_ phrase: Phrase, to call: Call, of tenant: Tenant.ID) -> Onward {
    Onward(
      act: .hangUp, words: Words(phrase, for: call.conversation.spoken.ofPrompts),
      place: CallPlace(tenant: tenant, call: call.id), turn: call.course?.turn ?? 0)
  }
}
