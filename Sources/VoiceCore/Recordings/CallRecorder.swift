/// What we ask of the carrier about recordings. Asking twice has the effect of once, but for `record`.
public protocol CallRecorder: Sendable {
  /// Begins to record a leg that is up, both parties, and tells the webhooks about the call at this place. Not to be repeated without
  /// having asked for `recording(of:)`.
  func record(_ leg: CarrierCallID, in place: CallPlace) async throws(TelephonyFailure) -> CarrierRecording
  /// The newest recording of a leg, and how it stands; `nil` when there is none.
  func recording(
    of leg: CarrierCallID
  ) async throws(TelephonyFailure) -> (name: CarrierRecording, report: Recording.Report)?
  /// Pauses, resumes or stops one that runs.
  func set(_ wish: Recording.Wish, _ recording: CarrierRecording, of leg: CarrierCallID) async throws(TelephonyFailure)
  /// The sound, at most so many bytes; `nil` while, or when, there is none.
  func sound(of recording: CarrierRecording, limit: Int) async throws(RecordingFailure) -> [UInt8]?
  /// Deletes the carrier's copy; one that isn't there is no error.
  func delete(_ recording: CarrierRecording) async throws(TelephonyFailure)
}

/// Why a recording could not be fetched.
public enum RecordingFailure: Error, Equatable, Sendable {
  /// Larger than the limit: trying again doesn't help.
  case tooLarge
  case carrier(TelephonyFailure)
}

/// Stands where no carrier account is configured.
public struct NoRecorder: CallRecorder {
  /// No carrier.
  public init() {}

  /// See `CallRecorder`.
  public func record(_ leg: CarrierCallID, in place: CallPlace) async throws(TelephonyFailure) -> CarrierRecording {
    throw .notConfigured
  }
  /// See `CallRecorder`.
  public func recording(
    of leg: CarrierCallID
  ) async throws(TelephonyFailure) -> (name: CarrierRecording, report: Recording.Report)? { throw .notConfigured }
  /// See `CallRecorder`.
  public func set(
    _ wish: Recording.Wish, _ recording: CarrierRecording, of leg: CarrierCallID
  ) async throws(TelephonyFailure) { throw .notConfigured }
  /// See `CallRecorder`.
  public func sound(of recording: CarrierRecording, limit: Int) async throws(RecordingFailure) -> [UInt8]? {
    throw .carrier(.notConfigured)
  }
  /// See `CallRecorder`.
  public func delete(_ recording: CarrierRecording) async throws(TelephonyFailure) { throw .notConfigured }
}
