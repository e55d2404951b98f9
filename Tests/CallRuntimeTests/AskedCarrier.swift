import Synchronization
import VoiceCore

/// A carrier all of whose legs are up until they are said to be over.
final class AskedCarrier: LegControl {
  let isOver = Mutex(false)
  let failure = Mutex<TelephonyFailure?>(nil)
  let anewFailure = Mutex<TelephonyFailure?>(nil)
  private let questions = Mutex<[String]>([])
  private let whenAsked: @Sendable (CarrierCallID) async -> Void
  var asked: [String] { questions.withLock { $0 } }

  /// `whenAsked` happens before a question about a leg is answered.
  init(whenAsked: @escaping @Sendable (CarrierCallID) async -> Void = { _ in }) { self.whenAsked = whenAsked }

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { questions.withLock { $0.append("hangUp \(leg)") } }

  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState {
    questions.withLock { $0.append("state \(leg)") }
    await whenAsked(leg)
    if let failure = failure.withLock({ $0 }) { throw failure }
    return isOver.withLock { $0 } ? .over(.hungUp) : .live
  }

  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) {
    questions.withLock { $0.append("anew \(leg)") }
    if let failure = anewFailure.withLock({ $0 }) { throw failure }
  }

  func askAnew(about leg: CarrierCallID, of place: CallPlace, at turn: Int) async throws(TelephonyFailure) -> Bool {
    try await askAnew(about: leg)
    return true
  }
}
