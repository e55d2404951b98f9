import Synchronization
import VoiceCore

/// A carrier that remembers what it was asked, and answers as told.
final class Carrier: LegControl {
  private struct State {
    var legs: [String: LegState] = [:]
    var asked: [String] = []
    var failures: [TelephonyFailure] = []
    var lasting: TelephonyFailure?
    var loses = false
    var anewFailures: [TelephonyFailure] = []
    var beforeAnswer: (@Sendable () async -> Void)?
  }

  private let state = Mutex(State())

  /// What it was asked, in order: `state`, `anew` or `hangUp` and the leg.
  var asked: [String] { state.withLock { $0.asked } }

  func set(_ leg: String, _ legState: LegState) { state.withLock { $0.legs[leg] = legState } }
  /// The next questions fail so.
  func fail(_ failures: TelephonyFailure...) { state.withLock { $0.failures += failures } }
  /// From now on every question fails so.
  func failAlways(_ failure: TelephonyFailure) { state.withLock { $0.lasting = failure } }
  /// The next order is carried out, and its answer lost.
  func loseAnswer() { state.withLock { $0.loses = true } }

  /// The next orders to ask anew fail so, while questions are answered.
  func failToAskAnew(_ failures: TelephonyFailure...) { state.withLock { $0.anewFailures += failures } }
  /// What happens while the next question is under way.
  func meanwhile(_ work: @escaping @Sendable () async -> Void) { state.withLock { $0.beforeAnswer = work } }

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) {
    try ask("hangUp \(leg)")
    let isLost = state.withLock { state in
      state.legs[leg.text] = .over(.hungUp)
      defer { state.loses = false }
      return state.loses
    }
    if isLost { throw .unavailable }
  }

  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState {
    try ask("state \(leg)")
    await letThingsHappen()
    return state.withLock { $0.legs[leg.text] ?? .live }
  }

  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) {
    try ask("anew \(leg)")
    let failure = state.withLock { $0.anewFailures.isEmpty ? nil : $0.anewFailures.removeFirst() }
    if let failure { throw failure }
  }

  func askAnew(about leg: CarrierCallID, of place: CallPlace, at turn: Int) async throws(TelephonyFailure) -> Bool {
    try await askAnew(about: leg)
    return state.withLock { $0.legs[leg.text] ?? .live } == .live
  }

  private func letThingsHappen() async {
    let work = state.withLock { state in
      defer { state.beforeAnswer = nil }
      return state.beforeAnswer
    }
    await work?()
  }

  private func ask(_ what: String) throws(TelephonyFailure) {
    let failure = state.withLock { state in
      state.asked.append(what)
      return state.failures.isEmpty ? state.lasting : state.failures.removeFirst()
    }
    if let failure { throw failure }
  }
}
