import Synchronization
import VoiceCore

/// A carrier that records, remembers what it was asked, and answers as told.
final class RecordingCarrier: CallRecorder {
  private struct State {
    var recordings: [String: Recording.Report] = [:]
    var legs: [String: String] = [:]
    var sounds: [String: [UInt8]] = [:]
    var asked: [String] = []
    var failures: [TelephonyFailure?] = []
    var loses = false
    var made = 0
  }

  private let state = Mutex(State())

  /// What it was asked, in order.
  var asked: [String] { state.withLock { $0.asked } }
  /// How many copies it has.
  var copies: Int { state.withLock { $0.sounds.count } }

  /// The next questions fail so; `nil` is answered.
  func fail(_ failures: TelephonyFailure?...) { state.withLock { $0.failures += failures } }
  /// The next order to record is carried out, and its answer lost.
  func loseAnswer() { state.withLock { $0.loses = true } }

  /// It is complete, with this sound.
  func complete(_ name: String, _ sound: [UInt8], length: Duration = .seconds(7)) {
    state.withLock {
      $0.recordings[name] = .complete(length)
      $0.sounds[name] = sound
    }
  }

  /// The carrier says so of it from now on.
  func say(_ report: Recording.Report, of name: String) { state.withLock { $0.recordings[name] = report } }

  func record(_ leg: CarrierCallID, in place: CallPlace) async throws(TelephonyFailure) -> CarrierRecording {
    try ask("record \(leg)")
    let (name, isLost) = state.withLock { state in
      state.made += 1
      let name = "RE\(state.made)"
      state.recordings[name] = .running
      state.legs[leg.text] = name
      defer { state.loses = false }
      return (name, state.loses)
    }
    guard !isLost, let made = CarrierRecording(name) else { throw .unavailable }
    return made
  }

  func recording(
    of leg: CarrierCallID
  ) async throws(TelephonyFailure) -> (name: CarrierRecording, report: Recording.Report)? {
    try ask("look \(leg)")
    return state.withLock { state in
      guard let name = state.legs[leg.text], let report = state.recordings[name] else { return nil }
      return CarrierRecording(name).map { ($0, report) }
    }
  }

  func set(
    _ wish: Recording.Wish, _ recording: CarrierRecording, of leg: CarrierCallID
  ) async throws(TelephonyFailure) { try ask("\(wish.rawValue) \(recording.name)") }

  func sound(of recording: CarrierRecording, limit: Int) async throws(RecordingFailure) -> [UInt8]? {
    do throws(TelephonyFailure) { try ask("fetch \(recording.name)") } catch { throw .carrier(error) }
    let sound = state.withLock { $0.sounds[recording.name] }
    if let sound, sound.count > limit { throw .tooLarge }
    return sound
  }

  func delete(_ recording: CarrierRecording) async throws(TelephonyFailure) {
    try ask("delete \(recording.name)")
    state.withLock { $0.sounds[recording.name] = nil }
  }

  private func ask(_ what: String) throws(TelephonyFailure) {
    let failure = state.withLock { state -> TelephonyFailure? in
      state.asked.append(what)
      return state.failures.isEmpty ? nil : state.failures.removeFirst()
    }
    if let failure { throw failure }
  }
}
